// A network in one zone, in production.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_single_zone(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Network& network : plan.networks) {
    if (network.block->existing || network.zones != 1) continue;
    sink.report<diag::SingleZone>((*network.block)["zones"].span, network.block->name)
        .help("write `zones = 2`");
  }
}

}  // namespace

constinit const Rule single_zone = {
    .code = diag::SingleZone::code,
    .about = "An availability zone can fail. Everything in it fails at the same time.",
    .program = check_single_zone,
};

}  // namespace svc::lint::rules
