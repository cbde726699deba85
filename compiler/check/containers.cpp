// The containers of a task, individually and together.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

using sema::duration_text;

constexpr std::size_t kMostContainers = 10;
constexpr std::int64_t kLongestStop = 120'000;  // ms, on Fargate

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (containers a
// task definition),
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// (essential)
void check_number(const Block& task, const std::vector<const Block*>& containers, Sink& sink) {
  if (containers.empty()) {
    sink.report<diag::NoContainer>(task.span).help("add `container app { image = … }`");
    return;
  }
  // The daemon that takes traces is a container, too.
  const Block* tracing = task.only("tracing");
  const std::size_t added = tracing && tracing->symbol("with") != "none" ? 1 : 0;
  if (containers.size() + added > kMostContainers) {
    sink.report<diag::TooManyContainers>(containers[kMostContainers - added]->name_span,
                                         kMostContainers + 1)
        .help("split the task into several services");
  }
  const auto same = std::find_if(containers.begin(), containers.end(),
                                 [](const Block* c) { return c->name == "xray"; });
  if (added == 1 && same != containers.end())
    sink.report<diag::TracerName>((*same)->name_span, "xray")
        .related(tracing->span, "requested here")
        .help("leave this one out, or call it something else");
  if (std::none_of(containers.begin(), containers.end(),
                   [](const Block* c) { return c->flag("essential"); })) {
    sink.report<diag::NoEssentialContainer>((*containers.front())["essential"].span)
        .help("leave out `essential` of the container that does the work");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
void check_ports(const plan::Task& task, const std::vector<const Block*>& containers, Sink& sink) {
  std::map<std::pair<std::int64_t, std::string_view>, Span> seen;
  for (const Block* container : containers) {
    for (const Block* port : container->nested("port")) {
      const std::int64_t number = port->integer("container");
      const Span span = (*port)["container"].span;
      if (task.mode != plan::NetworkMode::Bridge && port->has("host") &&
          port->integer("host") != number) {
        sink.report<diag::HostPort>((*port)["host"].span, task.block->symbol("network_mode"),
                                    number, port->integer("host"))
            .related(span, "the container's port")
            .help("leave out `host`")
            .fix("Leave out `host`", sema::leave_out(*port, "host"));
      }
      // The containers of a task share one network interface. In bridge mode, they share the host
      // ports that they request.
      const plan::HostPorts ports = plan::host_ports(task.mode, *port);
      if (ports.free()) continue;
      const Span used = task.mode == plan::NetworkMode::Bridge ? (*port)["host"].span : span;
      const auto [first, added] = seen.try_emplace({ports.first, port->symbol("protocol")}, used);
      if (!added)
        sink.report<diag::DuplicatePort>(used, ports.first)
            .related(first->second, "used here first")
            .help("give one of them another port");
    }
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html: a check that
// outlasts its interval delays the next one.
void check_container_health(const Block& container, Sink& sink) {
  const Block* health = container.only("health");
  if (!health || health->milliseconds("timeout") <= health->milliseconds("interval")) return;
  const sema::Value& timeout = (*health)["timeout"];
  sink.report<diag::ContainerTimeout>(
          timeout.is_default ? (*health)["interval"].span : timeout.span, container.name,
          duration_text(health->milliseconds("timeout")),
          duration_text(health->milliseconds("interval")))
      .help("make `timeout` shorter than `interval`");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// (stopTimeout)
void check_stop_timeout(const Block& container, Sink& sink) {
  if (!container.has("stop_timeout") || container.milliseconds("stop_timeout") <= kLongestStop)
    return;
  const Span span = container["stop_timeout"].span;
  sink.report<diag::StopTimeout>(span, duration_text(container.milliseconds("stop_timeout")))
      .help("write `stop_timeout = 2min`")
      .fix("Change to 2min", {{span, "2min"}});
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar.html
void check_variables(const Block& container, Sink& sink) {
  const auto* variables = container["env"].get<sema::Object>();
  const auto* secrets = container["secrets"].get<sema::Object>();
  if (!variables || !secrets) return;
  for (const auto& [name, secret] : secrets->entries) {
    const auto same =
        std::find_if(variables->entries.begin(), variables->entries.end(),
                     [&wanted = name](const auto& entry) { return entry.first == wanted; });
    if (same == variables->entries.end()) continue;
    sink.report<diag::EnvironmentAndSecret>(secret.span, name, container.name)
        .related(same->second.span, "the environment variable")
        .help("keep one of them");
  }
}

}  // namespace

void check_containers(const plan::Task& task, Sink& sink) {
  const auto containers = task.block->nested("container");
  check_number(*task.block, containers, sink);
  check_ports(task, containers, sink);
  for (const Block* container : containers) {
    check_container_health(*container, sink);
    if (task.launch.fargate) check_stop_timeout(*container, sink);
    if (const Block* logs = container->only("logs")) check_retention(*logs, "retention", sink);
    check_variables(*container, sink);
  }
}

}  // namespace svc::check
