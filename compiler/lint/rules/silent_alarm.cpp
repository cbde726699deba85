// An alarm that notifies no one and stops nothing.
#include <algorithm>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

bool names(const sema::Value& value, const Block& alarm) {
  if (const auto* block = value.get<const Block*>()) return *block == &alarm;
  if (const auto* list = value.get<sema::List>())
    return std::any_of(list->items.begin(), list->items.end(),
                       [&](const sema::Value& item) { return names(item, alarm); });
  return false;
}

void check_silent_alarm(const sema::Program& program, const plan::Plan& /*plan*/, Sink& sink) {
  if (!program.environment.empty() && !in_production(program))
    return;  // an alarm outside production may be silent on purpose
  for (const Block* alarm : program.blocks) {
    const bool is_alarm = alarm->kind->name == "alarm" || alarm->kind->name == "composite_alarm";
    if (!is_alarm || alarm->existing || !alarm->items("notify").empty()) continue;
    const bool named = std::any_of(
        program.block_store.begin(), program.block_store.end(), [&](const Block& block) {
          const bool label = std::any_of(
              block.labels.begin(), block.labels.end(),
              [&](const sema::LabelValue& l) { return l.block == alarm; });  // `scale step`
          return label || std::any_of(block.fields.begin(), block.fields.end(),
                                      [&](const sema::FieldValue& field) {
                                        return names(field.value, *alarm);
                                      });
        });
    if (!named)
      sink.report<diag::SilentAlarm>(alarm->name_span, alarm->name)
          .help("write `notify = [TOPIC]`, or name it in `alarms` of a `deploy` block");
  }
}

}  // namespace

constinit const Rule silent_alarm = {
    .code = diag::SilentAlarm::code,
    .about =
        "Nobody notices an alarm that notifies no topic, rolls back no deployment and scales no "
        "service. If the program has environments, only production is checked.",
    .program = check_silent_alarm,
};

}  // namespace svc::lint::rules
