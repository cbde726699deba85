// A deployment of a service, step by step: tasks that start, become healthy and stop.
//
// How ECS releases:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
// (minimumHealthyPercent is rounded up, maximumPercent down), and for the others
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"
#include "simulate/instances.h"

namespace svc::simulate {

struct ReleaseStep {
  std::int64_t at = 0;         // seconds since the release began
  std::string what;            // `2 new tasks start`
  std::int64_t old_tasks = 0;  // that run, draining ones not among them
  std::int64_t starting = 0;   // new ones that are not healthy yet
  std::int64_t healthy = 0;    // new ones that are
  std::int64_t draining = 0;   // old ones that finish their requests
  double traffic = 0;          // the share of the new version, 0 to 100

  // All that take room: addresses, network interfaces, memory.
  [[nodiscard]] std::int64_t tasks() const { return old_tasks + starting + healthy + draining; }
};

struct ReleasePlan {
  std::vector<ReleaseStep> steps;
  std::string stuck;       // the step where it would hang, and the scarce resource; empty: it ends
  std::int64_t least = 0;  // the fewest tasks that serve at any time
  std::int64_t most = 0;   // the most that run at any time
  std::int64_t interfaces = 0;       // the most network interfaces (and addresses) at any time
  std::int64_t free_addresses = -1;  // of its subnets without it; -1: not known
};

struct ReleaseOptions {
  std::int64_t count = 0;  // tasks that run before; 0: the least of the service
  // From the start of a task until its container answers, in seconds: pulling the image, starting.
  // AWS promises none, so it is an assumption.
  std::int64_t start = 60;
};

// Releases a service. Its instances, if it has any, run only the tasks that always run there.
[[nodiscard]] ReleasePlan simulate_release(const sema::Program& program, const plan::Plan& plan,
                                           const plan::Service& service,
                                           const ReleaseOptions& options);

}  // namespace svc::simulate
