// What can reach what: tasks and instances the AWS services without which they never start, clients
// the balancers, services each other.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"
#include "plan/endpoints.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

// ---- What a task on Fargate fetches or sends before it runs
// ----------------------------------------------------------------------------------

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html and
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (image layers come from
// S3)
struct Needs {
  bool ecr = false;
  bool logs = false;
  bool secrets = false;
  bool parameters = false;
  std::string other_registry;  // an image that only the internet has
};

bool is_kind(const Block* block, std::string_view kind) {
  return block && block->kind->name == kind;
}

void add_image(const sema::Value& image, Needs& needs) {
  if (const auto* call = image.get<sema::MethodCall>()) {
    needs.ecr = needs.ecr || is_kind(call->block, "repository");
  } else if (const auto* text = image.get<std::string>()) {
    if (text->find(".dkr.ecr.") != std::string::npos) {
      needs.ecr = true;
    } else {
      needs.other_registry = *text;
    }
  }
}

void add_secrets(const sema::Value& object, Needs& needs) {
  const auto* secrets = object.get<sema::Object>();
  if (!secrets) return;
  for (const auto& [name, value] : secrets->entries) {
    const auto* const* block = value.get<const Block*>();
    (block && is_kind(*block, "parameter") ? needs.parameters : needs.secrets) = true;
  }
}

Needs needs_of(const Block& task) {
  Needs needs;
  if (const Block* tracing = task.only("tracing"); tracing && tracing->symbol("with") != "none")
    add_image((*tracing)["image"], needs);
  for (const Block* container : task.nested("container")) {
    add_image((*container)["image"], needs);
    const Block* logs = container->only("logs");
    if (!logs || logs->symbol("driver") == "awslogs") needs.logs = true;
    if (container->has("credentials")) needs.secrets = true;
    add_secrets((*container)["secrets"], needs);
    if (logs) add_secrets((*logs)["secrets"], needs);
  }
  return needs;
}

struct Missing {
  std::vector<std::string> services;  // what cannot be reached, in words
  std::vector<std::string_view> endpoints;
  bool internet = false;  // no endpoint helps
};

Missing missing_of(const Needs& needs, const plan::Plan& plan, const plan::Network& network) {
  Missing missing;
  const auto need = [&](bool needed, std::string_view endpoint, const char* service) {
    if (!needed || plan::has_endpoints(plan, network, endpoint)) return;
    missing.endpoints.push_back(endpoint);
    missing.services.emplace_back(service);
  };
  need(needs.ecr, "ecr", "ECR");
  need(needs.ecr, "s3", "S3 (which holds the layers of images)");
  need(needs.logs, "logs", "CloudWatch Logs");
  need(needs.secrets, "secrets", "Secrets Manager");
  need(needs.parameters, "ssm", "Systems Manager");
  if (!needs.other_registry.empty()) {
    missing.internet = true;
    missing.services.push_back(fmt::format("the registry of \"{}\"", needs.other_registry));
  }
  return missing;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

std::string endpoints_text(const Block& network, const Missing& missing) {
  std::vector<std::string> names;
  for (const sema::Value& item : network.items("endpoints")) {
    if (const auto* symbol = item.get<sema::Symbol>()) names.emplace_back(symbol->name);
  }
  names.insert(names.end(), missing.endpoints.begin(), missing.endpoints.end());
  return fmt::format("`endpoints = [{}]`", fmt::join(names, ", "));
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
  sink.report<diag::NoWayToAws>(span, block.kind->name, block.name, group->name,
                                joined(missing.services))
      .related(nat_helps ? (*network.block)["nat"].span : group->span,
               nat_helps ? "the network has no NAT" : "these subnets have no way out")
      .help(nat_helps
                ? "write `nat = single`" + endpoints + in_network
                : fmt::format("put the {} into private subnets", block.kind->name) +
                      (endpoints.empty() ? "" : ", or write" + endpoints.substr(3) + in_network))
      .fix("Write `nat = single`" + in_network,
           nat_helps ? sema::set_field(*network.block, "nat", "single") : std::vector<Edit>());
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

void check_connect(const plan::Workload& service, const plan::Plan& plan, Sink& sink) {
  for (const sema::Value& item : service.block->items("connect")) {
    const auto* target = item.get<const Block*>();
    const plan::Service* other = target ? plan.service(*target) : nullptr;
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
}

}  // namespace svc::check
