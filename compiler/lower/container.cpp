#include <algorithm>
#include <stdexcept>

#include "lower/task.h"
#include "lower/tracing.h"
#include "lower/volumes.h"

namespace svc::lower {

namespace {

// In bridge mode, a port without a host port gets a free one. In other modes the host port is the
// container port.
graph::Value host_port(const Context& context, plan::NetworkMode mode, const sema::Block& port) {
  if (port.has("host")) return context.field(port, "host");
  if (mode == plan::NetworkMode::Bridge) return graph::Value(0).at(port.span);
  return context.field(port, "container");
}

graph::Value port_mappings(const Context& context, const plan::Task& task,
                           const sema::Block& container) {
  std::vector<graph::Value> mappings;
  for (const sema::Block* port : container.nested("port")) {
    const auto& named = task.named_ports;
    graph::Value name;
    if (!port->labels.empty())
      name = graph::Value(port->labels.front().text).at(port->labels.front().span);
    else if (std::find(named.begin(), named.end(), port) != named.end())
      name = plan::port_name(container, *port);
    mappings.push_back(graph::map({
                                      {"name", name},
                                      {"container_port", context.field(*port, "container")},
                                      {"host_port", host_port(context, task.mode, *port)},
                                      {"protocol", context.field(*port, "protocol")},
                                      {"app_protocol", context.field(*port, "app_protocol")},
                                  })
                           .at(port->span));
  }
  return mappings.empty() ? graph::Value() : graph::list(std::move(mappings));
}

graph::Value health_check(const Context& context, const sema::Block& container) {
  const sema::Block* health = container.only("health");
  if (health == nullptr) return {};
  return graph::map({
                        {"command", graph::list({"CMD-SHELL", context.field(*health, "command")})},
                        {"interval", context.field(*health, "interval")},
                        {"timeout", context.field(*health, "timeout")},
                        {"retries", context.field(*health, "retries")},
                        {"start_period", context.field(*health, "start")},
                    })
      .at(health->span);
}

std::string_view condition(std::string_view state) {
  if (state == "start") return "START";
  if (state == "healthy") return "HEALTHY";
  if (state == "complete") return "COMPLETE";
  if (state == "success") return "SUCCESS";
  throw std::logic_error("unknown state of a container: " + std::string(state));
}

graph::Value depends_on(const sema::Block& container) {
  const auto* entries = container["depends_on"].get<sema::Object>();
  if (entries == nullptr || entries->entries.empty()) return {};
  std::vector<graph::Value> items;
  for (const auto& [name, state] : entries->entries) {
    const auto* symbol = state.get<sema::Symbol>();
    if (symbol == nullptr) continue;
    items.push_back(graph::map({{"container_name", name}, {"condition", condition(symbol->name)}})
                        .at(state.span));
  }
  return graph::list(std::move(items)).at(container["depends_on"].span);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
graph::Value environment_files(const Context& context, const sema::Block& container) {
  std::vector<graph::Value> files;
  for (const sema::Value& file : container.items("env_files"))
    files.push_back(graph::map({{"type", "s3"}, {"value", context.value(file)}}).at(file.span));
  return files.empty() ? graph::Value() : graph::list(std::move(files));
}

// In bridge mode, the tracing daemon is another host for the applications. In other modes they find
// it at their default, 127.0.0.1.
// https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
bool finds_tracer_by_link(const plan::Task& task, const sema::Block& container) {
  return tracing_of(*task.block) != nullptr && task.mode == plan::NetworkMode::Bridge &&
         !container.flag("no_network");
}

graph::Value environment(const Context& context, const plan::Task& task,
                         const sema::Block& container) {
  graph::Value variables = named_list(context, container["env"], "value");
  if (!finds_tracer_by_link(task, container)) return variables;
  std::vector<graph::Value> items;
  if (const auto* written = variables.get<graph::List>()) items = written->items;
  items.push_back(
      graph::map({{"name", "AWS_XRAY_DAEMON_ADDRESS"}, {"value", std::string(kTracer) + ":2000"}})
          .at(tracing_of(*task.block)->span));
  return graph::list(std::move(items)).at(variables.span);
}

graph::Value links(const Context& context, const plan::Task& task, const sema::Block& container) {
  graph::Value links = strings(context, container, "links");
  if (!finds_tracer_by_link(task, container)) return links;
  std::vector<graph::Value> items;
  if (const auto* written = links.get<graph::List>()) items = written->items;
  items.push_back(graph::Value(kTracer).at(tracing_of(*task.block)->span));
  return graph::list(std::move(items)).at(links.span);
}

graph::Value credentials(const Context& context, const sema::Block& container) {
  if (!container.has("credentials")) return {};
  return graph::map({{"credentials_parameter", context.field(container, "credentials")}})
      .at(container["credentials"].span);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
graph::Value restart_policy(const Context& context, const sema::Block& container) {
  const sema::Block* restart = container.only("restart");
  if (restart == nullptr) return {};
  return graph::map({{"enabled", true},
                     {"ignored_exit_codes", strings(context, *restart, "except")},
                     {"restart_attempt_period", context.field(*restart, "after")}})
      .at(restart->span);
}

graph::Value extra_hosts(const Context& context, const sema::Block& container) {
  const auto* hosts = container["hosts"].get<sema::Object>();
  if (hosts == nullptr || hosts->entries.empty()) return {};
  std::vector<graph::Value> items;
  for (const auto& [name, address] : hosts->entries)
    items.push_back(
        graph::map({{"hostname", name}, {"ip_address", context.value(address)}}).at(address.span));
  return graph::list(std::move(items)).at(container["hosts"].span);
}

graph::Value volumes_from(const sema::Block& container) {
  std::vector<graph::Value> items;
  for (const sema::Value& source : container.items("mounts_of"))
    items.push_back(graph::map({{"source_container", *source.get<std::string>()}}).at(source.span));
  return items.empty() ? graph::Value()
                       : graph::list(std::move(items)).at(container["mounts_of"].span);
}

// Written only if the program turns it off.
graph::Value version_consistency(const sema::Block& container) {
  return container.flag("pin_image") ? graph::Value()
                                     : graph::Value("disabled").at(container["pin_image"].span);
}

graph::Value resource_requirements(const sema::Block& container) {
  if (!container.has("gpu")) return {};
  return graph::list(
             {graph::map({{"type", "GPU"}, {"value", std::to_string(container.integer("gpu"))}})})
      .at(container["gpu"].span);
}

}  // namespace

graph::Value strings(const Context& context, const sema::Block& block, std::string_view field) {
  return block.items(field).empty() ? graph::Value() : context.field(block, field);
}

graph::Value if_true(const Context& context, const sema::Block& block, std::string_view field) {
  return block.flag(field) ? context.field(block, field) : graph::Value();
}

graph::Value named_list(const Context& context, const sema::Value& object, std::string_view key) {
  const auto* entries = object.get<sema::Object>();
  if (entries == nullptr || entries->entries.empty()) return {};
  std::vector<graph::Value> items;
  for (const auto& [name, value] : entries->entries) {
    items.push_back(
        graph::map({{"name", name}, {std::string(key), context.value(value)}}).at(value.span));
  }
  return graph::list(std::move(items)).at(object.span);
}

graph::Value free_map(const Context& context, const sema::Block& block, std::string_view field) {
  const auto* entries = block[field].get<sema::Object>();
  return entries == nullptr || entries->entries.empty() ? graph::Value()
                                                        : context.field(block, field);
}

bool allows_exec(const plan::Task& task) {
  return std::any_of(task.services.begin(), task.services.end(),
                     [](const sema::Block* service) { return service->flag("exec"); });
}

graph::Value container_definition(const Context& context, const plan::Task& task,
                                  const sema::Block& container,
                                  std::optional<graph::NodeId> log_group) {
  return graph::map(
             {
                 {"name", graph::Value(container.name).at(container.name_span)},
                 {"image", context.field(container, "image")},
                 {"repository_credentials", credentials(context, container)},
                 {"essential", context.field(container, "essential")},
                 {"cpu", context.field(container, "cpu")},
                 {"memory", context.field(container, "memory")},
                 {"memory_reservation", context.field(container, "reserve")},
                 {"entry_point", strings(context, container, "entrypoint")},
                 {"command", strings(context, container, "command")},
                 {"working_directory", context.field(container, "workdir")},
                 {"user", context.field(container, "user")},
                 {"port_mappings", port_mappings(context, task, container)},
                 {"mount_points", mount_points(context, container)},
                 {"volumes_from", volumes_from(container)},
                 {"environment", environment(context, task, container)},
                 {"secrets", named_list(context, container["secrets"], "value_from")},
                 {"health_check", health_check(context, container)},
                 {"depends_on", depends_on(container)},
                 {"readonly_root_filesystem", if_true(context, container, "read_only_root")},
                 {"environment_files", environment_files(context, container)},
                 {"docker_labels", free_map(context, container, "labels")},
                 {"privileged", if_true(context, container, "privileged")},
                 {"ulimits", ulimits(context, container)},
                 {"linux_parameters", linux_parameters(context, task, container)},
                 {"system_controls", system_controls(context, container)},
                 {"docker_security_options", strings(context, container, "security")},
                 {"credential_specs", strings(context, container, "credential_specs")},
                 {"links", links(context, task, container)},
                 {"hostname", context.field(container, "hostname")},
                 {"extra_hosts", extra_hosts(context, container)},
                 {"dns_servers", strings(context, container, "dns")},
                 {"dns_search_domains", strings(context, container, "dns_search")},
                 {"disable_networking", if_true(context, container, "no_network")},
                 {"interactive", if_true(context, container, "interactive")},
                 {"pseudo_terminal", if_true(context, container, "tty")},
                 {"restart_policy", restart_policy(context, container)},
                 {"version_consistency", version_consistency(container)},
                 {"start_timeout", context.field(container, "start_timeout")},
                 {"stop_timeout", context.field(container, "stop_timeout")},
                 {"resource_requirements", resource_requirements(container)},
                 {"firelens_configuration", firelens_configuration(context, container)},
                 {"log_configuration", log_configuration(context, task, container, log_group)},
             })
      .at(container.span);
}

}  // namespace svc::lower
