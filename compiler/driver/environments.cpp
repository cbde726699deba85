#include "driver/environments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "sema/analyze.h"

namespace svc::driver {

namespace {

// Starting a thread costs about 1 ms, longer than looking at a small program. Each environment of a
// very large one needs hundreds of megabytes.
constexpr std::size_t kWorthThreads = 16UL * 1024;  // bytes of program
constexpr std::size_t kTooLargeForAll = 512UL * 1024;

}  // namespace

std::vector<std::string> choose_environments(const ast::Ast& main,
                                             const std::optional<std::string>& wanted, Sink& sink) {
  const std::vector<sema::Environment> declared = sema::environments(main);
  if (!wanted && declared.empty()) return {""};
  std::vector<std::string_view> names;
  for (const sema::Environment& environment : declared) names.push_back(environment.name);
  if (!wanted) return {names.begin(), names.end()};
  if (std::find(names.begin(), names.end(), *wanted) != names.end()) return {*wanted};
  // The mistake is on the command line; the declarations show what may be there.
  const Span there = declared.empty() ? Span{main.file, 0, 0} : declared.front().span;
  auto report = sink.report<diag::UnknownEnvironment>(there, *wanted);
  if (names.empty())
    report.help("this program declares no environments; leave out --env");
  else if (const std::string_view meant = closest(*wanted, names); !meant.empty())
    report.help(fmt::format("did you mean `{}`? It has {}", meant, enumerate(names, "and")));
  else
    report.help("it has " + enumerate(names, "and"));
  return {};
}

bool side_by_side(std::size_t environments, std::size_t bytes, bool kept) {
  return environments > 1 && bytes >= kWorthThreads && (kept || bytes < kTooLargeForAll);
}

}  // namespace svc::driver
