// Service Connect, and features that exclude it.
#include <fmt/format.h>

#include <map>
#include <tuple>

#include "check/subjects.h"
#include "diagnostics/codes/events.h"

namespace svc::check {
namespace {

using Called = std::tuple<const Block*, std::string, std::int64_t>;

// An alias is unique in its namespace.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html
void check_taken(const plan::Service& service, std::map<Called, Span>& seen, Sink& sink) {
  for (const plan::Exposure& exposure : service.exposes) {
    const auto [place, fresh] =
        seen.try_emplace({service.cluster, exposure.name, exposure.alias}, exposure.block->span);
    if (fresh) continue;
    sink.report<diag::ExposeTaken>(exposure.block->span, service.cluster->name,
                                   fmt::format("{}:{}", exposure.name, exposure.alias))
        .related(place->second, "the other one")
        .help("give one of them another `name`");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html#service-connect-considerations
void check_controller(const plan::Service& service, Sink& sink) {
  if (!service.in_namespace() || service.controller != plan::Controller::CodeDeploy) return;
  sink.report<diag::ExposeController>(service.exposes.empty() ? (*service.block)["connect"].span
                                                              : service.exposes.front().block->span)
      .related(service.deploy->span, "CodeDeploy is selected here")
      .help(
          "write `deploy rolling {}`, or let the other services call this one through a balancer");
}

// https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html (Name): unique in its
// namespace.
void check_discovered(const plan::Plan& plan, Sink& sink) {
  std::map<std::pair<const Block*, std::string>, Span> seen;
  for (const plan::Service& service : plan.services) {
    const Block* discover = service.block->only("discover");
    if (!discover) continue;
    const std::string name = plan::discovery_name(service);
    const auto [place, fresh] = seen.try_emplace({service.cluster, name}, discover->span);
    if (fresh) continue;
    sink.report<diag::DiscoverTaken>(discover->span, service.cluster->name, name)
        .related(place->second, "the other one")
        .help("give one of them another `name`");
  }
}

}  // namespace

void check_connected(const plan::Plan& plan, Sink& sink) {
  check_discovered(plan, sink);
  std::map<Called, Span> seen;
  for (const plan::Service& service : plan.services) {
    check_taken(service, seen, sink);
    check_controller(service, sink);
  }
}

}  // namespace svc::check
