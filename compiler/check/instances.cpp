// EC2 capacity: whether the instance type exists, suits its image, and holds the tasks that are to
// run on it.
#include "simulate/instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/tasks.h"
#include "plan/facts.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

std::string_view arch_text(bool arm64) {
  return arm64 ? "arm64" : "x86_64";
}

std::string_view family_of(std::string_view type) {
  return type.substr(0, type.find('.'));
}

bool known_family(std::string_view family) {
  const auto types = plan::instance_types();
  return std::any_of(types.begin(), types.end(), [&](const plan::InstanceType& type) {
    return family_of(type.name) == family;
  });
}

// An unknown size of a known family, or a text that is not a type at all, is a typo. An unknown
// family may be newer than svcc.
void report_unknown_type(std::string_view name, Span span, Sink& sink) {
  std::vector<std::string_view> names;
  for (const plan::InstanceType& type : plan::instance_types()) names.push_back(type.name);
  const std::string_view near = closest(name, names);
  const std::string help = near.empty() ? "write a type such as \"m7i.large\""
                                        : fmt::format("did you mean \"{}\"?", near);
  if (name.find('.') == std::string_view::npos || known_family(family_of(name))) {
    auto report = sink.report<diag::UnknownInstanceType>(span, name);
    report.help(help);
    if (!near.empty())
      report.fix(fmt::format("Change to {}", near), {{span, fmt::format("\"{}\"", near)}});
  } else {
    auto report = sink.report<diag::NewInstanceType>(span, name);
    report.help("if AWS has it, nothing is wrong; else " + help);
    if (!near.empty())
      report.fix(fmt::format("Change to {}", near), {{span, fmt::format("\"{}\"", near)}});
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
void check_image(const Block& capacity, const plan::InstanceType& type, Sink& sink) {
  const std::string_view ami = capacity.symbol("ami");
  const bool arm_image = ami.ends_with("_arm64");
  const std::string system(ami.substr(
      0, ami.find('_')));  // `al2023`, `bottlerocket`; of Windows there is none for arm64
  const std::string other =
      type.arm64 ? (system == "windows" ? "al2023" : system) + "_arm64" : system;
  const sema::Value& value = capacity["ami"];
  const Span span = value.is_default ? capacity["instance"].span : value.span;
  if (arm_image != type.arm64) {
    sink.report<diag::ImageArchitecture>(span, type.name, arch_text(type.arm64),
                                         arch_text(arm_image))
        .related(value.is_default ? Span{} : capacity["instance"].span, "the instance type")
        .help(type.arm64
                  ? fmt::format("write `ami = {}`", other)
                  : fmt::format("write `ami = {}`, or choose an arm64 type such as \"m7g.large\"",
                                other))
        .fix(fmt::format("Write `ami = {}`", other), sema::set_field(capacity, "ami", other));
  } else if (ami.ends_with("_neuron") && !type.name.starts_with("inf") &&
             !type.name.starts_with("trn")) {
    sink.report<diag::NeuronImage>(span, type.name)
        .related(capacity["instance"].span, "the instance type")
        .help("write `ami = al2023`, or choose a type such as \"inf2.xlarge\"")
        .fix("Write `ami = al2023`", sema::set_field(capacity, "ami", "al2023"));
  } else if (ami.ends_with("_gpu") && type.gpus == 0) {
    sink.report<diag::GpuImage>(span, type.name)
        .related(capacity["instance"].span, "the instance type")
        .help(fmt::format("write `ami = {}`, or choose a type such as \"g4dn.xlarge\"", system))
        .fix(fmt::format("Write `ami = {}`", system), sema::set_field(capacity, "ami", system));
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
void check_trunking(const Block& capacity, const plan::InstanceType& type, Sink& sink) {
  if (!capacity.flag("trunking") || type.trunked_tasks > 0) return;
  sink.report<diag::TrunkingType>(capacity["trunking"].span, type.name)
      .related(capacity["instance"].span, "the instance type")
      .help("leave out `trunking`, or choose a type such as \"m7i.large\"")
      .fix("Leave out `trunking`", sema::leave_out(capacity, "trunking"));
}

// The snapshot of the image has to fit:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-ecs-optimized-AMI.html
void check_volume(const Block& capacity, Sink& sink) {
  constexpr std::int64_t kLeast = 50LL * 1024 * 1024 * 1024;
  const sema::Value& volume = capacity["volume"];
  if (!capacity.symbol("ami").starts_with("windows") || volume.is_default ||
      capacity.bytes("volume") >= kLeast)
    return;
  sink.report<diag::WindowsVolume>(volume.span, "50GiB", sema::size_text(capacity.bytes("volume")))
      .help("write `volume = 50GiB`, or more")
      .fix("Change to 50GiB", {{volume.span, "50GiB"}});
}

// ECS places a task only on instances with exactly its operating system:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_definitions.html
void check_os(const plan::Workload& workload, const Block& capacity, Sink& sink) {
  const Block& task = *workload.task->block;
  const std::string_view wanted = task.symbol("os");
  const std::string_view ami = capacity.symbol("ami");
  const std::string_view there = ami.starts_with("windows") ? ami : "linux";
  if (wanted == there || plan::takes_any_instance(workload)) return;
  const sema::Value& value = task["os"];
  sink.report<diag::InstanceOs>(value.is_default ? workload.block->name_span : value.span, wanted,
                                capacity.name, there)
      .related(capacity["ami"].is_default ? capacity.span : capacity["ami"].span,
               "the machine image")
      .help(fmt::format("write `os = {}` in the task, and build its images for it", there))
      .fix(fmt::format("Write `os = {}`", there), sema::set_field(task, "os", there));
}

// The size of the task, or that of the container that reserves most.
Span size_span(const Block& task, std::string_view field, std::string_view soft) {
  if (task.has(field)) return task[field].span;
  const sema::Value* largest = nullptr;
  std::int64_t most = -1;
  for (const Block* container : task.nested("container")) {
    const std::string_view own = container->has(soft) ? soft : field;
    if (!container->has(own)) continue;
    const std::int64_t size = field == "cpu" ? container->cpu_units(own) : container->bytes(own);
    if (size > most) largest = &(*container)[own];
    most = std::max(most, size);
  }
  return largest != nullptr ? largest->span : task.span;
}

// A task that no instance of the capacity can take.
void check_fit(const plan::Workload& service, const Block& capacity, const plan::InstanceType& type,
               Sink& sink) {
  const Block& task = *service.task->block;
  const bool arm_task = task.symbol("arch") == "arm64";
  if (arm_task != type.arm64) {
    sink.report<diag::TaskArchitecture>(
            task["arch"].is_default ? service.block->name_span : task["arch"].span,
            arch_text(arm_task), type.name, capacity.name, arch_text(type.arm64))
        .related(capacity["instance"].span, "the instance type")
        .help(type.arm64 ? "write `arch = arm64` in the task, and build its images for it"
                         : "leave out `arch`, or choose an arm64 instance type")
        .fix(type.arm64 ? "Write `arch = arm64`" : "Leave out `arch`",
             type.arm64 ? sema::set_field(task, "arch", "arm64") : sema::leave_out(task, "arch"));
  }
  const simulate::Demand demand = simulate::demand_of(*service.task);
  if (demand.cpu > type.vcpu * 1024) {
    sink.report<diag::TaskTooLarge>(size_span(task, "cpu", "cpu"), sema::cpu_text(demand.cpu),
                                    type.name, sema::cpu_text(type.vcpu * 1024))
        .related(capacity["instance"].span, "the instance type")
        .help("make the task smaller or the instances larger");
  }
  // The operating system and the agent take a part, so a task can never have all of the memory:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
  if (demand.memory >= type.memory_mib) {
    constexpr std::int64_t kMib = 1024 * 1024;
    sink.report<diag::TaskTooLarge>(
            size_span(task, "memory", "reserve"),
            sema::size_text(demand.memory * kMib) + " of memory", type.name,
            sema::size_text(type.memory_mib * kMib) + ", some of which the system needs")
        .related(capacity["instance"].span, "the instance type")
        .help("make the task smaller or the instances larger");
  }
}

// GPUs: each belongs to one container, and the instances must support them.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
void check_gpus(const plan::Workload& workload, const Block& capacity,
                const plan::InstanceType& type, Sink& sink) {
  std::int64_t wanted = 0;
  const sema::Value* last = nullptr;
  for (const Block* container : workload.task->block->nested("container")) {
    if (!container->has("gpu")) continue;
    wanted += container->integer("gpu");
    last = &(*container)["gpu"];
  }
  if (!last) return;
  if (wanted > type.gpus) {
    sink.report<diag::TaskTooLarge>(last->span,
                                    fmt::format("{} GPU{}", wanted, wanted == 1 ? "" : "s"),
                                    type.name, type.gpus == 0 ? "none" : std::to_string(type.gpus))
        .related(capacity["instance"].span, "the instance type")
        .help("choose a type with more of them, such as \"g5.12xlarge\", which has 4");
    return;
  }
  // There is no arm64 image with drivers, and on Windows the user installs them.
  const std::string_view ami = capacity.symbol("ami");
  if (ami.ends_with("_gpu") || ami.starts_with("windows") || type.arm64) return;
  const std::string image = std::string(ami.substr(0, ami.find('_'))) + "_gpu";
  sink.report<diag::NotThere>(
          last->span, "a GPU",
          fmt::format("instances of capacity `{}`, whose machine image has no drivers for it",
                      capacity.name))
      .related(capacity["ami"].is_default ? capacity.span : capacity["ami"].span,
               "the machine image")
      .help(fmt::format("write `ami = {}`", image))
      .fix(fmt::format("Write `ami = {}`", image), sema::set_field(capacity, "ami", image));
}

std::int64_t most_instances(const Block& capacity) {
  const auto* range = capacity["size"].get<sema::Range>();
  return range ? range->max : capacity.integer("size");
}

// The capacity of EC2 instances that the service runs on, if it is the only one; else null.
const Block* only_instances(const plan::Service& service) {
  const bool one =
      service.capacity.size() == 1 && service.capacity.front().kind == plan::Capacity::Ec2;
  return one ? service.capacity.front().instances : nullptr;
}

// Each task with network mode awsvpc takes an interface, and the instance itself the first:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html#linux-considerations.
// With trunking there are many more:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
void check_room(const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, std::int64_t> least;  // tasks that always run on a capacity
  for (const plan::Service& service : plan.services) {
    const Block* capacity = only_instances(service);
    const plan::InstanceType* type =
        capacity ? plan::find_instance_type(capacity->text("instance")) : nullptr;
    if (!type || !service.own_interface()) continue;
    const std::int64_t instances = most_instances(*capacity);
    const bool trunked = capacity->flag("trunking") && type->trunked_tasks > 0;
    const std::int64_t room = instances * (trunked ? type->trunked_tasks : type->interfaces - 1);
    const std::int64_t before = least[capacity];
    least[capacity] += service.min;
    const sema::Value& count = (*service.block)["count"];
    const std::string note =
        trunked ? fmt::format("up to {} instances with room for {} tasks each", instances,
                              type->trunked_tasks)
                : fmt::format(
                      "up to {} instances with {} network interfaces each, one of them their own",
                      instances, type->interfaces);
    const std::string help =
        !trunked && type->trunked_tasks > 0
            ? "allow more instances (`size`), or write `trunking = true` in the capacity"
            : "allow more instances (`size`), or choose a type with more interfaces";
    if (before <= room && least[capacity] > room) {
      sink.report<diag::TooFewInterfaces>(count.span, capacity->name, room, least[capacity])
          .related(capacity->span, note)
          .help(help);
    } else if (service.max > room && service.min <= room) {
      sink.report<diag::InterfaceLimit>(count.span, service.block->name, service.max,
                                        capacity->name, room)
          .related(capacity->span, note)
          .help(help);
    }
  }
}

// ---- Ports of the host
// -----------------------------------------------------------------------------------------------------------------------

// The first port of the host that each task takes for itself, or null.
const Block* fixed_port(const plan::Task& task) {
  if (task.mode != plan::NetworkMode::Bridge && task.mode != plan::NetworkMode::Host)
    return nullptr;
  for (const Block* container : task.block->nested("container")) {
    for (const Block* port : container->nested("port")) {
      if (!plan::host_ports(task.mode, *port).free()) return port;
    }
  }
  return nullptr;
}

// During a rolling deployment the old tasks hold the port until new ones run elsewhere.
bool keeps_all_running(const plan::Service& service) {
  return !service.deploy || service.strategy != plan::Strategy::Rolling ||
         service.deploy->number("min") >
             100.0 * static_cast<double>(service.min - 1) /
                 static_cast<double>(std::max<std::int64_t>(service.min, 1));
}

// Daemons of a cluster run on every instance of it.
void check_daemon_ports(const plan::Plan& plan, Sink& sink) {
  std::map<std::pair<const Block*, std::int64_t>, const Block*> first;
  for (const plan::Service& service : plan.services) {
    if (service.task == nullptr || !service.block->flag("daemon")) continue;
    for (const std::int64_t port : simulate::demand_of(*service.task).ports) {
      const auto [other, added] = first.try_emplace({service.cluster, port}, service.block);
      if (added || other->second == service.block) continue;
      const Block* own = fixed_port(*service.task);
      sink.report<diag::DaemonPorts>(own->span, other->second->name, service.block->name, port)
          .related(other->second->name_span, "the other daemon")
          .help("give one of them another port");
    }
  }
}

// An instance has each port once:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
void check_host_ports(const plan::Plan& plan, Sink& sink) {
  std::map<std::pair<const Block*, std::int64_t>, std::int64_t> least;
  for (const plan::Service& service : plan.services) {
    const Block* capacity = only_instances(service);
    const Block* port = capacity && service.task ? fixed_port(*service.task) : nullptr;
    if (!port || service.block->flag("daemon")) continue;
    const std::int64_t number = plan::host_ports(service.task->mode, *port).first;
    const std::int64_t instances = most_instances(*capacity);
    std::int64_t& wanted = least[{capacity, number}];
    const bool enough = wanted <= instances;
    wanted += service.min;
    const Span count = (*service.block)["count"].span;
    if (enough && wanted > instances) {
      sink.report<diag::HostPortTasks>(count, number, instances, capacity->name, wanted)
          .related(port->span, "the port")
          .related(capacity->span, "the capacity")
          .help(service.task->mode == plan::NetworkMode::Bridge
                    ? "leave out `host` for a free port, or allow more instances (`size`)"
                    : "allow more instances (`size`), or write `network_mode = bridge`");
    } else if (wanted == instances && wanted > 0 && keeps_all_running(service)) {
      sink.report<diag::HostPortDeadlock>(
              service.deploy ? service.deploy->span : service.block->name_span, service.block->name,
              number)
          .related(port->span, "the port")
          .related((*capacity)["size"].is_default ? capacity->span : (*capacity)["size"].span,
                   fmt::format("at most {} instances", instances))
          .help(
              "write `deploy rolling { min = 50% }` for a task that may be missing meanwhile, or "
              "allow one more instance (`size`)");
    }
  }
}

// ---- Managed instances
// -----------------------------------------------------------------------------------------------------------------------

// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html,
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html
void check_warm_pool(const Block& capacity, Sink& sink) {
  const Block* pool = capacity.only("warm_pool");
  if (pool == nullptr) return;
  const auto refuse = [&](std::string_view field, std::string_view what) {
    sink.report<diag::WarmPoolWith>(pool->span, what)
        .related(capacity[field].span, "that is said here")
        .help("keep one of them");
  };
  if (capacity.flag("spot")) refuse("spot", "Spot Instances");
  if (!capacity.items("types").empty()) refuse("types", "several instance types");
  const std::string_view ami = capacity.symbol("ami");
  if (ami.starts_with("bottlerocket")) refuse("ami", "Bottlerocket");
}

// Tasks are placed on any of the types.
void check_types(const Block& capacity, const plan::InstanceType& first, Sink& sink) {
  for (const sema::Value& value : capacity.items("types")) {
    const auto* name = value.get<std::string>();
    const plan::InstanceType* type = name == nullptr ? nullptr : plan::find_instance_type(*name);
    if (type == nullptr) {
      if (name != nullptr) report_unknown_type(*name, value.span, sink);
      continue;
    }
    if (type->arm64 == first.arm64) continue;
    sink.report<diag::TypeArchitecture>(value.span, type->name, arch_text(type->arm64),
                                        capacity.name, arch_text(first.arm64))
        .related(capacity["instance"].span, "the first type")
        .help("use types of one architecture, or declare another `capacity`");
  }
}

void check_step_sizes(const Block& capacity, Sink& sink) {
  if (capacity.has("step_min") && capacity.has("step_max") &&
      capacity.integer("step_min") > capacity.integer("step_max"))
    sink.report<diag::ScalingSteps>(capacity["step_min"].span, capacity.integer("step_min"),
                                    capacity.integer("step_max"))
        .related(capacity["step_max"].span, "the largest step")
        .help("make `step_max` at least as large");
  const Block* scale = capacity.only("scale");
  if (scale == nullptr) return;
  for (const std::string_view field : {"step_min", "step_max", "warmup"}) {
    if (!capacity.has(field)) continue;
    sink.report<diag::TwoScalings>(capacity[field].span, field)
        .related(scale->span, "the scaling by CPU")
        .help("keep one of them")
        .fix(fmt::format("Remove `{}`", field), sema::leave_out(capacity, field));
  }
  if (capacity.flag("protect"))
    sink.report<diag::ProtectedWithoutScaling>(capacity["protect"].span)
        .related(scale->span, "the scaling by CPU")
        .help("leave `protect` out")
        .fix("Remove `protect`", sema::leave_out(capacity, "protect"));
}

void check_ssh(const Block& capacity, Sink& sink) {
  const auto& sources = capacity.items("ssh");
  if (sources.empty()) return;
  for (const sema::Value& source : sources) {
    const auto* range = source.get<sema::Cidr>();
    if (range == nullptr || (range->text != "0.0.0.0/0" && range->text != "::/0")) continue;
    sink.report<diag::SshFromEverywhere>(source.span)
        .help(
            "name the ranges of those who log in, or leave `ssh` out and connect with Session "
            "Manager: `aws ssm start-session`");
  }
  if (capacity.symbol("ami").starts_with("windows"))
    sink.report<diag::SshWindows>(capacity["ssh"].span)
        .related(capacity["ami"].span, "the image")
        .help("leave it out and connect with Session Manager: `aws ssm start-session`");
  if (!capacity.has("key"))
    sink.report<diag::SshWithoutKey>(capacity["ssh"].span, capacity.name)
        .help("add `key = \"NAME\"`, the name of an EC2 key pair");
}

// How many instances there are, and what moves their number.
void check_size(const Block& capacity, Sink& sink) {
  const auto* range = capacity["size"].get<sema::Range>();
  const std::int64_t least = range ? range->min : capacity.integer("size");
  const std::int64_t most = range ? range->max : capacity.integer("size");
  if (capacity.has("desired") &&
      (capacity.integer("desired") < least || capacity.integer("desired") > most))
    sink.report<diag::DesiredOutside>(capacity["desired"].span, capacity.integer("desired"),
                                      sema::value_text(capacity["size"]))
        .related(capacity["size"].span, "the size")
        .help(fmt::format("write a number from {} to {}", least, most));
  const Block* scale = capacity.only("scale");
  if (scale == nullptr || !capacity.wrote("target")) return;
  sink.report<diag::TwoScalings>(capacity["target"].span, "target")
      .related(scale->span, "the scaling by CPU")
      .help("keep one of them")
      .fix("Remove `target`", sema::leave_out(capacity, "target"));
}

void check_managed(const Block& capacity, Sink& sink) {
  if (capacity.has("memory_min") && capacity.has("memory_max") &&
      capacity.bytes("memory_min") > capacity.bytes("memory_max")) {
    sink.report<diag::InstanceRange>(capacity["memory_max"].span,
                                     fmt::format("`memory_max` is less than the {} of `memory_min`",
                                                 sema::size_text(capacity.bytes("memory_min"))))
        .related(capacity["memory_min"].span, "the least")
        .help("make it at least as large");
  }
  if (capacity.items("types").empty() || capacity.items("exclude").empty()) return;
  sink.report<diag::InstanceRange>(capacity["exclude"].span,
                                   "`types` lists the instances, so `exclude` has no effect")
      .related(capacity["types"].span, "the types")
      .help("keep one of them");
}

}  // namespace

void check_instances(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* cluster : program.created("cluster")) {
    for (const Block* capacity : cluster->nested("capacity", "ec2")) {
      check_volume(*capacity, sink);
      check_ssh(*capacity, sink);
      check_size(*capacity, sink);
      check_warm_pool(*capacity, sink);
      check_step_sizes(*capacity, sink);
      check_purpose(*capacity, "role", "instance", sink);
      if (const plan::InstanceType* type = plan::find_instance_type(capacity->text("instance"))) {
        check_image(*capacity, *type, sink);
        check_trunking(*capacity, *type, sink);
        check_types(*capacity, *type, sink);
      } else {
        report_unknown_type(capacity->text("instance"), (*capacity)["instance"].span, sink);
      }
    }
    for (const Block* capacity : cluster->nested("capacity", "managed"))
      check_managed(*capacity, sink);
    check_retention(*cluster, "exec_logs", sink);
  }
  const auto check_own = [&](const plan::Workload& workload) {
    for (const plan::CapacityShare& share : workload.capacity) {
      if (share.kind != plan::Capacity::Ec2 || !workload.task) continue;
      check_os(workload, *share.instances, sink);
      const plan::InstanceType* type = plan::find_instance_type(share.instances->text("instance"));
      if (!type) continue;
      check_fit(workload, *share.instances, *type, sink);
      check_gpus(workload, *share.instances, *type, sink);
    }
  };
  for (const plan::Service& service : plan.services) check_own(service);
  for (const plan::Job& job : plan.jobs) check_own(job);
  check_room(plan, sink);
  check_host_ports(plan, sink);
  check_daemon_ports(plan, sink);
}

}  // namespace svc::check
