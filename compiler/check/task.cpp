// The size of a task: the sizes of Fargate, and the needs of its containers.
#include <fmt/format.h>

#include <algorithm>

#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "plan/facts.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

using sema::cpu_text;
using sema::size_text;

constexpr std::int64_t kMiB = 1024 * 1024;

std::string mib_text(std::int64_t mib) {
  return size_text(mib * kMiB);
}

// A hint for memory that is within the range but between two steps.
std::string steps_text(const plan::FargateSize& size, std::int64_t mib) {
  if (size.memory.size() <= 3 || mib < size.memory.front() || mib > size.memory.back()) return {};
  return fmt::format(": there are steps of {}", mib_text(size.memory[1] - size.memory[0]));
}

// `1GiB to 4GiB`, or the amounts if there are few.
std::string fargate_memory_text(const plan::FargateSize& size) {
  if (size.memory.size() <= 3) {
    std::string text;
    for (std::size_t i = 0; i < size.memory.size(); ++i) {
      text += (i == 0                        ? ""
               : i + 1 == size.memory.size() ? " or "
                                             : ", ") +
              mib_text(size.memory[i]);
    }
    return text;
  }
  return fmt::format("{} to {}", mib_text(size.memory.front()), mib_text(size.memory.back()));
}

// The user wrote 0.3vcpu for 307 AWS units.
std::string rough_cpu_text(std::int64_t units) {
  return fmt::format("{:.3g}vcpu", static_cast<double>(units) / 1024);
}

std::int64_t nearest(std::span<const std::int64_t> amounts, std::int64_t wanted) {
  // If two sizes are equally close, take the larger one: the requested size fits into it.
  return *std::min_element(amounts.begin(), amounts.end(), [&](std::int64_t a, std::int64_t b) {
    return std::pair(std::abs(a - wanted), -a) < std::pair(std::abs(b - wanted), -b);
  });
}

// The smallest cpu that supports exactly this memory, or null.
const plan::FargateSize* size_for_memory(std::int64_t mib) {
  const auto sizes = plan::fargate_sizes();
  const auto found = std::find_if(sizes.begin(), sizes.end(), [&](const plan::FargateSize& size) {
    return std::find(size.memory.begin(), size.memory.end(), mib) != size.memory.end();
  });
  return found == sizes.end() ? nullptr : &*found;
}

std::string missing_size_help(const Block& task) {
  if (task.has("cpu")) {
    const plan::FargateSize* size = plan::find_fargate_size(task.cpu_units("cpu"));
    return fmt::format("write `memory = {}`", mib_text(size ? size->memory.front() : 1024));
  }
  if (task.has("memory")) {
    const plan::FargateSize* size = size_for_memory(task.mebibytes("memory"));
    return fmt::format("write `cpu = {}`", cpu_text(size ? size->cpu : 256));
  }
  return "write `cpu = 0.25vcpu` and `memory = 512MiB`, or more";
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
void check_fargate_size(const Block& task, Sink& sink) {
  if (!task.has("cpu") || !task.has("memory")) {
    const std::string_view missing = task.has("cpu")      ? "`memory`"
                                     : task.has("memory") ? "`cpu`"
                                                          : "`cpu` and `memory`";
    sink.report<diag::FargateNeedsSize>(task.span, missing).help(missing_size_help(task));
    return;
  }
  const std::int64_t cpu = task.cpu_units("cpu");
  const std::int64_t memory = task.mebibytes("memory");
  const plan::FargateSize* size = plan::find_fargate_size(cpu);
  if (size && !size->windows && task.symbol("os") != "linux") {
    sink.report<diag::WindowsSize>(task["cpu"].span, cpu_text(cpu))
        .related(task["os"].span, "the operating system")
        .help("write `cpu = 1vcpu`, 2vcpu or 4vcpu");
    return;
  }
  if (!size) {
    std::vector<std::int64_t> all;
    for (const plan::FargateSize& s : plan::fargate_sizes()) all.push_back(s.cpu);
    const std::string near = cpu_text(nearest(all, cpu));
    const Span span = task["cpu"].span;
    sink.report<diag::FargateCpu>(span, rough_cpu_text(cpu))
        .help(fmt::format("write `cpu = {}`; Fargate has 0.25, 0.5, 1, 2, 4, 8, 16 and 32 vCPU",
                          near))
        .fix(fmt::format("Change to {}", near), {{span, near}});
    return;
  }
  if (std::find(size->memory.begin(), size->memory.end(), memory) != size->memory.end()) return;
  const std::string near = mib_text(nearest(size->memory, memory));
  const plan::FargateSize* other = size_for_memory(memory);
  const Span span = task["memory"].span;
  sink.report<diag::FargateMemory>(span, cpu_text(cpu), fargate_memory_text(*size),
                                   mib_text(memory))
      .related(task["cpu"].span, "the cpu of the task")
      .help(other ? fmt::format("write `memory = {}`, or `cpu = {}`", near, cpu_text(other->cpu))
                  : fmt::format("write `memory = {}`{}", near, steps_text(*size, memory)))
      .fix(fmt::format("Change to {}", near), {{span, near}});
}

// Where the containers say how much of the task they take.
void show_shares(Report report, const Block& task, std::initializer_list<const char*> fields) {
  for (const Block* container : task.nested("container")) {
    for (const char* field : fields) {
      if (!container->wrote(field)) continue;
      report.related((*container)[field].span, fmt::format("of container `{}`", container->name));
      break;
    }
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// (memory, memoryReservation, cpu)
void check_container_sizes(const Block& task, Sink& sink) {
  std::int64_t cpu = 0;
  std::int64_t memory = 0;  // reserved for each: its soft limit, else its hard one
  for (const Block* container : task.nested("container")) {
    const Block& c = *container;
    if (c.has("cpu")) cpu += c.cpu_units("cpu");
    if (c.has("reserve") || c.has("memory"))
      memory += c.bytes(c.has("reserve") ? "reserve" : "memory");
    if (c.has("memory") && c.has("reserve") && c.bytes("reserve") >= c.bytes("memory")) {
      sink.report<diag::ReserveAboveMemory>(c["reserve"].span, c.name,
                                            size_text(c.bytes("reserve")),
                                            size_text(c.bytes("memory")))
          .related(c["memory"].span, "the memory at which it is stopped")
          .help("leave out `reserve`, or make it less than `memory`");
    }
    if (c.has("memory") && task.has("memory") && c.bytes("memory") > task.bytes("memory")) {
      sink.report<diag::ContainerAboveTask>(c["memory"].span, c.name, size_text(c.bytes("memory")),
                                            size_text(task.bytes("memory")))
          .related(task["memory"].span, "the memory of the task")
          .help("give the container less or the task more memory");
    } else if (!task.has("memory") && !c.has("memory") && !c.has("reserve")) {
      sink.report<diag::NoContainerMemory>(c.name_span, c.name)
          .related(task.span, "the task")
          .help("write `memory = 512MiB` in the container or in the task");
    }
  }
  if (const Block* tracing = task.only("tracing"); tracing && tracing->symbol("with") != "none")
    memory += tracing->bytes("memory");
  if (task.has("cpu") && cpu > task.cpu_units("cpu")) {
    auto report = sink.report<diag::ContainersCpu>(task["cpu"].span, cpu_text(cpu),
                                                   cpu_text(task.cpu_units("cpu")));
    show_shares(report.help("give the task more or the containers less"), task, {"cpu"});
  }
  if (task.has("memory") && memory > task.bytes("memory")) {
    auto report = sink.report<diag::ContainersMemory>(task["memory"].span, size_text(memory),
                                                      size_text(task.bytes("memory")));
    show_shares(report.help("give the task more or the containers less"), task,
                {"reserve", "memory"});
  }
}

// The task says where it runs, and a service runs it elsewhere.
void check_launch(const plan::Task& task, const plan::Plan& plan, Sink& sink) {
  const Block& block = *task.block;
  if (!block.has("launch")) return;
  std::vector<std::string_view> wanted;
  for (const plan::Capacity capacity : {plan::Capacity::Fargate, plan::Capacity::Ec2,
                                        plan::Capacity::Managed, plan::Capacity::External}) {
    if (task.launch.allows(capacity)) wanted.push_back(plan::capacity_text(capacity));
  }
  const auto compare = [&](const plan::Workload& user) {
    if (user.task != &task || task.launch.allows(user.runs_on())) return;
    const std::string_view kind = user.block->kind->name;
    const std::string_view capacity = task.launch.fargate   ? "`capacity fargate {}`"
                                      : task.launch.ec2     ? "an ec2 capacity"
                                      : task.launch.managed ? "a managed capacity"
                                                            : "`capacity external {}`";
    auto report = sink.report<diag::LaunchMismatch>(
        block["launch"].span, fmt::format("{}", fmt::join(wanted, " or ")), kind, user.block->name,
        plan::capacity_text(user.runs_on()));
    report.related(user.capacity.empty() ? user.block->name_span : user.capacity.front().span,
                   fmt::format("the capacity of the {}", kind));
    report.help(fmt::format("leave out `launch`, or give the {} {}", kind, capacity));
  };
  for (const plan::Service& service : plan.services) compare(service);
  for (const plan::Job& job : plan.jobs) compare(job);
}

}  // namespace

void check_task_size(const plan::Task& task, const plan::Plan& plan, Sink& sink) {
  const Block& block = *task.block;
  check_launch(task, plan, sink);
  if (task.launch.fargate) check_fargate_size(block, sink);
  // A task on Fargate always has memory; a missing one is reported above.
  if (!task.launch.fargate || block.has("memory")) check_container_sizes(block, sink);
  if (!task.launch.fargate && block.has("ephemeral")) {
    sink.report<diag::EphemeralOnInstance>(block["ephemeral"].span)
        .help("leave it out, and give the instances a larger `volume`");
  }
}

}  // namespace svc::check
