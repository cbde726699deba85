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
}

}  // namespace svc::check
