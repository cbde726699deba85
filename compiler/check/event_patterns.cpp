// What EventBridge refuses in event patterns, and what can never match.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
#include "check/event_patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/address.h"
#include "base/closest.h"
#include "check/cron.h"
#include "check/fact_lists.h"
#include "check/iam_data.h"
#include "check/json_text.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

constexpr std::array<std::string_view, 8> kPatternOperators = {
    "prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric",
    "exists", "cidr"};

bool is_number(const sema::Value& value) {
  return value.get<std::int64_t>() != nullptr || value.get<double>() != nullptr;
}

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
  if ((name == "prefix" || name == "suffix" || name == "equals-ignore-case") && is_number(value))
    return refuse(fmt::format("compares `{}` with a number", name), "write a text");
  if (name == "cidr" && text != nullptr && text->find(':') == std::string::npos &&
      !parse_ipv4(*text))
    return refuse("has a `cidr` that is no range", "write a range such as \"10.0.0.0/8\"");
  const auto* list = value.get<sema::List>();
  if (name == "anything-but" && list != nullptr && list->items.empty())
    return refuse("has an empty `anything-but`, which AWS refuses", "write what does not match");
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
  if (object->entries.size() > 1) {
    sink.report<diag::EventPattern>(item.span, key, "has two operators in one item")
        .help("write an item for each: the event matches if one of them does");
    return;
  }
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

// A kind of event that another source has, and none of the sources of the pattern.
void check_foreign_type(const sema::Value& pattern, const std::string& source,
                        const std::string& type, Span span, const FactList& known, Sink& sink) {
  std::string words = type;
  std::replace(words.begin(), words.end(), ' ', '_');
  const auto sources = texts_in(member(pattern, "source"));
  std::string_view owner;
  for (const std::string_view name : known.names()) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos || name.substr(colon + 1) != words) continue;
    owner = name.substr(0, colon);
    if (std::any_of(sources.begin(), sources.end(),
                    [&](const auto& one) { return one.first == owner; }))
      return;
  }
  const bool of_any = type.find("CloudTrail") != std::string::npos;
  if (owner.empty() || of_any || !source.starts_with("aws.") || sources.front().first != source)
    return;
  sink.report<diag::EventElsewhere>(span, "detail-type", type)
      .help(fmt::format("write `source = [\"{}\"]`: it is the source of these events", owner));
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
      if (near.empty()) {
        check_foreign_type(pattern, source, type, span, known, sink);
        continue;
      }
      sink.report<diag::EventElsewhere>(span, "detail-type", type)
          .help(fmt::format("did you mean \"{}\"?", near))
          .repair(fmt::format("Write \"{}\"", near), {{span, fmt::format("\"{}\"", near)}});
    }
  }
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html
void check_rate(const std::string& text, Span span, Sink& sink) {
  if (text.starts_with("rate(0 "))
    sink.report<diag::CronExpression>(span, text, "never comes: AWS takes numbers from 1")
        .help("write a number from 1");
  for (const std::string_view unit : {"minute", "hour", "day"}) {
    if (text == fmt::format("rate(1 {}s)", unit))
      sink.report<diag::CronExpression>(span, text, "has a plural, which AWS refuses with 1")
          .help(fmt::format("write \"rate(1 {})\"", unit));
    if (text.starts_with("rate(") && !text.starts_with("rate(1 ") &&
        text.ends_with(fmt::format(" {})", unit)))
      sink.report<diag::CronExpression>(span, text, "has no plural, which AWS refuses")
          .help(fmt::format("write {}s", unit));
  }
}

void check_raw_schedule(const sema::Value& properties, bool terraform, Sink& sink) {
  const sema::Value* at = nullptr;
  for (const std::string_view name :
       terraform ? std::array<std::string_view, 2>{"schedule_expression", "schedule"}
                 : std::array<std::string_view, 2>{"ScheduleExpression", "Schedule"}) {
    if (at == nullptr) at = member(properties, name);
  }
  if (const auto* text = at ? at->get<std::string>() : nullptr) {
    check_cron(*text, at->span, sink);
    check_rate(*text, at->span, sink);
  }
  const sema::Value* zone =
      member(properties, terraform ? "schedule_expression_timezone" : "ScheduleExpressionTimezone");
  if (zone == nullptr) zone = member(properties, terraform ? "timezone" : "Timezone");
  if (const auto* text = zone ? zone->get<std::string>() : nullptr)
    check_time_zone(*text, zone->span, sink);
}

// Schedules of patches: of a job or of scaling.
void check_patched_schedules(const sema::Program& program, Sink& sink) {
  for (const sema::Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (block.kind->name == "raw" ||
          (patch.part != "schedule" && patch.part != "scheduled_action"))
        continue;
      check_raw_schedule(patch.properties, patch.target == TargetId::Terraform, sink);
    }
  }
}

}  // namespace

std::vector<std::pair<std::string, Span>> texts_in(const sema::Value* value) {
  std::vector<std::pair<std::string, Span>> texts;
  const auto* list = value ? value->get<sema::List>() : nullptr;
  if (list == nullptr) return texts;
  for (const sema::Value& item : list->items) {
    if (const auto* text = item.get<std::string>()) texts.emplace_back(*text, item.span);
  }
  return texts;
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

void check_raw_patterns(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::Events::Rule", "aws_cloudwatch_event_rule")) {
    const Document pattern(raw.get("EventPattern", "event_pattern"));
    if (pattern.value() != nullptr)
      check_event_pattern(*pattern.value(), raw.get("EventBusName", "event_bus_name"), program,
                          sink);
    check_raw_schedule(*raw.properties, raw.terraform, sink);
  }
  for (const std::pair<std::string_view, std::string_view>& types :
       {std::pair<std::string_view, std::string_view>{"AWS::Scheduler::Schedule",
                                                      "aws_scheduler_schedule"},
        {"AWS::ApplicationAutoScaling::ScheduledAction", "aws_appautoscaling_scheduled_action"}}) {
    for (const Raw& raw : raw_resources(program, types.first, types.second))
      check_raw_schedule(*raw.properties, raw.terraform, sink);
  }
  check_patched_schedules(program, sink);
  for (const sema::Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (block.kind->name == "raw" || patch.part != "rule") continue;
      const bool terraform = patch.target == TargetId::Terraform;
      const Document pattern(
          member(patch.properties, terraform ? "event_pattern" : "EventPattern"));
      if (pattern.value() != nullptr) check_event_pattern(*pattern.value(), nullptr, program, sink);
    }
  }
}

}  // namespace svc::check
