#include "driver/possibilities.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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
    d.message += fmt::format(", if `{}` is {}", possibility.parameter, value);
    if (d.span != possibility.value.span)
      d.related.push_back(
          {possibility.value.span,
           fmt::format("if the deployment gives `{}` the value {}", possibility.parameter, value)});
  });
  return found;
}

bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.code == b.code && a.span == b.span;
}

bool among(const std::vector<Diagnostic>& found, const Diagnostic& wanted) {
  return std::any_of(found.begin(), found.end(),
                     [&](const Diagnostic& one) { return same(one, wanted); });
}

// What svcc judges a param by.
Related judged_by(const sema::Parameter& parameter) {
  const std::string value = sema::value_text(parameter.assumed);
  return {parameter.span,
          parameter.value.present()
              ? fmt::format("`{}` is {} unless the deployment gives another value", parameter.name,
                            value)
              : fmt::format("if the deployment gives `{}` the value {}", parameter.name, value)};
}

}  // namespace

void name_judged_values(const sema::Input& input, const std::string& environment,
                        const sema::Program& program, std::size_t begin, Sink& sink) {
  if (input.possibility != nullptr) return;
  std::set<std::string_view> named;
  std::size_t judged = 0;
  for (const sema::Possibility& possibility : program.possibilities) {
    if (named.contains(possibility.parameter)) continue;
    if (++judged > kMost) return;
    const Sink found = judged_with(input, environment, possibility);
    const std::vector<Diagnostic>& known = sink.diagnostics();
    // An error of its own may hide others.
    if (!std::all_of(found.diagnostics().begin(), found.diagnostics().end(),
                     [&](const Diagnostic& one) { return among(known, one); }))
      continue;
    const auto parameter = std::find_if(
        program.parameters.begin(), program.parameters.end(),
        [&](const sema::Parameter* one) { return one->name == possibility.parameter; });
    if (parameter == program.parameters.end()) continue;
    sink.complete_since(begin, [&](Diagnostic& d) {
      if (d.severity != Severity::Error || among(found.diagnostics(), d)) return;
      d.message += fmt::format(", if `{}` is {}", (*parameter)->name,
                               sema::value_text((*parameter)->assumed));
      d.related.push_back(judged_by(**parameter));
      named.insert(possibility.parameter);
    });
  }
}

void check_possibilities(const sema::Input& input, const std::string& environment,
                         const sema::Program& program, Sink& sink) {
  if (input.possibility != nullptr) return;
  std::size_t judged = 0;
  for (const sema::Possibility& possibility : program.possibilities) {
    if (++judged > kMost) return;
    Sink found = judged_with(input, environment, possibility);
    found.keep_since(0, [&](const Diagnostic& d) { return !among(sink.diagnostics(), d); });
    sink.append(found);
  }
}

}  // namespace svc::driver
