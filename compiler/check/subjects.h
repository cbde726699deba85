// The checks by subject, one file each. Private to check/.
#pragma once

#include "diagnostics/sink.h"
#include "plan/facts.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::check {

using sema::Block;
struct Reads;  // reads.h

// Everything about task definitions (check.cpp).
void check_tasks(const plan::Plan& plan, Sink& sink);
void check_task_size(const plan::Task& task, const plan::Plan& plan, Sink& sink);  // task.cpp
void check_containers(const plan::Task& task, Sink& sink);                         // containers.cpp
void check_image_names(const plan::Task& task, Sink& sink);        // image_names.cpp
void check_image_reference(const sema::Value& image, Sink& sink);  // image_names.cpp
void check_dependencies(const plan::Task& task, Sink& sink);       // dependencies.cpp
void check_networks(const plan::Plan& plan, Sink& sink);           // network.cpp
void check_subnet_items(const Reads& reads, const plan::Plan& plan, Sink& sink);
void check_reach(const sema::Program& program, const plan::Plan& plan, Sink& sink);  // reach.cpp
void check_balancers(const plan::Plan& plan, Sink& sink);                            // balancer.cpp
void check_routes(const plan::Plan& plan, Sink& sink);                               // routing.cpp
void check_priorities(const plan::Plan& plan, Sink& sink);  // priorities.cpp: order of rules
void check_logins(const plan::Plan& plan, Sink& sink);      // logins.cpp: `auth` of routes
void check_endpoints(const sema::Program& program, const plan::Plan& plan, const Reads& reads,
                     Sink& sink);  // endpoints.cpp: PrivateLink
void check_capacity(const sema::Program& program, const plan::Plan& plan,
                    Sink& sink);  // capacity.cpp
void check_instances(const sema::Program& program, const plan::Plan& plan,
                     Sink& sink);                           // instances.cpp
void check_deployment(const plan::Plan& plan, Sink& sink);  // deployment.cpp
void check_scaling(const plan::Plan& plan, Sink& sink);     // scaling.cpp
void check_roles(const sema::Program& program, const plan::Plan& plan, const Reads& reads,
                 Sink& sink);  // roles.cpp
// Whether the role in a field has the right purpose (roles.cpp).
void check_purpose(const Block& owner, std::string_view field, std::string_view wanted, Sink& sink);
void check_pipelines(const sema::Program& program, const plan::Plan& plan,
                     Sink& sink);                           // pipeline.cpp
void check_interfaces(const plan::Plan& plan, Sink& sink);  // interfaces.cpp: network modes
void check_kernel(const plan::Task& task, const plan::Plan& plan, Sink& sink);  // kernel.cpp
void check_logs(const plan::Task& task, Sink& sink);                            // logs.cpp
void check_volumes(const plan::Plan& plan, Sink& sink);                         // volumes.cpp
void check_placement(const plan::Plan& plan, Sink& sink);                       // placement.cpp
void check_connected(const plan::Plan& plan, Sink& sink);     // connected.cpp: Service Connect
void check_jobs(const plan::Plan& plan, Sink& sink);          // jobs.cpp
void check_schedule(const Block& block, Sink& sink);          // jobs.cpp: its field `at`
void check_alarms(const sema::Program& program, Sink& sink);  // alarms.cpp
void check_names(const sema::Program& program, const plan::Plan& plan,
                 Sink& sink);                               // names.cpp: DNS
void check_tags(const sema::Program& program, Sink& sink);  // tags.cpp: keys and values
void check_physical_names(
    const sema::Program& program, const plan::Plan& plan,
    Sink& sink);  // physical_names.cpp: how AWS calls what the program declares

void check_settings(const plan::Plan& plan, Sink& sink);  // settings.cpp: values that AWS lists
void check_conditions(const sema::Program& program, const plan::Plan& plan,
                      Sink& sink);                       // conditions.cpp: listener rules
void check_targets(const plan::Plan& plan, Sink& sink);  // targets.cpp: target groups
void check_strategies(const sema::Program& program, const plan::Plan& plan,
                      Sink& sink);                     // strategies.cpp: task placement
void check_pools(const plan::Plan& plan, Sink& sink);  // pools.cpp: room on instances
void check_addresses(const sema::Program& program, const plan::Plan& plan,
                     Sink& sink);  // addresses.cpp
void check_cut_off(const sema::Program& program, const plan::Plan& plan,
                   Sink& sink);  // cut_off.cpp: reach after the start
void check_watching(const sema::Program& program, const plan::Plan& plan,
                    Sink& sink);                        // watching.cpp: alarms, metrics
void check_moving(const plan::Plan& plan, Sink& sink);  // moving.cpp: what scales
// The bound of an alarm as a number: percent, seconds, or as it is written (watching.cpp).
[[nodiscard]] double alarm_threshold(const sema::Value& value);
void check_events(const sema::Program& program, const plan::Plan& plan,
                  Sink& sink);  // events.cpp: triggers of jobs
void check_messaging(const sema::Program& program, const plan::Plan& plan,
                     Sink& sink);  // messaging.cpp: queues, names
void check_releases(const sema::Program& program, const plan::Plan& plan,
                    Sink& sink);  // releases.cpp: pipelines, images
void check_deliveries(const sema::Program& program, const plan::Plan& plan,
                      Sink& sink);                         // deliveries.cpp: other accounts
void check_iam(const sema::Program& program, Sink& sink);  // iam.cpp
void check_denials(const sema::Program& program, const plan::Plan& plan,
                   Sink& sink);                                                     // denials.cpp
void check_uses(const sema::Program& program, const plan::Plan& plan, Sink& sink);  // uses.cpp
void check_attributes(const Reads& reads, const plan::Plan& plan, Sink& sink);  // attributes.cpp
void check_given_up(const sema::Program& program, Sink& sink);                  // given_up.cpp
void check_registries(const sema::Program& program, const Reads& reads,
                      Sink& sink);                                  // registries.cpp: ECR, account
void check_foreign_arns(const sema::Program& program, Sink& sink);  // arns.cpp
void check_arn_forms(const sema::Program& program, Sink& sink);     // arn_forms.cpp
void check_called_names(const plan::Plan& plan, Sink& sink);        // called_names.cpp
void check_stores(const sema::Program& program, Sink& sink);        // stores.cpp
void check_loops(const plan::Plan& plan, Sink& sink);  // loops.cpp: jobs that start each other
void check_property_limits(const sema::Program& program,
                           Sink& sink);  // property_limits.cpp: templates/facts
void check_raw_tasks(const sema::Program& program, const plan::Plan& plan,
                     Sink& sink);  // raw_tasks.cpp
void check_raw_services(const sema::Program& program, const plan::Plan& plan,
                        Sink& sink);  // raw_services.cpp
void check_raw_balancers(const sema::Program& program, const plan::Plan& plan,
                         Sink& sink);  // raw_balancers.cpp

void check_raw_pipelines(const sema::Program& program, Sink& sink);  // raw_pipelines.cpp
void check_balancer_subnets(const sema::Program& program, const plan::Plan& plan,
                            Sink& sink);                  // balancer_subnets.cpp: of load balancers
void check_user_data(const Block& capacity, Sink& sink);  // user_data.cpp: of a capacity
// A disk of EBS: its figures (volumes.cpp).
void check_disk(const Block& ebs, Sink& sink);
void check_raw_rules(const sema::Program& program, const plan::Plan& plan,
                     Sink& sink);  // raw_rules.cpp: their order
void check_service_relations(const sema::Program& program, const plan::Plan& plan,
                             Sink& sink);  // service_relations.cpp: raw and patched services

// What a strategy of capacities must be (capacity.cpp). `owner`: its name in messages; `weight`:
// the place of one of the weights.
void check_strategy(const std::vector<plan::CapacityShare>& shares, const std::string& owner,
                    Span weight, Sink& sink);
// What is wrong with a time zone (jobs.cpp).
void check_time_zone(std::string_view zone, Span span, Sink& sink);

// The region that is meant by a name that AWS does not have; empty if it has it, or if it may be a
// new one (addresses.cpp).
[[nodiscard]] std::string_view nearest_region(std::string_view region);

// Whether AWS has the region that a value names (addresses.cpp).
void check_region_name(const sema::Value& value, Sink& sink);

// Whether CloudWatch Logs supports the retention in that field (network.cpp).
void check_retention(const Block& owner, std::string_view field, Sink& sink);

// `1 task`, `2 tasks` (deployment.cpp).
[[nodiscard]] std::string tasks_text(std::int64_t count);

// `public`, `private`, `isolated`
[[nodiscard]] std::string_view access_text(plan::Access access);

}  // namespace svc::check
