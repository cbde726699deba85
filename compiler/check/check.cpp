#include "check/check.h"

#include <fmt/format.h>

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

void check_tasks(const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    check_task_size(task, plan, sink);
    check_containers(task, sink);
    check_image_names(task, sink);
    check_dependencies(task, sink);
    check_kernel(task, plan, sink);
    check_logs(task, sink);
  }
  check_interfaces(plan, sink);
  check_volumes(plan, sink);
  check_settings(plan, sink);
}

void check(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  const Reads reads = reads_of(program);
  check_tasks(plan, sink);
  check_networks(plan, sink);
  check_subnet_items(reads, plan, sink);
  check_reach(program, plan, sink);
  check_balancers(plan, sink);
  check_routes(plan, sink);
  check_logins(plan, sink);
  check_endpoints(program, plan, reads, sink);
  check_capacity(program, plan, sink);
  check_instances(program, plan, sink);
  check_placement(plan, sink);
  check_deployment(plan, sink);
  check_scaling(plan, sink);
  check_roles(program, plan, reads, sink);
  check_pipelines(program, plan, sink);
  check_connected(plan, sink);
  check_jobs(plan, sink);
  check_alarms(program, sink);
  check_names(program, plan, sink);
  check_physical_names(program, plan, sink);
  check_tags(program, sink);
  check_conditions(program, plan, sink);
  check_targets(plan, sink);
  check_strategies(program, plan, sink);
  check_pools(plan, sink);
  check_addresses(program, plan, sink);
  check_cut_off(program, plan, sink);
  check_watching(program, plan, sink);
  check_moving(plan, sink);
  check_events(program, plan, sink);
  check_messaging(program, plan, sink);
  check_releases(program, plan, sink);
  check_deliveries(program, plan, sink);
  check_iam(program, sink);
  check_denials(program, plan, sink);
  check_uses(program, plan, sink);
  check_attributes(reads, plan, sink);
  check_given_up(program, sink);
  check_registries(program, reads, sink);
  check_foreign_arns(program, sink);
  check_arn_forms(program, sink);
  check_called_names(plan, sink);
  check_stores(program, sink);
  check_loops(plan, sink);
  check_raw_tasks(program, plan, sink);
  check_property_limits(program, sink);
  check_raw_balancers(program, plan, sink);
}

}  // namespace svc::check
