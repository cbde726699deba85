#include "lower/lower.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

using Lowering = void (*)(Context&, const sema::Block&);

struct KindLowering {
  std::string_view kind;
  Lowering lower;
};

// The kinds that others may refer to, lowered in the order that the plan gives.
constexpr std::array kLowerings = {
    KindLowering{
        "balancer",
        [](Context& c, const sema::Block& block) { lower_balancer(c, *c.plan.balancer(&block)); }},
    KindLowering{"bucket", lower_bucket},
    KindLowering{"certificate", lower_certificate},
    KindLowering{"cluster", lower_cluster},
    KindLowering{"endpoint",
                 [](Context& c, const sema::Block& block) {
                   lower_endpoint(c, *c.plan.endpoints.find(&block));
                 }},
    KindLowering{"filesystem", lower_filesystem},
    KindLowering{"key", lower_key},
    KindLowering{
        "network",
        [](Context& c, const sema::Block& block) { lower_network(c, *c.plan.network(&block)); }},
    KindLowering{"parameter", lower_parameter},
    KindLowering{"queue", lower_queue},
    KindLowering{"raw", lower_raw},
    KindLowering{"record", lower_record},
    KindLowering{"repository", lower_repository},
    KindLowering{"role", lower_role},
    KindLowering{"secret", lower_secret},
    KindLowering{"table", lower_table},
    KindLowering{"topic", lower_topic},
    KindLowering{"zone", lower_zone},
};

void lower_block(Context& context, const sema::Block& block) {
  const auto* found =
      std::find_if(kLowerings.begin(), kLowerings.end(),
                   [&](const KindLowering& row) { return row.kind == block.kind->name; });
  if (found == kLowerings.end())
    throw std::logic_error(fmt::format("no lowering for kind {}", block.kind->name));
  found->lower(context, block);
}

// Lowers every top-level block of a kind, in the order of the program.
void each(Context& context, std::string_view kind, Lowering lowering) {
  for (const sema::Block* block : context.program.blocks) {
    if (block->kind->name == kind) lowering(context, *block);
  }
}

// These are lowered last, but anything may refer to them (a service's environment names another
// service, a role may start a pipeline). Their names are the program's own choice, so what they are
// called is known beforehand, and no such reference can become a cycle.
void name_in_advance(Context& context) {
  for (const plan::Service& service : context.plan.services) {
    const std::string name = context.physical_name(service.block->name);
    context.define_attribute(*service.block, "name", name);
    const sema::Block& cluster = *service.cluster;
    const graph::Value in = cluster.existing ? context.field(cluster, "name")
                                             : graph::Value(context.physical_name(cluster.name));
    context.define_attribute(*service.block, "arn",
                             iam::arn("ecs", graph::concat({"service/", in, "/" + name})));
  }
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
  each(context, "alarm", [](Context& c, const sema::Block& alarm) {
    const std::string name = c.physical_name(alarm.name);
    c.define_attribute(alarm, "name", name);
    c.define_attribute(alarm, "arn", iam::arn("cloudwatch", "alarm:" + name));
  });
}

void lower_outputs(Context& context) {
  for (const sema::Output& output : context.program.outputs) {
    context.graph.outputs.push_back(
        {std::string(output.name), output.doc, context.value(output.value), output.span});
  }
}

}  // namespace

graph::Graph lower(const sema::Program& program, const plan::Plan& plan, const Sources& sources) {
  Context context(program, plan, sources);
  name_in_advance(context);

  for (const sema::Block* block : plan.order) lower_block(context, *block);
  each(context, "alarm", lower_alarm);
  for (const plan::Task& task : plan.tasks) lower_task(context, task);
  for (const plan::Route& route : plan.routes) lower_route(context, route);
  for (const plan::Service& service : plan.services) {
    lower_service(context, service);
    lower_scaling(context, service);
  }
  for (const plan::Job& job : plan.jobs) lower_job(context, job);
  lower_connections(context);
  each(context, "pipeline", lower_pipeline);
  lower_patches(context);
  lower_outputs(context);
  return std::move(context.graph);
}

}  // namespace svc::lower
