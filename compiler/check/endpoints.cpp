// PrivateLink: interface endpoints, and the services that balancers offer.
#include "plan/endpoints.h"

#include <algorithm>
#include <map>
#include <string>

#include "check/properties.h"
#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/routing.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

// The names of services in networks, with the places that take them.
using TakenNames = std::map<std::pair<const plan::Network*, std::string>, Span>;

// Two endpoints cannot both have the name under which a service is known in the network.
// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
TakenNames check_names_of_services(const plan::Plan& plan, Sink& sink) {
  TakenNames taken;
  for (const plan::Network& network : plan.networks) {
    if (network.block->existing) continue;
    for (const sema::Value& item : network.block->items("endpoints")) {
      const auto* word = item.get<sema::Symbol>();
      if (!word || word->name == "s3" || word->name == "dynamodb") continue;
      for (const std::string_view service : plan::find_endpoint_services(word->name)->services) {
        if (!service.empty()) taken.try_emplace({&network, std::string(service)}, item.span);
      }
    }
  }
  for (const plan::Endpoint& endpoint : plan.endpoints) {
    if (endpoint.service.empty() || !endpoint.private_dns) continue;
    const Block& block = *endpoint.block;
    const auto [first, added] =
        taken.try_emplace({endpoint.network, endpoint.service}, block["service"].span);
    if (added) continue;
    sink.report<diag::EndpointTaken>(block["service"].span, endpoint.network->block->name,
                                     endpoint.service)
        .related(first->second, "the other one")
        .help("keep one of them, or write `private_dns = false` in this one")
        .fix("Write `private_dns = false`", sema::set_field(block, "private_dns", "false"));
  }
  return taken;
}

// The region in `com.amazonaws.eu-west-1.logs`; empty if the name has none.
std::string region_in(std::string_view service) {
  constexpr std::string_view kAws = "com.amazonaws.";
  const std::size_t begin = service.find(kAws);
  if (begin == std::string_view::npos) return {};
  std::string there(service.substr(begin + kAws.size()));
  if (there.starts_with("vpce.")) there.erase(0, 5);
  there = there.substr(0, there.find('.'));
  return std::count(there.begin(), there.end(), '-') >= 2 ? there : std::string();
}

// `com.amazonaws.eu-west-1.logs`
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
void check_regions_of_services(const sema::Program& program, Sink& sink) {
  const auto* region = program.region.get<std::string>();
  if (region == nullptr) return;
  for (const Block* endpoint : program.created("endpoint")) {
    const sema::Value& service = (*endpoint)["service"];
    const auto* text = service.get<std::string>();
    const std::string there = text ? region_in(*text) : std::string();
    if (there.empty() || there == *region) continue;
    sink.report<diag::EndpointElsewhere>(service.span, endpoint->name, there, *region)
        .related(program.region.span, "the region")
        .help("name the service of this region; for one of AWS, its last word is enough");
  }
}

// Endpoints in the words of a target.
void check_raw_endpoints(const sema::Program& program, const TakenNames& taken, Sink& sink) {
  const auto* region = program.region.get<std::string>();
  for (const Raw& raw : raw_resources(program, "AWS::EC2::VPCEndpoint", "aws_vpc_endpoint")) {
    const sema::Value* service = raw.get("ServiceName", "service_name");
    const auto text = service ? text_of(*service) : std::nullopt;
    const std::string there = text ? region_in(*text) : std::string();
    if (there.empty()) continue;
    if (region != nullptr && there != *region) {
      sink.report<diag::EndpointElsewhere>(service->span, raw.block->name, there, *region)
          .related(program.region.span, "the region")
          .help("name the service of this region");
      continue;
    }
    const sema::Value* names = raw.get("PrivateDnsEnabled", "private_dns_enabled");
    const sema::Value* vpc = raw.get("VpcId", "vpc_id");
    const Block* network = vpc ? read_block(*vpc) : nullptr;
    if (names == nullptr || !flag_of(*names).value_or(false) || network == nullptr) continue;
    for (const auto& [key, span] : taken) {
      if (key.first->block != network || !text->ends_with("." + there + "." + key.second)) continue;
      sink.report<diag::EndpointTaken>(service->span, network->name, key.second)
          .related(span, "the other one")
          .help("keep one of them, or leave out `PrivateDnsEnabled` in this one");
    }
  }
}

// Private names of endpoints are records of a zone that only the resolver of the VPC reads.
// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
void check_patched_names(const plan::Plan& plan, const TakenNames& taken, Sink& sink) {
  for (const plan::Network& network : plan.networks) {
    const Block& block = *network.block;
    const auto first = std::find_if(taken.begin(), taken.end(), [&](const auto& entry) {
      return entry.first.first == &network;
    });
    if (first == taken.end()) continue;
    const auto report = [&](const sema::Value* value, std::string_view why) {
      if (value == nullptr || flag_of(*value).value_or(true)) return;
      sink.report<diag::EndpointNames>(value->span, block.name, why)
          .related(first->second, "an endpoint")
          .help("leave the patch out");
    };
    report(patched(block, {"vpc", "EnableDnsSupport", "enable_dns_support"}),
           "its DNS is turned off");
    report(patched(block, {"vpc", "EnableDnsHostnames", "enable_dns_hostnames"}),
           "its DNS host names are turned off");
    if (network.nat != plan::Nat::None) continue;  // the public names lead through NAT
    for (const sema::Patch& patch : block.patches) {
      const bool terraform = patch.target == TargetId::Terraform;
      if (patch.part == "vpc_endpoint")
        report(member(patch.properties, terraform ? "private_dns_enabled" : "PrivateDnsEnabled"),
               "the public names lead nowhere without NAT");
    }
  }
}

void check_service_names(const Reads& reads, Sink& sink) {
  for (const auto& [read, span] : reads.attributes) {
    const Block& balancer = *read.block;
    if (balancer.kind->name != "balancer" || read.attribute != "endpoint_service" ||
        balancer.only("endpoint_service"))
      continue;
    sink.report<diag::NoEndpointService>(span, balancer.name)
        .related(balancer.span, "the balancer")
        .help("give it an `endpoint_service { allow = […] }`");
  }
}

}  // namespace

void check_endpoints(const sema::Program& program, const plan::Plan& plan, const Reads& reads,
                     Sink& sink) {
  const TakenNames taken = check_names_of_services(plan, sink);
  check_raw_endpoints(program, taken, sink);
  check_patched_names(plan, taken, sink);
  check_service_names(reads, sink);
  check_regions_of_services(program, sink);
}

}  // namespace svc::check
