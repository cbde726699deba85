// The task definitions, and the capacity that each must be able to run on.
#include <algorithm>

#include "plan/parts.h"

namespace svc::plan {
namespace {

void add_launch(const Workload& workload, Launch& launch) {
  if (workload.capacity.empty()) launch.add(Capacity::Fargate);
  for (const CapacityShare& share : workload.capacity) launch.add(share.kind);
}

Capacity capacity_of(std::string_view word) {
  if (word == "ec2") return Capacity::Ec2;
  if (word == "managed") return Capacity::Managed;
  return word == "external" ? Capacity::External : Capacity::Fargate;
}

// The task's own setting: a word, or a list of words.
Launch written_launch(const sema::Value& value) {
  Launch launch;
  const auto add = [&](const sema::Value& item) {
    if (const auto* word = item.get<sema::Symbol>()) launch.add(capacity_of(word->name));
  };
  add(value);
  if (const auto* list = value.get<sema::List>())
    std::for_each(list->items.begin(), list->items.end(), add);
  return launch;
}

NetworkMode mode_of(const Block& task) {
  const std::string_view mode = task.symbol("network_mode");
  if (mode == "bridge") return NetworkMode::Bridge;
  if (mode == "host") return NetworkMode::Host;
  return mode == "none" ? NetworkMode::None : NetworkMode::Awsvpc;
}

// Where its services and jobs run; Fargate if there are none.
Launch launch_of_users(const Task& task, const Plan& plan) {
  Launch launch;
  for (const Service& service : plan.services) {
    if (service.task == &task) add_launch(service, launch);
  }
  for (const Job& job : plan.jobs) {
    if (job.task == &task) add_launch(job, launch);
  }
  if (!launch.ec2 && !launch.managed && !launch.external) launch.fargate = true;
  return launch;
}

// Every 15, and not so often that a run outgrows the 25,000 events that its history may hold. A
// look makes 11 events. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
std::int64_t seconds_between_looks(const Block& job) {
  constexpr std::int64_t shortest = 15, events = 11, room = 20'000;
  if (!job.has("timeout")) return 0;
  const std::int64_t longest_run =
      job.seconds("timeout") * (job.integer("retries") + 1) * job.integer("count");
  return std::max(shortest, (longest_run * events + room - 1) / room);
}

}  // namespace

bool Launch::allows(Capacity capacity) const {
  switch (capacity) {
    case Capacity::Fargate:
      return fargate;
    case Capacity::Ec2:
      return ec2;
    case Capacity::Managed:
      return managed;
    case Capacity::External:
      return external;
  }
  return false;
}

bool Launch::only(Capacity capacity) const {
  return allows(capacity) && int{fargate} + int{ec2} + int{managed} + int{external} == 1;
}

void Launch::add(Capacity capacity) {
  switch (capacity) {
    case Capacity::Fargate:
      fargate = true;
      break;
    case Capacity::Ec2:
      ec2 = true;
      break;
    case Capacity::Managed:
      managed = true;
      break;
    case Capacity::External:
      external = true;
      break;
  }
}

HostPorts host_ports(NetworkMode mode, const Block& port) {
  constexpr HostPorts kFree{32768, 61000};
  const std::int64_t inside = port.integer("container");
  if (mode != NetworkMode::Bridge) return {inside, inside};
  const std::int64_t host = port.has("host") ? port.integer("host") : 0;
  return host == 0 ? kFree : HostPorts{host, host};
}

void plan_tasks(const sema::Program& program, Plan& plan) {
  for (const Block* block : program.blocks) {
    if (block->existing) continue;
    if (block->kind->name == "task")
      plan.tasks.push_back({block, block->name, {}, mode_of(*block), {}, {}});
    if (block->kind->name != "service" && block->kind->name != "job") continue;
    const Block* task = block->block("task");
    if (task && !task->top_level)
      plan.tasks.push_back({task, block->name, {}, mode_of(*task), {}, {}});
  }
  for (Service& service : plan.services) {
    Task* task = plan.tasks.find(service.block->block("task"));
    service.task = task;
    if (task) task->services.push_back(service.block);
  }
  for (Job& job : plan.jobs) {
    job.task = plan.tasks.find(job.block->block("task"));
    if (job.task != nullptr && disk_of(*job.task->block) != nullptr)
      job.look_every = seconds_between_looks(*job.block);
  }
  for (Task& task : plan.tasks) {
    const sema::Value& launch = (*task.block)["launch"];
    task.launch = launch.present() ? written_launch(launch) : launch_of_users(task, plan);
  }
}

const Block* disk_of(const Block& task) {
  for (const Block* volume : task.nested("volume")) {
    if (volume->only("ebs") != nullptr) return volume;
  }
  return nullptr;
}

}  // namespace svc::plan
