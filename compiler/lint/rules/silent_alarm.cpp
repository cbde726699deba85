// An alarm that notifies no one and stops nothing.
#include <optional>
#include <set>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

using Blocks = std::set<const Block*>;

void add_named(const sema::Value& value, Blocks& named) {
  if (const auto* block = value.get<const Block*>()) named.insert(*block);
  if (const auto* list = value.get<sema::List>()) {
    for (const sema::Value& item : list->items) add_named(item, named);
  }
}

// The blocks that labels (`scale step`) and fields name.
Blocks named_blocks(const sema::Program& program) {
  Blocks named;
  for (const Block& block : program.block_store) {
    for (const sema::LabelValue& label : block.labels) named.insert(label.block);
    for (const sema::FieldValue& field : block.fields) add_named(field.value, named);
  }
  return named;
}

void check_silent_alarm(const sema::Program& program, const plan::Plan& /*plan*/, Sink& sink) {
  if (!program.environment.empty() && !in_production(program))
    return;  // an alarm outside production may be silent on purpose
  std::optional<Blocks> named;
  for (const Block* alarm : program.blocks) {
    const bool is_alarm = alarm->kind->name == "alarm" || alarm->kind->name == "composite_alarm";
    if (!is_alarm || alarm->existing || !alarm->items("notify").empty()) continue;
    if (!named) named = named_blocks(program);
    if (!named->contains(alarm))
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
