#include "driver/possibilities.h"

#include <algorithm>

namespace svc::driver {

namespace {

// A param that may be one of very many values is judged by the first of them.
constexpr std::size_t kMost = 64;

// The errors of the program with this value.
Sink judged_with(sema::Input input, const std::string& environment,
                 const sema::Possibility& possibility) {
  input.possibility = &possibility;
  input.recorder = nullptr;
  Sink found;
  Timings timings;
  static_cast<void>(check_environment(input, environment, false, found, timings));
  const std::string value = sema::value_text(possibility.value);
  found.keep_since(0, [](const Diagnostic& d) { return d.severity == Severity::Error; });
  found.complete_since(0, [&](Diagnostic& d) {
    d.fix = {};  // it would take the param away
    if (d.span != possibility.value.span)
      d.related.push_back(
          {possibility.value.span,
           fmt::format("if the deployment gives `{}` the value {}", possibility.parameter, value)});
  });
  return found;
}

}  // namespace

void check_possibilities(const sema::Input& input, const std::string& environment,
                         const sema::Program& program, Sink& sink) {
  if (input.possibility != nullptr) return;
  std::size_t judged = 0;
  for (const sema::Possibility& possibility : program.possibilities) {
    if (++judged > kMost) return;
    Sink found = judged_with(input, environment, possibility);
    found.keep_since(0, [&](const Diagnostic& d) {
      const std::vector<Diagnostic>& known = sink.diagnostics();
      return std::none_of(known.begin(), known.end(), [&](const Diagnostic& other) {
        return other.code == d.code && other.span == d.span;
      });
    });
    sink.append(found);
  }
}

}  // namespace svc::driver
