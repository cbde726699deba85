// Triggers of jobs: event patterns, schedules that are faster than the work, and work that starts
// itself.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
#include "diagnostics/codes/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/closest.h"
#include "check/cron.h"
#include "check/fact_lists.h"
#include "check/iam_data.h"
#include "check/json_text.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// ---- Patterns

constexpr std::array<std::string_view, 8> kPatternOperators = {
    "prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric",
    "exists", "cidr"};

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
void check_operand(const std::string& key, std::string_view name, const sema::Value& value,
                   Sink& sink) {
  const auto refuse = [&](std::string_view fault, std::string_view help) {
    sink.report<diag::EventPattern>(value.span, key, fault).help(std::string(help));
  };
  if (name == "exists" && value.get<bool>() == nullptr && !value.deferred())
    return refuse("has an `exists` that is neither true nor false", "write `exists = true`");
  const auto* text = value.get<std::string>();
  if (name == "wildcard" && text != nullptr && text->find("**") != std::string::npos)
    return refuse("has a wildcard with `**`, which AWS refuses", "write one `*`");
  const auto* list = value.get<sema::List>();
  if (name != "numeric" || value.deferred()) return;
  constexpr std::array<std::string_view, 5> kCompare = {"<", "<=", "=", ">=", ">"};
  bool good = list != nullptr && (list->items.size() == 2 || list->items.size() == 4);
  for (std::size_t i = 0; good && i < list->items.size(); ++i) {
    const sema::Value& item = list->items[i];
    const auto* sign = item.get<std::string>();
    good = i % 2 == 0 ? sign != nullptr &&
                            std::find(kCompare.begin(), kCompare.end(), *sign) != kCompare.end()
                      : item.get<std::int64_t>() != nullptr || item.get<double>() != nullptr;
  }
  if (!good) refuse("has a `numeric` that AWS refuses", "write a comparison such as `[\">\", 5]`");
}

void check_item(const std::string& key, const sema::Value& item, Sink& sink) {
  if (item.get<sema::List>()) {
    sink.report<diag::EventPattern>(item.span, key, "holds a list within a list")
        .help("write one list of values");
    return;
  }
  const auto* object = item.get<sema::Object>();
  if (object == nullptr) return;
  for (const auto& [name, value] : object->entries) {
    if (std::find(kPatternOperators.begin(), kPatternOperators.end(), name) !=
        kPatternOperators.end()) {
      check_operand(key, name, value, sink);
      continue;
    }
    const std::string_view near = closest(
        name, std::vector<std::string_view>(kPatternOperators.begin(), kPatternOperators.end()));
    sink.report<diag::EventPattern>(value.span, key, fmt::format("has no operator `{}`", name))
        .help(near.empty() ? "write an operator such as `prefix`"
                           : fmt::format("did you mean `{}`?", near));
  }
}

void check_pattern(const std::string& key, const sema::Value& value, Sink& sink) {
  if (const auto* object = value.get<sema::Object>()) {
    for (const auto& [name, inner] : object->entries) check_pattern(name, inner, sink);
    return;
  }
  if (const auto* list = value.get<sema::List>()) {
    if (list->items.empty())
      sink.report<diag::EventPattern>(value.span, key, "is an empty list, which AWS refuses")
          .help("write the values that match, or leave the entry out");
    if (key == "$or") {
      for (const sema::Value& item : list->items) check_pattern("$or", item, sink);
      return;
    }
    for (const sema::Value& item : list->items) check_item(key, item, sink);
    return;
  }
  if (value.deferred() && !value.get<sema::Interpolation>()) return;
  const std::string text = value.get<std::string>()
                               ? fmt::format("[\"{}\"]", *value.get<std::string>())
                               : fmt::format("[{}]", sema::value_text(value));
  auto report =
      sink.report<diag::EventPattern>(value.span, key, "is a single value, but AWS takes lists");
  report.help(fmt::format("write {}", text));
  if (!value.deferred()) report.repair(fmt::format("Write {}", text), {{value.span, text}});
}

// The texts of a list.
std::vector<std::pair<std::string, Span>> texts_in(const sema::Value* value) {
  std::vector<std::pair<std::string, Span>> texts;
  const auto* list = value ? value->get<sema::List>() : nullptr;
  if (list == nullptr) return texts;
  for (const sema::Value& item : list->items) {
    if (const auto* text = item.get<std::string>()) texts.emplace_back(*text, item.span);
  }
  return texts;
}

void check_source(const std::string& source, Span span, Sink& sink) {
  const FactList known("event-sources");
  std::string meant;
  constexpr std::string_view kPrincipal = ".amazonaws.com";
  if (source.ends_with(kPrincipal)) {
    meant = "aws." + source.substr(0, source.size() - kPrincipal.size());
  } else if (source.starts_with("aws.")) {
    if (known.has(source) || find_iam_service(source.substr(4))) return;
    meant = closest(source, known.names());
  } else if (source.starts_with("AWS.") || source.starts_with("aws:") ||
             source.starts_with("AWS/")) {
    std::string word = source.substr(4);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    meant = "aws." + word;
  } else if (known.has("aws." + source)) {
    meant = "aws." + source;
  } else {
    return;
  }
  auto report = sink.report<diag::EventSource>(span, source);
  report.help(meant.empty() ? "write the source that AWS lists, such as \"aws.ecr\""
                            : fmt::format("write \"{}\"", meant));
  if (!meant.empty())
    report.repair(fmt::format("Write \"{}\"", meant), {{span, fmt::format("\"{}\"", meant)}});
}

void check_top_level(const sema::Value& pattern, Sink& sink) {
  constexpr std::array<std::string_view, 10> kKeys = {"version", "id",   "detail-type", "source",
                                                      "account", "time", "region",      "resources",
                                                      "detail",  "$or"};
  const auto* object = pattern.get<sema::Object>();
  if (object == nullptr) return;
  for (const auto& [name, value] : object->entries) {
    if (std::find(kKeys.begin(), kKeys.end(), name) != kKeys.end()) continue;
    const std::string_view near =
        closest(name, std::vector<std::string_view>(kKeys.begin(), kKeys.end()));
    sink.report<diag::EventKey>(value.span, name)
        .help(near.empty() ? "what an event says of itself is below `detail`"
                           : fmt::format("did you mean `{}`?", near));
  }
}

// A rule gets the events of its own region, and on the default bus those of its own account.
void check_event_place(const sema::Value& pattern, const sema::Program& program,
                       std::string_view key, const sema::Value& own, bool other_bus, Sink& sink) {
  const auto* here = own.get<std::string>();
  const auto texts = texts_in(member(pattern, key));
  const auto* list =
      member(pattern, key) != nullptr ? member(pattern, key)->get<sema::List>() : nullptr;
  if (here == nullptr || other_bus || list == nullptr || texts.empty() ||
      texts.size() != list->items.size())
    return;
  if (std::any_of(texts.begin(), texts.end(),
                  [&](const auto& text) { return text.first == *here; }))
    return;
  sink.report<diag::EventElsewhere>(texts.front().second, key, texts.front().first)
      .related(own.span, fmt::format("the {} of {}", key, program.app->title()))
      .help(fmt::format("write \"{}\", or leave `{}` out", *here, key));
}

// The kinds of events of a source that svcc knows: a slip is reported.
void check_detail_types(const sema::Value& pattern, Sink& sink) {
  const FactList known("event-types");
  for (const auto& [source, ignored] : texts_in(member(pattern, "source"))) {
    std::vector<std::string> types;
    for (const std::string_view name : known.names()) {
      if (!name.starts_with(source + ":")) continue;
      types.push_back(std::string(name.substr(source.size() + 1)));
      std::replace(types.back().begin(), types.back().end(), '_', ' ');
    }
    const std::vector<std::string_view> views(types.begin(), types.end());
    for (const auto& [type, span] : texts_in(member(pattern, "detail-type"))) {
      if (std::find(types.begin(), types.end(), type) != types.end()) continue;
      const std::string_view near = closest(type, views);
      if (near.empty()) continue;
      sink.report<diag::EventElsewhere>(span, "detail-type", type)
          .help(fmt::format("did you mean \"{}\"?", near))
          .repair(fmt::format("Write \"{}\"", near), {{span, fmt::format("\"{}\"", near)}});
    }
  }
}

void check_event_pattern(const sema::Value& pattern, const sema::Value* bus,
                         const sema::Program& program, Sink& sink) {
  const auto* object = pattern.get<sema::Object>();
  if (object == nullptr) return;
  if (object->entries.empty())
    sink.report<diag::EventPattern>(pattern.span, "it", "is empty, which AWS refuses")
        .help("write what the events have, such as `source = [\"aws.ecr\"]`");
  const bool other_bus = bus != nullptr && bus->present();
  check_event_place(pattern, program, "region", program.region, other_bus, sink);
  check_event_place(pattern, program, "account", program.account, other_bus, sink);
  check_detail_types(pattern, sink);
  for (const auto& [name, value] : object->entries) check_pattern(name, value, sink);
  check_top_level(pattern, sink);
  const auto sources = texts_in(member(pattern, "source"));
  for (const auto& [source, span] : sources) check_source(source, span, sink);
  const auto own = std::find_if(sources.begin(), sources.end(), [](const auto& source) {
    return source.first.starts_with("aws.");
  });
  const auto* bus_name = bus ? bus->get<std::string>() : nullptr;
  if (bus == nullptr || !bus->present() || own == sources.end() ||
      (bus_name != nullptr && (*bus_name == "default" || bus_name->ends_with("/default"))))
    return;
  sink.report<diag::EventBus>(bus->span, own->first)
      .related(own->second, "the source")
      .help("leave out `bus`, unless a rule of the default bus forwards these events");
}

void check_raw_schedule(const Raw& raw, Sink& sink) {
  const sema::Value* at = raw.get("ScheduleExpression", "schedule_expression");
  const auto* text = at ? at->get<std::string>() : nullptr;
  if (text == nullptr) return;
  check_cron(*text, at->span, sink);
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html
  for (const std::string_view unit : {"minute", "hour", "day"}) {
    if (*text == fmt::format("rate(1 {}s)", unit))
      sink.report<diag::CronExpression>(at->span, *text, "has a plural, which AWS refuses with 1")
          .help(fmt::format("write \"rate(1 {})\"", unit));
  }
}

void check_raw_patterns(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::Events::Rule", "aws_cloudwatch_event_rule")) {
    const Document pattern(raw.get("EventPattern", "event_pattern"));
    if (pattern.value() != nullptr)
      check_event_pattern(*pattern.value(), raw.get("EventBusName", "event_bus_name"), program,
                          sink);
    check_raw_schedule(raw, sink);
  }
  for (const Raw& raw :
       raw_resources(program, "AWS::Scheduler::Schedule", "aws_scheduler_schedule"))
    check_raw_schedule(raw, sink);
  for (const Raw& raw : raw_resources(program, "AWS::ApplicationAutoScaling::ScheduledAction",
                                      "aws_appautoscaling_scheduled_action")) {
    const sema::Value* at = raw.terraform ? raw.get({}, "schedule") : raw.get("Schedule", {});
    const auto* text = at ? at->get<std::string>() : nullptr;
    if (text != nullptr) check_cron(*text, at->span, sink);
  }
}

// ---- Schedules that are faster than the work

std::int64_t interval_minutes(std::string_view at) {
  if (at.starts_with("cron(")) return cron_interval(at.substr(5, at.size() - 6));
  constexpr std::string_view kRate = "rate(";
  std::int64_t number = 0;
  const char* begin = at.data() + kRate.size();
  const auto [end, fault] = std::from_chars(begin, at.data() + at.size(), number);
  if (fault != std::errc{}) return 0;
  const std::string_view unit = at.substr(static_cast<std::size_t>(end - at.data()));
  if (unit.find("hour") != std::string_view::npos) return number * 60;
  return unit.find("day") != std::string_view::npos ? number * 24 * 60 : number;
}

void check_overlap(const plan::Job& job, Sink& sink) {
  const Block& block = *job.block;
  if (!block.has("timeout")) return;
  const std::int64_t minutes = block.milliseconds("timeout") / 60'000;
  for (const Block* trigger : block.nested("trigger", "schedule")) {
    const std::int64_t every = interval_minutes(trigger->text("at"));
    if (every <= 0 || minutes <= every) continue;
    sink.report<diag::OverlappingRuns>(
            (*trigger)["at"].span, block.name, sema::duration_text(every * 60'000),
            sema::duration_text(minutes * 60'000), (minutes + every - 1) / every)
        .related(block["timeout"].span, "how long a run may take")
        .help("run it less often, or shorten `timeout`");
  }
}

// ---- Work that starts itself

// What the job does to the block that starts it.
std::string loop_text(std::string_view does, const Block& source) {
  return fmt::format("{} {}, which starts it", does, source.title());
}

bool filtered(const Block& trigger) {
  return trigger.has("prefix") || trigger.has("suffix");
}

// The grant that lets the job write to `${bucket.arn}/in/*`, if that is within the trigger's
// prefix.
const sema::Grant* writes_within(const Block& bucket, const Block& trigger,
                                 const Permissions& rights) {
  if (trigger.has("suffix") || !trigger.has("prefix")) return nullptr;
  const auto* prefix = trigger["prefix"].get<std::string>();
  if (prefix == nullptr) return nullptr;
  for (const sema::Grant* grant : rights.grants()) {
    const bool puts = std::any_of(grant->actions.begin(), grant->actions.end(), [](const auto& v) {
      const auto* text = v.template get<std::string>();
      return text != nullptr && action_matches(*text, "s3:PutObject");
    });
    if (!puts) continue;
    for (const sema::Value& resource : grant->resources) {
      const auto* parts = resource.get<sema::Interpolation>();
      if (parts == nullptr || parts->parts.size() != 2 || read_block(parts->parts[0]) != &bucket)
        continue;
      const auto* end = parts->parts[1].get<std::string>();
      if (end != nullptr && end->starts_with("/" + *prefix)) return grant;
    }
  }
  return nullptr;
}

void check_object_loop(const plan::Job& job, const Permissions& rights, Sink& sink) {
  for (const Block* trigger : job.block->nested("trigger", "object")) {
    const Block* bucket = trigger->block("bucket");
    if (bucket == nullptr) continue;
    const sema::Grant* writes =
        filtered(*trigger) ? writes_within(*bucket, *trigger, rights)
                           : rights.find(*bucket, {"write"}, {"s3:PutObject", "s3:CopyObject"});
    if (writes == nullptr) continue;
    sink.report<diag::TriggerLoop>(trigger->span, job.block->name, loop_text("writes to", *bucket))
        .related(writes->span, "it may write there")
        .help(
            "write a `prefix` or `suffix` that its own objects do not have, or let it write to "
            "another bucket");
  }
}

void check_queue_loop(const plan::Job& job, const Permissions& rights, Sink& sink) {
  for (const Block* trigger : job.block->nested("trigger", "queue")) {
    const Block* queue = trigger->block("source");
    const sema::Grant* sends = queue ? rights.find(*queue, {"send"}, {"sqs:SendMessage"}) : nullptr;
    if (sends == nullptr && queue != nullptr) sends = publishes_to(*queue, rights);
    if (sends == nullptr) continue;
    sink.report<diag::TriggerLoop>(trigger->span, job.block->name, loop_text("sends to", *queue))
        .related(sends->span, "it may send there")
        .help("let it send to another queue");
  }
}

// A run of a job is itself an event of ECS and of Step Functions.
void check_event_loop(const plan::Job& job, const Permissions& rights, Sink& sink) {
  for (const Block* trigger : job.block->nested("trigger", "event")) {
    const sema::Value& pattern = (*trigger)["pattern"];
    if (pattern.get<sema::Object>() == nullptr) continue;
    const auto sources = texts_in(member(pattern, "source"));
    const auto types = texts_in(member(pattern, "detail-type"));
    const auto has = [](const auto& texts, std::string_view wanted) {
      return std::any_of(texts.begin(), texts.end(),
                         [&](const auto& text) { return text.first == wanted; });
    };
    const sema::Value* detail = member(pattern, "detail");
    const auto narrows = [&](std::string_view key) {
      return detail != nullptr && member(*detail, key) != nullptr;
    };
    if (has(sources, "aws.ecs") && has(types, "ECS Task State Change") && !narrows("group") &&
        !narrows("taskDefinitionArn") && !narrows("clusterArn") && !narrows("containers")) {
      sink.report<diag::TriggerLoop>(
              trigger->span, job.block->name,
              "starts at the events of every task of the account, its own too")
          .help("name the tasks that are meant, such as `detail = { group = [\"service:api\"] }`");
    }
    if (has(sources, "aws.states") && !narrows("stateMachineArn") && !narrows("name")) {
      sink.report<diag::TriggerLoop>(
              trigger->span, job.block->name,
              "starts at the events of every state machine of the account, its own too")
          .help("name the state machine that is meant: `detail = { stateMachineArn = […] }`");
    }
    if (!has(sources, "aws.s3") || detail == nullptr || narrows("object.key")) continue;
    const sema::Value* names = member(*detail, "bucket.name");
    const auto* list = names ? names->get<sema::List>() : nullptr;
    if (list == nullptr) continue;
    for (const sema::Value& name : list->items) {
      const Block* bucket = read_block(name);
      const sema::Grant* writes =
          bucket ? rights.find(*bucket, {"write"}, {"s3:PutObject"}) : nullptr;
      if (writes == nullptr) continue;
      sink.report<diag::TriggerLoop>(trigger->span, job.block->name,
                                     loop_text("writes to", *bucket))
          .related(writes->span, "it may write there")
          .help("add a prefix of the keys that are meant to `detail.object.key`");
    }
  }
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
void check_patched_events(const plan::Job& job, Sink& sink) {
  for (const Block* trigger : job.block->nested("trigger", "object")) {
    const Block* bucket = trigger->block("bucket");
    if (bucket == nullptr) continue;
    const sema::Value* on = patched(
        *bucket,
        {"bucket", "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", {}});
    if (on == nullptr) on = patched(*bucket, {"notification", {}, "eventbridge"});
    if (on == nullptr || flag_of(*on).value_or(true)) continue;
    sink.report<diag::EventsPatchedOff>(on->span, bucket->name, job.block->name)
        .related(trigger->span, "what the events start")
        .help("leave the patch out");
  }
}

}  // namespace

void check_events(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Job& job : plan.jobs) {
    for (const Block* trigger : job.block->nested("trigger", "event"))
      check_event_pattern((*trigger)["pattern"], trigger->has("bus") ? &(*trigger)["bus"] : nullptr,
                          program, sink);
    check_overlap(job, sink);
    check_patched_events(job, sink);
    if (job.task == nullptr) continue;
    const Permissions rights(*job.task);
    check_object_loop(job, rights, sink);
    check_queue_loop(job, rights, sink);
    check_event_loop(job, rights, sink);
  }
  check_raw_patterns(program, sink);
}

}  // namespace svc::check
