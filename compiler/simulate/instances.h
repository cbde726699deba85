// What the instances of a capacity hold: at rest, at most, and during a release.
//
// A model of how ECS places tasks on EC2 instances. It says that tasks do not fit only where no
// way of placing them exists; where that is not certain, they fit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/facts.h"
#include "plan/plan.h"

namespace svc::simulate {

// The resources that a task takes of its instance.
struct Demand {
  std::int64_t cpu = 0;     // AWS units
  std::int64_t memory = 0;  // MiB
  std::int64_t gpus = 0;
  std::int64_t interfaces = 0;      // network interfaces
  std::vector<std::int64_t> ports;  // ports of the host that it takes for itself, sorted
  bool operator==(const Demand&) const = default;
};

// The demand of a task definition: its own figures, else the sum of its containers' figures.
[[nodiscard]] Demand demand_of(const plan::Task& task);

// The tasks of one service or job on a capacity.
struct Load {
  const plan::Workload* workload = nullptr;
  const plan::Service* service = nullptr;  // null for a job
  Demand demand;
  std::int64_t least = 0;  // tasks that always run
  std::int64_t most = 0;   // tasks that run at the most, without a release
  bool distinct = false;   // each on a separate instance
};

// The instances of one capacity. All are alike.
struct Pool {
  const plan::Block* capacity = nullptr;
  const plan::InstanceType* type = nullptr;
  std::int64_t instances = 0;  // at the most
  Demand room;                 // of one instance, without the share of daemons
  std::vector<Load> loads;  // of tasks that run only on this capacity, in the order of the program
};

// The capacities of EC2 instances with a known type.
[[nodiscard]] std::vector<Pool> pools(const plan::Plan& plan);

// The resource that is too scarce.
enum class Limit : std::uint8_t {
  None,
  Instances,
  Cpu,
  Memory,
  Gpus,
  Interfaces,
  Ports,
  Distinct,
  Places
};

// Whether the pool holds `counts[i]` tasks of `loads[i]`; else the scarce resource. Places: there
// is enough of everything in total, but not on any one instance.
[[nodiscard]] Limit lacks(const Pool& pool, const std::vector<std::int64_t>& counts);

// The tasks of a service that run at the same time during its release.
struct Release {
  std::int64_t running = 0;  // old tasks that must stay until new ones are healthy
  std::int64_t started = 0;  // new tasks that must start before the first old one may stop
};
// With `count` tasks. Rolling: one new task suffices, none if an old one may stop first. Others:
// all of them.
[[nodiscard]] Release release_of(const plan::Service& service, std::int64_t count);

}  // namespace svc::simulate
