// Network modes, and features of tasks with their own interfaces.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/suggest.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

std::string_view mode_text(const plan::Task& task) {
  return task.block->symbol("network_mode");
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-networking.html,
// .../ecs-anywhere.html; on Windows a task has an interface of its own, or Docker's NAT, which is
// what `bridge` is there: .../task_definition_parameters.html#network_mode
void check_mode(const plan::Task& task, Sink& sink) {
  using Mode = plan::NetworkMode;
  const sema::Value& value = (*task.block)["network_mode"];
  if (task.launch.fargate && task.mode != Mode::Awsvpc) {
    sink.report<diag::FargateNetworkMode>(value.span, mode_text(task))
        .help("leave out `network_mode`")
        .fix("Change to awsvpc", {{value.span, "awsvpc"}});
  } else if (task.launch.managed && task.mode != Mode::Awsvpc && task.mode != Mode::Host) {
    sink.report<diag::NetworkMode>(value.span, "managed instances", "awsvpc or host",
                                   mode_text(task))
        .help("leave out `network_mode`")
        .fix("Change to awsvpc", {{value.span, "awsvpc"}});
  } else if (task.launch.external && task.mode == Mode::Awsvpc) {
    sink.report<diag::NetworkMode>(value.is_default ? task.block->span : value.span,
                                   "servers outside AWS", "bridge, host or none", mode_text(task))
        .help("write `network_mode = bridge`")
        .fix("Write `network_mode = bridge`",
             sema::set_field(*task.block, "network_mode", "bridge"));
  } else if (task.block->symbol("os") != "linux" && task.mode != Mode::Awsvpc &&
             task.mode != Mode::Bridge) {
    sink.report<diag::NetworkMode>(value.span, "Windows", "awsvpc or bridge", mode_text(task))
        .help("leave out `network_mode`")
        .fix("Change to awsvpc", {{value.span, "awsvpc"}});
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection.html; on Windows:
// kernel.cpp
void check_faults(const plan::Task& task, Sink& sink) {
  const Block& block = *task.block;
  if (!block.flag("faults") || block.symbol("os") != "linux" ||
      task.mode == plan::NetworkMode::Awsvpc || task.mode == plan::NetworkMode::Host)
    return;
  sink.report<diag::FaultsNetworkMode>(block["faults"].span, mode_text(task))
      .related(block["network_mode"].span, "the network mode")
      .help(fmt::format("leave out `faults`, or write `network_mode = {}`",
                        task.launch.external ? "host" : "awsvpc"))
      .fix("Leave out `faults`", sema::leave_out(block, "faults"));
}

// A container of the task that another one names, as `db` or, of links, as `db:database`.
void check_sibling(const Block& task, const sema::Value& value, Sink& sink) {
  const auto* text = value.get<std::string>();
  if (!text) return;
  const std::string_view wanted = std::string_view(*text).substr(0, text->find(':'));
  std::vector<std::string_view> names;
  for (const Block* container : task.nested("container")) names.push_back(container->name);
  if (std::find(names.begin(), names.end(), wanted) != names.end()) return;
  auto report = sink.report<diag::UnknownContainer>(value.span, wanted);
  report.related(task.span, "the task");
  suggest(std::move(report), value.span, closest(wanted, names),
          fmt::format("it has {}", enumerate(names, "and")), true);
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// (links, hostname, extraHosts, disableNetworking)
void check_container(const plan::Task& task, const Block& container, Sink& sink) {
  if (task.mode == plan::NetworkMode::None && !container.nested("port").empty()) {
    sink.report<diag::PortWithoutNetwork>(container.nested("port").front()->span, container.name)
        .related((*task.block)["network_mode"].span, "the network mode")
        .help("leave out the port, or write `network_mode = bridge`");
  }
  if (task.mode != plan::NetworkMode::Bridge && !container.items("links").empty()) {
    sink.report<diag::LinksNeedBridge>(container["links"].span, mode_text(task))
        .help(task.mode == plan::NetworkMode::None
                  ? "leave it out"
                  : "leave it out: the containers of the task reach each other at 127.0.0.1")
        .fix("Leave out `links`", sema::leave_out(container, "links"));
  } else {
    for (const sema::Value& link : container.items("links")) check_sibling(*task.block, link, sink);
  }
  for (const sema::Value& source : container.items("mounts_of"))
    check_sibling(*task.block, source, sink);
  if (task.mode != plan::NetworkMode::Awsvpc) return;
  for (const std::string_view field : {"hostname", "hosts", "no_network"}) {
    const sema::Value& value = container[field];
    const auto* flag = value.get<bool>();
    if (value.is_default || !value.present() || (flag && !*flag)) continue;
    sink.report<diag::NotWithInterface>(value.span, fmt::format("`{}`", field))
        .help("leave it out")
        .fix("Leave it out", sema::leave_out(container, field));
  }
}

// Settings of a service or job for network interfaces that its tasks do not have. (`public_ip` on
// instances is always an error: check/reach.cpp.)
void check_without_interface(const plan::Workload& workload, Sink& sink) {
  if (!workload.task || workload.own_interface() || workload.runs_on() == plan::Capacity::External)
    return;
  const Block& block = *workload.block;
  if (!block.wrote("subnets")) return;
  sink.report<diag::NoInterface>(block["subnets"].span, "subnets", block.kind->name, block.name,
                                 mode_text(*workload.task))
      .related((*workload.task->block)["network_mode"].span, "the network mode")
      .help("leave it out: they are where their instances are")
      .fix("Leave it out", sema::leave_out(block, "subnets"));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html#service-connect-considerations
void check_found(const plan::Service& service, Sink& sink) {
  if (!service.task || service.own_interface() || service.runs_on() == plan::Capacity::External)
    return;
  const plan::Task& task = *service.task;
  if (service.in_namespace() && task.mode != plan::NetworkMode::Bridge) {
    sink.report<diag::ExposeNetworkMode>(service.exposes.empty()
                                             ? (*service.block)["connect"].span
                                             : service.exposes.front().block->span,
                                         mode_text(task))
        .related((*task.block)["network_mode"].span, "the network mode")
        .help("write `network_mode = bridge`, or leave it out");
  }
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html#service-discovery-considerations
  const Block* discover = service.block->only("discover");
  if (!discover || discover->symbol("dns") == "srv") return;
  const sema::Value& dns = (*discover)["dns"];
  sink.report<diag::DiscoverAddresses>(dns.is_default ? discover->span : dns.span, mode_text(task))
      .related((*task.block)["network_mode"].span, "the network mode")
      .help("write `discover { dns = srv }`")
      .fix("Write `dns = srv`", sema::set_field(*discover, "dns", "srv"));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html#ecs-anywhere-considerations
void check_servers(const plan::Workload& workload, Sink& sink) {
  if (workload.runs_on() != plan::Capacity::External) return;
  const Block& block = *workload.block;
  const auto refuse = [&](Span span, std::string_view what) {
    sink.report<diag::NotOnServers>(span, block.kind->name, block.name, what)
        .related(workload.capacity.front().span, "its capacity")
        .help("leave it out, or run it on AWS");
  };
  for (const std::string_view field : {"subnets", "public_ip", "connect", "sources"}) {
    if (!block.kind->field(field) || !block.wrote(field)) continue;
    const auto* flag = block[field].get<bool>();
    if (!flag || *flag) refuse(block[field].span, "VPC networking");
  }
  if (block.kind->name != "service") return;
  for (const auto& [nested, what] :
       {std::pair("route", "load balancing"), std::pair("discover", "service discovery"),
        std::pair("expose", "Service Connect"), std::pair("scale", "autoscaling of services")}) {
    for (const Block* found : block.nested(nested)) refuse(found->span, what);
  }
}

}  // namespace

void check_interfaces(const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    check_mode(task, sink);
    check_faults(task, sink);
    for (const Block* container : task.block->nested("container"))
      check_container(task, *container, sink);
  }
  for (const plan::Service& service : plan.services) {
    check_without_interface(service, sink);
    check_found(service, sink);
    check_servers(service, sink);
  }
  for (const plan::Job& job : plan.jobs) {
    check_without_interface(job, sink);
    check_servers(job, sink);
  }
}

}  // namespace svc::check
