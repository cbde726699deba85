// Which task definitions there are, and on what each must be able to run.
#include <fmt/format.h>

#include <algorithm>

#include "plan/parts.h"

namespace svc::plan {
namespace {

void add_launch(const Workload& workload, Launch& launch) {
  if (workload.capacity.empty()) launch.fargate = true;
  for (const CapacityShare& share : workload.capacity) (share.ec2 ? launch.ec2 : launch.fargate) = true;
}

// Where its services and jobs run; without any, on Fargate.
Launch launch_of_users(const Task& task, const Plan& plan) {
  Launch launch;
  for (const Service& service : plan.services) {
    if (service.task == &task) add_launch(service, launch);
  }
  for (const Job& job : plan.jobs) {
    if (job.task == &task) add_launch(job, launch);
  }
  if (!launch.fargate && !launch.ec2) launch.fargate = true;
  return launch;
}

void plan_launch(Task& task, const Plan& plan, Sink& sink) {
  const Block& block = *task.block;
  task.launch = launch_of_users(task, plan);
  if (block.has("launch")) {
    const std::string_view launch = block.symbol("launch");
    task.launch = {launch == "fargate", launch == "ec2", launch == "external"};
    if (task.launch.external) {
      sink.report<diag::NotYetSupported>(block["launch"].span, "ECS Anywhere (`launch = external`)").help("write `launch = ec2` or `launch = fargate`");
    }
  }
  const std::string_view mode = block.symbol("network_mode");
  // On Fargate another mode is an error of its own (check/task.cpp).
  if (mode != "awsvpc" && !task.launch.fargate) {
    sink.report<diag::NotYetSupported>(block["network_mode"].span, fmt::format("network mode `{}`", mode)).help("leave out `network_mode` for `awsvpc`");
  }
}

}  // namespace

void plan_tasks(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.blocks) {
    if (block->existing) continue;
    if (block->kind->name == "task") plan.tasks.push_back({block, block->name, {}, {}, {}});
    if (block->kind->name != "service" && block->kind->name != "job") continue;
    const Block* task = block->block("task");
    if (task && !task->top_level) plan.tasks.push_back({task, block->name, {}, {}, {}});
  }
  for (Service& service : plan.services) {
    Task* task = plan.tasks.find(service.block->block("task"));
    service.task = task;
    if (task) task->services.push_back(service.block);
  }
  for (Job& job : plan.jobs) job.task = plan.tasks.find(job.block->block("task"));
  for (Task& task : plan.tasks) plan_launch(task, plan, sink);
}

}  // namespace svc::plan
