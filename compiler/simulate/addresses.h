// How many addresses of a group of subnets are taken: always, and at the most.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
#pragma once

#include <cstdint>
#include <vector>

#include "plan/plan.h"

namespace svc::simulate {

struct GroupUse {
  const plan::Network* network = nullptr;
  const plan::SubnetGroup* group = nullptr;
  std::int64_t free = 0;   // addresses, without the five that AWS keeps in each subnet
  std::int64_t fixed = 0;  // taken by balancers, endpoints, NAT gateways, mount targets, instances
  std::int64_t least = 0;  // of tasks that always run
  std::int64_t most = 0;   // of tasks at the most, without a release
  std::int64_t surge = 0;  // the extra addresses if all services are released at once
  const plan::Workload* largest = nullptr;  // the largest user
  const plan::Job* job = nullptr;           // the job with the most tasks at once
  std::int64_t job_tasks = 0;
};

// The groups of networks that the program makes.
[[nodiscard]] std::vector<GroupUse> addresses(const sema::Program& program, const plan::Plan& plan);

}  // namespace svc::simulate
