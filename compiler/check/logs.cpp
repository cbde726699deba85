// The log destinations of containers:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
#include <fmt/format.h>

#include <algorithm>

#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"

namespace svc::check {
namespace {

std::string_view driver_of(const Block& container) {
  const Block* logs = container.only("logs");
  return logs ? logs->symbol("driver") : "awslogs";
}

bool has_entry(const sema::Value& object, std::string_view name) {
  const auto* entries = object.get<sema::Object>();
  return entries && std::any_of(entries->entries.begin(), entries->entries.end(),
                                [&](const auto& entry) { return entry.first == name; });
}

// https://docs.docker.com/engine/logging/drivers/splunk/: the two options that have no default.
void check_splunk(const Block& logs, Sink& sink) {
  for (const std::string_view option : {"splunk-url", "splunk-token"}) {
    if (has_entry(logs["options"], option) || has_entry(logs["secrets"], option)) continue;
    sink.report<diag::LogOption>(logs.span, option)
        .help(option == "splunk-url"
                  ? "write `options { \"splunk-url\" = \"https://…\" }`"
                  : "write `secrets { \"splunk-token\" = token }`, with `token` a secret");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
void check_routers(const plan::Task& task, const std::vector<const Block*>& routers, Sink& sink) {
  if (routers.size() > 1) {
    sink.report<diag::TwoRouters>(routers[1]->only("firelens")->span)
        .related(routers[0]->only("firelens")->span, "the first")
        .help("keep one of them: it can send to many places");
  }
  for (const Block* router : routers) {
    const Block& firelens = *router->only("firelens");
    if (driver_of(*router) == "firelens") {
      sink.report<diag::RouterToItself>(router->only("logs")->span, router->name)
          .help("leave out `logs`: its own output goes to CloudWatch");
    }
    if (task.launch.fargate && firelens.has("config") &&
        firelens.text("config").starts_with("arn:")) {
      sink.report<diag::NotOnFargate>(firelens["config"].span, "a file of settings in S3")
          .help("put the file into the image of the log router, and write its path");
    }
  }
}

}  // namespace

void check_logs(const plan::Task& task, Sink& sink) {
  const auto containers = task.block->nested("container");
  std::vector<const Block*> routers;
  for (const Block* container : containers) {
    if (container->only("firelens")) routers.push_back(container);
  }
  check_routers(task, routers, sink);
  for (const Block* container : containers) {
    const Block* logs = container->only("logs");
    if (!logs) continue;
    if (logs->symbol("driver") == "splunk") check_splunk(*logs, sink);
    if (logs->symbol("driver") == "firelens" && routers.empty()) {
      sink.report<diag::NoRouter>((*logs)["driver"].span, container->name)
          .help(
              "add a log router: `container logs { image = "
              "\"public.ecr.aws/aws-observability/aws-for-fluent-bit:stable\", firelens {} }`");
    }
  }
}

}  // namespace svc::check
