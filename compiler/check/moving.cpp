// Autoscaling that moves only one way, the wrong way, or not at all.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "check/cron.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/events.h"
#include "plan/metrics.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

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

// Whether two schedules sometimes change the count in the same minute.
bool at_once(const Block& one, const Block& other) {
  if (one.text("timezone") != other.text("timezone")) return false;
  const std::string_view a = one.text("at"), b = other.text("at");
  constexpr std::string_view kCron = "cron(";
  if (a.starts_with(kCron) && b.starts_with(kCron))
    return crons_meet(a.substr(kCron.size(), a.size() - kCron.size() - 1),
                      b.substr(kCron.size(), b.size() - kCron.size() - 1));
  return a == b;
}

// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
void check_schedules(const plan::Service& service, Sink& sink) {
  const auto schedules = service.block->nested("scale", "schedule");
  if (schedules.empty()) return;
  std::int64_t most = 0;
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    const Block& schedule = *schedules[i];
    const sema::Range own = range_of(schedule["count"]);
    most = std::max(most, own.max);
    for (std::size_t k = 0; k < i; ++k) {
      const Block& earlier = *schedules[k];
      const sema::Range other = range_of(earlier["count"]);
      if (!at_once(earlier, schedule) || (own.min == other.min && own.max == other.max)) continue;
      sink.report<diag::SchedulesCollide>(schedule["at"].span, schedule.name, earlier.name)
          .related(earlier["at"].span, "the same time")
          .help("let one of them begin later");
      break;
    }
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

// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html: an
// exact number of tasks is not negative.
void check_exact_count(const Block& scale, const Block& step, Sink& sink) {
  const std::int64_t count = step.integer("change");
  if (scale.symbol("by") != "exactly" || count >= 0) return;
  sink.report<diag::NegativeCount>(step["change"].span, count)
      .related(scale["by"].span, "`change` is the number of tasks")
      .help("write the number of tasks, or leave `by` out");
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
      check_exact_count(*scale, *step, sink);
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
      const double reached = above ? alarm_threshold((*alarm)["above"]) + beyond
                                   : alarm_threshold((*alarm)["below"]) - beyond;
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
    // The usual retention and the longest:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;
    const std::string_view enough = latency < 4 * kDay ? "4d" : latency < 14 * kDay ? "14d" : "";
    Report report = sink.report<diag::RetentionBelowLatency>(
        (*queue)["retention"].span, queue->name, sema::duration_text(retention),
        sema::duration_text(latency));
    report.related((*scale)["latency"].span, "how long a message may wait");
    if (enough.empty())
      report.help("lower `latency`: a queue keeps messages for at most 14 days");
    else
      report.help(fmt::format("write `retention = {}`", enough))
          .fix(fmt::format("Write `retention = {}`", enough),
               sema::set_field(*queue, "retention", enough));
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

void check_moving(const plan::Plan& plan, Sink& sink) {
  for (const plan::Service& service : plan.services) {
    check_schedules(service, sink);
    check_scheduled_deployment(service, sink);
    check_step_ways(service, sink);
    check_latency(service, sink);
    check_codedeploy_patches(service, sink);
  }
  check_shared_queues(plan, sink);
  check_shared_triggers(plan, sink);
}

}  // namespace svc::check
