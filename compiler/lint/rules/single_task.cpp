// One task only, behind a balancer, in production.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_single_task(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Service& service : plan.services) {
    // Of a daemon the number of instances decides how many there are.
    if (service.routes.empty() || service.min != 1 || service.block->flag("daemon")) continue;
    const sema::Value& count = (*service.block)["count"];
    sink.report<diag::SingleTask>(count.is_default ? service.block->name_span : count.span,
                                  service.block->name)
        .help("write `count = 2`, or a range that begins with 2");
  }
}

}  // namespace

constinit const Rule single_task = {
    .code = diag::SingleTask::code,
    .about =
        "While ECS replaces the only task after a failure, the service does not respond. Two tasks "
        "run in two zones.",
    .program = check_single_task,
};

}  // namespace svc::lint::rules
