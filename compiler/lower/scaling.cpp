// Application Auto Scaling of services: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/context.h"

namespace svc::lower {

namespace {

graph::Value predefined(std::string_view metric, graph::Value label = {}) {
  return graph::map({{"predefined_metric_type", metric}, {"resource_label", std::move(label)}});
}

// ---- Requests -----------------------------------------------------------------------------------------------------------------------------

// The route whose requests count: of the balancer that the block names, else the only one.
const plan::Route& counted_route(const plan::Service& service, const sema::Block& scale) {
  const sema::Block* balancer = scale.block("route");
  const auto found = std::find_if(service.routes.begin(), service.routes.end(),
                                  [&](const plan::Route* route) { return balancer == nullptr || route->balancer->block == balancer; });
  if (found == service.routes.end()) throw std::logic_error(service.block->title() + " scales on requests without a route");
  return **found;
}

// `app/<balancer>/<id>/targetgroup/<group>/<id>`:
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
graph::Value resource_label(const Context& context, const plan::Route& route) {
  return graph::concat({context.attribute(*route.balancer->block, "full_name"), "/",
                        graph::Ref{context.part(*route.block, "target_group"), "full_name"}});
}

// ---- Queues -------------------------------------------------------------------------------------------------------------------------------

graph::Value dimension(std::string_view name, graph::Value value) {
  return graph::map({{"name", name}, {"value", std::move(value)}});
}

graph::Value metric(std::string_view id, std::string_view label, std::string_view space, std::string_view name, std::vector<graph::Value> dimensions,
                    std::string_view statistic) {
  return graph::map({
      {"id", id},
      {"label", label},
      {"metric_stat", graph::map({
                          {"metric", graph::map({{"namespace", space}, {"metric_name", name}, {"dimensions", graph::list(std::move(dimensions))}})},
                          {"stat", statistic},
                      })},
      {"return_data", false},
  });
}

// How many tasks run. Container Insights counts them; without it, the number of samples of a metric that every task sends once a minute does:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html#cw_running_task_count
graph::Value running_tasks(const Context& context, const plan::Service& service) {
  std::vector<graph::Value> dimensions = {
      dimension("ClusterName", context.attribute(*service.cluster, "name")),
      dimension("ServiceName", graph::Ref{context.part(*service.block, "main"), "name"}),
  };
  constexpr std::string_view label = "Running tasks";
  if (service.cluster->existing || service.cluster->symbol("insights") == "off") return metric("running", label, "AWS/ECS", "CPUUtilization", std::move(dimensions), "SampleCount");
  return metric("running", label, "ECS/ContainerInsights", "RunningTaskCount", std::move(dimensions), "Average");
}

// How many messages one task may find waiting, so that the last of them is done in time.
std::int64_t acceptable_backlog(const sema::Block& scale) {
  return std::max<std::int64_t>(1, scale.milliseconds("latency") / scale.milliseconds("per_task"));
}

// Backlog per task, which is what AWS recommends to track:
// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
// AWS's own example divides by the number of running tasks, which is no number while there are none, so that a service that has scaled to zero would
// never start again. Here a single waiting message then counts as more than one task may have waiting, which starts the first task.
graph::Value backlog_per_task(const Context& context, const plan::Service& service, const sema::Block& scale) {
  const sema::Block& queue = *scale.block("source");
  const std::int64_t start = 2 * acceptable_backlog(scale);
  return graph::map({{"metrics",
                      graph::list({
                          metric("waiting", "Messages waiting in the queue", "AWS/SQS", "ApproximateNumberOfMessagesVisible",
                                 {dimension("QueueName", context.attribute(queue, "name"))}, "Average"),
                          running_tasks(context, service),
                          graph::map({
                              {"id", "backlog"},
                              {"label", "Messages waiting for each task"},
                              {"expression", fmt::format("IF(FILL(running, 0) > 0, waiting / running, IF(waiting > 0, {}, 0))", start)},
                              {"return_data", true},
                          }),
                      })}});
}

// ---- Policies -----------------------------------------------------------------------------------------------------------------------------

// What is tracked and how much of it there should be.
void describe(const Context& context, const plan::Service& service, const sema::Block& scale, graph::Map& tracking) {
  const auto set_to = [&](std::string_view key, graph::Value value) { tracking.entries.emplace_back(key, std::move(value)); };
  const std::string_view what = scale.labels.front().text;
  if (what == "cpu" || what == "memory") {
    set_to("predefined_metric_specification", predefined(what == "cpu" ? "ECSServiceAverageCPUUtilization" : "ECSServiceAverageMemoryUtilization"));
    set_to("target_value", context.field(scale, "target"));
  } else if (what == "requests") {
    set_to("predefined_metric_specification", predefined("ALBRequestCountPerTarget", resource_label(context, counted_route(service, scale))));
    set_to("target_value", context.field(scale, "target"));
  } else if (what == "queue") {
    set_to("customized_metric_specification", backlog_per_task(context, service, scale).at(scale["source"].span));
    set_to("target_value", graph::Value(acceptable_backlog(scale)).at(scale["latency"].span));
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
  const Span count = block["count"].span;
  set(node, "service_namespace", "ecs");
  set(node, "scalable_dimension", "ecs:service:DesiredCount");
  set(node, "resource_id",
      graph::concat({"service/", context.attribute(*service.cluster, "name"), "/", graph::Ref{context.part(block, "main"), "name"}}));
  set(node, "min_capacity", graph::Value(service.min).at(count));
  set(node, "max_capacity", graph::Value(service.max).at(count));
  return id;
}

}  // namespace

void lower_scaling(Context& context, const plan::Service& service) {
  if (!service.scaled) return;
  const graph::NodeId target = add_target(context, service);
  for (const sema::Block* scale : service.block->nested("scale")) {
    const std::string name = service.block->name + "_" + scale->labels.front().text;
    graph::Map tracking;
    describe(context, service, *scale, tracking);

    graph::Node& node = context.node(context.add("applicationautoscaling_scaling_policy", name, *scale));
    set(node, "policy_name", context.physical_name(name));
    set(node, "policy_type", "TargetTrackingScaling");
    // CloudFormation names the target as a whole, Terraform by its three parts; each ignores the other's.
    set(node, "scaling_target_id", graph::Ref{target, "id"});
    set(node, "resource_id", graph::Ref{target, "resource_id"});
    set(node, "scalable_dimension", "ecs:service:DesiredCount");
    set(node, "service_namespace", "ecs");
    set(node, "target_tracking_scaling_policy_configuration", graph::Value(std::move(tracking)).at(scale->span));
  }
}

}  // namespace svc::lower
