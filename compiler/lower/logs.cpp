// The destination of the containers' output:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html,
// .../using_firelens.html
#include <algorithm>
#include <stdexcept>

#include "lower/task.h"
#include "plan/facts.h"

namespace svc::lower {

namespace {

constexpr std::int64_t kDayMilliseconds = 24 * 60 * 60 * std::int64_t{1000};  // in ms

std::string_view driver_name(std::string_view driver) {
  if (driver == "firelens") return "awsfirelens";
  if (driver == "splunk") return "splunk";
  throw std::logic_error("no log driver for the word " + std::string(driver));
}

}  // namespace

graph::Value awslogs_options(const Context& context, const plan::Task& task,
                             const sema::Block* logs, graph::NodeId log_group) {
  graph::Map options;
  options.entries = {
      {"awslogs-group", graph::Ref{log_group, "name"}},
      {"awslogs-region", graph::Pseudo::Region},
      {"awslogs-stream-prefix", task.name},
  };
  const auto* own = logs == nullptr ? nullptr : (*logs)["options"].get<sema::Object>();
  if (own == nullptr) return options;
  for (const auto& [name, value] : own->entries) {
    const auto same =
        std::find_if(options.entries.begin(), options.entries.end(),
                     [&, &key = name](const auto& entry) { return entry.first == key; });
    if (same == options.entries.end())
      options.entries.emplace_back(name, context.value(value));
    else
      same->second = context.value(value);
  }
  return options;
}

bool writes_awslogs(const sema::Block& container) {
  return container.only_or_defaults("logs").symbol("driver") == "awslogs";
}

std::int64_t retention_days(const sema::Block& container) {
  const std::int64_t wanted = container.only_or_defaults("logs").milliseconds("retention");
  const auto offered = plan::log_retention_days();
  const auto enough = std::find_if(offered.begin(), offered.end(), [&](std::int64_t days) {
    return days * kDayMilliseconds >= wanted;
  });
  return enough == offered.end() ? offered.back() : *enough;
}

graph::Value log_configuration(const Context& context, const plan::Task& task,
                               const sema::Block& container,
                               std::optional<graph::NodeId> log_group) {
  const sema::Block* logs = container.only("logs");
  const bool cloudwatch = writes_awslogs(container);
  if (cloudwatch && !log_group) return {};
  if (!cloudwatch && logs->symbol("driver") == "none") return {};
  return graph::map({
                        {"log_driver", cloudwatch ? std::string_view("awslogs")
                                                  : driver_name(logs->symbol("driver"))},
                        {"options", cloudwatch ? awslogs_options(context, task, logs, *log_group)
                                               : free_map(context, *logs, "options")},
                        {"secret_options",
                         logs == nullptr ? graph::Value()
                                         : named_list(context, (*logs)["secrets"], "value_from")},
                    })
      .at(logs == nullptr ? container.span : logs->span);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
graph::Value firelens_configuration(const Context& context, const sema::Block& container) {
  const sema::Block* router = container.only("firelens");
  if (router == nullptr) return {};
  graph::Map options;
  options.entries.emplace_back(
      "enable-ecs-log-metadata",
      graph::Value(router->flag("metadata") ? "true" : "false").at((*router)["metadata"].span));
  if (router->has("config")) {
    options.entries.emplace_back("config-file-type",
                                 router->text("config").starts_with("arn:") ? "s3" : "file");
    options.entries.emplace_back("config-file-value", context.field(*router, "config"));
  }
  return graph::map({{"type", context.field(*router, "type")}, {"options", std::move(options)}})
      .at(router->span);
}

}  // namespace svc::lower
