// The steps of make_plan(), one file each. Private to plan/.
#pragma once

#include "diagnostics/sink.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::plan {

// Each step reads the results of earlier steps from the plan.
void plan_networks(const sema::Program& program, Plan& plan, Sink& sink);
void plan_filesystems(const sema::Program& program, Plan& plan, Sink& sink);
void plan_endpoints(const sema::Program& program, Plan& plan, Sink& sink);
void plan_balancers(const sema::Program& program, Plan& plan, Sink& sink);
void plan_services(const sema::Program& program, Plan& plan,
                   Sink& sink);  // capacity, count, deployment; not yet task and routes
void plan_jobs(const sema::Program& program, Plan& plan, Sink& sink);  // as services
void plan_tasks(const sema::Program& program, Plan& plan);  // also sets Service::task, Job::task
void plan_exposures(Plan& plan, Sink& sink);  // sets Service::exposes and calls, Task::named_ports
void plan_routes(Plan& plan, Sink& sink);     // also adds test listeners, sets Service::routes

// Sets Plan::first.
void plan_first(const sema::Program& program, Plan& plan);

// The lowering order of blocks. A cycle is reported.
void plan_order(const sema::Program& program, Plan& plan, Sink& sink);

// The conditions of a route in one order, however the program writes them.
[[nodiscard]] std::string canonical_text(const Conditions& conditions);

// Assigns a priority to every route without a written one (routes of all balancers; conditions are
// known by then).
void assign_priorities(std::vector<Route>& routes);

// Looks the group up by name, or reports at `span` that there is none.
[[nodiscard]] const SubnetGroup* require_group(const Network& network, std::string_view name,
                                               Span span, Sink& sink);

// A value that is a text or a list of texts, as texts. Deferred ones are kept as the program writes
// them.
[[nodiscard]] std::vector<std::string> texts_of(const sema::Value& value,
                                                Given given = Given::AsAssumed);

}  // namespace svc::plan
