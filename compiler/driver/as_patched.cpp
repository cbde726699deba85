#include "driver/as_patched.h"

#include <algorithm>

#include "check/check.h"
#include "plan/as_patched.h"
#include "plan/plan.h"

namespace svc::driver {

void check_as_patched(sema::Program& program, const plan::Across& across, Sink& sink) {
  const plan::AsPatched patched(program);
  if (!patched.changes()) return;
  Sink found;
  found.set_environment(sink.environment());
  plan::Plan plan = plan::make_plan(program, found);
  plan.across = across;
  if (!found.has_errors()) check::check(program, plan, found);
  check::check_limits(patched.outside(), found);
  const std::vector<Diagnostic>& known = sink.diagnostics();
  found.keep_since(0, [&](const Diagnostic& d) {
    return std::none_of(known.begin(), known.end(), [&](const Diagnostic& other) {
      return other.code == d.code && other.span == d.span;
    });
  });
  sink.append(found);
}

}  // namespace svc::driver
