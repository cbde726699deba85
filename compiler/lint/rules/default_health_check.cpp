// A route that uses the default health check.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_default_health_check(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Route& route : plan.routes) {
    if (route.block->only("health") != nullptr) continue;
    sink.report<diag::DefaultHealthCheck>(route.block->span, route.service->name)
        .help("name a path that answers only when the service can work: `health = \"/healthz\"`");
  }
}

}  // namespace

constinit const Rule default_health_check = {
    .code = diag::DefaultHealthCheck::code,
    .about =
        "Without `health` the balancer asks for `/`: often a page that answers while the service "
        "behind it does not work, or one that redirects, which counts as a failure.",
    .program = check_default_health_check,
};

}  // namespace svc::lint::rules
