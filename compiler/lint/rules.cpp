#include "lint/rules.h"

#include <algorithm>
#include <array>

namespace svc::lint {

namespace {

// Read on first use: the rules are constants in other files, and their addresses are known before
// their values.
constexpr std::array kRules = {
#define SVC_LINT(name) &rules::name,
#include "lint_rules.inc"
#undef SVC_LINT
};

}  // namespace

std::string_view about(Code code) {
  const auto found = std::find_if(kRules.begin(), kRules.end(),
                                  [code](const Rule* rule) { return rule->code == code; });
  return found == kRules.end() ? std::string_view() : (*found)->about;
}

void lint_files(const Files& files, Sink& sink) {
  for (const Rule* rule : kRules) {
    if (rule->files != nullptr) rule->files(files, sink);
  }
}

void lint_program(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Rule* rule : kRules) {
    if (rule->program != nullptr) rule->program(program, plan, sink);
  }
}

}  // namespace svc::lint
