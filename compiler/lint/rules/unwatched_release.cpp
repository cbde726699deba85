// A release that ECS shifts by itself, and that nothing would stop, in production.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
#include <string>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// CodeDeploy ends a release whose tasks do not become healthy.
bool shifted_by_ecs(const Block& deploy) {
  const std::string& how = deploy.labels.front().text;
  return how == "canary" || how == "linear" ||
         (how == "blue_green" && deploy.symbol("controller") == "ecs");
}

// A Lambda function that can stop the release.
bool has_hooks(const Block& deploy) {
  return deploy.only("hooks") != nullptr;
}

void check_unwatched_release(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Service& service : plan.services) {
    if (service.deploy == nullptr || service.deploy->omitted || !shifted_by_ecs(*service.deploy) ||
        !service.deploy->items("alarms").empty() || has_hooks(*service.deploy))
      continue;
    sink.report<diag::UnwatchedRelease>(service.deploy->span, service.block->name,
                                        service.deploy->labels.front().text)
        .help("write `alarms = […]`, such as an alarm on `target_errors` of its balancer");
  }
}

}  // namespace

constinit const Rule unwatched_release = {
    .code = diag::UnwatchedRelease::code,
    .about =
        "The deployment circuit breaker works with rolling updates only. In a blue/green, canary "
        "or "
        "linear release, ECS waits for new tasks that never become healthy, and shifts all traffic "
        "to tasks that answer with errors, unless an alarm or a hook ends the release. "
        "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
        "API_DeploymentConfiguration.html",
    .program = check_unwatched_release,
};

}  // namespace svc::lint::rules
