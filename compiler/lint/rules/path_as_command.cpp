// `health = "/healthz"` in a container: the path of a request where a command is wanted.
#include <algorithm>
#include <array>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// `/healthz`, `/api/health`, `http://localhost/`: nobody gives a program such a name.
// `/healthcheck` is a program of many images.
bool is_path_of_request(std::string_view command) {
  if (command.starts_with("http://") || command.starts_with("https://")) return true;
  if (!command.starts_with('/') || command.find(' ') != std::string_view::npos) return false;
  constexpr std::array<std::string_view, 10> kLast = {
      "health", "healthz", "livez", "readyz", "live", "ready", "ping", "status", "ok", ""};
  const std::string_view last = command.substr(command.rfind('/') + 1);
  return std::find(kLast.begin(), kLast.end(), last) != kLast.end();
}

void check_path_as_command(const sema::Program&, const plan::Plan& plan, Sink& sink) {
  for (const Block* container : containers(plan)) {
    const Block* health = container->only("health");
    if (health == nullptr) continue;
    const sema::Value& command = (*health)["command"];
    const auto* text = command.get<std::string>();
    if (text == nullptr || !is_path_of_request(*text)) continue;
    const Block* port = container->only("port");
    const auto* number = port == nullptr ? nullptr : (*port)["container"].get<std::int64_t>();
    const std::string url =
        text->starts_with('/')
            ? fmt::format("http://localhost{}{}",
                          number == nullptr ? "" : fmt::format(":{}", *number), *text)
            : *text;
    sink.report<diag::PathAsCommand>(command.span, *text)
        .help(fmt::format(
            "write a command that asks for it, `\"curl -f {}\"`, or let the balancer ask "
            "for it: `health` of the `route`",
            url))
        .fix(fmt::format("Write `curl -f {}`", url),
             {{command.span, fmt::format("\"curl -f {}\"", url)}});
  }
}

}  // namespace

constinit const Rule path_as_command = {
    .code = diag::PathAsCommand::code,
    .about =
        "ECS runs the health check of a container as a command in it. A path is no command, so the "
        "check fails, and ECS replaces the task again and again.",
    .program = check_path_as_command,
};

}  // namespace svc::lint::rules
