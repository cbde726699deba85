// Reachability: tasks and instances reach the AWS services that they need to start, clients reach
// the balancers, and services reach each other.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/needs.h"
#include "check/subjects.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/networks.h"
#include "plan/endpoints.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

std::string endpoints_text(const Block& network, const Missing& missing) {
  std::vector<std::string> names;
  for (const sema::Value& item : network.items("endpoints")) {
    if (const auto* symbol = item.get<sema::Symbol>()) names.emplace_back(symbol->name);
  }
  names.insert(names.end(), missing.endpoints.begin(), missing.endpoints.end());
  return fmt::format("`endpoints = [{}]`", fmt::join(names, ", "));
}

// The images that only the internet has.
void show_images(const Block& task, Report& report) {
  for (const Block* container : task.nested("container")) {
    const sema::Value& image = (*container)["image"];
    const auto* text = image.get<std::string>();
    if (text != nullptr && text->find(".dkr.ecr.") == std::string::npos)
      report.related(image.span, "its image");
  }
}

void check_way_out(const plan::Workload& service, const plan::Plan& plan, Sink& sink) {
  const plan::Network& network = *service.network;
  const plan::SubnetGroup* group = network.group(service.group);
  const Block& block = *service.block;
  if (!group || network.block->existing) return;
  if (!service.on_fargate())
    return;  // on an instance the agent fetches them, over the instance's interface
  const bool is_public = group->access == plan::Access::Public;
  if (is_public && block.flag("public_ip")) return;
  if (group->access == plan::Access::Private && network.nat != plan::Nat::None) return;
  const Missing missing = missing_of(needs_of(*block.block("task")), plan, network);
  if (missing.services.empty()) return;
  const Span span = block.has("subnets") ? block["subnets"].span : block.name_span;
  const std::string endpoints =
      missing.internet ? "" : fmt::format(" or {}", endpoints_text(*network.block, missing));
  const std::string in_network = fmt::format(" in network {}", network.block->name);
  if (is_public) {
    sink.report<diag::PublicWithoutAddress>(span, block.kind->name, block.name,
                                            joined(missing.services))
        .related(network.block->name_span, "the network")
        .help(fmt::format("write `public_ip = true` in the {}", block.kind->name) +
              (endpoints.empty() ? "" : "," + endpoints + in_network))
        .fix("Write `public_ip = true`", sema::set_field(block, "public_ip", "true"));
    return;
  }
  const bool nat_helps = group->access == plan::Access::Private;
  auto report = sink.report<diag::NoWayToAws>(span, block.kind->name, block.name, group->name,
                                              joined(missing.services));
  report
      .related(nat_helps ? (*network.block)["nat"].span : group->span,
               nat_helps ? "the network has no NAT" : "these subnets have no way out")
      .help(nat_helps
                ? "write `nat = single`" + endpoints + in_network
                : fmt::format("put the {} into private subnets", block.kind->name) +
                      (endpoints.empty() ? "" : ", or write" + endpoints.substr(3) + in_network))
      .fix("Write `nat = single`" + in_network,
           nat_helps ? sema::set_field(*network.block, "nat", "single") : std::vector<Edit>());
  if (block.has("subnets")) report.related(block.name_span, "what cannot start");
  if (missing.internet) show_images(*block.block("task"), report);
  if (network.block->wrote("endpoints"))
    report.related((*network.block)["endpoints"].span, "the endpoints of the network");
  for (const plan::Endpoint& endpoint : plan.endpoints) {
    if (endpoint.network == &network && !endpoint.private_dns && serves(endpoint, missing))
      report.related(endpoint.block->span, "this endpoint has no names in DNS");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
// (assignPublicIp)
void check_public_address(const plan::Workload& service, Sink& sink) {
  const Block& block = *service.block;
  if (!block.flag("public_ip")) return;
  const Span span = block["public_ip"].span;
  if (service.runs_on() == plan::Capacity::External) return;  // check/interfaces.cpp
  if (!service.on_fargate()) {
    sink.report<diag::AddressOnInstances>(span, block.kind->name, block.name)
        .related(service.capacity.front().span, "its capacity")
        .help("leave out `public_ip`")
        .fix("Leave out `public_ip`", sema::leave_out(block, "public_ip"));
    return;
  }
  const plan::SubnetGroup* group = service.network->group(service.group);
  if (!group || group->access == plan::Access::Public) return;
  const plan::SubnetGroup* other = service.network->group(plan::Access::Public);
  sink.report<diag::AddressInPrivate>(span, block.kind->name, block.name, group->name)
      .related(block.has("subnets") ? block["subnets"].span : group->span,
               fmt::format("the subnets of the {}", block.kind->name))
      .help(other ? fmt::format("write `subnets = \"{}\"`, or leave out `public_ip`", other->name)
                  : "leave out `public_ip`")
      .fix(other ? fmt::format("Write `subnets = \"{}\"`", other->name) : "Leave out `public_ip`",
           other ? sema::set_field(block, "subnets", fmt::format("\"{}\"", other->name))
                 : sema::leave_out(block, "public_ip"));
}

// Instances register with ECS over the internet, or through its endpoints.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-container-instance-not-found
// (troubleshooting), .../vpc-endpoints.html
void check_instances_reach(const Block& cluster, const plan::Network& network,
                           const plan::Plan& plan, Sink& sink) {
  const plan::SubnetGroup* group = network.default_group();
  if (!group || network.block->existing || group->access == plan::Access::Public) return;
  if (group->access == plan::Access::Private && network.nat != plan::Nat::None) return;
  if (plan::has_endpoints(plan, network, "ecs")) return;
  for (const Block* capacity : cluster.nested("capacity")) {
    const std::string& kind = capacity->labels.front().text;
    if (kind != "ec2" && kind != "managed") continue;
    sink.report<diag::InstancesCutOff>(capacity->name_span, capacity->name, group->name)
        .related(group->block ? group->span : (*network.block)["nat"].span,
                 "these subnets have no NAT")
        .help(fmt::format("write `nat = single` in network {}, or add `ecs` to its `endpoints`",
                          network.block->name))
        .fix("Write `nat = single`", sema::set_field(*network.block, "nat", "single"));
  }
}

// ---- Services among each other
// ---------------------------------------------------------------------------------------------------------------

bool has_port(const Block& service) {
  const auto containers = service.block("task")->nested("container");
  return std::any_of(containers.begin(), containers.end(),
                     [](const Block* c) { return !c->nested("port").empty(); });
}

// svcc adds rules to the security group of an existing service, or names it in one.
void check_group_known(const Block& service, Span span, Sink& sink) {
  if (!service.existing || service.kind->name != "service" || service.has("security_group")) return;
  sink.report<diag::AbsentAttribute>(span, service.title(), "security_group",
                                     "it exists already, and its block does not say it")
      .related(service.name_span, "the service")
      .help("write the id in it: `security_group = \"sg-…\"`");
}

void check_connect_existing(const Block& service, Span span, Sink& sink) {
  if (service.items("ports").empty()) {
    sink.report<diag::ConnectWithoutPort>(span, service.name)
        .related(service.name_span, "the service")
        .help("write the ports on which it accepts connections: `ports = [8080]`");
  } else {
    check_group_known(service, span, sink);
  }
}

void check_connect(const plan::Workload& service, const plan::Plan& plan, Sink& sink) {
  for (const sema::Value& item : service.block->items("connect")) {
    const auto* target = item.get<const Block*>();
    const plan::Service* other = target ? plan.service(*target) : nullptr;
    if (target && (*target)->existing) check_connect_existing(**target, item.span, sink);
    if (!other) continue;
    if (!has_port(*other->block)) {
      sink.report<diag::ConnectWithoutPort>(item.span, other->block->name)
          .related(other->block->name_span, "the service")
          .help("give its container a `port`");
    }
    if (other->network != service.network) {
      sink.report<diag::ConnectOtherNetwork>(item.span, other->block->name,
                                             other->network->block->name, service.block->kind->name,
                                             service.block->name, service.network->block->name)
          .related(other->block->span, "the other service")
          .help("put both into clusters of one network");
    }
  }
}

void check_sources(const plan::Service& service, Sink& sink) {
  const Block& block = *service.block;
  if (block.items("sources").empty() || has_port(block)) return;
  sink.report<diag::SourcesWithoutPort>(block["sources"].span, block.name)
      .help("give its container a `port`");
}

void check_group_ports(const Block& group, Sink& sink) {
  if (!group.items("ports").empty()) return;
  for (const std::string_view field : {"clients", "sources"}) {
    if (group.items(field).empty()) continue;
    sink.report<diag::GroupWithoutPorts>(group[field].span, group.name, field)
        .help("write the ports of its members, such as `ports = [5432]`");
  }
}

}  // namespace

void check_reach(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Service& service : plan.services) {
    check_way_out(service, plan, sink);
    check_public_address(service, sink);
    check_connect(service, plan, sink);
    check_sources(service, sink);
  }
  for (const plan::Job& job : plan.jobs) {
    check_way_out(job, plan, sink);
    check_public_address(job, sink);
    check_connect(job, plan, sink);
  }
  for (const Block* cluster : program.created("cluster")) {
    if (const plan::Network* network = plan.network(cluster->clause("network")))
      check_instances_reach(*cluster, *network, plan, sink);
  }
  for (const Block* block : program.blocks) {
    if (block->kind->name != "security_group") continue;
    check_group_ports(*block, sink);
    for (const sema::Value& client : block->items("clients"))
      check_group_known(**client.get<const Block*>(), client.span, sink);
  }
}

}  // namespace svc::check
