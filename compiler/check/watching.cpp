// The behaviour of alarms and autoscaling: always or never on, moving only one way, or watching
// something that does not exist.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "check/cron.h"
#include "check/metrics.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/events.h"
#include "plan/metrics.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// ---- Alarms

double threshold_of(const sema::Value& value) {
  if (const auto* percent = value.get<sema::Percent>()) return percent->value;
  if (const auto* time = value.get<sema::Duration>())
    return static_cast<double>(time->milliseconds) / 1000;
  return number_of(value).value_or(0);
}

// Metrics that are near 0 while all is well.
bool is_quiet(std::string_view metric) {
  constexpr std::array<std::string_view, 6> kQuiet = {"waiting", "delayed",      "age",
                                                      "errors",  "dead_letters", "target_errors"};
  return std::find(kQuiet.begin(), kQuiet.end(), metric) != kQuiet.end();
}

// A task on Fargate never uses more than it has; on instances it may borrow CPU, but memory only up
// to its hard limit.
bool never_above_whole(const Block& alarm, const plan::Plan& plan) {
  const plan::Service* service = plan.service(alarm.block("of"));
  return service == nullptr || service->on_fargate() || plan::metric_word(alarm) == "memory";
}

void check_alarm_threshold(const Block& alarm, const plan::Plan& plan, bool steps, Sink& sink) {
  const Block* of = alarm.block("of");
  const std::string_view metric = plan::metric_word(alarm);
  if (of == nullptr || metric.empty() || alarm.has("above") == alarm.has("below")) return;
  const bool above = alarm.has("above");
  const sema::Value& bound = alarm[above ? "above" : "below"];
  const double threshold = threshold_of(bound);
  const bool percent = metric == "cpu" || metric == "memory";
  const std::string text = sema::value_text(bound);
  if (percent && above && threshold <= 0) {
    sink.report<diag::AlarmAlwaysOn>(bound.span, alarm.name,
                                     fmt::format("`{}` is always above {}", metric, text))
        .help("write `above = 85%`");
  } else if (percent && !above && threshold >= 100 && never_above_whole(alarm, plan)) {
    sink.report<diag::AlarmAlwaysOn>(bound.span, alarm.name,
                                     fmt::format("`{}` is never above 100%", metric))
        .help("write `below = 20%`");
  } else if (percent && above && threshold >= 100 && never_above_whole(alarm, plan)) {
    sink.report<diag::AlarmNeverOn>(bound.span, alarm.name,
                                    fmt::format("`{}` is never above 100%", metric))
        .help("write `above = 85%`");
  } else if (!above && threshold <= 0) {
    sink.report<diag::AlarmNeverOn>(bound.span, alarm.name,
                                    fmt::format("`{}` is never below {}", metric, text))
        .help("write `above`, or a larger threshold");
  } else if (!above && is_quiet(metric) && !steps && threshold <= 1) {
    sink.report<diag::AlarmAlwaysOn>(
            bound.span, alarm.name,
            fmt::format("`{}` is below {} while nothing is wrong", metric, text))
        .help("write `above` with the number from which it is too much");
  }
}

// How long a release looks at its alarms after the last traffic has moved.
void check_window(const plan::Service& service, Sink& sink) {
  if (service.deploy == nullptr || service.strategy == plan::Strategy::Rolling) return;
  const Block& deploy = *service.deploy;
  std::int64_t watched = deploy.milliseconds("bake");
  if (service.strategy == plan::Strategy::Canary) watched += deploy.milliseconds("hold");
  if (service.strategy == plan::Strategy::Linear) watched += deploy.milliseconds("every");
  if (watched == 0) return;
  for (const sema::Value& item : deploy.items("alarms")) {
    const auto* const* alarm = item.get<const Block*>();
    if (alarm == nullptr || *alarm == nullptr || (*alarm)->existing) continue;
    const std::int64_t values =
        (*alarm)->has("required") ? (*alarm)->integer("required") : (*alarm)->integer("evaluate");
    const std::int64_t window = (*alarm)->milliseconds("period") * values;
    if (window <= watched) continue;
    sink.report<diag::AlarmAfterBake>(item.span, (*alarm)->name, sema::duration_text(window),
                                      sema::duration_text(watched))
        .related((*alarm)->span, "the alarm")
        .help(fmt::format("write `bake = {}` or more, or lower `evaluate` of the alarm",
                          sema::duration_text(window)));
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html
void check_hold(const plan::Service& service, Sink& sink) {
  if (service.strategy != plan::Strategy::Canary && service.strategy != plan::Strategy::Linear)
    return;
  const std::string_view field = service.strategy == plan::Strategy::Canary ? "hold" : "every";
  const Block& deploy = *service.deploy;
  if (deploy.milliseconds(field) > 0) return;
  sink.report<diag::NoHold>(deploy[field].span, field)
      .help(fmt::format("write `{} = 10min`", field))
      .fix(fmt::format("Write `{} = 10min`", field), sema::set_field(deploy, field, "10min"));
}

// ---- Raw alarms

// `[{ Name = "QueueName", Value = … }]` of CloudFormation as the map that Terraform takes.
sema::Value named_values(const sema::Value& list) {
  const auto* items = list.get<sema::List>();
  if (items == nullptr) return list;
  sema::Object object;
  for (const sema::Value& item : items->items) {
    const sema::Value* name = member(item, "Name");
    const auto* text = name ? name->get<std::string>() : nullptr;
    if (text != nullptr) object.entries.emplace_back(*text, *name);
  }
  return {std::move(object), list.span};
}

void check_raw_alarms(const sema::Program& program, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm")) {
    const sema::Value* space = raw.get("Namespace", "namespace");
    const sema::Value* name = raw.get("MetricName", "metric_name");
    const auto* space_text = space ? space->get<std::string>() : nullptr;
    const auto* name_text = name ? name->get<std::string>() : nullptr;
    if (space_text && name_text) check_metric_name(*space_text, *name_text, name->span, sink);
    if (const sema::Value* dimensions = raw.get("Dimensions", "dimensions");
        space_text && dimensions)
      check_dimensions(*space_text, named_values(*dimensions), sink);
    const sema::Value* period = raw.get("Period", "period");
    const auto seconds = period ? number_of(*period) : std::nullopt;
    if (!seconds || *seconds == 10 || *seconds == 20 || *seconds == 30 ||
        (*seconds > 0 && std::fmod(*seconds, 60) == 0))
      continue;
    sink.report<diag::AlarmPeriod>(period->span, "its period must be 10, 20, 30 or whole minutes")
        .help("write 60");
  }
}

// ---- Scaling

sema::Range range_of(const sema::Value& count) {
  if (const auto* range = count.get<sema::Range>()) return *range;
  const auto* number = count.get<std::int64_t>();
  return number ? sema::Range{*number, *number} : sema::Range{};
}

bool tracks(const Block& scale) {
  const std::string& what = scale.labels.front().text;
  return what != "step" && what != "schedule" && what != "predictive";
}

// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
void check_schedules(const plan::Service& service, Sink& sink) {
  const auto schedules = service.block->nested("scale", "schedule");
  if (schedules.empty()) return;
  std::int64_t most = 0;
  std::map<std::pair<std::string, std::string>, const Block*> times;
  for (const Block* schedule : schedules) {
    most = std::max(most, range_of((*schedule)["count"]).max);
    const auto [first, added] = times.try_emplace(
        {canonical_cron(schedule->text("at")), std::string(schedule->text("timezone"))}, schedule);
    const sema::Range one = range_of((*first->second)["count"]);
    const sema::Range two = range_of((*schedule)["count"]);
    if (added || (one.min == two.min && one.max == two.max)) continue;
    sink.report<diag::SchedulesCollide>((*schedule)["at"].span, schedule->name, first->second->name)
        .related((*first->second)["at"].span, "the same time")
        .help("let one of them begin later");
  }
  if (most >= service.max) return;
  const Block& last = *schedules.back();
  sink.report<diag::SchedulesOnlyLower>(last["count"].span, service.block->name, most, service.max)
      .related((*service.block)["count"].span, "the service's own count")
      .help(
          fmt::format("add a schedule that raises it again, such as `scale schedule morning {{ at "
                      "= cron(\"0 7 ? * MON-FRI *\"), count = {}..{} }}`",
                      service.min, service.max));
}

// A rolling deployment of the counts that schedules leave.
void check_scheduled_deployment(const plan::Service& service, Sink& sink) {
  if (service.deploy == nullptr || service.strategy != plan::Strategy::Rolling ||
      service.block->flag("daemon"))
    return;
  const double min = service.deploy->number("min");
  const double max = service.deploy->number("max");
  for (const Block* schedule : service.block->nested("scale", "schedule")) {
    const sema::Range range = range_of((*schedule)["count"]);
    for (std::int64_t count = std::max<std::int64_t>(range.min, 1); count <= range.max; ++count) {
      const auto least =
          static_cast<std::int64_t>(std::ceil(static_cast<double>(count) * min / 100));
      const auto most =
          static_cast<std::int64_t>(std::floor(static_cast<double>(count) * max / 100));
      if (most > least) continue;
      sink.report<diag::DeploymentDeadlock>((*schedule)["count"].span, count, tasks_text(least),
                                            most)
          .related(service.deploy->span, "the deployment")
          .help("write `max = 200%`, a smaller `min`, or a larger count")
          .fix("Write `max = 200%`", sema::set_field(*service.deploy, "max", "200%"));
      break;
    }
  }
}

void check_step_ways(const plan::Service& service, Sink& sink) {
  const auto scales = service.block->nested("scale");
  const Block* up = nullptr;
  const Block* down = nullptr;
  bool other = false;
  for (const Block* scale : scales) {
    if (tracks(*scale)) other = true;
    if (scale->labels.front().text != "step") continue;
    if (scale->symbol("by") == "exactly") other = true;
    const Block* alarm = scale->labels.at(1).block;
    for (const Block* step : scale->nested("step")) {
      const std::int64_t change = step->integer("change");
      if (change > 0) up = scale;
      if (change < 0) down = scale;
      if (alarm == nullptr || alarm->existing || alarm->only("anomaly") != nullptr ||
          scale->symbol("by") == "exactly")
        continue;
      const bool above = alarm->has("above");
      if (change != 0 && above != (change > 0)) {
        sink.report<diag::StepWrongWay>((*step)["change"].span, alarm->name,
                                        above ? "above" : "below",
                                        change > 0 ? "adds" : "takes away")
            .related(alarm->span, "the alarm")
            .help(change > 0 ? "write a negative `change`" : "write a positive `change`");
      }
      const double beyond = step->number("beyond");
      const std::string_view metric = plan::metric_word(*alarm);
      if (metric != "cpu" && metric != "memory") continue;
      const double reached = above ? threshold_of((*alarm)["above"]) + beyond
                                   : threshold_of((*alarm)["below"]) - beyond;
      // On instances a task may use what others leave, more than it reserves.
      const bool whole = service.on_fargate() || metric == "memory";
      if (beyond == 0 || ((reached <= 100 || !whole) && reached >= 0)) continue;
      sink.report<diag::StepNeverReached>((*step)["beyond"].span, sema::percent_text(reached),
                                          metric)
          .related(alarm->span, "the alarm")
          .help("write a smaller distance from the threshold");
    }
  }
  if (other || (up == nullptr) == (down == nullptr)) return;
  const Block& scale = up != nullptr ? *up : *down;
  sink.report<diag::StepsOneWay>(scale.span, service.block->name,
                                 up != nullptr ? "add" : "take away",
                                 up != nullptr ? "most" : "least")
      .related((*service.block)["count"].span, "the count")
      .help(up != nullptr ? "add a step for a second alarm that fires when there is little to do: "
                            "`scale step idle { step { change = -1 } }`"
                          : "add a step for an alarm that fires when there is much to do: `scale "
                            "step busy { step { change = 2 } }`");
}

void check_latency(const plan::Service& service, Sink& sink) {
  for (const Block* scale : service.block->nested("scale", "queue")) {
    const Block* queue = scale->block("source");
    if (queue == nullptr || queue->existing) continue;
    const std::int64_t latency = scale->milliseconds("latency");
    const std::int64_t retention = queue->milliseconds("retention");
    if (latency < retention) continue;
    sink.report<diag::RetentionBelowLatency>((*queue)["retention"].span, queue->name,
                                             sema::duration_text(retention),
                                             sema::duration_text(latency))
        .related((*scale)["latency"].span, "how long a message may wait")
        .help("write `retention = 4d`")
        .fix("Write `retention = 4d`", sema::set_field(*queue, "retention", "4d"));
  }
}

// Each of two services would count the whole backlog as its own work.
void check_shared_queues(const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, const Block*> first;
  for (const plan::Service& service : plan.services) {
    for (const Block* scale : service.block->nested("scale", "queue")) {
      const auto [other, added] = first.try_emplace(scale->block("source"), scale);
      if (added || other->second->parent == service.block) continue;
      sink.report<diag::QueueScaledTwice>((*scale)["source"].span, other->second->parent->name,
                                          service.block->name, scale->block("source")->name)
          .related((*other->second)["source"].span, "the other service")
          .help("give each of them a queue of its own");
    }
  }
}

// A message goes to one of two receivers, at random.
void check_shared_triggers(const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, std::pair<const Block*, Span>> first;
  for (const plan::Service& service : plan.services) {
    for (const Block* scale : service.block->nested("scale", "queue"))
      first.try_emplace(scale->block("source"), service.block, (*scale)["source"].span);
  }
  for (const plan::Job& job : plan.jobs) {
    for (const Block* trigger : job.block->nested("trigger", "queue")) {
      const Block* queue = trigger->block("source");
      const Span span = (*trigger)["source"].span;
      const auto [other, added] = first.try_emplace(queue, job.block, span);
      if (added || queue == nullptr) continue;
      sink.report<diag::QueueSharedByTriggers>(span, other->second.first->title(),
                                               job.block->title(), queue->name)
          .related(other->second.second, "the other one")
          .help(
              "give each of them a queue of its own, and let both queues `subscribe` to one topic");
    }
  }
}

// ---- CodeDeploy

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html,
// .../API_UpdateService.html
void check_codedeploy_patches(const plan::Service& service, Sink& sink) {
  if (service.controller != plan::Controller::CodeDeploy) return;
  const Block& block = *service.block;
  const sema::Value* breaker =
      patched(block, {"service", "DeploymentConfiguration.DeploymentCircuitBreaker",
                      "deployment_circuit_breaker"});
  if (breaker != nullptr)
    sink.report<diag::BreakerOfCodeDeploy>(breaker->span, block.name)
        .related(service.deploy->span, "the deployment")
        .help("leave the patch out: CodeDeploy rolls back by its own rules");
  const sema::Value* definition = patched(block, {"service", "TaskDefinition", "task_definition"});
  if (definition != nullptr)
    sink.report<diag::DefinitionOfCodeDeploy>(definition->span, block.name)
        .related(service.deploy->span, "the deployment")
        .help("leave the patch out: CodeDeploy changes the task definition");
}

}  // namespace

void check_watching(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  std::set<const Block*> stepped;
  for (const plan::Service& service : plan.services) {
    for (const Block* scale : service.block->nested("scale", "step"))
      stepped.insert(scale->labels.at(1).block);
  }
  for (const Block* alarm : program.created("alarm"))
    check_alarm_threshold(*alarm, plan, stepped.contains(alarm), sink);
  check_raw_alarms(program, sink);
  for (const plan::Service& service : plan.services) {
    check_window(service, sink);
    check_hold(service, sink);
    check_schedules(service, sink);
    check_scheduled_deployment(service, sink);
    check_step_ways(service, sink);
    check_latency(service, sink);
    check_codedeploy_patches(service, sink);
    for (const Block* scale : service.block->nested("scale", "metric")) {
      const auto* space = (*scale)["namespace"].get<std::string>();
      if (space == nullptr) continue;
      check_metric_name(*space, scale->name, scale->name_span, sink);
      check_dimensions(*space, (*scale)["dimensions"], sink);
    }
  }
  check_shared_queues(plan, sink);
  check_shared_triggers(plan, sink);
}

}  // namespace svc::check
