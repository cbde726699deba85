// EC2 capacity: whether the instance type exists, suits its image, and holds the tasks that are to run on it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/closest.h"
#include "check/subjects.h"
#include "plan/facts.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

std::string_view arch_text(bool arm64) { return arm64 ? "arm64" : "x86_64"; }

std::string_view family_of(std::string_view type) { return type.substr(0, type.find('.')); }

bool known_family(std::string_view family) {
  const auto types = plan::instance_types();
  return std::any_of(types.begin(), types.end(), [&](const plan::InstanceType& type) { return family_of(type.name) == family; });
}

// A size that a known family lacks, or a text that is no type at all, is a slip; a family that svcc has never heard of may be newer than svcc.
void report_unknown_type(const Block& capacity, Sink& sink) {
  const std::string_view name = capacity.text("instance");
  const Span span = capacity["instance"].span;
  std::vector<std::string_view> names;
  for (const plan::InstanceType& type : plan::instance_types()) names.push_back(type.name);
  const std::string_view near = closest(name, names);
  const std::string help = near.empty() ? "write a type such as \"m7i.large\"" : fmt::format("did you mean \"{}\"?", near);
  if (name.find('.') == std::string_view::npos || known_family(family_of(name))) {
    auto report = sink.report<diag::UnknownInstanceType>(span, name);
    report.help(help);
    if (!near.empty()) report.fix(fmt::format("Change to {}", near), {{span, fmt::format("\"{}\"", near)}});
  } else {
    sink.report<diag::NewInstanceType>(span, name).help("if AWS has it, nothing is wrong; else " + help);
  }
}

// T21: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
void check_image(const Block& capacity, const plan::InstanceType& type, Sink& sink) {
  const std::string_view ami = capacity.symbol("ami");
  const bool arm_image = ami == "al2023_arm64";
  const sema::Value& value = capacity["ami"];
  const Span span = value.is_default ? capacity["instance"].span : value.span;
  if (arm_image != type.arm64) {
    sink.report<diag::ImageArchitecture>(span, type.name, arch_text(type.arm64), arch_text(arm_image))
        .related(value.is_default ? Span{} : capacity["instance"].span, "the instance type")
        .help(type.arm64 ? "write `ami = al2023_arm64`" : "write `ami = al2023`, or choose an arm64 type such as \"m7g.large\"")
        .fix(type.arm64 ? "Write `ami = al2023_arm64`" : "Write `ami = al2023`", sema::set_field(capacity, "ami", type.arm64 ? "al2023_arm64" : "al2023"));
  } else if (ami == "al2023_gpu" && type.gpus == 0) {
    sink.report<diag::GpuImage>(span, type.name).related(capacity["instance"].span, "the instance type").help("write `ami = al2023`, or choose a type such as \"g4dn.xlarge\"")
        .fix("Write `ami = al2023`", sema::set_field(capacity, "ami", "al2023"));
  }
}

// T21, P13: a task that no instance of the capacity can take.
void check_fit(const plan::Workload& service, const Block& capacity, const plan::InstanceType& type, Sink& sink) {
  const Block& task = *service.task->block;
  const bool arm_task = task.symbol("arch") == "arm64";
  if (arm_task != type.arm64) {
    sink.report<diag::TaskArchitecture>(task["arch"].is_default ? service.block->name_span : task["arch"].span, arch_text(arm_task), type.name, capacity.name,
                                        arch_text(type.arm64))
        .related(capacity["instance"].span, "the instance type")
        .help(type.arm64 ? "write `arch = arm64` in the task, and build its images for it" : "leave out `arch`, or choose an arm64 instance type")
        .fix(type.arm64 ? "Write `arch = arm64`" : "Leave out `arch`", type.arm64 ? sema::set_field(task, "arch", "arm64") : sema::leave_out(task, "arch"));
  }
  if (task.has("cpu") && task.cpu_units("cpu") > type.vcpu * 1024) {
    sink.report<diag::TaskTooLarge>(task["cpu"].span, sema::cpu_text(task.cpu_units("cpu")), type.name, sema::cpu_text(type.vcpu * 1024))
        .related(capacity["instance"].span, "the instance type")
        .help("make the task smaller or the instances larger");
  }
  // The operating system and the agent take a part, so a task can never have all of the memory:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
  if (task.has("memory") && task.mebibytes("memory") >= type.memory_mib) {
    sink.report<diag::TaskTooLarge>(task["memory"].span, sema::size_text(task.bytes("memory")) + " of memory", type.name,
                                    sema::size_text(type.memory_mib * 1024 * 1024) + ", some of which the system needs")
        .related(capacity["instance"].span, "the instance type")
        .help("make the task smaller or the instances larger");
  }
}

std::int64_t most_instances(const Block& capacity) {
  const auto* range = capacity["size"].get<sema::Range>();
  return range ? range->max : capacity.integer("size");
}

// N7: each task with network mode awsvpc takes an interface, and the instance itself the first:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html#linux-considerations
void check_interfaces(const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, std::int64_t> least;  // tasks that always run on a capacity
  for (const plan::Service& service : plan.services) {
    if (service.capacity.size() != 1 || !service.capacity.front().ec2) continue;
    const plan::CapacityShare& share = service.capacity.front();
    const plan::InstanceType* type = plan::find_instance_type(share.ec2->text("instance"));
    if (!type) continue;
    const std::int64_t room = most_instances(*share.ec2) * (type->interfaces - 1);
    const std::int64_t before = least[share.ec2];
    least[share.ec2] += service.min;
    const sema::Value& count = (*service.block)["count"];
    const std::string note = fmt::format("up to {} instances with {} network interfaces each, one of them their own", most_instances(*share.ec2), type->interfaces);
    if (before <= room && least[share.ec2] > room) {
      sink.report<diag::TooFewInterfaces>(count.span, share.ec2->name, room, least[share.ec2])
          .related(share.ec2->span, note)
          .help("allow more instances (`size`), or choose a type with more interfaces");
    } else if (service.max > room && service.min <= room) {
      sink.report<diag::InterfaceLimit>(count.span, service.block->name, service.max, share.ec2->name, room)
          .related(share.ec2->span, note)
          .help("allow more instances (`size`), or choose a type with more interfaces");
    }
  }
}

}  // namespace

void check_instances(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* cluster : created(program, "cluster")) {
    for (const Block* capacity : cluster->nested("capacity", "ec2")) {
      if (const plan::InstanceType* type = plan::find_instance_type(capacity->text("instance"))) {
        check_image(*capacity, *type, sink);
      } else {
        report_unknown_type(*capacity, sink);
      }
    }
  }
  const auto check_own = [&](const plan::Workload& workload) {
    for (const plan::CapacityShare& share : workload.capacity) {
      const plan::InstanceType* type = share.ec2 ? plan::find_instance_type(share.ec2->text("instance")) : nullptr;
      if (type) check_fit(workload, *share.ec2, *type, sink);
    }
  };
  for (const plan::Service& service : plan.services) check_own(service);
  for (const plan::Job& job : plan.jobs) check_own(job);
  check_interfaces(plan, sink);
}

}  // namespace svc::check
