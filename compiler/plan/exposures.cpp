// Service Connect: the ports that services offer by name, and their callers. Also the ports in DNS
// records.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html
#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/codes/events.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

// The ports that an `expose` or `discover` block can mean: that of its number, else any.
std::vector<ContainerPort> candidates(const Block& task, const Block& expose) {
  std::vector<ContainerPort> found;
  for (const Block* container : task.nested("container")) {
    for (const Block* port : container->nested("port")) {
      if (!expose.has("port") || port->integer("container") == expose.integer("port"))
        found.push_back({container, port});
    }
  }
  return found;
}

void plan_exposure(const Block& expose, Service& service, Task& task, Sink& sink) {
  const std::vector<ContainerPort> ports = candidates(*task.block, expose);
  if (ports.empty()) {
    const std::string which = expose.has("port") ? fmt::format(" {}", expose.integer("port")) : "";
    sink.report<diag::ExposeNoPort>(expose.has("port") ? expose["port"].span : expose.span,
                                    service.block->name, which)
        .related(task.block->span, "the task")
        .help("give its container a `port`");
    return;
  }
  if (ports.size() > 1) {
    sink.report<diag::ExposeSeveralPorts>(expose.span, service.block->name)
        .related(ports[0].port->span, "one port")
        .related(ports[1].port->span, "another")
        .help(fmt::format("write `expose {{ port = {} }}`, or the other one",
                          ports[0].port->integer("container")));
    return;
  }
  Exposure exposure;
  exposure.block = &expose;
  exposure.port = port_name(*ports.front().container, *ports.front().port);
  exposure.name = expose.has("name") ? expose.text("name") : service.block->name;
  std::replace(exposure.name.begin(), exposure.name.end(), '_', '-');
  exposure.alias =
      expose.has("alias") ? expose.integer("alias") : ports.front().port->integer("container");
  service.exposes.push_back(std::move(exposure));
  task.named_ports.push_back(ports.front().port);
}

// Addresses need no port.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
void plan_discovery(const Block& discover, Service& service, Sink& sink) {
  if (discover.symbol("dns") != "srv") return;
  const std::vector<ContainerPort> ports = candidates(*service.task->block, discover);
  if (ports.size() == 1) {
    service.discovered = ports.front();
    return;
  }
  sink.report<diag::DiscoverPort>(discover.has("port") ? discover["port"].span : discover.span,
                                  service.block->name, ports.empty() ? "no such port" : "several")
      .related(service.task->block->span, "the task")
      .help(ports.empty() ? std::string("give its container a `port`, or write `dns = a`")
                          : fmt::format("write `port = {}`, or another one",
                                        ports.front().port->integer("container")));
}

void plan_calls(Service& service, const Plan& plan) {
  for (const sema::Value& item : service.block->items("connect")) {
    const auto* block = item.get<const Block*>();
    const Service* other = block ? plan.service(*block) : nullptr;
    if (other && other->cluster == service.cluster && !other->exposes.empty())
      service.calls.push_back(other);
  }
}

}  // namespace

std::string discovery_name(const Service& service) {
  const Block& discover = *service.block->only("discover");
  std::string name =
      discover.has("name") ? std::string(discover.text("name")) : service.block->name;
  for (char& c : name) {
    if (c == '_' || c == '.') c = '-';
  }
  return name;
}

std::optional<std::int64_t> called_port(const Service& service) {
  if (service.exposes.size() == 1) return service.exposes.front().alias;
  const Block* discover = service.block->only("discover");
  if (!service.exposes.empty() || discover == nullptr || service.task == nullptr)
    return std::nullopt;
  const std::vector<ContainerPort> ports = candidates(*service.task->block, *discover);
  if (ports.size() != 1) return std::nullopt;
  return ports.front().port->integer("container");
}

std::string port_name(const Block& container, const Block& port) {
  if (!port.labels.empty()) return port.labels.front().text;
  return fmt::format("{}-{}{}", container.name, port.integer("container"),
                     port.symbol("protocol") == "udp" ? "-udp" : "");
}

void plan_exposures(Plan& plan, Sink& sink) {
  for (Service& service : plan.services) {
    Task* task = plan.tasks.find(service.block->block("task"));
    if (!task) continue;
    for (const Block* expose : service.block->nested("expose"))
      plan_exposure(*expose, service, *task, sink);
    if (const Block* discover = service.block->only("discover"))
      plan_discovery(*discover, service, sink);
  }
  for (Service& service : plan.services) plan_calls(service, plan);
}

}  // namespace svc::plan
