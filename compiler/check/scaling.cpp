// Autoscaling: whether the count can change, and what changes it.
#include <fmt/format.h>

#include <map>

#include "check/metrics.h"
#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/routing.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

using sema::duration_text;

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
void check_range(const plan::Service& service, const std::vector<const Block*>& scales,
                 Sink& sink) {
  const Block& block = *service.block;
  const sema::Value& count = block["count"];
  if (scales.empty()) {
    if (service.min == service.max) return;
    sink.report<diag::RangeWithoutScale>(count.span, block.name)
        .help(fmt::format("add `scale cpu {{ target = 60% }}`, or write `count = {}`",
                          std::max<std::int64_t>(service.min, 1)))
        .fix("Add `scale cpu { target = 60% }`",
             block.close.valid()
                 ? std::vector<Edit>{{Span{block.close.file, block.close.begin, block.close.begin},
                                      " scale cpu { target = 60% } "}}
                 : std::vector<Edit>());
    return;
  }
  // A param may give both ends of a range the same value: the deployment then wants a fixed count.
  const auto* range = count.get<sema::Range>();
  const bool may_differ = range != nullptr && range->low != range->high;
  if (service.min == service.max && !may_differ) {
    sink.report<diag::NothingToScale>(scales.front()->span, block.name, service.min)
        .related(count.span, "the count")
        .help(fmt::format("write a range, such as `count = {}..{}`", service.min, service.min + 4))
        .fix(fmt::format("Write `count = {}..{}`", service.min, service.min + 4),
             sema::set_field(block, "count", fmt::format("{}..{}", service.min, service.min + 4)));
    return;
  }
  // The service's own metrics have no values when no task runs.
  const bool own = std::all_of(scales.begin(), scales.end(), [](const Block* scale) {
    const std::string& what = scale->labels.front().text;
    return what == "cpu" || what == "memory" || what == "requests" || what == "predictive";
  });
  if (service.min == 0 && own) {
    sink.report<diag::ScaleFromZero>(count.span, block.name)
        .related(scales.front()->span, "measures running tasks only")
        .help(fmt::format("write `count = 1..{}`", service.max))
        .fix(fmt::format("Write `count = 1..{}`", service.max),
             sema::set_field(block, "count", fmt::format("1..{}", service.max)));
  }
}

const plan::Route* counted_route(const plan::Service& service, const Block& scale, Sink& sink) {
  const Block* balancer = scale.block("route");
  std::vector<const plan::Route*> routes;
  for (const plan::Route* route : service.routes) {
    if (!balancer || route->balancer->block == balancer) routes.push_back(route);
  }
  if (service.routes.empty()) {
    sink.report<diag::ScaleWithoutRoute>(scale.span, service.block->name)
        .help("add a `route`, or write `scale cpu { target = 60% }`");
  } else if (routes.empty()) {
    sink.report<diag::ScaleOtherBalancer>(scale["route"].span, service.block->name, balancer->name)
        .related(service.routes.front()->block->span, "its route")
        .help(fmt::format("write `route = {}`", service.routes.front()->balancer->block->name))
        .fix(fmt::format("Write `route = {}`", service.routes.front()->balancer->block->name),
             sema::set_field(scale, "route", service.routes.front()->balancer->block->name));
  } else if (routes.size() > 1) {
    sink.report<diag::ScaleSeveralRoutes>(
            scale.span, service.block->name,
            balancer ? fmt::format(" on balancer `{}`", balancer->name) : "")
        .related(routes[0]->block->span, "one route")
        .related(routes[1]->block->span, "another")
        .help(balancer ? "give one route all of the paths"
                       : fmt::format("write `route = {}`", routes[0]->balancer->block->name));
  }
  return routes.size() == 1 ? routes.front() : nullptr;
}

std::vector<const Block*> scaled_by_requests(const plan::Service& service) {
  std::vector<const Block*> found = service.block->nested("scale", "requests");
  for (const Block* scale : service.block->nested("scale", "predictive")) {
    if (scale->labels.at(1).text == "requests") found.push_back(scale);
  }
  return found;
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
// (considerations)
void check_requests(const plan::Service& service, Sink& sink) {
  for (const Block* scale : scaled_by_requests(service)) {
    const plan::Route* counted = counted_route(service, *scale, sink);
    if (counted && counted->balancer->layer4) {
      sink.report<diag::RequestsOfLayer4>(scale->span)
          .related((*counted->balancer->block)["type"].span, "the balancer's type")
          .help("write `scale cpu { target = 60% }` instead");
    }
    if (service.strategy == plan::Strategy::Rolling) continue;
    sink.report<diag::RequestsBlueGreen>(scale->span)
        .related(service.deploy->span, "the deployment")
        .help("write `scale cpu { target = 60% }` instead");
  }
}

void check_queue(const plan::Service& service, Sink& sink) {
  for (const Block* scale : service.block->nested("scale", "queue")) {
    const std::int64_t per_task = scale->milliseconds("per_task");
    if (scale->milliseconds("latency") < per_task) {
      sink.report<diag::QueueLatency>((*scale)["latency"].span,
                                      duration_text(scale->milliseconds("latency")),
                                      duration_text(per_task))
          .related((*scale)["per_task"].span, "the work on one message")
          .help("make `latency` longer: no number of tasks can be faster than one message");
    }
    const Block* queue = scale->block("source");
    if (!queue || queue->existing || queue->milliseconds("visibility") >= per_task) continue;
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
    sink.report<diag::QueueVisibility>((*scale)["per_task"].span, queue->name,
                                       duration_text(queue->milliseconds("visibility")),
                                       duration_text(per_task))
        .related((*queue)["visibility"].span, "the time for which it is hidden")
        .help("make the queue's `visibility` longer, or another task gets the message too");
  }
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
// (ThresholdMetricId)
void check_step_alarm(const plan::Service& service, const Block& scale, const Block& alarm,
                      Sink& sink) {
  const Block* anomaly = alarm.only("anomaly");
  if (anomaly == nullptr) return;
  sink.report<diag::AnomalyScales>(scale.labels.at(1).span, alarm.name, service.block->name)
      .related(anomaly->span, "the band")
      .help("write an alarm with a threshold: `above = …`");
}

// A forecast only adds tasks.
// https://docs.aws.amazon.com/autoscaling/application/userguide/aas-predictive-scaling-how-it-works.html
void check_forecasts(const plan::Service& service, Sink& sink) {
  const Block* first = nullptr;
  for (const Block* scale : service.block->nested("scale")) {
    const std::string& what = scale->labels.front().text;
    if (what == "schedule") continue;
    if (what != "predictive") return;
    if (scale->symbol("mode") == "scale" && first == nullptr) first = scale;
  }
  if (first == nullptr) return;
  sink.report<diag::PredictsOnly>(first->span, service.block->name)
      .help(fmt::format("add `scale {} {{ target = … }}`", first->labels.at(1).text));
}

void check_math(const plan::Service& service, Sink& sink) {
  for (const Block* scale : service.block->nested("scale", "math")) check_expression(*scale, sink);
}

// https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html#as-scaling-steps:
// no gaps, no overlaps.
void check_steps(const plan::Service& service, Sink& sink) {
  for (const Block* scale : service.block->nested("scale", "step")) {
    const Block& alarm = *scale->labels.at(1).block;
    check_step_alarm(service, *scale, alarm, sink);
    const auto steps = scale->nested("step");
    if (steps.empty())
      sink.report<diag::StepOrder>(scale->span, "there are none")
          .help("add a step, such as `step { change = 1 }`");
    std::map<double, const Block*> begins;
    for (const Block* step : steps) {
      const auto [other, first] = begins.emplace(step->number("beyond"), step);
      if (first) continue;
      const sema::Value& beyond = (*step)["beyond"];
      sink.report<diag::StepOrder>(beyond.is_default ? step->span : beyond.span,
                                   "two begin at the same distance from the threshold")
          .related(other->second->span, "the other one")
          .help("write another distance, such as `beyond = 20`");
    }
    if (!service.deploy) continue;
    // The alarm would need the policy, the policy the service, and the service the alarm.
    for (const sema::Value& item : service.deploy->items("alarms")) {
      const auto* const* block = item.get<const Block*>();
      if (!block || *block != &alarm) continue;
      sink.report<diag::StepAlarm>(scale->labels.at(1).span, alarm.name, service.block->name)
          .related(item.span, "it triggers a rollback here")
          .help("use two alarms");
    }
  }
}

}  // namespace

void check_scaling(const plan::Plan& plan, Sink& sink) {
  for (const plan::Service& service : plan.services) {
    check_range(service, service.block->nested("scale"), sink);
    check_requests(service, sink);
    check_queue(service, sink);
    check_steps(service, sink);
    check_forecasts(service, sink);
    check_math(service, sink);
    for (const Block* schedule : service.block->nested("scale", "schedule"))
      check_schedule(*schedule, sink);
  }
}

}  // namespace svc::check
