// One NAT gateway for several zones, in production.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_single_nat(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Network& network : plan.networks) {
    if (network.block->existing || network.zones < 2 || network.nat != plan::Nat::Single) continue;
    const sema::Value& nat = (*network.block)["nat"];
    sink.report<diag::SingleNat>(nat.is_default ? network.block->name_span : nat.span,
                                 network.block->name)
        .help(
            "write `nat = per_zone`, or `endpoints = […]` for what the tasks call and `nat = "
            "none`");
  }
}

}  // namespace

constinit const Rule single_nat = {
    .code = diag::SingleNat::code,
    .about =
        "If the zone of the only NAT gateway fails, the private subnets of all other zones lose "
        "the internet with it. A gateway in each zone costs more, which a "
        "project may decide against: `lints: { SVC9204: off }`.",
    .program = check_single_nat,
};

}  // namespace svc::lint::rules
