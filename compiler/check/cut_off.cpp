// What tasks and instances cannot reach after they have started, or only seem to reach: sessions,
// endpoints that let no one in, images of other regions, services that permissions name.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/address.h"
#include "check/fact_lists.h"
#include "check/needs.h"
#include "check/permissions.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"
#include "plan/endpoints.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

// The group of subnets of a network that the program makes; null for others.
const plan::SubnetGroup* group_of(const plan::Workload& workload) {
  if (workload.network == nullptr || workload.network->block->existing) return nullptr;
  return workload.network->group(workload.group);
}

bool public_address(const plan::Workload& workload) {
  return workload.block->flag("public_ip");
}

// The tasks have interfaces of their own in subnets without a way out.
bool is_cut_off(const plan::Workload& workload) {
  const plan::SubnetGroup* group = group_of(workload);
  return group != nullptr && workload.own_interface() &&
         !has_way_out(*workload.network, *group, public_address(workload));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html (considerations)
void check_exec_reach(const plan::Service& service, const plan::Plan& plan, Sink& sink) {
  if (!service.block->flag("exec") || !is_cut_off(service)) return;
  const bool channel = std::any_of(
      plan.endpoints.begin(), plan.endpoints.end(), [&](const plan::Endpoint& endpoint) {
        return endpoint.network == service.network && endpoint.service == "ssmmessages" &&
               endpoint.private_dns;
      });
  if (channel || plan::has_endpoints(plan, *service.network, "ssm")) return;
  sink.report<diag::ExecCutOff>((*service.block)["exec"].span, "service", service.block->name,
                                service.group)
      .related(service.network->block->name_span, "the network")
      .help(
          fmt::format("add `ssm` to the `endpoints` of network {}", service.network->block->name));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html: on
// instances tasks are given no public address.
void check_public_tasks(const plan::Workload& workload, Sink& sink) {
  const plan::SubnetGroup* group = group_of(workload);
  if (group == nullptr || group->access != plan::Access::Public || !workload.own_interface() ||
      workload.runs_on() != plan::Capacity::Ec2)
    return;
  const Block& block = *workload.block;
  sink.report<diag::TasksWithoutAddress>(
          block.has("subnets") ? block["subnets"].span : block.name_span, block.kind->name,
          block.name)
      .related(group->block != nullptr ? group->span : workload.network->block->name_span,
               "public subnets")
      .help("put them into private subnets with `nat = single`, or write `network_mode = bridge`");
}

// A balancer asks the login's provider itself:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
void check_login(const plan::Route& route, Sink& sink) {
  const auto logins = route.block->nested("auth");
  const plan::Balancer& balancer = *route.balancer;
  if (logins.empty() || balancer.block->existing || balancer.network == nullptr) return;
  const plan::SubnetGroup* group = balancer.network->group(balancer.group);
  if (group == nullptr || has_way_out(*balancer.network, *group, !balancer.internal)) return;
  sink.report<diag::LoginCutOff>(logins.front()->span, balancer.block->name, balancer.group)
      .related(balancer.block->name_span, "the balancer")
      .help(fmt::format("write `nat = single` in network {}", balancer.network->block->name));
}

// ---- Instances

void check_pull(const Block& cluster, const plan::Network& network, const plan::Plan& plan,
                Sink& sink) {
  const plan::SubnetGroup* group = network.default_group();
  if (group == nullptr || has_way_out(network, *group, true) ||
      !plan::has_endpoints(plan, network, "ecs"))
    return;
  Needs needs;
  const Block* capacity = nullptr;
  const Block* user = nullptr;
  const auto add = [&](const plan::Workload& workload) {
    if (workload.cluster != &cluster || workload.task == nullptr) return;
    for (const plan::CapacityShare& share : workload.capacity) {
      if (share.kind != plan::Capacity::Ec2) continue;
      needs = joined_needs(needs, needs_of(*workload.task->block));
      if (capacity == nullptr) capacity = share.instances;
      if (user == nullptr) user = workload.block;
    }
  };
  for (const plan::Service& service : plan.services) add(service);
  for (const plan::Job& job : plan.jobs) add(job);
  const Missing missing = missing_of(needs, plan, network);
  if (capacity == nullptr || missing.services.empty()) return;
  std::vector<std::string> words;
  for (const sema::Value& item : network.block->items("endpoints")) {
    if (const auto* word = item.get<sema::Symbol>()) words.emplace_back(word->name);
  }
  words.insert(words.end(), missing.endpoints.begin(), missing.endpoints.end());
  const std::string list = fmt::format("[{}]", fmt::join(words, ", "));
  const sema::Value& endpoints = (*network.block)["endpoints"];
  sink.report<diag::InstancesCannotPull>(
          endpoints.is_default ? network.block->name_span : endpoints.span, capacity->name,
          joined(missing.services))
      .related(user->name_span, "what runs there")
      .help(missing.internet ? std::string("write `nat = single`")
                             : fmt::format("write `endpoints = {}`, or `nat = single`", list))
      .fix(missing.internet ? "Write `nat = single`" : fmt::format("Write `endpoints = {}`", list),
           missing.internet ? sema::set_field(*network.block, "nat", "single")
                            : sema::set_field(*network.block, "endpoints", list));
}

// ---- Endpoints

// Whether the endpoint allows HTTPS from all subnets of the group.
bool lets_in(const plan::Endpoint& endpoint, const plan::Workload& workload) {
  const Block& block = *endpoint.block;
  const auto& ports = block.items("ports");
  const bool https = std::any_of(ports.begin(), ports.end(), [](const sema::Value& port) {
    const auto* number = port.get<std::int64_t>();
    return number == nullptr || *number == 443;
  });
  if (!https) return false;
  const auto& sources = block.items("sources");
  if (sources.empty()) return true;
  for (const plan::Subnet& subnet : workload.network->subnets) {
    if (subnet.group != workload.group) continue;
    const auto range = parse_ipv4(subnet.cidr);
    const bool inside = std::any_of(sources.begin(), sources.end(), [&](const sema::Value& source) {
      const auto* text = source.get<sema::Cidr>();
      const auto wide = text ? parse_ipv4(text->text) : std::nullopt;
      return text == nullptr || !range || (wide && wide->contains(*range));
    });
    if (!inside) return false;
  }
  return true;
}

bool is_needed(std::string_view service, const Needs& needs) {
  if (service == "ecr.api" || service == "ecr.dkr") return needs.ecr;
  if (service == "logs") return needs.logs;
  if (service == "secretsmanager") return needs.secrets;
  return service == "ssm" && needs.parameters;
}

void check_endpoints_of(const plan::Workload& workload, const plan::Plan& plan, Sink& sink) {
  if (!is_cut_off(workload) || workload.task == nullptr || !workload.on_fargate()) return;
  const Needs needs = needs_of(*workload.task->block);
  for (const plan::Endpoint& endpoint : plan.endpoints) {
    if (endpoint.network != workload.network || !is_needed(endpoint.service, needs) ||
        !endpoint.private_dns || lets_in(endpoint, workload))
      continue;
    const Block& block = *endpoint.block;
    const std::string_view field = block.items("sources").empty() ? "ports" : "sources";
    sink.report<diag::EndpointClosed>(block[field].span, block.name, workload.block->kind->name,
                                      workload.block->name)
        .related(workload.block->name_span, "what needs it")
        .help(fmt::format("leave out `{}`", field))
        .fix(fmt::format("Leave out `{}`", field), sema::leave_out(block, field));
  }
}

// ---- Images

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (considerations)
void check_image_region(const plan::Workload& workload, const sema::Program& program, Sink& sink) {
  constexpr std::string_view kRegistry = ".dkr.ecr.";
  const auto* region = program.region.get<std::string>();
  if (region == nullptr || !is_cut_off(workload) || workload.task == nullptr) return;
  for (const Block* container : workload.task->block->nested("container")) {
    const sema::Value& image = (*container)["image"];
    const auto* text = image.get<std::string>();
    const std::size_t at = text ? text->find(kRegistry) : std::string::npos;
    if (at == std::string::npos) continue;
    const std::size_t begin = at + kRegistry.size();
    const std::string there = text->substr(begin, text->find('.', begin) - begin);
    if (there == *region) continue;
    const Block& block = *workload.block;
    sink.report<diag::ImageOfOtherRegion>(image.span, block.kind->name, block.name, there, *region)
        .related(block.has("subnets") ? block["subnets"].span : block.name_span,
                 "these subnets have no way out")
        .help(
            fmt::format("copy the image to a repository in {}, or give the subnets NAT", *region));
    return;
  }
}

// ---- Resources in permissions

// A service that permissions name, and the endpoint that leads to it.
struct ServiceEndpoint {
  std::string_view word;      // as in `endpoints`; "-" if it has none
  std::string_view endpoint;  // as in an `endpoint` block
};

std::optional<ServiceEndpoint> called_service(std::string_view service) {
  const auto values = FactList("service-endpoints").values(service);
  if (values.size() < 2) return std::nullopt;
  return ServiceEndpoint{values[0], values[1]};
}

bool is_reached(const ServiceEndpoint& called, const plan::Network& network,
                const plan::Plan& plan) {
  if (called.word != "-" && plan::has_endpoints(plan, network, called.word)) return true;
  return std::any_of(plan.endpoints.begin(), plan.endpoints.end(),
                     [&](const plan::Endpoint& endpoint) {
                       return endpoint.network == &network && endpoint.private_dns &&
                              endpoint.service == called.endpoint;
                     });
}

// The services that a grant lets the task call: that of its block, or those of its actions.
std::vector<std::pair<ServiceEndpoint, std::string>> calls_of(const sema::Grant& grant) {
  std::vector<std::pair<ServiceEndpoint, std::string>> found;
  for (const sema::Value& resource : grant.resources) {
    const Block* block = read_block(resource);
    const auto called = block ? called_service(service_of(*block)) : std::nullopt;
    if (called) found.emplace_back(*called, block->title());
  }
  for (const sema::Value& action : grant.actions) {
    const auto* text = action.get<std::string>();
    const auto called = text ? called_service(text->substr(0, text->find(':'))) : std::nullopt;
    if (called) found.emplace_back(*called, fmt::format("\"{}\"", *text));
  }
  return found;
}

void report_cut_off(const plan::Workload& workload, Span span, const std::string& what,
                    const ServiceEndpoint& called, Sink& sink) {
  const Block& block = *workload.block;
  const std::string& network = workload.network->block->name;
  sink.report<diag::CallsCutOff>(span, block.kind->name, block.name, what, workload.group)
      .related(block.has("subnets") ? block["subnets"].span : block.name_span,
               "these subnets have no way out")
      .help(called.word == "-"
                ? fmt::format("add an `endpoint` block with `service = \"{}\"` to network {}",
                              called.endpoint, network)
                : fmt::format("add `{}` to the `endpoints` of network {}", called.word, network));
}

// Logs of another region, for which there is no endpoint here.
void check_log_region(const plan::Workload& workload, const sema::Program& program, Sink& sink) {
  const auto* region = program.region.get<std::string>();
  // On instances, Docker writes the logs through the interface of the instance.
  if (region == nullptr || !is_cut_off(workload) || workload.task == nullptr ||
      !workload.on_fargate())
    return;
  for (const Block* container : workload.task->block->nested("container")) {
    const Block* logs = container->only("logs");
    if (logs == nullptr || logs->symbol("driver") != "awslogs") continue;
    const sema::Value* there = member((*logs)["options"], "awslogs-region");
    const auto text = there ? text_of(*there) : std::nullopt;
    if (!text || *text == *region) continue;
    const Block& block = *workload.block;
    sink.report<diag::NoWayToAws>(there->span, block.kind->name, block.name, workload.group,
                                  fmt::format("CloudWatch Logs in {}", *text))
        .related(block.has("subnets") ? block["subnets"].span : block.name_span,
                 "these subnets have no way out")
        .help(fmt::format("leave the option out: the logs are then in {}", *region));
    return;
  }
}

void check_calls(const plan::Workload& workload, const plan::Plan& plan, Sink& sink) {
  if (!is_cut_off(workload) || workload.task == nullptr) return;
  const Block* tracing = workload.task->block->only("tracing");
  if (tracing != nullptr && tracing->symbol("with") == "xray" &&
      !plan::has_endpoints(plan, *workload.network, "xray"))
    report_cut_off(workload, tracing->span, "X-Ray", {"xray", "xray"}, sink);
  const Permissions rights(*workload.task);
  for (const sema::Grant* grant : rights.grants()) {
    for (const auto& [called, what] : calls_of(*grant)) {
      if (is_reached(called, *workload.network, plan)) continue;
      return report_cut_off(workload, grant->span, what, called, sink);
    }
  }
}

}  // namespace

void check_cut_off(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  const auto check_workload = [&](const plan::Workload& workload) {
    check_public_tasks(workload, sink);
    check_endpoints_of(workload, plan, sink);
    check_image_region(workload, program, sink);
    check_log_region(workload, program, sink);
    check_calls(workload, plan, sink);
  };
  for (const plan::Service& service : plan.services) {
    check_exec_reach(service, plan, sink);
    check_workload(service);
  }
  for (const plan::Job& job : plan.jobs) check_workload(job);
  for (const plan::Route& route : plan.routes) check_login(route, sink);
  for (const Block* cluster : program.created("cluster")) {
    const plan::Network* network = plan.network(cluster->clause("network"));
    if (network != nullptr && !network->block->existing) check_pull(*cluster, *network, plan, sink);
  }
}

}  // namespace svc::check
