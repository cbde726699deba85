// Instances that always run although no task is placed on them.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// What the program runs in a cluster.
std::vector<const plan::Workload*> workloads_in(const plan::Plan& plan, const Block& cluster) {
  std::vector<const plan::Workload*> found;
  for (const plan::Service& service : plan.services) {
    if (service.cluster == &cluster) found.push_back(&service);
  }
  for (const plan::Job& job : plan.jobs) {
    if (job.cluster == &cluster) found.push_back(&job);
  }
  return found;
}

// A daemon runs on every instance of its cluster.
bool places_on(const plan::Workload& workload, const Block& capacity) {
  const Block& block = *workload.block;
  return (block.kind->name == "service" && block.flag("daemon")) ||
         std::any_of(
             workload.capacity.begin(), workload.capacity.end(),
             [&](const plan::CapacityShare& share) { return share.instances == &capacity; });
}

// They may place tasks by any name.
bool has_raw(const sema::Program& program) {
  return std::any_of(program.blocks.begin(), program.blocks.end(),
                     [](const Block* block) { return block->kind->name == "raw"; });
}

std::int64_t smallest_size(const Block& capacity) {
  const auto* range = capacity["size"].get<sema::Range>();
  return range != nullptr ? range->min : capacity.integer("size");
}

void check_idle_instances(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (has_raw(program)) return;
  for (const Block* cluster : program.created("cluster")) {
    const auto workloads = workloads_in(plan, *cluster);
    if (workloads.empty()) continue;  // it is for another program
    for (const Block* capacity : cluster->nested("capacity", "ec2")) {
      const std::int64_t least = smallest_size(*capacity);
      const bool used =
          std::any_of(workloads.begin(), workloads.end(),
                      [&](const plan::Workload* one) { return places_on(*one, *capacity); });
      if (least == 0 || used) continue;
      const bool one = least == 1;
      sink.report<diag::IdleInstances>(
              capacity->span, one ? "an instance" : fmt::format("{} instances", least),
              capacity->labels.back().text, one ? "runs" : "run", one ? "it" : "them")
          .help(
              fmt::format("write `capacity {} {{}}` in a service, or `size = 0..N`, or remove the "
                          "capacity",
                          capacity->labels.back().text));
    }
  }
}

}  // namespace

constinit const Rule idle_instances = {
    .code = diag::IdleInstances::code,
    .about =
        "A group keeps its smallest number of instances also if no service and no job names the "
        "capacity and the cluster's default strategy gives it no weight. AWS charges for them.",
    .program = check_idle_instances,
};

}  // namespace svc::lint::rules
