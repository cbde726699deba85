// Triggers of jobs: event patterns, schedules that are faster than the work, and work that starts
// itself.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
#include "diagnostics/codes/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "check/cron.h"
#include "check/event_patterns.h"
#include "check/iam_data.h"
#include "check/json_text.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/stores.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

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

// Something else than this pattern turns the events of the bucket on.
bool sends_events(const Block& bucket, const plan::Plan& plan) {
  if (bucket.existing || bucket.flag("events")) return true;
  if (patched(bucket, {"bucket", "NotificationConfiguration", {}}) != nullptr) return true;
  return std::any_of(plan.jobs.begin(), plan.jobs.end(), [&](const plan::Job& job) {
    const auto triggers = job.block->nested("trigger", "object");
    return std::any_of(triggers.begin(), triggers.end(),
                       [&](const Block* one) { return one->block("bucket") == &bucket; });
  });
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
void check_silent_pattern(const sema::Value& pattern, const std::string& started,
                          const plan::Plan& plan, Sink& sink) {
  const auto sources = texts_in(member(pattern, "source"));
  const bool of_s3 = std::any_of(sources.begin(), sources.end(),
                                 [](const auto& text) { return text.first == "aws.s3"; });
  if (!of_s3) return;
  for (const sema::Value* name : items_of(member(pattern, "detail.bucket.name"))) {
    const Block* bucket = read_block(*name);
    if (bucket == nullptr || bucket->kind->name != "bucket" || sends_events(*bucket, plan))
      continue;
    sink.report<diag::SilentBucket>(name->span, bucket->name, started)
        .related(bucket->span, "the bucket")
        .help(fmt::format("write `events = true` in bucket `{}`", bucket->name))
        .fix("Write `events = true`", sema::set_field(*bucket, "events", "true"));
  }
}

void check_silent_buckets(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Job& job : plan.jobs) {
    for (const Block* trigger : job.block->nested("trigger", "event")) {
      if ((*trigger)["pattern"].get<sema::Object>() != nullptr)
        check_silent_pattern((*trigger)["pattern"], fmt::format("job `{}`", job.block->name), plan,
                             sink);
    }
  }
  for (const Raw& raw : raw_resources(program, "AWS::Events::Rule", "aws_cloudwatch_event_rule")) {
    const Document pattern(raw.get("EventPattern", "event_pattern"));
    if (pattern.value() != nullptr)
      check_silent_pattern(*pattern.value(), fmt::format("what rule `{}` names", raw.block->name),
                           plan, sink);
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
  check_silent_buckets(program, plan, sink);
}

}  // namespace svc::check
