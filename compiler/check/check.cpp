#include "check/check.h"

#include <iterator>
#include <optional>
#include <type_traits>

#include "check/reads.h"
#include "check/subjects.h"

namespace svc::check {

std::string_view access_text(plan::Access access) {
  switch (access) {
    case plan::Access::Public:
      return "public";
    case plan::Access::Private:
      return "private";
    case plan::Access::Isolated:
      return "isolated";
  }
  return {};
}

namespace {

// What is checked, and what all checks of one run share.
class Subject {
 public:
  Subject(const sema::Program& of, const plan::Plan& its_plan) : program(of), plan(its_plan) {}
  const sema::Program& program;
  const plan::Plan& plan;
  [[nodiscard]] const Reads& reads() const {
    sema::note_read(sema::Every::Reference);
    if (!reads_) reads_ = reads_of(program);
    return *reads_;
  }

 private:
  mutable std::optional<Reads> reads_;
};

// A check of one task, for all.
template <auto check>
void each_task(const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    if constexpr (std::is_invocable_v<decltype(check), const plan::Task&, Sink&>)
      check(task, sink);
    else
      check(task, plan, sink);
  }
}

using TaskCheck = void (*)(const plan::Plan& plan, Sink& sink);
constexpr TaskCheck kTaskChecks[] = {
    each_task<check_task_size>,
    each_task<check_containers>,
    each_task<check_image_names>,
    each_task<check_dependencies>,
    each_task<check_kernel>,
    each_task<check_logs>,
    check_interfaces,
    check_volumes,
    check_settings,
};

using Check = void (*)(const Subject& s, Sink& sink);
constexpr Check kChecks[] = {
    [](const Subject& s, Sink& sink) { check_networks(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_subnet_items(s.reads(), s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_reach(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_balancers(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_routes(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_logins(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_endpoints(s.program, s.plan, s.reads(), sink); },
    [](const Subject& s, Sink& sink) { check_capacity(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_instances(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_placement(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_deployment(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_scaling(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_roles(s.program, s.plan, s.reads(), sink); },
    [](const Subject& s, Sink& sink) { check_pipelines(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_connected(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_jobs(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_alarms(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_names(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_physical_names(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_tags(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_conditions(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_targets(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_strategies(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_pools(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_addresses(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_cut_off(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_watching(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_moving(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_events(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_messaging(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_releases(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_deliveries(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_iam(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_denials(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_uses(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_attributes(s.reads(), s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_given_up(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_registries(s.program, s.reads(), sink); },
    [](const Subject& s, Sink& sink) { check_foreign_arns(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_arn_forms(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_called_names(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_stores(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_loops(s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_raw_tasks(s.program, s.plan, sink); },
    [](const Subject& s, Sink& sink) { check_property_limits(s.program, sink); },
    [](const Subject& s, Sink& sink) { check_raw_balancers(s.program, s.plan, sink); },
};

constexpr std::size_t kAll = std::size(kTaskChecks) + std::size(kChecks);

void run(std::size_t check, const Subject& subject, Sink& sink) {
  if (check < std::size(kTaskChecks))
    kTaskChecks[check](subject.plan, sink);
  else
    kChecks[check - std::size(kTaskChecks)](subject, sink);
}

std::size_t found(const Sink& sink) {
  return sink.diagnostics().size() + sink.dropped();
}

}  // namespace

void check_tasks(const plan::Plan& plan, Sink& sink) {
  for (const TaskCheck check : kTaskChecks) check(plan, sink);
}

void check(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  const Subject subject(program, plan);
  for (std::size_t i = 0; i < kAll; ++i) run(i, subject, sink);
}

sema::FieldReads* Memory::begin_plan() {
  plan_ = {};
  return &plan_;
}

void check(const sema::Program& program, const plan::Plan& plan, const sema::FieldChanges& changes,
           Memory& memory, Sink& sink) {
  const Subject subject(program, plan);
  // A check may read what the plan was made of, and what another environment has.
  const bool all = memory.before_.meet(changes) || memory.plan_.meet(changes) ||
                   !plan.across.others.empty() || memory.checks_.empty();
  memory.before_ = memory.plan_;
  memory.checks_.resize(kAll);
  for (std::size_t i = 0; i < kAll; ++i) {
    Memory::OfCheck& one = memory.checks_[i];
    if (!all && one.quiet && !one.reads.meet(changes)) continue;
    one.reads = {};
    const sema::NotingReads noting(&one.reads);
    const std::size_t before = found(sink);
    run(i, subject, sink);
    one.quiet = found(sink) == before;
  }
}

}  // namespace svc::check
