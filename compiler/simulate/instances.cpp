#include "simulate/instances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace svc::simulate {
namespace {

using plan::Block;

std::int64_t sum_of(const std::vector<const Block*>& containers, std::string_view field,
                    std::string_view instead) {
  std::int64_t sum = 0;
  for (const Block* container : containers) {
    if (container->has(field))
      sum += field == "cpu" ? container->cpu_units(field) : container->mebibytes(field);
    else if (!instead.empty() && container->has(instead))
      sum += container->mebibytes(instead);
  }
  return sum;
}

std::int64_t most_instances(const Block& capacity) {
  const auto* range = capacity["size"].get<sema::Range>();
  return range ? range->max : capacity.integer("size");
}

bool is_daemon(const Load& load) {
  return load.service != nullptr && load.service->block->flag("daemon");
}

Load load_of(const plan::Workload& workload, const plan::Service* service) {
  Load load{&workload, service, demand_of(*workload.task)};
  if (service != nullptr) {
    load.least = service->min;
    load.most = service->max;
    load.distinct = !service->block->nested("constrain", "distinct_instance").empty();
  } else {
    load.most = workload.block->integer("count");
  }
  return load;
}

// A daemon runs on every instance of its cluster, of every capacity.
void take(Demand& room, const Demand& daemon) {
  room.cpu -= daemon.cpu;
  room.memory -= daemon.memory;
  room.gpus -= daemon.gpus;
  room.interfaces -= daemon.interfaces;
  room.ports.insert(room.ports.end(), daemon.ports.begin(), daemon.ports.end());
}

Demand room_of(const Block& capacity, const plan::InstanceType& type) {
  Demand room{type.vcpu * 1024, type.memory_mib, type.gpus, type.interfaces - 1, {}};
  if (capacity.flag("trunking") && type.trunked_tasks > 0) room.interfaces = type.trunked_tasks;
  return room;
}

// ---- Packing

// Tasks that are placed alike.
struct Class {
  Demand demand;
  std::int64_t count = 0;
  int single = -1;  // a number that only tasks share which must not meet on an instance
};

struct Instance {
  Demand room;
  std::set<int> singles;
};

bool meets(const std::vector<std::int64_t>& taken, const std::vector<std::int64_t>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](std::int64_t port) {
    return std::find(taken.begin(), taken.end(), port) != taken.end();
  });
}

bool holds(const Instance& instance, const Class& one) {
  const Demand& room = instance.room;
  const Demand& wanted = one.demand;
  return wanted.cpu <= room.cpu && wanted.memory <= room.memory && wanted.gpus <= room.gpus &&
         wanted.interfaces <= room.interfaces && !meets(room.ports, wanted.ports) &&
         (one.single < 0 || !instance.singles.contains(one.single));
}

void put(Instance& instance, const Class& one) {
  take(instance.room, one.demand);
  if (one.single >= 0) instance.singles.insert(one.single);
}

// How many tasks of the class fit on an empty instance.
std::int64_t per_instance(const Demand& room, const Class& one) {
  std::int64_t most = one.single >= 0 || !one.demand.ports.empty() ? 1 : 1'000'000;
  const auto limit = [&](std::int64_t there, std::int64_t wanted) {
    if (wanted > 0) most = std::min(most, std::max<std::int64_t>(there, 0) / wanted);
  };
  limit(room.cpu, one.demand.cpu);
  limit(room.memory, one.demand.memory);
  limit(room.gpus, one.demand.gpus);
  limit(room.interfaces, one.demand.interfaces);
  return meets(room.ports, one.demand.ports) ? 0 : most;
}

// First fit, in the order of the classes.
bool first_fit(const Pool& pool, const std::vector<Class>& classes) {
  std::vector<Instance> instances(static_cast<std::size_t>(pool.instances), {pool.room, {}});
  for (const Class& one : classes) {
    std::int64_t left = one.count;
    for (Instance& instance : instances) {
      while (left > 0 && holds(instance, one)) {
        put(instance, one);
        --left;
      }
    }
    if (left > 0) return false;
  }
  return true;
}

// Tries the ways of filling one instance after the other. Gives up after so many steps, and then
// says that the tasks fit.
class Search {
 public:
  Search(const Pool& pool, const std::vector<Class>& classes) : pool_(pool), classes_(classes) {}

  bool fits() {
    std::vector<std::int64_t> left;
    for (const Class& one : classes_) left.push_back(one.count);
    return fill(std::move(left), pool_.instances);
  }

 private:
  static constexpr int kSteps = 20'000;

  bool fill(std::vector<std::int64_t> left, std::int64_t instances) {
    if (std::all_of(left.begin(), left.end(), [](std::int64_t n) { return n == 0; })) return true;
    if (instances == 0) return false;
    if (!seen_.insert({left, instances}).second) return false;
    Instance empty{pool_.room, {}};
    return choose(left, 0, empty, instances);
  }

  // How many of the class go onto this instance: as many as possible first.
  bool choose(const std::vector<std::int64_t>& left, std::size_t index, const Instance& instance,
              std::int64_t instances) {
    if (++steps_ > kSteps) return true;
    if (index == classes_.size()) return fill(left, instances - 1);
    std::vector<Instance> stages{instance};
    std::int64_t number = 0;
    while (number < left[index] && holds(stages.back(), classes_[index])) {
      stages.push_back(stages.back());
      put(stages.back(), classes_[index]);
      ++number;
    }
    for (; number >= 0; --number) {
      std::vector<std::int64_t> rest = left;
      rest[index] -= number;
      if (choose(rest, index + 1, stages[static_cast<std::size_t>(number)], instances)) return true;
    }
    return false;
  }

  const Pool& pool_;
  const std::vector<Class>& classes_;
  std::set<std::pair<std::vector<std::int64_t>, std::int64_t>> seen_;
  int steps_ = 0;
};

std::vector<Class> classes_of(const Pool& pool, const std::vector<std::int64_t>& counts) {
  std::vector<Class> classes;
  for (std::size_t i = 0; i < pool.loads.size(); ++i) {
    if (counts[i] == 0) continue;
    const Load& load = pool.loads[i];
    const int single = load.distinct ? static_cast<int>(i) : -1;
    const auto same = std::find_if(classes.begin(), classes.end(), [&](const Class& one) {
      return one.single == single && one.demand == load.demand;
    });
    if (same != classes.end())
      same->count += counts[i];
    else
      classes.push_back({load.demand, counts[i], single});
  }
  return classes;
}

// Whether there is too little of something altogether.
Limit lacks_altogether(const Pool& pool, const std::vector<Class>& classes) {
  Demand wanted;
  std::map<std::int64_t, std::int64_t> ports;
  for (const Class& one : classes) {
    wanted.cpu += one.demand.cpu * one.count;
    wanted.memory += one.demand.memory * one.count;
    wanted.gpus += one.demand.gpus * one.count;
    wanted.interfaces += one.demand.interfaces * one.count;
    for (const std::int64_t port : one.demand.ports) ports[port] += one.count;
    if (one.single >= 0 && one.count > pool.instances) return Limit::Distinct;
  }
  const auto over = [&](std::int64_t sum, std::int64_t room) {
    return sum > room * pool.instances;
  };
  if (over(wanted.cpu, pool.room.cpu)) return Limit::Cpu;
  if (over(wanted.memory, pool.room.memory)) return Limit::Memory;
  if (over(wanted.gpus, pool.room.gpus)) return Limit::Gpus;
  if (over(wanted.interfaces, pool.room.interfaces)) return Limit::Interfaces;
  const bool taken = std::any_of(ports.begin(), ports.end(),
                                 [&](const auto& port) { return port.second > pool.instances; });
  return taken ? Limit::Ports : Limit::None;
}

// What limits the tasks of one class, without any other tasks.
Limit lacks_alone(const Pool& pool, const Class& one) {
  const std::int64_t most = per_instance(pool.room, one);
  if (most * pool.instances >= one.count) return Limit::None;
  if (one.demand.gpus > 0 && pool.room.gpus / one.demand.gpus <= most) return Limit::Gpus;
  if (one.demand.memory > 0 && pool.room.memory / one.demand.memory <= most) return Limit::Memory;
  if (one.demand.cpu > 0 && pool.room.cpu / one.demand.cpu <= most) return Limit::Cpu;
  if (!one.demand.ports.empty()) return Limit::Ports;
  return Limit::Places;
}

}  // namespace

Demand demand_of(const plan::Task& task) {
  const Block& block = *task.block;
  const auto containers = block.nested("container");
  Demand demand;
  demand.cpu = block.has("cpu") ? block.cpu_units("cpu") : sum_of(containers, "cpu", {});
  demand.memory =
      block.has("memory") ? block.mebibytes("memory") : sum_of(containers, "reserve", "memory");
  demand.interfaces = task.mode == plan::NetworkMode::Awsvpc ? 1 : 0;
  const bool host_ports =
      task.mode == plan::NetworkMode::Bridge || task.mode == plan::NetworkMode::Host;
  for (const Block* container : containers) {
    if (container->has("gpu")) demand.gpus += container->integer("gpu");
    if (!host_ports) continue;
    for (const Block* port : container->nested("port")) {
      const plan::HostPorts ports = plan::host_ports(task.mode, *port);
      if (!ports.free()) demand.ports.push_back(ports.first);
    }
  }
  std::sort(demand.ports.begin(), demand.ports.end());
  return demand;
}

std::vector<Pool> pools(const plan::Plan& plan) {
  std::vector<Pool> found;
  std::map<const Block*, std::size_t> index;
  std::map<const Block*, std::vector<std::size_t>> by_cluster;
  const auto pool_of = [&](const Block& capacity) -> Pool* {
    const auto [at, added] = index.try_emplace(&capacity, found.size());
    if (!added) return &found[at->second];
    const plan::InstanceType* type = plan::find_instance_type(capacity.text("instance"));
    found.push_back({&capacity, type, most_instances(capacity), {}, {}});
    if (type != nullptr) found.back().room = room_of(capacity, *type);
    by_cluster[capacity.parent].push_back(at->second);
    return &found.back();
  };
  std::vector<Load> daemons;
  const auto add = [&](const Load& load) {
    const plan::Workload& workload = *load.workload;
    if (is_daemon(load)) {
      daemons.push_back(load);
      return;
    }
    if (workload.capacity.size() != 1 || workload.capacity.front().kind != plan::Capacity::Ec2)
      return;
    pool_of(*workload.capacity.front().instances)->loads.push_back(load);
  };
  for (const plan::Service& service : plan.services) {
    if (service.task != nullptr && service.cluster != nullptr) add(load_of(service, &service));
  }
  for (const plan::Job& job : plan.jobs) {
    if (job.task != nullptr && job.cluster != nullptr) add(load_of(job, nullptr));
  }
  for (const Load& daemon : daemons) {
    for (const std::size_t at : by_cluster[daemon.workload->cluster])
      take(found[at].room, daemon.demand);
  }
  std::erase_if(found, [](const Pool& pool) { return pool.type == nullptr; });
  return found;
}

Limit lacks(const Pool& pool, const std::vector<std::int64_t>& counts) {
  std::vector<Class> classes = classes_of(pool, counts);
  if (classes.empty()) return Limit::None;
  if (pool.instances == 0) return Limit::Instances;
  const Limit whole = lacks_altogether(pool, classes);
  if (whole != Limit::None) return whole;
  for (const Class& one : classes) {
    const Limit alone = lacks_alone(pool, one);
    if (alone != Limit::None) return alone;
  }
  if (classes.size() == 1) return Limit::None;
  using Quantity = std::int64_t Demand::*;
  for (const Quantity key : {&Demand::cpu, &Demand::memory, &Demand::interfaces}) {
    std::stable_sort(classes.begin(), classes.end(),
                     [&](const Class& a, const Class& b) { return a.demand.*key > b.demand.*key; });
    if (first_fit(pool, classes)) return Limit::None;
  }
  constexpr std::size_t kMostClasses = 8;  // beyond it the search would rarely end
  constexpr std::int64_t kMostInstances = 64;
  if (classes.size() > kMostClasses || pool.instances > kMostInstances) return Limit::None;
  return Search(pool, classes).fits() ? Limit::None : Limit::Places;
}

Release release_of(const plan::Service& service, std::int64_t count) {
  if (service.strategy != plan::Strategy::Rolling) return {count, count};
  const double min = service.deploy != nullptr ? service.deploy->number("min") : 100.0;
  const auto stay = static_cast<std::int64_t>(std::ceil(static_cast<double>(count) * min / 100));
  return {count, stay >= count && count > 0 ? 1 : 0};
}

}  // namespace svc::simulate
