#include "lint/rules.h"

#include <algorithm>
#include <array>

namespace svc::lint {

namespace {

// Read when it is needed: the rules are constants of other files, whose addresses are known before
// any of them is.
constexpr std::array kRules = {
    &rules::unused_let,           &rules::unused_param,         &rules::unused_import,
    &rules::unused_component,     &rules::unused_block,         &rules::one_sided_queue,
    &rules::silent_alarm,         &rules::snake_case,           &rules::needless_comparison,
    &rules::plain_secret,         &rules::every_action,         &rules::every_resource,
    &rules::open_to_world,        &rules::privileged_container, &rules::floating_image,
    &rules::latest_in_production, &rules::single_task,          &rules::single_zone,
    &rules::single_nat,           &rules::default_health_check, &rules::no_logs,
    &rules::unprotected_balancer, &rules::unrecoverable_table,  &rules::old_tls_policy,
    &rules::old_instance_type,
};

}  // namespace

std::span<const Rule* const> all_rules() {
  return kRules;
}

std::string_view about(Code code) {
  const auto found = std::find_if(kRules.begin(), kRules.end(),
                                  [code](const Rule* rule) { return rule->code == code; });
  return found == kRules.end() ? std::string_view() : (*found)->about;
}

bool is_rule(Code code) {
  return !about(code).empty();
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
