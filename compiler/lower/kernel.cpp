// Kernel settings of containers:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html,
// API_Ulimit.html, API_SystemControl.html
#include "lower/task.h"

namespace svc::lower {

namespace {

graph::Value capabilities(const Context& context, const sema::Block& settings) {
  if (settings.items("add").empty() && settings.items("drop").empty()) return {};
  return graph::map(
      {{"add", strings(context, settings, "add")}, {"drop", strings(context, settings, "drop")}});
}

graph::Value devices(const Context& context, const sema::Block& settings) {
  std::vector<graph::Value> items;
  for (const sema::Block* device : settings.nested("device")) {
    items.push_back(graph::map({
                                   {"host_path", graph::Value(device->name).at(device->name_span)},
                                   {"container_path", context.field(*device, "inside")},
                                   {"permissions", context.field(*device, "may")},
                               })
                        .at(device->span));
  }
  return items.empty() ? graph::Value() : graph::list(std::move(items));
}

graph::Value memory_files(const Context& context, const sema::Block& settings) {
  std::vector<graph::Value> items;
  for (const sema::Block* tmpfs : settings.nested("tmpfs")) {
    items.push_back(
        graph::map({
                       {"container_path", graph::Value(tmpfs->name).at(tmpfs->name_span)},
                       {"size", context.field(*tmpfs, "size")},
                       {"mount_options", strings(context, *tmpfs, "options")},
                   })
            .at(tmpfs->span));
  }
  return items.empty() ? graph::Value() : graph::list(std::move(items));
}

}  // namespace

// An init process reaps the processes that execute-command leaves behind:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
graph::Value linux_parameters(const Context& context, const plan::Task& task,
                              const sema::Block& container) {
  const sema::Block* settings = container.only("linux");
  const bool windows = task.block->symbol("os") != "linux";
  const bool init =
      !windows && (allows_exec(task) || (settings != nullptr && settings->flag("init")));
  const graph::Value enabled = init ? graph::Value(true) : graph::Value();
  if (settings == nullptr)
    return init ? graph::map({{"init_process_enabled", enabled}}) : graph::Value();
  graph::Value parameters = graph::map({
      {"capabilities", capabilities(context, *settings)},
      {"init_process_enabled", enabled},
      {"shared_memory_size", context.field(*settings, "shm")},
      {"max_swap", context.field(*settings, "swap")},
      {"swappiness", context.field(*settings, "swappiness")},
      {"devices", devices(context, *settings)},
      {"tmpfs", memory_files(context, *settings)},
  });
  const auto* members = parameters.get<graph::Map>();
  return members == nullptr || members->entries.empty() ? graph::Value() : parameters;
}

graph::Value ulimits(const Context& context, const sema::Block& container) {
  std::vector<graph::Value> limits;
  for (const sema::Block* limit : container.nested("ulimit")) {
    limits.push_back(graph::map({{"name", limit->name},
                                 {"soft_limit", context.field(*limit, "soft")},
                                 {"hard_limit", context.field(*limit, "hard")}})
                         .at(limit->span));
  }
  return limits.empty() ? graph::Value() : graph::list(std::move(limits));
}

graph::Value system_controls(const Context& context, const sema::Block& container) {
  const auto* settings = container["sysctl"].get<sema::Object>();
  if (settings == nullptr || settings->entries.empty()) return {};
  std::vector<graph::Value> items;
  for (const auto& [name, value] : settings->entries)
    items.push_back(
        graph::map({{"namespace", name}, {"value", context.value(value)}}).at(value.span));
  return graph::list(std::move(items)).at(container["sysctl"].span);
}

}  // namespace svc::lower
