// A service behind a balancer that runs on spare capacity alone, in production.
#include <algorithm>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

bool is_spare(const plan::CapacityShare& share) {
  return share.provider == "fargate_spot" ||
         (share.instances != nullptr && share.instances->flag("spot"));
}

void check_spot_only(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Service& service : plan.services) {
    if (service.routes.empty() || service.capacity.empty() ||
        !std::all_of(service.capacity.begin(), service.capacity.end(), is_spare))
      continue;
    sink.report<diag::SpotOnly>(service.capacity.front().span, service.block->name)
        .related(service.routes.front()->block->span, "its requests")
        .help("add capacity that stays, such as `capacity fargate { base = 2 }`");
  }
}

}  // namespace

constinit const Rule spot_only = {
    .code = diag::SpotOnly::code,
    .about =
        "AWS takes spare capacity back with two minutes' notice, sometimes all of it at once. A "
        "service that answers requests then has no task left.",
    .program = check_spot_only,
};

}  // namespace svc::lint::rules
