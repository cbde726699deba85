#include "lower/lower.h"

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

using Lowering = void (*)(Context&, const sema::Block&);

// Lowers every top-level block of a kind, in the order of the program.
void each(Context& context, std::string_view kind, Lowering lowering) {
  for (const sema::Block* block : context.program.blocks) {
    if (block->kind->name == kind) lowering(context, *block);
  }
}

// Services and pipelines are lowered last, but anything may refer to them (a service's environment names another service, a role may start a
// pipeline). Their names are the program's own choice, so what they are called is known beforehand, and no such reference can become a cycle.
void name_in_advance(Context& context) {
  for (const plan::Service& service : context.plan.services) {
    const std::string name = context.physical_name(service.block->name);
    context.define_attribute(*service.block, "name", name);
    context.define_attribute(*service.block, "arn", iam::arn("ecs", "service/" + context.physical_name(service.cluster->name) + "/" + name));
  }
  each(context, "pipeline", [](Context& c, const sema::Block& pipeline) {
    const std::string name = c.physical_name(pipeline.name);
    c.define_attribute(pipeline, "name", name);
    c.define_attribute(pipeline, "arn", iam::arn("codepipeline", name));
  });
}

void lower_outputs(Context& context) {
  for (const sema::Output& output : context.program.outputs) {
    context.graph.outputs.push_back({std::string(output.name), output.doc, context.value(output.value), output.span});
  }
}

}  // namespace

graph::Graph lower(const sema::Program& program, const plan::Plan& plan, const Sources& sources) {
  Context context(program, plan, sources);
  name_in_advance(context);

  // What others refer to comes first; within a kind, the order of the program.
  each(context, "repository", lower_repository);
  each(context, "queue", lower_queue);
  each(context, "secret", lower_secret);
  for (const plan::Network& network : plan.networks) lower_network(context, network);
  each(context, "zone", lower_zone);
  each(context, "certificate", lower_certificate);
  each(context, "cluster", lower_cluster);
  for (const plan::Balancer& balancer : plan.balancers) lower_balancer(context, balancer);
  each(context, "record", lower_record);
  each(context, "role", lower_role);
  for (const plan::Task& task : plan.tasks) lower_task(context, task);
  for (const plan::Route& route : plan.routes) lower_route(context, route);
  for (const plan::Service& service : plan.services) {
    lower_service(context, service);
    lower_scaling(context, service);
  }
  lower_connections(context);
  each(context, "pipeline", lower_pipeline);
  lower_outputs(context);
  return std::move(context.graph);
}

}  // namespace svc::lower
