// How services are deployed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/tasks.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// ECS rounds the minimum up and the maximum down; a deployment needs room to stop an old task
// or to start a new one.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
void check_rolling(const plan::Service& service, Sink& sink) {
  const Block& deploy = *service.deploy;
  const double min = deploy.number("min");
  const double max = deploy.number("max");
  for (std::int64_t count = std::max<std::int64_t>(service.min, 1); count <= service.max; ++count) {
    const auto least = static_cast<std::int64_t>(std::ceil(static_cast<double>(count) * min / 100));
    const auto most = static_cast<std::int64_t>(std::floor(static_cast<double>(count) * max / 100));
    if (most > least) continue;
    const sema::Value& value = deploy["max"].is_default ? deploy["min"] : deploy["max"];
    sink.report<diag::DeploymentDeadlock>(value.is_default ? deploy.span : value.span, count,
                                          tasks_text(least), most)
        .related((*service.block)["count"].span, "the number of tasks")
        .help("write `max = 200%`, or a smaller `min`")
        .fix("Write `max = 200%`", sema::set_field(deploy, "max", "200%"));
    return;
  }
}

// https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
// (productionListenerRule)
void check_one_listener(const plan::Service& service, const plan::Route& route, Sink& sink) {
  if (route.listeners.size() < 2) return;
  std::vector<std::int64_t> ports;
  for (const std::size_t index : route.listeners)
    ports.push_back(route.balancer->listeners[index].port);
  sink.report<diag::BlueGreenListeners>(route.block->span,
                                        fmt::format("{}", fmt::join(ports, " and ")))
      .related(service.deploy->span, "the deployment")
      .help(fmt::format("write `listener = {}` in the route", ports.back()))
      .fix(fmt::format("Write `listener = {}`", ports.back()),
           sema::set_field(*route.block, "listener", fmt::format("{}", ports.back())));
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html,
// https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html
void check_codedeploy(const plan::Service& service, Sink& sink) {
  const Block& block = *service.block;
  if (service.routes.size() != 1) {
    auto report = sink.report<diag::BlueGreenRoutes>(
        service.deploy->span, block.name,
        service.routes.empty() ? "none" : std::to_string(service.routes.size()));
    if (service.routes.size() > 1) report.related(service.routes[1]->block->span, "another route");
    report.help(service.routes.empty() ? "give the service a `route`, or write `deploy rolling {}`"
                                       : "keep one route, or write `deploy rolling {}`");
    return;
  }
  check_one_listener(service, *service.routes.front(), sink);
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
void check_native(const plan::Service& service, Sink& sink) {
  constexpr std::int64_t kLongestBake = 24 * 60 * 60 * std::int64_t{1000};
  const Block& deploy = *service.deploy;
  // Blue/green also releases services without traffic, such as those that work on a queue:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
  if (service.strategy != plan::Strategy::BlueGreen && service.routes.empty() &&
      service.exposes.empty()) {
    sink.report<diag::NothingToShift>(deploy.span, service.block->name)
        .help("give the service a `route`, or write `deploy rolling {}`");
  }
  for (const plan::Route* route : service.routes) check_one_listener(service, *route, sink);
  if (deploy.milliseconds("bake") > kLongestBake) {
    sink.report<diag::BakeTime>(deploy["bake"].span,
                                sema::duration_text(deploy.milliseconds("bake")))
        .help("write `bake = 24h` or less")
        .fix("Write `bake = 24h`", sema::set_field(deploy, "bake", "24h"));
  }
  if (service.strategy == plan::Strategy::BlueGreen && deploy.wrote("traffic")) {
    sink.report<diag::TrafficController>(deploy["traffic"].span, "traffic")
        .help("write `deploy canary {}` or `deploy linear {}`, or `controller = codedeploy`");
  }
  if (service.strategy == plan::Strategy::BlueGreen && deploy.has("confirm")) {
    sink.report<diag::TrafficController>(deploy["confirm"].span, "confirm")
        .help(
            "write `controller = codedeploy`, or a function in `hooks { post_test_traffic_shift = "
            "… }` that waits");
  }
}

// The stages without CodeDeploy hooks, and those that exist only with a test listener.
// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
void check_hooks(const plan::Service& service, Sink& sink) {
  const Block* hooks =
      service.strategy == plan::Strategy::Rolling ? nullptr : service.deploy->only("hooks");
  if (!hooks) return;
  if (service.controller == plan::Controller::CodeDeploy) {
    for (const std::string_view stage : {"reconcile_service", "test_traffic_shift"}) {
      if (!hooks->has(stage)) continue;
      sink.report<diag::HookStage>((*hooks)[stage].span, stage)
          .related(service.deploy->span, "the release")
          .help("use another stage, or write `controller = ecs`");
    }
  }
  if (service.deploy->has("test_port") || service.routes.empty()) return;
  for (const std::string_view stage : {"test_traffic_shift", "post_test_traffic_shift"}) {
    if (!hooks->has(stage)) continue;
    sink.report<diag::HookWithoutTest>((*hooks)[stage].span)
        .related(service.deploy->span, "the release")
        .help("write `test_port = 9001`, or use the stage `post_scale_up`");
  }
}

// It is about health checks of load balancers and of containers:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
// (healthCheckGracePeriodSeconds)
void check_grace(const plan::Service& service, Sink& sink) {
  if (!service.block->has("grace") || !service.routes.empty()) return;
  const auto containers = service.task->block->nested("container");
  if (std::any_of(containers.begin(), containers.end(),
                  [](const Block* container) { return !container->nested("health").empty(); }))
    return;
  sink.report<diag::GraceWithoutRoute>((*service.block)["grace"].span, service.block->name)
      .help("leave out `grace`")
      .fix("Leave out `grace`", sema::leave_out(*service.block, "grace"));
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
// (schedulingStrategy)
void check_daemon(const plan::Service& service, Sink& sink) {
  const Block& block = *service.block;
  if (!block.flag("daemon")) return;
  const Span daemon = block["daemon"].span;
  if (service.on_fargate() || service.runs_on() == plan::Capacity::Managed) {
    sink.report<diag::Daemon>(daemon, service.on_fargate()
                                          ? "and Fargate has none"
                                          : "and ECS decides which managed instances there are")
        .help("give the service an ec2 capacity, or leave out `daemon`");
  }
  const auto refuse = [&](Span span, std::string_view what) {
    sink.report<diag::Daemon>(span, what).related(daemon, "the daemon").help("leave this out");
  };
  if (block.wrote("count")) refuse(block["count"].span, "so it has no `count`");
  if (service.scaled) refuse(block.nested("scale").front()->span, "so nothing scales it");
  if (!block.nested("place").empty())
    refuse(block.nested("place").front()->span, "so nothing is left to place");
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html#service_scheduler:
  // the old task of an instance stops before the new one starts.
  if (!service.deploy) return;
  const Block& deploy = *service.deploy;
  if (service.strategy != plan::Strategy::Rolling) {
    refuse(deploy.span, "and is replaced one by one");
  } else if (deploy.wrote("max") && deploy.number("max") > 100) {
    refuse(deploy["max"].span, "so a second one never runs at the same time");
  } else if (deploy.wrote("min") && deploy.number("min") >= 100) {
    refuse(deploy["min"].span, "and none could stop to be replaced");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
void check_rebalancing(const plan::Service& service, Sink& sink) {
  const Block& block = *service.block;
  if (!block.has("rebalance") || !block.flag("rebalance")) return;
  const Span span = block["rebalance"].span;
  const auto refuse = [&](std::string_view where, Span reason, std::string_view help) {
    auto report = sink.report<diag::NotThere>(span, "`rebalance`", where);
    if (reason.valid()) report.related(reason, "which is said here");
    report.help(std::string(help))
        .fix("Leave out `rebalance`", sema::leave_out(block, "rebalance"));
  };
  if (service.runs_on() == plan::Capacity::External)
    return refuse("servers outside AWS", service.capacity.front().span, "leave it out");
  if (block.flag("daemon")) return refuse("daemons", block["daemon"].span, "leave it out");
  if (service.deploy && service.strategy == plan::Strategy::Rolling &&
      service.deploy->number("max") <= 100) {
    return refuse("services that never have more tasks than they should",
                  (*service.deploy)["max"].span, "leave out `max`, or `rebalance`");
  }
  const auto places = block.nested("place");
  if (places.empty()) return;
  const Block& first = *places.front();
  if (first.labels.front().text == "spread" &&
      first.text("field") == "attribute:ecs.availability-zone")
    return;
  refuse("tasks that are placed by something else first", first.span,
         "write `place spread {}` before the other places");
}

}  // namespace

std::string tasks_text(std::int64_t count) {
  return fmt::format("{} {}", count, count == 1 ? "task" : "tasks");
}

void check_deployment(const plan::Plan& plan, Sink& sink) {
  for (const plan::Service& service : plan.services) {
    check_grace(service, sink);
    check_daemon(service, sink);
    check_rebalancing(service, sink);
    if (!service.deploy || service.block->flag("daemon")) continue;
    check_hooks(service, sink);
    if (service.controller == plan::Controller::CodeDeploy) {
      check_codedeploy(service, sink);
    } else if (service.strategy == plan::Strategy::Rolling) {
      check_rolling(service, sink);
    } else {
      check_native(service, sink);
    }
  }
}

}  // namespace svc::check
