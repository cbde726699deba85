// The log destinations of containers, and the options of their drivers:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

std::string_view driver_of(const Block& container) {
  const Block* logs = container.only("logs");
  return logs ? logs->symbol("driver") : "awslogs";
}

const sema::Value* entry_of(const sema::Value& map, std::string_view name) {
  const auto* object = map.get<sema::Object>();
  if (object == nullptr) return nullptr;
  for (const auto& [key, value] : object->entries) {
    if (key == name) return &value;
  }
  return nullptr;
}

// https://docs.docker.com/engine/logging/drivers/splunk/: the two options that have no default.
void check_splunk(const Block& logs, Sink& sink) {
  for (const std::string_view option : {"splunk-url", "splunk-token"}) {
    if (entry_of(logs["options"], option) || entry_of(logs["secrets"], option)) continue;
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

// The outputs of Fluent Bit to AWS name a region.
void check_router_options(const Block& logs, Sink& sink) {
  if (logs.symbol("driver") != "firelens") return;
  if (const sema::Value* region = entry_of(logs["options"], "region"))
    check_region_name(*region, sink);
}

// ---- Options of drivers

std::string written(const std::vector<std::string_view>& values) {
  std::vector<std::string> quoted;
  for (const std::string_view value : values) quoted.push_back(fmt::format("\"{}\"", value));
  return fmt::format("{}", fmt::join(quoted, " or "));
}

void check_log_option(std::string_view name, const sema::Value& value, const FactList& known,
                      Sink& sink) {
  if (!known.has(name)) {
    suggest_word(sink.report<diag::UnknownLogOption>(value.span, name), value.span, name,
                 closest(name, known.names()), "leave it out");
    return;
  }
  const auto* text = value.get<std::string>();
  const auto values = known.values(name);
  if (text == nullptr || values.empty() ||
      std::find(values.begin(), values.end(), *text) != values.end())
    return;
  const std::string_view near = closest(*text, values);
  auto report = sink.report<diag::LogOptionValue>(value.span, name, *text, written(values));
  report.help(near.empty() ? fmt::format("write {}", written(values))
                           : fmt::format("did you mean \"{}\"?", near));
  if (!near.empty())
    report.repair(fmt::format("Write \"{}\"", near), {{value.span, fmt::format("\"{}\"", near)}});
}

// `25m`: a number and b, k, m or g.
bool is_buffer_size(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || text.empty()) return false;
  return digits == std::string_view::npos ||
         (digits + 1 == text.size() &&
          std::string_view("bkmgBKMG").find(text[digits]) != std::string_view::npos);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html,
// https://docs.docker.com/engine/logging/drivers/awslogs/
void check_awslogs(const Block& logs, Sink& sink) {
  const auto* options = logs["options"].get<sema::Object>();
  if (options == nullptr || logs.symbol("driver") != "awslogs") return;
  const FactList known("awslogs-options");
  for (const auto& [name, value] : options->entries) check_log_option(name, value, known, sink);
  if (const sema::Value* region = entry_of(logs["options"], "awslogs-region"))
    check_region_name(*region, sink);
  const auto exclude = [&](std::string_view one, std::string_view other) {
    const sema::Value* first = entry_of(logs["options"], one);
    const sema::Value* second = entry_of(logs["options"], other);
    if (first == nullptr || second == nullptr) return;
    sink.report<diag::LogOptionsExclude>(second->span, one, other)
        .related(first->span, "the other one")
        .help(fmt::format("leave out `\"{}\"`", other));
  };
  exclude("awslogs-datetime-format", "awslogs-multiline-pattern");
  exclude("awslogs-stream", "awslogs-stream-prefix");
  const sema::Value* size = entry_of(logs["options"], "max-buffer-size");
  if (size == nullptr) return;
  const auto* text = size->get<std::string>();
  if (text != nullptr && !is_buffer_size(*text)) {
    sink.report<diag::LogOptionValue>(size->span, "max-buffer-size", *text,
                                      "a size such as \"25m\"")
        .help("write \"25m\"");
    return;
  }
  const sema::Value* mode = entry_of(logs["options"], "mode");
  const auto* how = mode ? mode->get<std::string>() : nullptr;
  if (how == nullptr || *how != "blocking") return;
  sink.report<diag::LogOptionsExclude>(size->span, "mode = blocking", "max-buffer-size")
      .related(mode->span, "the mode")
      .help("write `\"mode\" = \"non-blocking\"`, or leave out the size of the buffer");
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
    check_awslogs(*logs, sink);
    check_router_options(*logs, sink);
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
