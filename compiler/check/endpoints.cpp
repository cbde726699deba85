// PrivateLink: interface endpoints, and the services that balancers offer.
#include "plan/endpoints.h"

#include <algorithm>
#include <map>

#include "check/reads.h"
#include "check/subjects.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/routing.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

// Two endpoints cannot both have the name under which a service is known in the network.
// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
void check_names_of_services(const plan::Plan& plan, Sink& sink) {
  std::map<std::pair<const plan::Network*, std::string>, Span> taken;
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
}

// `com.amazonaws.eu-west-1.logs`
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
void check_regions_of_services(const sema::Program& program, Sink& sink) {
  constexpr std::string_view kAws = "com.amazonaws.";
  const auto* region = program.region.get<std::string>();
  if (region == nullptr) return;
  for (const Block* endpoint : program.created("endpoint")) {
    const sema::Value& service = (*endpoint)["service"];
    const auto* text = service.get<std::string>();
    const std::size_t begin = text ? text->find(kAws) : std::string::npos;
    if (begin == std::string::npos) continue;
    std::string there = text->substr(begin + kAws.size());
    if (there.starts_with("vpce.")) there.erase(0, 5);
    there = there.substr(0, there.find('.'));
    const bool is_region = std::count(there.begin(), there.end(), '-') >= 2;
    if (!is_region || there == *region) continue;
    sink.report<diag::EndpointElsewhere>(service.span, endpoint->name, there, *region)
        .related(program.region.span, "the region")
        .help("name the service of this region; for one of AWS, its last word is enough");
  }
}

void check_service_names(const sema::Program& program, Sink& sink) {
  each_attribute_read(program, [&](const sema::AttributeRef& read, Span span) {
    const Block& balancer = *read.block;
    if (balancer.kind->name != "balancer" || read.attribute != "endpoint_service" ||
        balancer.only("endpoint_service"))
      return;
    sink.report<diag::NoEndpointService>(span, balancer.name)
        .related(balancer.span, "the balancer")
        .help("give it an `endpoint_service { allow = […] }`");
  });
}

}  // namespace

void check_endpoints(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_names_of_services(plan, sink);
  check_service_names(program, sink);
  check_regions_of_services(program, sink);
}

}  // namespace svc::check
