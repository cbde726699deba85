// A container with the rights of the host.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_privileged_container(const sema::Program& /*program*/, const plan::Plan& plan,
                                Sink& sink) {
  for (const Block* container : containers(plan)) {
    if (container->flag("privileged"))
      sink.report<diag::PrivilegedContainer>((*container)["privileged"].span, container->name)
          .help("give it the one right that it needs: `linux { add = [\"SYS_PTRACE\"] }`");
  }
}

}  // namespace

constinit const Rule privileged_container = {
    .code = diag::PrivilegedContainer::code,
    .about =
        "Who gets into a privileged container has the instance, with the roles of all tasks on it.",
    .program = check_privileged_container,
};

}  // namespace svc::lint::rules
