// How a raw or patched service fits what it names: its task definition, its capacity, its target
// groups. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/service_words.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/routing.h"
#include "diagnostics/codes/targets.h"
#include "diagnostics/codes/tasks.h"
#include "plan/aws_values.h"
#include "plan/endpoints.h"
#include "sema/defaults.h"

namespace svc::check {
namespace {

std::string word_in(const sema::Value* value) {
  return value ? text_of(*value).value_or("") : std::string();
}

// ---- Its task

const Block* container_named(const plan::Task& task, std::string_view name) {
  for (const Block* container : task.block->nested("container")) {
    if (container->name == name) return container;
  }
  return nullptr;
}

bool has_port(const Block& container, std::int64_t number) {
  const auto ports = container.nested("port");
  return std::any_of(ports.begin(), ports.end(),
                     [&](const Block* port) { return port->integer("container") == number; });
}

// The container and port that a target group or a registry sends requests to.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
void check_target_of(const ServiceWords& words, const sema::Value& item, Sink& sink) {
  const sema::Value* name = words.part(item, "ContainerName", "container_name");
  const sema::Value* port = words.part(item, "ContainerPort", "container_port");
  const std::string container_name = word_in(name);
  if (words.task == nullptr || container_name.empty()) return;
  const Block* container = container_named(*words.task, container_name);
  const auto number = port ? plan::whole_number(*port) : std::nullopt;
  if (container == nullptr) {
    sink.report<diag::UnknownContainer>(name->span, container_name)
        .related(words.task->block->span, "the task")
        .help("name a container of the task");
  } else if (number && !has_port(*container, *number)) {
    sink.report<diag::UnknownPort>(port->span, container_name, *number)
        .related(container->span, "the container")
        .help("name a port of the container");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
// (containerName)
void check_registry(const ServiceWords& words, const sema::Value& item, Sink& sink) {
  check_target_of(words, item, sink);
  if (words.task == nullptr || !words.raw() ||
      (words.task->mode != plan::NetworkMode::Bridge &&
       words.task->mode != plan::NetworkMode::Host) ||
      (words.part(item, "ContainerName", "container_name") != nullptr &&
       words.part(item, "ContainerPort", "container_port") != nullptr))
    return;
  sink.report<diag::DiscoverAddresses>(item.span, words.task->block->symbol("network_mode"))
      .help(words.terraform ? "write `container_name` and `container_port`"
                            : "write `ContainerName` and `ContainerPort`");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html
void check_own_interfaces(const ServiceWords& words, Sink& sink) {
  if (words.task == nullptr) return;
  const std::string_view name = words.terraform ? "network_configuration" : "NetworkConfiguration";
  const sema::Value* network = member(*words.properties, name);
  const bool own = words.task->mode == plan::NetworkMode::Awsvpc;
  if (own && network == nullptr && words.raw()) {
    sink.report<diag::MissingTargetProperty>(
            words.block->span, words.terraform ? "aws_ecs_service" : "AWS::ECS::Service", name)
        .related(words.task->block->span, "tasks with network mode awsvpc")
        .help(fmt::format("write `{} = …` with the subnets of the tasks", name));
  } else if (!own && network != nullptr && network->present()) {
    sink.report<diag::NoInterface>(network->span, name, "service", words.block->name,
                                   words.task->block->symbol("network_mode"))
        .help("leave it out: the tasks are where their instances are");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
// (requiresCompatibilities)
void check_launch(const ServiceWords& words, Sink& sink) {
  const sema::Value* launch = words.get("LaunchType", "launch_type");
  const std::string where = word_in(launch);
  if (!words.raw() || words.task == nullptr) return;
  const plan::Launch& allowed = words.task->launch;
  const bool any = !allowed.fargate && !allowed.ec2 && !allowed.managed && !allowed.external;
  const bool fits = where == "FARGATE"    ? allowed.fargate
                    : where == "EC2"      ? allowed.ec2
                    : where == "EXTERNAL" ? allowed.external
                                          : true;
  // A definition that names nothing is not validated for Fargate, and has what an instance needs.
  if (fits || (any && where != "FARGATE")) return;
  sink.report<diag::LaunchMismatch>(launch->span,
                                    any || allowed.ec2 ? "EC2 instances"
                                    : allowed.fargate  ? "Fargate"
                                                       : "other servers",
                                    "service", words.block->name,
                                    where == "EC2" ? "EC2 instances" : where)
      .related(words.task->block->span, "the task definition")
      .help("write the launch type in the task definition, too");
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html (the task role)
void check_exec_role(const ServiceWords& words, Sink& sink) {
  const sema::Value* exec = words.get("EnableExecuteCommand", "enable_execute_command");
  if (exec == nullptr || !flag_of(*exec).value_or(false)) return;
  if (words.raw()) {
    if (words.definition == nullptr ||
        words.part(*words.definition, "TaskRoleArn", "task_role_arn") != nullptr)
      return;
    sink.report<diag::ExecWithoutRole>(exec->span, words.task->block->name)
        .related(words.task->block->span, "the task definition")
        .help(words.terraform ? "write `task_role_arn = …` there"
                              : "write `TaskRoleArn = …` there");
  } else if (words.task != nullptr && !words.task->block->has("role")) {
    sink.report<diag::ExecPatched>(exec->span, words.block->name)
        .help("write `exec = true` in the service instead of the patch");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
// (portName)
void check_port_names(const ServiceWords& words, Sink& sink) {
  const sema::Value* services =
      words.get("ServiceConnectConfiguration.Services", "service_connect_configuration.service");
  if (words.task == nullptr) return;
  for (const sema::Value* item : items_of(services)) {
    const sema::Value* name = words.part(*item, "PortName", "port_name");
    const std::string text = word_in(name);
    const auto containers = words.task->block->nested("container");
    if (text.empty() || std::any_of(containers.begin(), containers.end(), [&](const Block* c) {
          const auto ports = c->nested("port");
          return std::any_of(ports.begin(), ports.end(), [&](const Block* port) {
            return port->name == text || plan::port_name(*c, *port) == text;
          });
        }))
      continue;
    sink.report<diag::ExposeNoPort>(name->span, words.block->name, fmt::format(" `{}`", text))
        .related(words.task->block->span, "the task definition")
        .help("name a port of the task definition");
  }
}

// ---- Its disks

// The structure as the block `ebs` of the language, so that one set of rules judges both.
const Block& disk_in(const ServiceWords& words, const sema::Value& disk, sema::Program& store) {
  constexpr std::array<std::string_view, 6> kTypes = {"gp3", "gp2", "io2", "io1", "st1", "sc1"};
  const auto body = [](const sema::KindDecl& kind, std::string_view name) {
    return std::find_if(kind.blocks.begin(), kind.blocks.end(),
                        [&](const sema::BlockDecl& block) { return block.name == name; })
        ->body;
  };
  Block& block = sema::add_default_block(
      store, *body(*body(*sema::find_kind("task"), "volume"), "ebs"), disk.span);
  const auto set = [&](std::string_view field, const sema::Value* value, plan::Form form) {
    const auto data = value ? plan::value_of_aws(*value, form) : std::nullopt;
    for (sema::FieldValue& own : block.fields) {
      if (data && own.decl->name == field) own.value = {*data, value->span, false};
    }
  };
  set("size", words.part(disk, "SizeInGiB", "size_in_gb"), plan::Form::Gib);
  set("iops", words.part(disk, "Iops", "iops"), plan::Form::Integer);
  set("throughput", words.part(disk, "Throughput", "throughput"), plan::Form::Integer);
  const sema::Value* type = words.part(disk, "VolumeType", "volume_type");
  const auto* known = std::find(kTypes.begin(), kTypes.end(), word_in(type));
  for (sema::FieldValue& own : block.fields) {
    if (known != kTypes.end() && own.decl->name == "type")
      own.value = {sema::Symbol{*known}, type->span, false};
  }
  return block;
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html
void check_disks(const ServiceWords& words, Sink& sink) {
  for (const sema::Value* item :
       items_of(words.get("VolumeConfigurations", "volume_configuration"))) {
    const sema::Value* name = words.part(*item, "Name", "name");
    const std::string text = word_in(name);
    if (words.raw() && words.task != nullptr && !text.empty()) {
      const auto volumes = words.task->block->nested("volume");
      if (std::none_of(volumes.begin(), volumes.end(),
                       [&](const Block* volume) { return volume->name == text; }))
        sink.report<diag::UnknownVolume>(name->span, text)
            .related(words.task->block->span, "the task definition")
            .help("name a volume of the task definition");
    }
    const sema::Value* disk = words.part(*item, "ManagedEBSVolume", "managed_ebs_volume");
    if (disk == nullptr || disk->get<sema::Object>() == nullptr ||
        words.part(*disk, "SizeInGiB", "size_in_gb") == nullptr)
      continue;
    sema::Program store;
    const std::size_t before = sink.diagnostics().size();
    check_disk(disk_in(words, *disk, store), sink);
    sink.complete_since(before, [](Diagnostic& d) { d.fix = {}; });
  }
}

// ---- Its capacity

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
std::vector<plan::CapacityShare> shares_in(const sema::Value* strategy, bool terraform) {
  std::vector<plan::CapacityShare> shares;
  for (const sema::Value* item : items_of(strategy)) {
    const sema::Value* provider =
        member(*item, terraform ? "capacity_provider" : "CapacityProvider");
    const sema::Value* base = member(*item, terraform ? "base" : "Base");
    const sema::Value* weight = member(*item, terraform ? "weight" : "Weight");
    const Block* block = provider ? read_block(*provider) : nullptr;
    const bool managed = block != nullptr && block->kind->name != "raw" && !block->labels.empty() &&
                         block->labels.front().text == "managed";
    const std::string name = word_in(provider);
    plan::CapacityShare share;
    share.provider = name;
    share.kind = name.starts_with("FARGATE") ? plan::Capacity::Fargate
                 : managed                   ? plan::Capacity::Managed
                                             : plan::Capacity::Ec2;
    share.base = base ? plan::whole_number(*base).value_or(0) : 0;
    share.weight = weight ? plan::whole_number(*weight).value_or(1) : 1;
    share.span = share.base > 0 ? base->span : item->span;
    shares.push_back(share);
  }
  // What a name of no block means is not known.
  const bool managed = std::any_of(shares.begin(), shares.end(), [](const auto& share) {
    return share.kind == plan::Capacity::Managed;
  });
  for (plan::CapacityShare& share : shares) {
    if (managed && share.kind == plan::Capacity::Ec2) share.kind = plan::Capacity::Managed;
  }
  return shares;
}

void check_shares(const ServiceWords& words, Sink& sink) {
  const sema::Value* strategy = words.get("CapacityProviderStrategy", "capacity_provider_strategy");
  if (strategy == nullptr) return;
  check_strategy(shares_in(strategy, words.terraform), words.block->title(), strategy->span, sink);
  const sema::Value* of = words.get("Cluster", "cluster");
  const Block* cluster = words.own ? words.own->cluster : of ? read_block(*of) : nullptr;
  for (const sema::Value* item : items_of(strategy)) {
    const sema::Value* provider = words.part(*item, "CapacityProvider", "capacity_provider");
    const std::string name = word_in(provider);
    // Only AWS has names that begin so.
    if (!name.starts_with("FARGATE") || name == "FARGATE" || name == "FARGATE_SPOT") continue;
    sink.report<diag::UnknownCapacity>(provider->span, cluster ? cluster->name : "", name)
        .help("write \"FARGATE\" or \"FARGATE_SPOT\"");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
void check_raw_clusters(const sema::Program& program, Sink& sink) {
  for (const std::pair<std::string_view, std::string_view>& types :
       {std::pair<std::string_view, std::string_view>{
            "AWS::ECS::ClusterCapacityProviderAssociations", "aws_ecs_cluster_capacity_providers"},
        {"AWS::ECS::Cluster", "aws_ecs_cluster"}}) {
    for (const Raw& raw : raw_resources(program, types.first, types.second)) {
      const sema::Value* strategy =
          raw.get("DefaultCapacityProviderStrategy", "default_capacity_provider_strategy");
      if (strategy != nullptr)
        check_strategy(shares_in(strategy, raw.terraform), raw.block->title(), strategy->span,
                       sink);
    }
  }
}

// ---- Its target groups

bool names_block(const sema::Value& value, const Block& block) {
  if (read_block(value) == &block) return true;
  if (const auto* list = value.get<sema::List>())
    return std::any_of(list->items.begin(), list->items.end(),
                       [&](const sema::Value& item) { return names_block(item, block); });
  const auto* object = value.get<sema::Object>();
  return object != nullptr &&
         std::any_of(object->entries.begin(), object->entries.end(),
                     [&](const auto& entry) { return names_block(entry.second, block); });
}

// Whether a raw or patched listener or rule sends requests to the target group.
bool has_listener(const Block& group, const sema::Program& program) {
  return std::any_of(
      program.block_store.begin(), program.block_store.end(), [&](const Block& block) {
        return std::any_of(block.patches.begin(), block.patches.end(), [&](const auto& patch) {
          return (patch.part.find("istener") != std::string_view::npos) &&
                 names_block(patch.properties, group);
        });
      });
}

// ECS: "The target group … does not have an associated load balancer" (terraform#32908)
void check_lone_group(const ServiceWords& words, const sema::Value& item,
                      const sema::Program& program, Sink& sink) {
  const sema::Value* arn = words.part(item, "TargetGroupArn", "target_group_arn");
  const Block* group = arn ? read_block(*arn) : nullptr;
  if (group == nullptr || raw_type(*group).empty() || has_listener(*group, program)) return;
  sink.report<diag::TargetGroupAlone>(arn->span, group->name)
      .related(group->span, "the target group")
      .help("add a listener or a listener rule that forwards to it");
}

// ---- Its deployment

// Public subnets of a network, as `NETWORK.public`.
const Block* public_network(const sema::Value* subnets) {
  const auto* read = subnets ? subnets->get<sema::AttributeRef>() : nullptr;
  return read != nullptr && read->attribute == "public" && read->block->kind->name == "network" &&
                 !read->block->existing
             ? read->block
             : nullptr;
}

bool on_fargate(const ServiceWords& words) {
  if (words.own != nullptr) return words.own->on_fargate();
  return word_in(words.get("LaunchType", "launch_type")) == "FARGATE";
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
void check_public_subnets(const ServiceWords& words, const plan::Plan& plan, Sink& sink) {
  const sema::Value* subnets = words.get("NetworkConfiguration.AwsvpcConfiguration.Subnets",
                                         "network_configuration.subnets");
  const Block* block = public_network(subnets);
  const plan::Network* network = block ? plan.network(block) : nullptr;
  if (network == nullptr || !on_fargate(words) || plan::has_endpoints(plan, *network, "ecr"))
    return;
  const sema::Value* address = words.get("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
                                         "network_configuration.assign_public_ip");
  const bool given = address != nullptr
                         ? word_in(address) != "DISABLED" && word_in(address) != "false"
                         : !words.raw() && words.block->flag("public_ip");
  if (given) return;
  sink.report<diag::PublicWithoutAddress>(subnets->span, "service", words.block->name,
                                          "their registry")
      .related(block->name_span, "the network")
      .help(words.terraform ? "write `assign_public_ip = true`, or name private subnets"
                            : "write `AssignPublicIp = \"ENABLED\"`, or name private subnets");
}

// What a release of the service does not do.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
void check_patched_release(const ServiceWords& words, Sink& sink) {
  if (words.own == nullptr) return;
  const auto check = [&](std::string_view cloudformation, std::string_view terraform, bool fits,
                         std::string_view where) {
    const sema::Value* value = words.get(cloudformation, terraform);
    if (value == nullptr || !value->present() || fits) return;
    sink.report<diag::PropertyClash>(value->span, words.terraform ? terraform : cloudformation,
                                     where)
        .related(words.own->deploy ? words.own->deploy->span : words.block->name_span,
                 "how it is released")
        .help("leave the patch out, or write the release in a `deploy` block");
  };
  check("DeploymentConfiguration.CanaryConfiguration",
        "deployment_configuration.canary_configuration",
        words.own->strategy == plan::Strategy::Canary, "without `deploy canary`");
  check("DeploymentConfiguration.LinearConfiguration",
        "deployment_configuration.linear_configuration",
        words.own->strategy == plan::Strategy::Linear, "without `deploy linear`");
  const std::string controller =
      word_in(words.get("DeploymentController.Type", "deployment_controller.type"));
  const bool codedeploy = words.own->controller == plan::Controller::CodeDeploy;
  check("DeploymentController", "deployment_controller",
        controller.empty() || (controller == "CODE_DEPLOY") == codedeploy,
        codedeploy ? "other than CODE_DEPLOY, which releases the service"
                   : "other than ECS, which releases the service");
  const std::string strategy =
      word_in(words.get("DeploymentConfiguration.Strategy", "deployment_configuration.strategy"));
  const bool rolling = words.own->strategy == plan::Strategy::Rolling;
  check("DeploymentConfiguration.Strategy", "deployment_configuration.strategy",
        strategy.empty() || words.own->routes.empty() || (strategy == "ROLLING") == rolling,
        rolling ? "that moves traffic: the routes have one target group each"
                : "without traffic to move: the routes have two target groups each");
  check("DeploymentConfiguration.Alarms", "alarms",
        words.own->controller != plan::Controller::CodeDeploy, "where CodeDeploy releases");
}

}  // namespace

void check_service_relations(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_raw_clusters(program, sink);
  each_service_words(program, plan, [&](const ServiceWords& words) {
    for (const sema::Value* item : items_of(words.get("LoadBalancers", "load_balancer"))) {
      check_target_of(words, *item, sink);
      check_lone_group(words, *item, program, sink);
    }
    for (const sema::Value* item : items_of(words.get("ServiceRegistries", "service_registries")))
      check_registry(words, *item, sink);
    check_own_interfaces(words, sink);
    check_public_subnets(words, plan, sink);
    check_launch(words, sink);
    check_exec_role(words, sink);
    check_port_names(words, sink);
    check_disks(words, sink);
    check_shares(words, sink);
    check_patched_release(words, sink);
  });
}

}  // namespace svc::check
