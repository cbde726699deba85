// A public balancer in production without deletion protection.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_unprotected_balancer(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Balancer& balancer : plan.balancers) {
    if (balancer.block->existing || balancer.internal || balancer.block->flag("protected"))
      continue;
    sink.report<diag::UnprotectedBalancer>(balancer.block->name_span, balancer.block->name)
        .help("write `protected = true`");
  }
}

}  // namespace

constinit const Rule unprotected_balancer = {
    .code = diag::UnprotectedBalancer::code,
    .about =
        "A balancer that is deleted takes its DNS name with it: clients and records that know the "
        "name find nothing, and the next balancer has another one.",
    .program = check_unprotected_balancer,
};

}  // namespace svc::lint::rules
