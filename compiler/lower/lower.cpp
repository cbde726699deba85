#include "lower/lower.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lower/canonical.h"
#include "lower/delivery.h"
#include "lower/iam.h"
#include "lower/kinds.h"
#include "lower/outputs.h"
#include "lower/parameters.h"
#include "lower/raw.h"
#include "lower/roles_first.h"
#include "lower/service.h"

namespace svc::lower {

namespace {

void lower_block(Context& context, const sema::Block& block) {
  const auto kinds = kind_lowerings();
  const auto found = std::lower_bound(
      kinds.begin(), kinds.end(), block.kind->name,
      [](const KindLowering& row, std::string_view name) { return row.kind < name; });
  if (found == kinds.end() || found->kind != block.kind->name)
    throw std::logic_error(fmt::format("no lowering for kind {}", block.kind->name));
  found->lower(context, block);
}

// Does something with every top-level block of a kind, in the order of the program.
template <typename Step>
void each(Context& context, std::string_view kind, const Step& step) {
  for (const sema::Block* block : context.program.blocks) {
    if (block->kind->name == kind) step(context, *block);
  }
}

bool has_kind(const sema::Program& program, std::string_view kind) {
  return std::any_of(program.blocks.begin(), program.blocks.end(),
                     [&](const sema::Block* block) { return block->kind->name == kind; });
}

// The name at which others call the service; absent without one.
graph::Value host_of(const Context& context, const plan::Service& service) {
  if (!plan::called_port(service)) return {};
  if (!service.exposes.empty()) return service.exposes.front().name;
  return graph::concat(
      {plan::discovery_name(service) + ".", dns_namespace_name(context, *service.cluster)});
}

graph::Value cluster_name(const Context& context, const sema::Block& cluster) {
  return cluster.existing ? context.field(cluster, "name")
                          : graph::Value(context.physical_name(cluster.name));
}

void name_existing_service(Context& context, const sema::Block& service) {
  const graph::Value name = context.field(service, "name");
  context.define_attribute(service, "name", name);
  context.define_attribute(
      service, "arn",
      iam::arn("ecs", graph::concat({"service/", cluster_name(context, *service.clause("cluster")),
                                     "/", name})));
  for (const std::string_view field : {"security_group", "host"}) {
    if (service.has(field)) context.define_attribute(service, field, context.field(service, field));
  }
  const auto& ports = service.items("ports");
  if (service.has("host") && ports.size() == 1)
    context.define_attribute(
        service, "url",
        graph::concat({"http://", context.field(service, "host"),
                       fmt::format(":{}", *ports.front().get<std::int64_t>())}));
}

// These are lowered last, but anything can refer to them (a service's environment names another
// service, a role can start a pipeline). The program chooses their names, so the names are known
// beforehand, and such references cannot form a cycle.
void name_in_advance(Context& context) {
  for (const plan::Service& service : context.plan.services) {
    const std::string name = context.physical_name(service.block->name);
    context.define_attribute(*service.block, "name", name);
    const graph::Value in = cluster_name(context, *service.cluster);
    context.define_attribute(*service.block, "arn",
                             iam::arn("ecs", graph::concat({"service/", in, "/" + name})));
    const graph::Value host = host_of(context, service);
    if (host.absent()) continue;
    context.define_attribute(*service.block, "host", host);
    context.define_attribute(
        *service.block, "url",
        graph::concat({"http://", host, fmt::format(":{}", *plan::called_port(service))}));
  }
  each(context, "service", [](Context& c, const sema::Block& service) {
    if (service.existing) name_existing_service(c, service);
  });
  each(context, "pipeline", [](Context& c, const sema::Block& pipeline) {
    const std::string name = c.physical_name(pipeline.name);
    c.define_attribute(pipeline, "name", name);
    c.define_attribute(pipeline, "arn", iam::arn("codepipeline", name));
  });
  each(context, "job", [](Context& c, const sema::Block& job) {
    const std::string name = c.physical_name(job.name);
    c.define_attribute(job, "name", name);
    c.define_attribute(job, "arn", iam::arn("states", "stateMachine:" + name));
  });
  for (const std::string_view kind : {"alarm", "composite_alarm"}) {
    each(context, kind, [](Context& c, const sema::Block& alarm) {
      const std::string name = c.physical_name(alarm.name);
      c.define_attribute(alarm, "name", name);
      c.define_attribute(alarm, "arn", iam::arn("cloudwatch", "alarm:" + name));
    });
  }
}

}  // namespace

// The app is part of every name and tag; it creates no resource itself.
void lower_app(Context&, const sema::Block&) {}

graph::Graph lower(const sema::Program& program, const plan::Plan& plan, const Sources& sources) {
  Context context(program, plan, sources);
  name_in_advance(context);
  begin_first(context);

  const auto is_composite = [](const sema::Block& block) {
    return block.kind->name == "composite_alarm";
  };
  for (const sema::Block* block : plan.order) {
    if (!is_composite(*block)) lower_block(context, *block);
  }
  each(context, "alarm", lower_block);
  for (const sema::Block* block : plan.order) {  // after the alarms that they name
    if (is_composite(*block)) lower_block(context, *block);
  }
  for (const plan::Task& task : plan.tasks) lower_block(context, *task.block);
  for (const plan::Route& route : plan.routes) lower_route(context, route);
  for (const plan::Service& service : plan.services) lower_block(context, *service.block);
  for (const plan::Job& job : plan.jobs) lower_block(context, *job.block);
  lower_connections(context);
  lower_received(context);
  context.keep_promises();
  // Pipelines write task definitions into texts; the order there is the order of the values at that
  // time.
  if (has_kind(program, "pipeline")) put_in_canonical_order(context.graph);
  each(context, "pipeline", lower_block);
  lower_patches(context);
  lower_outputs(context);
  context.keep_promises();
  end_first(context);
  drop_unused_parameters(context.graph);
  wait_for_named(context);
  wait_for_permissions(context.graph);
  put_in_canonical_order(context.graph);
  return std::move(context.graph);
}

}  // namespace svc::lower
