// What containers ask of the kernel, much of which Fargate does not give. T9:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html, API_KernelCapabilities.html
#include <fmt/format.h>

#include "check/subjects.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

void check_fargate(const Block& container, Sink& sink) {
  if (container.flag("privileged")) {
    sink.report<diag::NotOnFargate>(container["privileged"].span, "`privileged`").help("leave it out, or run the task on EC2 instances").fix("Leave it out", sema::leave_out(container, "privileged"));
  }
  if (container.has("gpu")) sink.report<diag::NotOnFargate>(container["gpu"].span, "a GPU").help("run the task on EC2 instances that have one");
  for (const Block* limit : container.nested("ulimit")) {
    if (limit->name == "nofile") continue;
    sink.report<diag::NotOnFargate>(limit->name_span, fmt::format("a limit on `{}`", limit->name)).help("Fargate changes `nofile` only");
  }
  const Block* settings = container.only("linux");
  if (!settings) return;
  if (settings->has("shm")) {
    sink.report<diag::NotOnFargate>((*settings)["shm"].span, "`shm`").help("leave it out, or run the task on EC2 instances").fix("Leave it out", sema::leave_out(*settings, "shm"));
  }
  for (const sema::Value& right : settings->items("add")) {
    const auto* name = right.get<std::string>();
    if (!name || *name == "SYS_PTRACE") continue;
    sink.report<diag::NotOnFargate>(right.span, fmt::format("the right `{}`", *name)).help("Fargate adds \"SYS_PTRACE\" only");
  }
}

}  // namespace

void check_kernel(const plan::Task& task, Sink& sink) {
  for (const Block* container : task.block->nested("container")) {
    if (task.launch.fargate) check_fargate(*container, sink);
    for (const Block* limit : container->nested("ulimit")) {
      if (limit->integer("soft") <= limit->integer("hard")) continue;
      sink.report<diag::UlimitOrder>((*limit)["soft"].span, limit->integer("soft"), limit->integer("hard"))
          .related((*limit)["hard"].span, "the hard limit")
          .help("make `hard` at least as large");
    }
  }
}

}  // namespace svc::check
