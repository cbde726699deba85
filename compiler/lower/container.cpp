#include <algorithm>
#include <stdexcept>

#include "lower/defaults.h"
#include "lower/task.h"
#include "plan/facts.h"

namespace svc::lower {

namespace {

constexpr std::int64_t kDay = 24 * 60 * 60 * std::int64_t{1000};  // in ms

// `{ NAME = value }` as a list of `{ name, <key> }`, in the order written.
graph::Value named_list(const Context& context, const sema::Value& object, std::string_view key) {
  const auto* entries = object.get<sema::Object>();
  if (entries == nullptr || entries->entries.empty()) return {};
  std::vector<graph::Value> items;
  for (const auto& [name, value] : entries->entries) {
    items.push_back(graph::map({{"name", name}, {std::string(key), context.value(value)}}).at(value.span));
  }
  return graph::list(std::move(items)).at(object.span);
}

// In bridge mode a port that names none on the host gets a free one; elsewhere the host's port is the container's.
graph::Value host_port(const Context& context, std::string_view network_mode, const sema::Block& port) {
  if (port.has("host")) return context.field(port, "host");
  if (network_mode == "bridge") return graph::Value(0).at(port.span);
  return context.field(port, "container");
}

graph::Value port_mappings(const Context& context, const plan::Task& task, const sema::Block& container) {
  const std::string_view mode = task.block->symbol("network_mode");
  std::vector<graph::Value> mappings;
  for (const sema::Block* port : container.nested("port")) {
    const auto& named = task.named_ports;
    graph::Value name;
    if (!port->labels.empty()) name = graph::Value(port->labels.front().text).at(port->labels.front().span);
    else if (std::find(named.begin(), named.end(), port) != named.end()) name = plan::port_name(container, *port);
    mappings.push_back(graph::map({
                                      {"name", name},
                                      {"container_port", context.field(*port, "container")},
                                      {"host_port", host_port(context, mode, *port)},
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
    items.push_back(graph::map({{"container_name", name}, {"condition", condition(symbol->name)}}).at(state.span));
  }
  return graph::list(std::move(items)).at(container["depends_on"].span);
}

graph::Value log_configuration(const plan::Task& task, const sema::Block& container, std::optional<graph::NodeId> log_group) {
  if (!log_group || !writes_awslogs(container)) return {};
  const sema::Block* logs = container.only("logs");
  return graph::map({
                        {"log_driver", "awslogs"},
                        {"options", graph::map({
                                        {"awslogs-group", graph::Ref{*log_group, "name"}},
                                        {"awslogs-region", graph::Pseudo::Region},
                                        {"awslogs-stream-prefix", task.name},
                                    })},
                    })
      .at(logs == nullptr ? container.span : logs->span);
}

// Of an empty list nothing is written.
graph::Value strings(const Context& context, const sema::Block& container, std::string_view field) {
  return container.items(field).empty() ? graph::Value() : context.field(container, field);
}

graph::Value if_true(const Context& context, const sema::Block& container, std::string_view field) {
  return container.flag(field) ? context.field(container, field) : graph::Value();
}

// An init process reaps what execute-command leaves behind:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
graph::Value linux_parameters(const Context& context, const plan::Task& task, const sema::Block& container) {
  const sema::Block* settings = container.only("linux");
  const bool init = allows_exec(task) || (settings != nullptr && settings->flag("init"));
  graph::Value capabilities;
  if (settings != nullptr && !(settings->items("add").empty() && settings->items("drop").empty())) {
    capabilities = graph::map({{"add", strings(context, *settings, "add")}, {"drop", strings(context, *settings, "drop")}});
  }
  const graph::Value shared = settings == nullptr ? graph::Value() : context.field(*settings, "shm");
  if (!init && capabilities.absent() && shared.absent()) return {};
  return graph::map({{"capabilities", std::move(capabilities)}, {"init_process_enabled", init ? graph::Value(true) : graph::Value()}, {"shared_memory_size", shared}});
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
graph::Value environment_files(const Context& context, const sema::Block& container) {
  std::vector<graph::Value> files;
  for (const sema::Value& file : container.items("env_files")) files.push_back(graph::map({{"type", "s3"}, {"value", context.value(file)}}).at(file.span));
  return files.empty() ? graph::Value() : graph::list(std::move(files));
}

graph::Value ulimits(const Context& context, const sema::Block& container) {
  std::vector<graph::Value> limits;
  for (const sema::Block* limit : container.nested("ulimit")) {
    limits.push_back(
        graph::map({{"name", limit->name}, {"soft_limit", context.field(*limit, "soft")}, {"hard_limit", context.field(*limit, "hard")}}).at(limit->span));
  }
  return limits.empty() ? graph::Value() : graph::list(std::move(limits));
}

graph::Value labels(const Context& context, const sema::Block& container) {
  const auto* entries = container["labels"].get<sema::Object>();
  return entries == nullptr || entries->entries.empty() ? graph::Value() : context.field(container, "labels");
}

}  // namespace

bool allows_exec(const plan::Task& task) {
  return std::any_of(task.services.begin(), task.services.end(), [](const sema::Block* service) { return service->flag("exec"); });
}

bool writes_awslogs(const sema::Block& container) {
  const sema::Block* logs = container.only("logs");
  return (logs == nullptr ? nested_default(*container.kind, "logs", {}, "driver").text : logs->symbol("driver")) == "awslogs";
}

std::int64_t retention_days(const sema::Block& container) {
  const sema::Block* logs = container.only("logs");
  const std::int64_t wanted = logs == nullptr ? nested_default(*container.kind, "logs", {}, "retention").integer : logs->milliseconds("retention");
  const auto offered = plan::log_retention_days();
  const auto enough = std::find_if(offered.begin(), offered.end(), [&](std::int64_t days) { return days * kDay >= wanted; });
  return enough == offered.end() ? offered.back() : *enough;
}

graph::Value container_definition(const Context& context, const plan::Task& task, const sema::Block& container,
                                  std::optional<graph::NodeId> log_group) {
  return graph::map({
                        {"name", graph::Value(container.name).at(container.name_span)},
                        {"image", context.field(container, "image")},
                        {"essential", context.field(container, "essential")},
                        {"cpu", context.field(container, "cpu")},
                        {"memory", context.field(container, "memory")},
                        {"memory_reservation", context.field(container, "reserve")},
                        {"entry_point", strings(context, container, "entrypoint")},
                        {"command", strings(context, container, "command")},
                        {"working_directory", context.field(container, "workdir")},
                        {"user", context.field(container, "user")},
                        {"port_mappings", port_mappings(context, task, container)},
                        {"environment", named_list(context, container["env"], "value")},
                        {"secrets", named_list(context, container["secrets"], "value_from")},
                        {"health_check", health_check(context, container)},
                        {"depends_on", depends_on(container)},
                        {"readonly_root_filesystem", if_true(context, container, "read_only_root")},
                        {"environment_files", environment_files(context, container)},
                        {"docker_labels", labels(context, container)},
                        {"privileged", if_true(context, container, "privileged")},
                        {"ulimits", ulimits(context, container)},
                        {"linux_parameters", linux_parameters(context, task, container)},
                        {"stop_timeout", context.field(container, "stop_timeout")},
                        {"log_configuration", log_configuration(task, container, log_group)},
                    })
      .at(container.span);
}

}  // namespace svc::lower
