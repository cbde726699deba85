// Attributes that depend on how a block is written: a security group, an address, a target group.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/suggest.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

// Why a block does not have an attribute of its kind, and what to write; empty: it has it.
struct Absence {
  std::string reason;
  std::string help;
};

const plan::Workload* workload_of(const Block& block, const plan::Plan& plan) {
  for (const plan::Job& job : plan.jobs) {
    if (job.block == &block) return &job;
  }
  return plan.service(&block);
}

Absence security_group(const Block& block, const plan::Plan& plan) {
  if (block.kind->name == "filesystem")
    return block.existing ? Absence{"it exists already, and svcc does not know its security group",
                                    "give the id as a `param`, or write it"}
                          : Absence{};
  const plan::Workload* workload = workload_of(block, plan);
  if (workload == nullptr || workload->task == nullptr || workload->own_interface()) return {};
  return {"its tasks use the network interface of their instance",
          "write `network_mode = awsvpc` in the task, or name the group of the instances: "
          "`CLUSTER.CAPACITY.security_group`"};
}

Absence log_group(const Block& block, const plan::Plan& plan) {
  const plan::Workload* workload = workload_of(block, plan);
  if (workload == nullptr || workload->task == nullptr) return {};
  const auto containers = workload->task->block->nested("container");
  const bool any = std::any_of(containers.begin(), containers.end(), [](const Block* container) {
    return container->only_or_defaults("logs").symbol("driver") == "awslogs";
  });
  if (any) return {};
  return {"none of its containers writes to CloudWatch Logs",
          "remove the `logs` block from one of them, or write `driver = awslogs` in it"};
}

Absence address(const Block& block, const plan::Plan& plan) {
  const plan::Service* service = plan.service(&block);
  if (service == nullptr || plan::called_port(*service)) return {};
  if (service->exposes.size() > 1)
    return {"it has several `expose` blocks",
            fmt::format("write the address as text, such as \"http://{}:{}\"",
                        service->exposes.front().name, service->exposes.front().alias)};
  if (block.only("discover") != nullptr)
    return {"it has no port, or several", "write `port = …` in its `discover` block"};
  return {"it has no name in the network",
          "give it an `expose {}` block (Service Connect), or "
          "`discover {}` (Cloud Map)"};
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
Absence parameter_value(const Block& block) {
  if (!block.existing || !block.has("key") || block["key"].get<sema::Symbol>() != nullptr)
    return {};
  return {"it is a SecureString, which no template may show",
          fmt::format("write `secrets {{ NAME = {} }}` in the container", block.name)};
}

std::string names_of_routes(const Block& service, std::string_view attribute) {
  std::string text;
  for (const Block* route : service.nested("route"))
    text += fmt::format("{}`{}.{}.{}`", text.empty() ? "write " : " or ", service.name, route->name,
                        attribute);
  return text;
}

Absence of_route(const Block& block, std::string_view attribute, const plan::Plan& plan) {
  const Block* route = &block;
  if (block.kind->name == "service") {
    const auto routes = block.nested("route");
    if (routes.empty()) return {"it has no `route`", "give it a `route BALANCER {}`"};
    if (routes.size() > 1) return {"it has several routes", names_of_routes(block, attribute)};
    route = routes.front();
  }
  const auto planned = std::find_if(plan.routes.begin(), plan.routes.end(),
                                    [&](const plan::Route& one) { return one.block == route; });
  if (attribute != "rule" || planned == plan.routes.end() || !planned->balancer->layer4) return {};
  return {"the listeners of a Network Load Balancer have no rules",
          fmt::format("write `{}.listener(PORT)`", planned->balancer->block->name)};
}

// A service of another program has what its block says.
Absence of_existing(const Block& service, std::string_view attribute) {
  const std::string reason = "it exists already, and its block does not say it";
  if (attribute == "name" || attribute == "arn") return {};
  if (attribute == "security_group" || attribute == "host")
    return service.has(attribute)
               ? Absence{}
               : Absence{reason, fmt::format("write `{} = \"…\"` in it", attribute)};
  if (attribute != "url") return {"it exists already", "give the value as a `param`, or write it"};
  if (service.has("host") && service.items("ports").size() == 1) return {};
  return {reason, "write `host = \"…\"` and one port, `ports = [8080]`, in it"};
}

Absence absence(const sema::AttributeRef& read, const plan::Plan& plan) {
  const std::string_view name = read.attribute;
  const std::string_view kind = read.block->kind->name;
  if (kind == "service" && read.block->existing) return of_existing(*read.block, name);
  if (name == "security_group" && (kind == "service" || kind == "job" || kind == "filesystem"))
    return security_group(*read.block, plan);
  if (name == "log_group") return log_group(*read.block, plan);
  if (kind == "parameter" && name == "value") return parameter_value(*read.block);
  if (kind == "service" && (name == "url" || name == "host")) return address(*read.block, plan);
  if (name == "rule" || name.starts_with("target_group")) return of_route(*read.block, name, plan);
  return {};
}

// `web.nodes` alone: the block has attributes, but it is not a value.
void report_part(const Block& block, Span span, Sink& sink) {
  std::vector<std::string_view> names;
  for (const sema::AttributeDecl& one : block.kind->attributes) names.push_back(one.name);
  sink.report<diag::AbsentAttribute>(span, block.parent->title(), block.name,
                                     fmt::format("`{}` is a block, and no value", block.name))
      .related(block.span, "the block")
      .help(fmt::format("write one of its attributes: {}", enumerate(names, "or")));
}

void check_read(const AttributeRead& read, const plan::Plan& plan, Sink& sink) {
  const auto& [attribute, span] = read;
  if (attribute.attribute.empty()) return report_part(*attribute.block, span, sink);
  const Absence missing = absence(attribute, plan);
  if (missing.reason.empty()) return;
  sink.report<diag::AbsentAttribute>(span, attribute.block->title(), attribute.attribute,
                                     missing.reason)
      .related(attribute.block->span, "what it is read from")
      .help(missing.help);
}

void check_listener_read(const MethodRead& read, const plan::Plan& plan, Sink& sink) {
  const auto& [call, span] = read;
  const plan::Balancer* balancer = plan.balancer(call.block);
  if (balancer == nullptr || call.method != "listener") return;
  const std::int64_t port = *call.arguments.get().front().get<std::int64_t>();
  std::string ports;
  for (const plan::Listener& listener : balancer->listeners) {
    if (listener.port == port) return;
    ports += fmt::format("{}{}", ports.empty() ? "" : ", ", listener.port);
  }
  sink.report<diag::AbsentAttribute>(span, call.block->title(), fmt::format("listener({})", port),
                                     "it has no listener on that port")
      .related(call.block->span, "the balancer")
      .help(ports.empty() ? std::string("give it a `listener` block")
                          : fmt::format("it has listeners on {}", ports));
}

bool connects(const plan::Workload& caller, const Block& called) {
  const auto& items = caller.block->items("connect");
  return std::any_of(items.begin(), items.end(), [&](const sema::Value& item) {
    const auto* block = item.get<const Block*>();
    return block != nullptr && *block == &called;
  });
}

// The address of a service is of use only to those whom its security group lets through.
void check_given_addresses(const plan::Workload& caller, Sink& sink) {
  if (caller.task == nullptr) return;
  for (const Block* container : caller.task->block->nested("container")) {
    for (const auto& [read, span] : reads_in((*container)["env"]).attributes) {
      const Block& called = *read.block;
      if (called.kind->name != "service" || (read.attribute != "url" && read.attribute != "host"))
        continue;
      if (&called == caller.block || connects(caller, called)) continue;
      auto report = sink.report<diag::CalledUnconnected>(span, container->name, called.name,
                                                         caller.block->title());
      report.related(called.name_span, "the service that is called")
          .help(fmt::format("add it: `connect = [{}]`", called.name));
      if (caller.block->items("connect").empty())
        report.fix(fmt::format("Write `connect = [{}]`", called.name),
                   sema::set_field(*caller.block, "connect", fmt::format("[{}]", called.name)));
    }
  }
}

}  // namespace

void check_attributes(const Reads& reads, const plan::Plan& plan, Sink& sink) {
  for (const AttributeRead& read : reads.attributes) check_read(read, plan, sink);
  for (const MethodRead& read : reads.methods) check_listener_read(read, plan, sink);
  for (const plan::Service& service : plan.services) check_given_addresses(service, sink);
  for (const plan::Job& job : plan.jobs) check_given_addresses(job, sink);
}

}  // namespace svc::check
