// Application Auto Scaling of services:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/context.h"
#include "lower/metric.h"
#include "plan/facts.h"

namespace svc::lower {

namespace {

graph::Value predefined(std::string_view metric, graph::Value label = {}) {
  return graph::map({{"predefined_metric_type", metric}, {"resource_label", std::move(label)}});
}

// ---- Requests
// -----------------------------------------------------------------------------------------------------------------------------

// The route that counts requests: that of the named balancer, else the only one.
const plan::Route& counted_route(const plan::Service& service, const sema::Block& scale) {
  const sema::Block* balancer = scale.block("route");
  const auto found =
      std::find_if(service.routes.begin(), service.routes.end(), [&](const plan::Route* route) {
        return balancer == nullptr || route->balancer->block == balancer;
      });
  if (found == service.routes.end())
    throw std::logic_error(service.block->title() + " scales on requests without a route");
  return **found;
}

// `app/<balancer>/<id>/targetgroup/<group>/<id>`:
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
graph::Value resource_label(const Context& context, const plan::Route& route) {
  return graph::concat(
      {context.attribute(*route.balancer->block, "full_name"), "/",
       graph::Ref{context.part(*route.block, PartKind::TargetGroup), "full_name"}});
}

// ---- Queues
// -------------------------------------------------------------------------------------------------------------------------------

graph::Value dimension(std::string_view name, graph::Value value) {
  return graph::map({{"name", name}, {"value", std::move(value)}});
}

graph::Value metric(std::string_view id, std::string_view label, graph::Value space,
                    graph::Value name, std::vector<graph::Value> dimensions, graph::Value statistic,
                    bool returned = false) {
  return graph::map({
      {"id", id},
      {"label", label},
      {"metric_stat",
       graph::map({
           {"metric",
            graph::map({{"namespace", std::move(space)},
                        {"metric_name", std::move(name)},
                        {"dimensions", dimensions.empty() ? graph::Value()
                                                          : graph::list(std::move(dimensions))}})},
           {"stat", std::move(statistic)},
       })},
      {"return_data", returned},
  });
}

// The number of running tasks: from Container Insights, or else the number of samples of a metric
// that every task sends once a minute:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html#cw_running_task_count
graph::Value running_tasks(const Context& context, const plan::Service& service) {
  std::vector<graph::Value> dimensions = {
      dimension("ClusterName", context.attribute(*service.cluster, "name")),
      dimension("ServiceName", graph::Ref{context.part(*service.block, PartKind::Main), "name"}),
  };
  constexpr std::string_view label = "Running tasks";
  const plan::Metric& sampled = *plan::find_metric("service", "cpu");
  if (service.cluster->existing || service.cluster->symbol("insights") == "off")
    return metric("running", label, sampled.space, sampled.aws_name, std::move(dimensions),
                  "SampleCount");
  return metric("running", label, "ECS/ContainerInsights", "RunningTaskCount",
                std::move(dimensions), "Average");
}

// The number of messages that can wait per task so that the last one is done in time.
std::int64_t acceptable_backlog(const sema::Block& scale) {
  return std::max<std::int64_t>(1, scale.milliseconds("latency") / scale.milliseconds("per_task"));
}

// Backlog per task, the metric that AWS recommends:
// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
// AWS's example divides by the number of running tasks, which fails for zero tasks, so a service
// that has scaled to zero would never start again. Here, a single waiting message then counts as
// more than the target, which starts the first task.
graph::Value backlog_per_task(const Context& context, const plan::Service& service,
                              const sema::Block& scale) {
  const sema::Block& queue = *scale.block("source");
  const plan::Metric& waiting = *plan::find_metric("queue", "waiting");
  const std::int64_t start = 2 * acceptable_backlog(scale);
  return graph::map(
      {{"metrics",
        graph::list({
            metric("waiting", "Messages waiting in the queue", waiting.space, waiting.aws_name,
                   {dimension("QueueName", context.attribute(queue, "name"))}, "Average"),
            running_tasks(context, service),
            graph::map({
                {"id", "backlog"},
                {"label", "Messages waiting for each task"},
                {"expression",
                 fmt::format("IF(FILL(running, 0) > 0, waiting / running, IF(waiting > 0, {}, 0))",
                             start)},
                {"return_data", true},
            }),
        })}});
}

// ---- Any metric
// ---------------------------------------------------------------------------------------------------------------------------

std::vector<graph::Value> written_dimensions(const Context& context, const sema::Block& scale) {
  std::vector<graph::Value> dimensions;
  if (const auto* given = scale["dimensions"].get<sema::Object>()) {
    for (const auto& [name, value] : given->entries)
      dimensions.push_back(dimension(name, context.value(value)));
  }
  return dimensions;
}

// Only a query of several metrics takes percentiles.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html
graph::Value any_metric(const Context& context, const sema::Block& scale) {
  std::vector<graph::Value> dimensions = written_dimensions(context, scale);
  if (scale["statistic"].get<std::string>() != nullptr)
    return graph::map(
               {{"metrics", graph::list({metric(
                                "value", scale.name, context.field(scale, "namespace"), scale.name,
                                std::move(dimensions), statistic_name(scale), true)})}})
        .at(scale.span);
  return graph::map({
                        {"namespace", context.field(scale, "namespace")},
                        {"metric_name", scale.name},
                        {"statistic", statistic_name(scale)},
                        {"dimensions",
                         dimensions.empty() ? graph::Value() : graph::list(std::move(dimensions))},
                    })
      .at(scale.span);
}

// ---- Metric math

graph::Value math_input(const Context& context, const sema::Block& input) {
  MetricSource source = metric_source(context, input);
  std::vector<graph::Value> dimensions;
  for (auto& [name, value] : source.dimensions)
    dimensions.push_back(dimension(name, std::move(value)));
  return metric(input.name, input.name, std::move(source.space), std::move(source.name),
                std::move(dimensions), std::move(source.statistic))
      .at(input.span);
}

// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
graph::Value metric_math(const Context& context, const sema::Block& scale) {
  std::vector<graph::Value> metrics;
  for (const sema::Block* input : scale.nested("input"))
    metrics.push_back(math_input(context, *input));
  metrics.push_back(graph::map({{"id", "value"},
                                {"label", scale.name},
                                {"expression", context.field(scale, "expression")},
                                {"return_data", true}})
                        .at(scale["expression"].span));
  return graph::map({{"metrics", graph::list(std::move(metrics))}}).at(scale.span);
}

// ---- Predictive scaling

// The load and what it means for one task, which AWS knows as a pair.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingMetricSpecification.html
graph::Value metric_pair(const Context& context, const plan::Service& service,
                         const sema::Block& scale) {
  const std::string_view what = scale.labels.at(1).text;
  if (what == "requests")
    return predefined("ALBRequestCount", resource_label(context, counted_route(service, scale)));
  return predefined(what == "cpu" ? "ECSServiceCPUUtilization" : "ECSServiceMemoryUtilization");
}

// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html
graph::Value forecast(const Context& context, const plan::Service& service,
                      const sema::Block& scale) {
  const bool exceeds = scale.has("exceed");
  return graph::map(
             {
                 {"metric_specifications", graph::list({graph::map({
                                               {"predefined_metric_pair_specification",
                                                metric_pair(context, service, scale)},
                                               {"target_value", context.field(scale, "target")},
                                           })})},
                 {"mode", graph::Value(scale.symbol("mode") == "scale" ? "ForecastAndScale"
                                                                       : "ForecastOnly")
                              .at(scale["mode"].span)},
                 {"scheduling_buffer_time", context.field(scale, "ahead")},
                 {"max_capacity_breach_behavior",
                  exceeds ? graph::Value("IncreaseMaxCapacity") : graph::Value()},
                 {"max_capacity_buffer", exceeds ? context.field(scale, "exceed") : graph::Value()},
             })
      .at(scale.span);
}

// ---- Steps
// --------------------------------------------------------------------------------------------------------------------------------

// The bounds of a step, as distances from the alarm's threshold. Below the threshold they are
// negative:
// https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html#as-scaling-steps
graph::Value adjustments(const sema::Block& scale, bool above) {
  std::vector<const sema::Block*> steps = scale.nested("step");
  std::sort(steps.begin(), steps.end(), [](const sema::Block* a, const sema::Block* b) {
    return a->number("beyond") < b->number("beyond");
  });
  std::vector<graph::Value> result;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double from = steps[i]->number("beyond");
    graph::Value begin = above ? from : from == 0 ? 0 : -from;
    graph::Value end = i + 1 == steps.size()
                           ? graph::Value()
                           : graph::Value(above ? steps[i + 1]->number("beyond")
                                                : -steps[i + 1]->number("beyond"));
    result.push_back(
        graph::map({
                       {"metric_interval_lower_bound", above ? std::move(begin) : end},
                       {"metric_interval_upper_bound", above ? std::move(end) : std::move(begin)},
                       {"scaling_adjustment", steps[i]->integer("change")},
                   })
            .at(steps[i]->span));
  }
  return graph::list(std::move(result));
}

std::string_view adjustment_type(const sema::Block& scale) {
  const std::string_view by = scale.symbol("by");
  if (by == "tasks") return "ChangeInCapacity";
  if (by == "percent") return "PercentChangeInCapacity";
  if (by == "exactly") return "ExactCapacity";
  throw std::logic_error("no adjustment for the word " + std::string(by));
}

graph::Value steps(const Context& context, const sema::Block& scale) {
  const sema::Block& alarm = *scale.labels.at(1).block;
  return graph::map({
                        {"adjustment_type", adjustment_type(scale)},
                        {"cooldown", context.field(scale, "cooldown")},
                        {"metric_aggregation_type", "Average"},
                        {"min_adjustment_magnitude", context.field(scale, "least")},
                        {"step_adjustments", adjustments(scale, alarm.has("above"))},
                    })
      .at(scale.span);
}

// The alarm triggers the policy.
void notify(Context& context, const sema::Block& alarm, graph::NodeId policy) {
  graph::Node& node = context.node(context.part(alarm, PartKind::Main));
  const graph::Value* told = node.find("alarm_actions");
  graph::List actions = told != nullptr && told->get<graph::List>() != nullptr
                            ? *told->get<graph::List>()
                            : graph::List{};
  actions.items.emplace_back(graph::Ref{policy, "arn"});
  set(node, "alarm_actions", std::move(actions));
}

// ---- Schedules
// ----------------------------------------------------------------------------------------------------------------------------

graph::Value range_of(const Context& context, const sema::Block& schedule) {
  auto [least, most] = context.ends(schedule["count"]);
  return graph::map({{"min_capacity", std::move(least)}, {"max_capacity", std::move(most)}})
      .at(schedule["count"].span);
}

// CloudFormation keeps them in the target, Terraform as resources of their own.
void add_schedules(Context& context, const plan::Service& service, graph::NodeId target) {
  std::vector<graph::Value> actions;
  for (const sema::Block* schedule : service.block->nested("scale", "schedule")) {
    const std::string name = service.block->name + "_" + schedule->name;
    actions.push_back(graph::map({
                                     {"scheduled_action_name", context.physical_name(name)},
                                     {"schedule", context.field(*schedule, "at")},
                                     {"timezone", context.field(*schedule, "timezone")},
                                     {"scalable_target_action", range_of(context, *schedule)},
                                 })
                          .at(schedule->span));
    graph::Node& node =
        context.node(context.add("applicationautoscaling_scheduled_action", name, *schedule));
    set(node, "name", context.physical_name(name));
    set(node, "service_namespace", "ecs");
    set(node, "resource_id", graph::Ref{target, "resource_id"});
    set(node, "scalable_dimension", "ecs:service:DesiredCount");
    set(node, "schedule", context.field(*schedule, "at"));
    set(node, "timezone", context.field(*schedule, "timezone"));
    set(node, "scalable_target_action", range_of(context, *schedule));
  }
  if (!actions.empty())
    set(context.node(target), "scheduled_actions", graph::list(std::move(actions)));
}

// ---- Policies
// -----------------------------------------------------------------------------------------------------------------------------

// The metric and its target value.
void describe(const Context& context, const plan::Service& service, const sema::Block& scale,
              graph::Map& tracking) {
  const auto set_to = [&](std::string_view key, graph::Value value) {
    tracking.entries.emplace_back(key, std::move(value));
  };
  const std::string_view what = scale.labels.front().text;
  if (what == "cpu" || what == "memory") {
    set_to("predefined_metric_specification",
           predefined(what == "cpu" ? "ECSServiceAverageCPUUtilization"
                                    : "ECSServiceAverageMemoryUtilization"));
    set_to("target_value", context.field(scale, "target"));
  } else if (what == "requests") {
    set_to("predefined_metric_specification",
           predefined("ALBRequestCountPerTarget",
                      resource_label(context, counted_route(service, scale))));
    set_to("target_value", context.field(scale, "target"));
  } else if (what == "queue") {
    set_to("customized_metric_specification",
           backlog_per_task(context, service, scale).at(scale["source"].span));
    set_to("target_value", graph::Value(acceptable_backlog(scale)).at(scale["latency"].span));
  } else if (what == "metric") {
    set_to("customized_metric_specification", any_metric(context, scale));
    set_to("target_value", context.field(scale, "target"));
  } else if (what == "math") {
    set_to("customized_metric_specification", metric_math(context, scale));
    set_to("target_value", context.field(scale, "target"));
  } else {
    throw std::logic_error(fmt::format("no scaling policy for `scale {}`", what));
  }
  set_to("scale_in_cooldown", context.field(scale, "cooldown_in"));
  set_to("scale_out_cooldown", context.field(scale, "cooldown_out"));
}

graph::NodeId add_target(Context& context, const plan::Service& service) {
  const sema::Block& block = *service.block;
  const graph::NodeId id = context.add("applicationautoscaling_scalable_target", block.name, block);
  graph::Node& node = context.node(id);
  auto [least, most] = context.ends(block["count"]);
  set(node, "service_namespace", "ecs");
  set(node, "scalable_dimension", "ecs:service:DesiredCount");
  set(node, "resource_id",
      graph::concat({"service/", context.attribute(*service.cluster, "name"), "/",
                     graph::Ref{context.part(block, PartKind::Main), "name"}}));
  // Registering a range moves the count of the service into it:
  // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
  set(node, "min_capacity", context.while_running(std::move(least), 0));
  set(node, "max_capacity", context.while_running(std::move(most), 0));
  if (context.graph.first && !block.nested("scale", "schedule").empty())
    set(node, "suspended_state",
        graph::map({{"scheduled_scaling_suspended", context.while_running(false, true)}}));
  return id;
}

// The policy's part of its name after that of the service.
std::string policy_suffix(const sema::Block& scale) {
  const std::string& what = scale.labels.front().text;
  if (what == "predictive") return what + "_" + scale.labels[1].text;
  return scale.labels.size() > 1 ? scale.labels[1].text : what;
}

std::string_view policy_type(std::string_view what) {
  return what == "step"         ? "StepScaling"
         : what == "predictive" ? "PredictiveScaling"
                                : "TargetTrackingScaling";
}

}  // namespace

void lower_scaling(Context& context, const plan::Service& service) {
  if (!service.scaled) return;
  const graph::NodeId target = add_target(context, service);
  add_schedules(context, service, target);
  for (const sema::Block* scale : service.block->nested("scale")) {
    const std::string& what = scale->labels.front().text;
    if (what == "schedule") continue;
    const std::string name = service.block->name + "_" + policy_suffix(*scale);
    const graph::NodeId id = context.add("applicationautoscaling_scaling_policy", name, *scale);
    graph::Node& node = context.node(id);
    set(node, "policy_name", context.physical_name(name));
    set(node, "policy_type", policy_type(what));
    set(node, "scaling_target", graph::Ref{target, "id"});
    set(node, "scalable_dimension", "ecs:service:DesiredCount");
    set(node, "service_namespace", "ecs");
    if (what == "step") {
      set(node, "step_scaling_policy_configuration", steps(context, *scale));
      notify(context, *scale->labels.at(1).block, id);
    } else if (what == "predictive") {
      set(node, "predictive_scaling_policy_configuration", forecast(context, service, *scale));
    } else {
      graph::Map tracking;
      describe(context, service, *scale, tracking);
      set(node, "target_tracking_scaling_policy_configuration",
          graph::Value(std::move(tracking)).at(scale->span));
    }
  }
}

}  // namespace svc::lower
