// Ports that the whole internet can connect to.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_open_to_world(const sema::Program& program, const plan::Plan& /*plan*/, Sink& sink) {
  for (const Block* service : program.blocks) {
    if (service->kind->name != "service" || service->existing) continue;
    for (const sema::Value& source : service->items("sources")) {
      const auto* range = source.get<sema::Cidr>();
      if (range == nullptr || (range->text != "0.0.0.0/0" && range->text != "::/0")) continue;
      sink.report<diag::OpenToWorld>(source.span, service->name, range->text)
          .help("name the ranges that need it, or put a balancer in front: `route BALANCER {}`");
    }
  }
}

}  // namespace

constinit const Rule open_to_world = {
    .code = diag::OpenToWorld::code,
    .about =
        "A balancer ends TLS, spreads requests and hides the tasks. `sources` is for ports that "
        "are not spoken through one, and those are seldom for everybody.",
    .program = check_open_to_world,
};

}  // namespace svc::lint::rules
