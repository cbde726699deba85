// Whether the instances of a capacity hold their tasks: always, at most, and during a release
// (simulate/instances.h).
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
#include <fmt/format.h>

#include <algorithm>

#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "sema/edits.h"
#include "sema/literals.h"
#include "simulate/instances.h"

namespace svc::check {
namespace {

using simulate::Limit;
using simulate::Load;
using simulate::Pool;
using Counts = std::vector<std::int64_t>;

std::string limit_text(Limit limit, const Pool& pool) {
  const std::int64_t n = pool.instances;
  const auto all = [&](std::string_view what) {
    return fmt::format("at most {} \"{}\" instance{} with {} each", n, pool.type->name,
                       n == 1 ? "" : "s", what);
  };
  switch (limit) {
    case Limit::Instances:
      return "it never has an instance";
    case Limit::Memory:
      return all(sema::size_text(pool.type->memory_mib * 1024 * 1024));
    case Limit::Gpus:
      return all(fmt::format("{} GPU{}", pool.type->gpus, pool.type->gpus == 1 ? "" : "s"));
    case Limit::Interfaces:
      return all(fmt::format("network interfaces for {} tasks", pool.room.interfaces));
    case Limit::Ports:
      return all("each port of the host once");
    case Limit::Distinct:
      return fmt::format(
          "at most {} instances, and each takes one task of a service with "
          "`constrain distinct_instance`",
          n);
    default:
      return all(sema::cpu_text(pool.type->vcpu * 1024));
  }
}

Span size_span(const Pool& pool) {
  const sema::Value& size = (*pool.capacity)["size"];
  return size.is_default ? pool.capacity->span : size.span;
}

Span count_span(const Load& load) {
  const Block& block = *load.workload->block;
  const sema::Value& count = block["count"];
  return count.is_default ? block.name_span : count.span;
}

// A task that no instance takes is reported by itself (instances.cpp).
bool too_large(const Pool& pool, const Load& load) {
  return load.demand.cpu > pool.type->vcpu * 1024 || load.demand.memory >= pool.type->memory_mib ||
         load.demand.gpus > pool.type->gpus;
}

// Network interfaces and ports of the host at rest are checked in instances.cpp.
bool is_checked_elsewhere(Limit limit) {
  return limit == Limit::None || limit == Limit::Interfaces || limit == Limit::Ports;
}

Counts least_of(const Pool& pool) {
  Counts counts;
  for (const Load& load : pool.loads) counts.push_back(load.least);
  return counts;
}

// The first load that does not fit next to the earlier ones.
std::size_t first_without_room(const Pool& pool, const Counts& counts) {
  std::size_t low = 0, high = counts.size() - 1;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    Counts part(counts.size(), 0);
    std::copy_n(counts.begin(), middle + 1, part.begin());
    if (simulate::lacks(pool, part) != Limit::None)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

// The largest number of tasks of one load that fits.
std::int64_t most_that_fit(const Pool& pool, Counts counts, std::size_t index, std::int64_t most) {
  std::int64_t low = 0;
  while (low < most) {
    counts[index] = (low + most + 1) / 2;
    if (simulate::lacks(pool, counts) == Limit::None)
      low = counts[index];
    else
      most = counts[index] - 1;
  }
  return low;
}

// A daemon has the port on each instance.
bool check_ports_of_daemons(const Pool& pool, Sink& sink) {
  for (const Load& load : pool.loads) {
    const auto& taken = pool.room.ports;
    const bool meets =
        std::any_of(load.demand.ports.begin(), load.demand.ports.end(), [&](std::int64_t port) {
          return std::find(taken.begin(), taken.end(), port) != taken.end();
        });
    if (!meets || load.most == 0) continue;
    auto report = sink.report<diag::CapacityTooSmall>(count_span(load), pool.capacity->name,
                                                      tasks_text(std::max(load.least, load.most)),
                                                      load.workload->block->name);
    for (const Block* container : load.workload->task->block->nested("container")) {
      for (const Block* port : container->nested("port"))
        report.related(port->span, "a daemon has this port on each instance");
    }
    report.help("give one of them another `host` port");
    return false;
  }
  return true;
}

// The daemons of the cluster, which take a part of each instance.
void show_daemons(const Pool& pool, const plan::Plan& plan, Report& report) {
  for (const plan::Service& service : plan.services) {
    if (service.cluster != pool.capacity->parent || !service.block->flag("daemon") ||
        service.task == nullptr)
      continue;
    const Block& task = *service.task->block;
    report.related(task.has("memory") ? task["memory"].span : service.block->name_span,
                   fmt::format("daemon `{}` takes a part of each instance", service.block->name));
  }
}

bool check_rest(const Pool& pool, const Counts& counts, const plan::Plan& plan, Sink& sink) {
  if (!check_ports_of_daemons(pool, sink)) return false;
  const Limit limit = simulate::lacks(pool, counts);
  if (limit == Limit::None) return true;
  if (is_checked_elsewhere(limit)) return false;
  const std::size_t index = first_without_room(pool, counts);
  const Load& load = pool.loads[index];
  auto report = sink.report<diag::CapacityTooSmall>(
      count_span(load), pool.capacity->name, tasks_text(load.least), load.workload->block->name);
  show_daemons(pool, plan, report);
  report.related(size_span(pool), limit_text(limit, pool))
      .related(load.workload->block->name_span, "what has no room")
      .help(fmt::format("allow more instances: `size = {}..{}` in capacity `{}`",
                        std::max<std::int64_t>(1, std::min<std::int64_t>(pool.instances, 2)),
                        std::max<std::int64_t>(pool.instances * 2, load.least + 1),
                        pool.capacity->name));
  return false;
}

Span deploy_span(const plan::Service& service) {
  return service.deploy ? service.deploy->span : service.block->name_span;
}

bool check_replacement(const Pool& pool, Counts counts, std::size_t index, Sink& sink) {
  const Load& load = pool.loads[index];
  if (load.service == nullptr || load.least == 0) return true;
  const simulate::Release release = simulate::release_of(*load.service, load.least);
  if (release.started == 0) return true;
  counts[index] = release.running + release.started;
  const Limit limit = simulate::lacks(pool, counts);
  const bool rolling = load.service->strategy == plan::Strategy::Rolling;
  if (limit == Limit::None || (rolling && limit == Limit::Ports)) return true;
  auto report =
      sink.report<diag::NoRoomToReplace>(deploy_span(*load.service), load.workload->block->name,
                                         release.started, pool.capacity->name, load.least);
  report.related(size_span(pool), limit_text(limit, pool))
      .related(count_span(load), "the tasks that run meanwhile");
  for (const Block* container : load.workload->task->block->nested("container")) {
    if (limit == Limit::Ports && !container->nested("port").empty())
      report.related(container->nested("port").front()->span, "the port of the host");
  }
  report.help(rolling ? "write `deploy rolling { min = 50% }`, or allow one more instance (`size`)"
                      : "allow more instances (`size`), or write `deploy rolling { min = 50% }`");
  return false;
}

void check_growth(const Pool& pool, Counts counts, std::size_t index, Sink& sink) {
  const Load& load = pool.loads[index];
  if (load.most <= load.least) return;
  counts[index] = load.most;
  const Limit limit = simulate::lacks(pool, counts);
  if (limit == Limit::None) return;
  if (load.service != nullptr && (limit == Limit::Interfaces || limit == Limit::Ports)) return;
  const std::int64_t fit = most_that_fit(pool, counts, index, load.most);
  const Block& block = *load.workload->block;
  if (load.service == nullptr && fit == 0) {
    sink.report<diag::CapacityTooSmall>(count_span(load), pool.capacity->name,
                                        tasks_text(load.most), block.name)
        .related(size_span(pool), limit_text(limit, pool))
        .help("allow more instances (`size`), or make the tasks smaller");
    return;
  }
  sink.report<diag::CapacityStopsGrowth>(count_span(load), block.kind->name, block.name, load.most,
                                         pool.capacity->name, fit)
      .related(size_span(pool), limit_text(limit, pool))
      .help("allow more instances (`size`), or lower the count");
}

// Further instance types, which the group starts where the first is not to be had.
void check_smaller_types(const Pool& pool, Sink& sink) {
  for (const sema::Value& item : pool.capacity->items("types")) {
    const auto* name = item.get<std::string>();
    const plan::InstanceType* type = name ? plan::find_instance_type(*name) : nullptr;
    if (type == nullptr) continue;
    for (const Load& load : pool.loads) {
      if (load.demand.cpu <= type->vcpu * 1024 && load.demand.memory < type->memory_mib &&
          load.demand.gpus <= type->gpus)
        continue;
      const Block& block = *load.workload->block;
      sink.report<diag::SmallerType>(item.span, type->name, pool.capacity->name, block.kind->name,
                                     block.name)
          .related(block.name_span, "what has no room there")
          .help("name a type that is at least as large as the first");
      break;
    }
  }
}

void check_pool(const Pool& pool, const plan::Plan& plan, Sink& sink) {
  if (pool.loads.empty()) return;
  check_smaller_types(pool, sink);
  for (const Load& load : pool.loads) {
    if (too_large(pool, load)) return;
  }
  const Counts least = least_of(pool);
  if (!check_rest(pool, least, plan, sink)) return;
  // A pool with many services is judged as a whole, because judging each of them would cost too
  // much.
  constexpr std::size_t kMostLoads = 200;
  if (pool.loads.size() > kMostLoads) return;
  for (std::size_t i = 0; i < pool.loads.size(); ++i) {
    if (check_replacement(pool, least, i, sink)) check_growth(pool, least, i, sink);
  }
}

}  // namespace

void check_pools(const plan::Plan& plan, Sink& sink) {
  for (const Pool& pool : simulate::pools(plan)) check_pool(pool, plan, sink);
}

}  // namespace svc::check
