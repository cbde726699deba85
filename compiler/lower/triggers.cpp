// Triggers of a job: schedules, EventBridge events (objects in a bucket are one kind) and messages
// of a queue.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/hash.h"
#include "graph/canonical.h"
#include "lower/iam.h"
#include "lower/job.h"

namespace svc::lower {

namespace {

// A service that starts state machines, and the name of its role.
struct Starter {
  std::string_view trigger;  // the label of its triggers
  std::string_view part;     // of the block: its role
  std::string_view service;
};

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role,
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html,
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
constexpr std::array kStarters = {
    Starter{"event", "event", "events.amazonaws.com"},
    Starter{"object", "event", "events.amazonaws.com"},
    Starter{"queue", "queue", "pipes.amazonaws.com"},
    Starter{"schedule", "start", "scheduler.amazonaws.com"},
};

const Starter& starter_of(const sema::Block& trigger) {
  const auto* found = std::find_if(kStarters.begin(), kStarters.end(), [&](const Starter& s) {
    return s.trigger == trigger.labels.front().text;
  });
  if (found == kStarters.end()) throw std::logic_error("no service for " + trigger.title());
  return *found;
}

// The permissions of the role of triggers: start the job, and for queues receive their messages.
std::vector<iam::Statement> start_statements(const Context& context,
                                             const std::vector<const sema::Block*>& triggers,
                                             graph::NodeId machine) {
  std::vector<iam::Statement> statements;
  for (const sema::Block* trigger : triggers) {
    if (starter_of(*trigger).trigger != "queue") continue;
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html#pipes-perms-sqs
    const graph::Value queue = context.attribute(*trigger->block("source"), "arn");
    statements.push_back({true,
                          {"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"},
                          {queue},
                          {},
                          (*trigger)["source"].span});
    const sema::Block& source = *trigger->block("source");
    if (!source.existing && source.has("encryption"))
      statements.push_back({true,
                            {"kms:Decrypt"},
                            {context.field(source, "encryption")},
                            {},
                            (*trigger)["source"].span});
  }
  statements.insert(
      statements.begin(),
      {true, {"states:StartExecution"}, {graph::Ref{machine, "arn"}}, {}, triggers.front()->span});
  return statements;
}

// One role for all triggers of a service that name none of their own.
void add_start_role(Context& context, const sema::Block& job, const Starter& starter,
                    graph::NodeId machine) {
  const std::string part(starter.part);
  if (context.has_part(job, {PartKind::StarterRole, part})) return;
  iam::RoleSpec spec;
  spec.name = job.name + "_" + part;
  spec.trust = iam::trust(starter.service, iam::same_account());
  const graph::NodeId role = iam::add_role(context, job, std::move(spec));
  context.remember(job, {PartKind::StarterRole, part}, role);
  std::vector<const sema::Block*> triggers = job.nested("trigger");
  std::erase_if(triggers, [&](const sema::Block* trigger) {
    return trigger->has("role") || starter_of(*trigger).part != starter.part;
  });
  context.remember(job, {PartKind::StarterPolicy, part},
                   iam::add_policy(context, job, job.name + "_" + part, role,
                                   start_statements(context, triggers, machine)));
}

// The permissions of a role that the trigger names, which an existing one is not given.
void extend_role(Context& context, const sema::Block& trigger, const std::string& name,
                 graph::NodeId machine) {
  const sema::Block& role = *trigger.block("role");
  if (context.has_part(role, PartKind::Main))
    iam::add_policy(context, trigger, name, context.part(role, PartKind::Main),
                    start_statements(context, {&trigger}, machine));
}

graph::Value role_arn(const Context& context, const sema::Block& job, const sema::Block& trigger) {
  if (trigger.has("role")) return context.field(trigger, "role");
  return graph::Ref{
      context.part(job, {PartKind::StarterRole, std::string(starter_of(trigger).part)}), "arn"};
}

// Written only if the first deployment holds the job.
graph::Value state(const Context& context, std::string_view on, std::string_view off) {
  return context.graph.first ? context.while_running(on, off) : graph::Value();
}

// ---- Schedules
// ------------------------------------------------------------------------------------------------------------------------------

void set_schedule(const Context& context, const sema::Block& job, const sema::Block& trigger,
                  graph::NodeId machine, graph::Node& node) {
  set(node, "state", state(context, "ENABLED", "DISABLED"));
  set(node, "schedule_expression", context.field(trigger, "at"));
  set(node, "schedule_expression_timezone", context.field(trigger, "timezone"));
  set(node, "flexible_time_window", graph::map({{"mode", "OFF"}}));
  set(node, "target",
      graph::map(
          {{"arn", graph::Ref{machine, "arn"}}, {"role_arn", role_arn(context, job, trigger)}}));
}

// ---- Events
// ---------------------------------------------------------------------------------------------------------------------------------

// `*` matches anything in a wildcard pattern, and a backslash escapes it:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching
std::string literal(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '*' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return result;
}

// The keys; absent: every key.
graph::Value keys(const sema::Block& trigger) {
  const std::string_view prefix = trigger.has("prefix") ? trigger.text("prefix") : "";
  const std::string_view suffix = trigger.has("suffix") ? trigger.text("suffix") : "";
  if (prefix.empty() && suffix.empty()) return {};
  graph::Value wanted = suffix.empty() ? graph::map({{"prefix", prefix}})
                        : prefix.empty()
                            ? graph::map({{"suffix", suffix}})
                            : graph::map({{"wildcard", literal(prefix) + "*" + literal(suffix)}});
  return graph::map({{"key", graph::list({std::move(wanted)})}});
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
graph::Value object_pattern(const Context& context, const sema::Block& trigger) {
  return graph::map({
      {"source", graph::list({"aws.s3"})},
      {"detail-type", graph::list({"Object Created"})},
      {"detail", graph::map({
                     {"bucket", graph::map({{"name", graph::list({context.attribute(
                                                         *trigger.block("bucket"), "name")})}})},
                     {"object", keys(trigger)},
                 })},
  });
}

void set_rule(const Context& context, const sema::Block& job, const sema::Block& trigger,
              graph::NodeId machine, graph::Node& node) {
  const bool object = trigger.labels.front().text == "object";
  set(node, "state", state(context, "ENABLED", "DISABLED"));
  set(node, "event_pattern",
      object ? object_pattern(context, trigger).at(trigger.span)
             : context.field(trigger, "pattern"));
  if (!object) {
    set(node, "event_bus_name", context.field(trigger, "bus"));
    set(node, "target_bus", context.field(trigger, "bus"));
  }
  set(node, "target_id", "job");
  set(node, "target_arn", graph::Ref{machine, "arn"});
  set(node, "target_role_arn", role_arn(context, job, trigger));
}

// ---- Queues
// ---------------------------------------------------------------------------------------------------------------------------------

// A state machine that runs for longer than five minutes cannot be waited for:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
void set_pipe(const Context& context, const sema::Block& job, const sema::Block& trigger,
              graph::NodeId machine, graph::Node& node) {
  set(node, "desired_state", state(context, "RUNNING", "STOPPED"));
  set(node, "source", context.field(trigger, "source"));
  set(node, "source_parameters",
      graph::map({{"sqs_queue_parameters",
                   graph::map({{"batch_size", context.field(trigger, "batch")}})}}));
  set(node, "target", graph::Ref{machine, "arn"});
  set(node, "target_parameters",
      graph::map({{"step_function_state_machine_parameters",
                   graph::map({{"invocation_type", "FIRE_AND_FORGET"}})}}));
  set(node, "role_arn", role_arn(context, job, trigger));
}

void add_trigger(Context& context, const sema::Block& job, const sema::Block& trigger,
                 const std::string& name, graph::NodeId machine) {
  const std::string_view what = trigger.labels.front().text;
  const std::string_view kind = what == "schedule" ? "scheduler_schedule"
                                : what == "queue"  ? "pipes_pipe"
                                                   : "events_rule";
  graph::Node& node = context.node(context.add(kind, name, trigger));
  set(node, "name", context.physical_name(name));
  if (what == "schedule")
    set_schedule(context, job, trigger, machine, node);
  else if (what == "queue")
    set_pipe(context, job, trigger, machine, node);
  else
    set_rule(context, job, trigger, machine, node);
}

// The fields that identify the trigger. The others may change without making it another trigger.
std::vector<std::string_view> telling_fields(std::string_view what) {
  if (what == "schedule") return {"at", "timezone"};
  if (what == "object") return {"bucket", "prefix", "suffix"};
  if (what == "event") return {"pattern", "bus"};
  return {"source"};
}

// The name of a trigger comes from the program, or from what starts the job. So another trigger
// never renames it.
std::string trigger_name(const Context& context, const sema::Block& job,
                         const sema::Block& trigger) {
  if (trigger.labels.size() > 1) return job.name + "_" + trigger.labels[1].text;
  const std::string& what = trigger.labels.front().text;
  std::string content = what;
  for (const std::string_view field : telling_fields(what)) {
    if (!trigger.has(field)) continue;
    const auto* block = trigger[field].get<const sema::Block*>();
    content += "|" + (block != nullptr
                          ? (*block)->title()
                          : graph::canonical_text(context.graph, context.field(trigger, field)));
  }
  return job.name + "_" + short_hash(content);
}

}  // namespace

void add_triggers(Context& context, const sema::Block& job, graph::NodeId machine) {
  for (const sema::Block* trigger : job.nested("trigger")) {
    if (!trigger->has("role")) add_start_role(context, job, starter_of(*trigger), machine);
  }
  for (const sema::Block* trigger : job.nested("trigger")) {
    const std::string name = trigger_name(context, job, *trigger);
    if (trigger->has("role")) extend_role(context, *trigger, name, machine);
    add_trigger(context, job, *trigger, name, machine);
  }
}

}  // namespace svc::lower
