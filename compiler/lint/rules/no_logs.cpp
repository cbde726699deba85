// A container without logs: nothing collects its output.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_no_logs(const sema::Program& /*program*/, const plan::Plan& plan, Sink& sink) {
  for (const Block* container : containers(plan)) {
    const Block* logs = container->only("logs");
    if (logs == nullptr || logs->symbol("driver") != "none") continue;
    sink.report<diag::NoLogs>((*logs)["driver"].span, container->name)
        .help("leave `driver` out: CloudWatch Logs then keeps the output for 30 days");
  }
}

}  // namespace

constinit const Rule no_logs = {
    .code = diag::NoLogs::code,
    .about = "The output is the only place that shows why a task stopped.",
    .program = check_no_logs,
};

}  // namespace svc::lint::rules
