// What is not available everywhere. Fargate and managed instances offer containers less than your
// own instances do. Servers outside AWS cannot use AWS storage. Windows has no Linux kernel.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html,
// .../managed-instances-tasks-services.html, .../ecs-anywhere.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html,
// API_LinuxParameters.html, API_KernelCapabilities.html
#include <fmt/format.h>

#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

enum Place : unsigned {
  kFargate = 1,
  kManaged = 2,
  kServers = 4,
  kWindows = 8,
  kWindowsFargate = 16  // Windows on Fargate
};

// Something that a program asks for, and the places that do not have it.
struct Wish {
  unsigned missing = 0;
  Span span;
  std::string text;                // "`privileged`"
  std::string help = {};           // if leaving it out is not the whole answer
  std::vector<Edit> without = {};  // the edits that leave it out
};

void report(const Wish& wish, unsigned places, Span os, Sink& sink) {
  const unsigned where = wish.missing & places;
  if (where == 0) return;
  const std::string leave_out = (where & (kWindows | kWindowsFargate)) != 0
                                    ? "leave it out"
                                    : "leave it out, or run the task on EC2 instances";
  const std::string help = wish.help.empty() ? leave_out : wish.help;
  if ((where & kFargate) != 0) {
    sink.report<diag::NotOnFargate>(wish.span, wish.text)
        .help(help)
        .fix("Leave it out", wish.without);
    return;
  }
  const char* place = (where & kWindows) != 0          ? "Windows"
                      : (where & kWindowsFargate) != 0 ? "Windows on Fargate"
                      : (where & kManaged) != 0        ? "managed instances"
                                                       : "servers outside AWS";
  const bool windows = (where & (kWindows | kWindowsFargate)) != 0;
  // A finding in the standard library is shown at the line that asks for Windows.
  const Span at = windows && os.file.index != wish.span.file.index ? os : wish.span;
  sink.report<diag::NotThere>(at, wish.text, place)
      .related(windows && os != at ? os : Span{}, "the operating system")
      .help(help)
      .fix("Leave it out", wish.without);
}

// A field that is set, and not to `false`.
bool asks_for(const Block& block, std::string_view field) {
  const sema::Value& value = block[field];
  if (value.is_default || !value.present()) return false;
  if (const auto* flag = value.get<bool>()) return *flag;
  return true;
}

void add_fields(const Block& block,
                std::initializer_list<std::pair<std::string_view, unsigned>> fields,
                std::vector<Wish>& wishes) {
  for (const auto& [field, missing] : fields) {
    if (asks_for(block, field))
      wishes.push_back({missing,
                        block[field].span,
                        fmt::format("`{}`", field),
                        {},
                        sema::leave_out(block, field)});
  }
}

void add_kernel(const Block& container, std::vector<Wish>& wishes) {
  for (const Block* limit : container.nested("ulimit")) {
    if (limit->name == "nofile") {
      wishes.push_back({kWindows, limit->name_span, "`ulimit`"});
    } else {
      wishes.push_back({kFargate | kWindows, limit->name_span,
                        fmt::format("a limit on `{}`", limit->name),
                        "Fargate changes `nofile` only"});
    }
  }
  const Block* settings = container.only("linux");
  if (!settings) return;
  wishes.push_back({kWindows, settings->span, "`linux`"});
  add_fields(*settings,
             {{"shm", kFargate | kManaged},
              {"swap", kFargate | kManaged},
              {"swappiness", kFargate | kManaged}},
             wishes);
  for (const sema::Value& right : settings->items("add")) {
    const auto* name = right.get<std::string>();
    if (name && *name != "SYS_PTRACE")
      wishes.push_back({kFargate, right.span, fmt::format("the right `{}`", *name),
                        "Fargate adds \"SYS_PTRACE\" only"});
  }
  for (const Block* device : settings->nested("device"))
    wishes.push_back({kFargate, device->span, "a device of the instance"});
  for (const Block* tmpfs : settings->nested("tmpfs"))
    wishes.push_back({kFargate | kManaged, tmpfs->span, "a file system in memory"});
}

void add_container(const Block& container, std::vector<Wish>& wishes) {
  add_fields(container,
             {{"privileged", kFargate | kWindows},
              {"dns", kFargate | kManaged | kWindows},
              {"dns_search", kFargate | kManaged | kWindows},
              {"no_network", kFargate | kManaged},
              {"security", kFargate | kManaged},
              {"hosts", kManaged | kWindows},
              {"hostname", kManaged},
              {"links", kManaged},
              {"labels", kManaged},
              {"read_only_root", kWindows},
              {"user", kWindows},
              {"sysctl", kWindows},
              {"env_files", kWindows}},
             wishes);
  if (container.has("gpu"))
    wishes.push_back({kFargate | kWindows, container["gpu"].span, "a GPU",
                      "run the task on EC2 instances that have one"});
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-windows-considerations.html
  if (const Block* firelens = container.only("firelens"))
    wishes.push_back({kWindowsFargate, firelens->span, "FireLens", "send the logs to CloudWatch"});
  add_kernel(container, wishes);
}

void add_volume(const Block& volume, std::vector<Wish>& wishes) {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
  const char* help = "leave it out for scratch space, or write `efs` or `ebs`";
  if (volume.has("host"))
    wishes.push_back({kFargate | kManaged, volume["host"].span, "a folder of the host", help});
  if (const Block* docker = volume.only("docker"))
    wishes.push_back({kFargate | kManaged, docker->span, "a Docker volume", help});
  if (const Block* efs = volume.only("efs"))
    wishes.push_back(
        {kServers | kWindows, efs->span, "a file system of EFS", "leave it out, or write `host`"});
  if (const Block* ebs = volume.only("ebs"))
    wishes.push_back({kServers | kWindowsFargate, ebs->span, "a disk of EBS",
                      "leave it out, or use another volume"});
}

std::vector<Wish> wishes_of(const Block& task) {
  std::vector<Wish> wishes;
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection.html
  add_fields(task, {{"ipc", kFargate | kManaged | kWindows}, {"faults", kWindows}}, wishes);
  if (task.symbol("processes") != "own") {
    wishes.push_back({task.symbol("processes") == "host" ? kFargate | kWindows : unsigned{kWindows},
                      task["processes"].span,
                      fmt::format("`processes = {}`", task.symbol("processes"))});
  }
  if (task.symbol("os") != "linux") wishes.push_back({kManaged, task["os"].span, "Windows"});
  if (task.symbol("arch") == "arm64")
    wishes.push_back({kWindows, task["arch"].span, "`arch = arm64`"});
  for (const Block* constrain : task.nested("constrain"))
    wishes.push_back({kFargate, constrain->span, "`constrain`"});
  for (const Block* volume : task.nested("volume")) add_volume(*volume, wishes);
  for (const Block* container : task.nested("container")) add_container(*container, wishes);
  return wishes;
}

// https://docs.aws.amazon.com/batch/latest/APIReference/API_RuntimePlatform.html: Fargate Spot does
// not support Windows.
void check_spot(const plan::Workload& workload, Sink& sink) {
  if (!workload.task || workload.task->block->symbol("os") == "linux") return;
  for (const plan::CapacityShare& share : workload.capacity) {
    if (share.provider == "fargate_spot")
      sink.report<diag::NotThere>(workload.task->block->operator[]("os").span, "Windows",
                                  "spare capacity of Fargate")
          .related(share.span, "the capacity")
          .help("write `capacity fargate {}`");
  }
}

void check_platform(const plan::Workload& workload, Sink& sink) {
  const Block& block = *workload.block;
  if (!block.has("platform") || workload.on_fargate()) return;
  sink.report<diag::NotThere>(block["platform"].span, "`platform`",
                              plan::capacity_text(workload.runs_on()))
      .related(workload.capacity.front().span, "its capacity")
      .help("leave it out")
      .fix("Leave out `platform`", sema::leave_out(block, "platform"));
}

}  // namespace

void check_kernel(const plan::Task& task, const plan::Plan& plan, Sink& sink) {
  const bool windows = task.block->symbol("os") != "linux";
  const unsigned places = (task.launch.fargate ? kFargate : 0U) |
                          (task.launch.managed ? kManaged : 0U) |
                          (task.launch.external ? kServers : 0U) | (windows ? kWindows : 0U) |
                          (windows && task.launch.fargate ? kWindowsFargate : 0U);
  for (const Wish& wish : wishes_of(*task.block))
    report(wish, places, (*task.block)["os"].span, sink);
  for (const Block* container : task.block->nested("container")) {
    for (const Block* limit : container->nested("ulimit")) {
      if (limit->integer("soft") <= limit->integer("hard")) continue;
      sink.report<diag::UlimitOrder>((*limit)["soft"].span, limit->integer("soft"),
                                     limit->integer("hard"))
          .related((*limit)["hard"].span, "the hard limit")
          .help("make `hard` at least as large");
    }
  }
  for (const plan::Service& service : plan.services) {
    if (service.task != &task) continue;
    check_spot(service, sink);
    check_platform(service, sink);
  }
  for (const plan::Job& job : plan.jobs) {
    if (job.task != &task) continue;
    check_spot(job, sink);
    check_platform(job, sink);
  }
}

}  // namespace svc::check
