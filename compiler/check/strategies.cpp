// Placement of tasks: fields and queries, managed instances, daemons, and what patches and raw
// resources change in capacity providers.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/pattern.h"
#include "check/iam_data.h"
#include "check/properties.h"
#include "check/query.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/deployments.h"
#include "plan/facts.h"
#include "plan/names.h"
#include "sema/edits.h"
#include "sema/literals.h"
#include "simulate/instances.h"

namespace svc::check {
namespace {

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html (field)
void check_spread(const plan::Service& service, Sink& sink) {
  for (const Block* place : service.block->nested("place", "spread")) {
    const auto* field = (*place)["field"].get<std::string>();
    if (field == nullptr || *field == "instanceId" || *field == "host" ||
        (field->starts_with("attribute:") && field->size() > 10))
      continue;
    const std::string better = field->find("zone") != std::string::npos
                                   ? "attribute:ecs.availability-zone"
                                   : "attribute:" + *field;
    const Span span = (*place)["field"].span;
    sink.report<diag::SpreadField>(span, *field)
        .help(fmt::format("write \"{}\"", better))
        .repair(fmt::format("Write \"{}\"", better), {{span, fmt::format("\"{}\"", better)}});
  }
}

// ---- Queries

enum class Truth : std::uint8_t { No, Yes, Unknown };

Truth negated(Truth truth) {
  return truth == Truth::Unknown ? truth : truth == Truth::Yes ? Truth::No : Truth::Yes;
}

// The value of that attribute on an instance of the capacity; empty if it is unknown.
std::string value_of(const Block& capacity, const plan::InstanceType& type, std::string_view name) {
  if (name == "attribute:ecs.instance-type") return std::string(type.name);
  if (name == "attribute:ecs.cpu-architecture") return type.arm64 ? "arm64" : "x86_64";
  if (name == "attribute:ecs.os-type")
    return capacity.symbol("ami").starts_with("windows") ? "windows" : "linux";
  return {};
}

Truth compare(const Query& query, const std::string& value) {
  if (value.empty()) return Truth::Unknown;
  const auto as_truth = [](bool yes) { return yes ? Truth::Yes : Truth::No; };
  const bool listed =
      std::find(query.values.begin(), query.values.end(), value) != query.values.end();
  if (query.operation == "exists") return Truth::Yes;
  if (query.operation == "!exists") return Truth::No;
  if (query.operation == "==" || query.operation == "in") return as_truth(listed);
  if (query.operation == "!=" || query.operation == "not_in") return as_truth(!listed);
  if (query.values.size() != 1) return Truth::Unknown;
  if (query.operation == "=~" || query.operation == "!~") {
    const std::string& pattern = query.values.front();
    // Only Java can judge what POSIX cannot express. ECS may match a part of the text.
    if (pattern.find("(?") != std::string::npos || pattern.find('\\') != std::string::npos)
      return Truth::Unknown;
    if (!matches(value, fmt::format(".*({}).*", pattern))) return as_truth(query.operation == "!~");
    return matches(value, pattern) ? as_truth(query.operation == "=~") : Truth::Unknown;
  }
  return Truth::Unknown;
}

// `eu-west-1a` is a zone of eu-west-1. Which zones the instances are in is not known.
Truth compare_zones(const Query& query, std::string_view region) {
  if (region.empty() || (query.operation != "==" && query.operation != "in")) return Truth::Unknown;
  const bool possible =
      std::any_of(query.values.begin(), query.values.end(),
                  [&](const std::string& zone) { return zone.starts_with(region); });
  return possible ? Truth::Unknown : Truth::No;
}

Truth holds_for(const Query& query, const Block& capacity, const plan::InstanceType& type,
                std::string_view region) {
  switch (query.form) {
    case Query::Form::Compare:
      if (query.subject == "attribute:ecs.availability-zone") return compare_zones(query, region);
      return compare(query, value_of(capacity, type, query.subject));
    case Query::Form::Not:
      return negated(holds_for(query.parts.front(), capacity, type, region));
    case Query::Form::And:
    case Query::Form::Or:
      break;
  }
  const Truth decides = query.form == Query::Form::And ? Truth::No : Truth::Yes;
  Truth whole = negated(decides);
  for (const Query& part : query.parts) {
    const Truth truth = holds_for(part, capacity, type, region);
    if (truth == decides) return truth;
    if (truth == Truth::Unknown) whole = truth;
  }
  return whole;
}

// Whether one of the capacities may have an instance that matches the query.
bool may_hold(const Query& query, const std::vector<plan::CapacityShare>& capacity,
              std::string_view region) {
  return std::any_of(capacity.begin(), capacity.end(), [&](const plan::CapacityShare& share) {
    if (share.kind != plan::Capacity::Ec2) return true;
    const plan::InstanceType* type = plan::find_instance_type(share.instances->text("instance"));
    return type == nullptr || holds_for(query, *share.instances, *type, region) != Truth::No;
  });
}

void check_query(const Block& constrain, const plan::Workload& workload, std::string_view region,
                 Sink& sink) {
  const sema::Value& expression = constrain["expression"];
  const auto* text = expression.get<std::string>();
  if (text == nullptr) return;
  const ParsedQuery parsed = parse_query(*text);
  if (!parsed.query) {
    auto report = sink.report<diag::QuerySyntax>(expression.span, *text, parsed.fault);
    const std::size_t single = text->find(" = ");
    std::string better = *text;
    if (single != std::string::npos) better.replace(single, 3, " == ");
    if (single != std::string::npos && parse_query(better).query)
      report.help(fmt::format("write \"{}\"", better))
          .repair(fmt::format("Write \"{}\"", better),
                  {{expression.span, fmt::format("\"{}\"", better)}});
    else
      report.help("write a comparison, such as \"attribute:ecs.instance-type =~ m7i.*\"");
    return;
  }
  if (workload.capacity.empty() || plan::takes_any_instance(workload) ||
      may_hold(*parsed.query, workload.capacity, region))
    return;
  const plan::CapacityShare& share = workload.capacity.front();
  sink.report<diag::QueryNeverHolds>(expression.span, share.provider)
      .related((*share.instances)["instance"].is_default ? share.instances->span
                                                         : (*share.instances)["instance"].span,
               "the instances")
      .help(
          fmt::format("compare with what they have, such as \"attribute:ecs.instance-type == {}\", "
                      "or leave it out",
                      share.instances->text("instance")));
}

void check_queries(const plan::Workload& workload, std::string_view region, Sink& sink) {
  for (const Block* constrain : workload.block->nested("constrain", "member_of"))
    check_query(*constrain, workload, region, sink);
  if (workload.task == nullptr) return;
  for (const Block* constrain : workload.task->block->nested("constrain", "member_of"))
    check_query(*constrain, workload, region, sink);
}

// ---- Managed instances

std::int64_t upper_bound_of(const sema::Value& value, std::int64_t otherwise) {
  if (const auto* range = value.get<sema::Range>()) return range->max;
  const auto* number = value.get<std::int64_t>();
  return number ? *number : otherwise;
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html
void check_managed_fit(const plan::Workload& workload, const Block& capacity, Sink& sink) {
  const Block& task = *workload.task->block;
  const simulate::Demand demand = simulate::demand_of(*workload.task);
  const Span cpu = task.has("cpu") ? task["cpu"].span : workload.block->name_span;
  const Span memory = task.has("memory") ? task["memory"].span : workload.block->name_span;
  const auto& processors = capacity.items("processors");
  if (!processors.empty()) {
    const bool arm = task.symbol("arch") == "arm64";
    const bool fits = std::any_of(processors.begin(), processors.end(), [&](const sema::Value& v) {
      const auto* word = v.get<sema::Symbol>();
      return word == nullptr || (word->name == "graviton") == arm;
    });
    if (!fits) {
      sink.report<diag::ManagedArchitecture>(capacity["processors"].span, capacity.name,
                                             arm ? "arm64" : "x86_64", workload.block->kind->name,
                                             workload.block->name)
          .related(task["arch"].is_default ? workload.block->name_span : task["arch"].span,
                   "the task's architecture")
          .help(arm ? "add `graviton`" : "add `intel` or `amd`");
      return;
    }
  }
  const auto too_small = [&](Span span, const std::string& wanted, const std::string& most,
                             std::string_view field) {
    sink.report<diag::ManagedTooSmall>(span, workload.block->kind->name, workload.block->name,
                                       wanted, capacity.name, most)
        .related(capacity[field].span, "the most that an instance has")
        .help(fmt::format("raise `{}` of the capacity, or make the task smaller", field));
  };
  if (capacity.has("memory_max") && demand.memory > capacity.mebibytes("memory_max"))
    too_small(memory, sema::size_text(demand.memory * 1024 * 1024),
              sema::size_text(capacity.bytes("memory_max")), "memory_max");
  const std::int64_t most_vcpus = upper_bound_of(capacity["vcpus"], 0);
  if (most_vcpus > 0 && demand.cpu > most_vcpus * 1024)
    too_small(cpu, sema::cpu_text(demand.cpu), sema::cpu_text(most_vcpus * 1024), "vcpus");
  const std::int64_t most_gpus = upper_bound_of(capacity["gpus"], -1);
  if (most_gpus >= 0 && demand.gpus > most_gpus)
    too_small(cpu, fmt::format("{} GPUs", demand.gpus), fmt::format("{} GPUs", most_gpus), "gpus");
}

// Whether svcc knows an instance type of that architecture with that name; `*` is any text.
bool has_type(std::string_view pattern, bool arm) {
  const auto types = plan::instance_types();
  return std::any_of(types.begin(), types.end(), [&](const plan::InstanceType& type) {
    return type.arm64 == arm && action_matches(pattern, type.name);
  });
}

void check_types_of_managed(const plan::Workload& workload, const Block& capacity, Sink& sink) {
  const Block& task = *workload.task->block;
  const bool arm = task.symbol("arch") == "arm64";
  const auto& types = capacity.items("types");
  if (types.empty()) return;
  for (const sema::Value& item : types) {
    const auto* name = item.get<std::string>();
    if (name == nullptr || has_type(*name, arm) || !has_type(*name, !arm))
      return;  // one that fits, or not known
  }
  sink.report<diag::ManagedArchitecture>(capacity["types"].span, capacity.name,
                                         arm ? "arm64" : "x86_64", workload.block->kind->name,
                                         workload.block->name)
      .related(task["arch"].is_default ? workload.block->name_span : task["arch"].span,
               "the task's architecture")
      .help("add a type of that architecture");
}

// ---- Clusters

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html (name)
void check_provider_names(const sema::Program& program, const Block& cluster, Sink& sink) {
  for (const Block* capacity : cluster.nested("capacity")) {
    if (capacity->labels.size() < 2) continue;
    const std::string name =
        plan::physical_name(program.app->name, program.environment, cluster.name);
    for (const std::string_view prefix : {"aws", "ecs", "fargate"}) {
      if (!name.starts_with(prefix)) continue;
      sink.report<diag::ReservedProviderName>(capacity->name_span, name, prefix)
          .related(program.app->name_span, "the name begins with that of the app")
          .help("give the app another name");
      return;
    }
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
void check_number_of_providers(const Block& cluster, Sink& sink) {
  constexpr std::size_t kMost = 20;
  std::vector<const Block*> providers;
  for (const Block* capacity : cluster.nested("capacity")) {
    if (capacity->labels.front().text != "external") providers.push_back(capacity);
  }
  if (providers.size() <= kMost) return;
  sink.report<diag::TooManyProviders>(providers[kMost]->span, cluster.name, providers.size(), kMost)
      .related(providers.front()->span, "the first")
      .help("keep fewer capacities, or make another cluster");
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
// (managedTerminationProtection)
void check_protection(const Block& cluster, Sink& sink) {
  for (const Block* block : [&] {
         std::vector<const Block*> all = cluster.nested("capacity", "ec2");
         all.push_back(&cluster);
         return all;
       }()) {
    for (const sema::Patch& patch : block->patches) {
      if (patch.part != "group") continue;
      const sema::Value* value = member(patch.properties, patch.target == TargetId::Terraform
                                                              ? "protect_from_scale_in"
                                                              : "NewInstancesProtectedFromScaleIn");
      const auto on = value ? flag_of(*value) : std::nullopt;
      if (!on || *on) continue;
      sink.report<diag::ProtectionPatched>(value->span)
          .help(
              "leave the patch out, or patch `ManagedTerminationProtection` of the capacity "
              "provider, too");
    }
  }
}

// The same from the other side: the provider asks for a protection that the group does not have.
void check_patched_protection(const Block& cluster, Sink& sink) {
  for (const Block* capacity : cluster.nested("capacity", "ec2")) {
    if (capacity->flag("protect")) continue;
    const sema::Value* asked = patched(
        *capacity, {"capacity_provider", "AutoScalingGroupProvider.ManagedTerminationProtection",
                    "auto_scaling_group_provider.managed_termination_protection"});
    const sema::Value* group =
        patched(*capacity, {"group", "NewInstancesProtectedFromScaleIn", "protect_from_scale_in"});
    if (asked == nullptr || text_of(*asked).value_or("") != "ENABLED" ||
        (group != nullptr && flag_of(*group).value_or(false)))
      continue;
    sink.report<diag::ProtectionPatched>(asked->span)
        .related(capacity->span, "the group")
        .help("write `protect = true` in the capacity instead of the patch");
  }
}

// One capacity provider belongs to one group, for good:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
void check_raw_providers(const sema::Program& program, Sink& sink) {
  std::map<std::string, const Block*> first;
  for (const Raw& raw :
       raw_resources(program, "AWS::ECS::CapacityProvider", "aws_ecs_capacity_provider")) {
    const sema::Value* name = raw.get("Name", "name");
    const auto* text = name ? name->get<std::string>() : nullptr;
    for (const std::string_view prefix : {"aws", "ecs", "fargate"}) {
      if (text == nullptr || !text->starts_with(prefix)) continue;
      sink.report<diag::ReservedProviderName>(name->span, *text, prefix).help("write another name");
    }
    const sema::Value* group = raw.get("AutoScalingGroupProvider.AutoScalingGroupArn",
                                       "auto_scaling_group_provider.auto_scaling_group_arn");
    if (group == nullptr) continue;
    const auto [other, added] = first.try_emplace(sema::value_text(*group), raw.block);
    if (added) continue;
    sink.report<diag::GroupTwice>(group->span, other->second->name)
        .related(other->second->span, "the first")
        .help("use one of the two everywhere");
  }
}

// ---- Services

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (launchType,
// role)
void check_patched_service(const plan::Service& service, Sink& sink) {
  const Block& block = *service.block;
  const sema::Value* launch = patched(block, {"service", "LaunchType", "launch_type"});
  if (launch != nullptr && !block.flag("daemon") && !service.capacity.empty()) {
    sink.report<diag::LaunchTypePatched>(launch->span, block.name)
        .related(service.capacity.front().span, "the capacity")
        .help("leave the patch out, or write the capacity in the service");
  }
  const sema::Value* role = patched(block, {"service", "Role", "iam_role"});
  if (role != nullptr && service.own_interface()) {
    sink.report<diag::ServiceRolePatched>(role->span, block.name)
        .help("leave the patch out: ECS uses its service-linked role");
  }
}

// ECS takes no strategy for daemons: https://github.com/aws/containers-roadmap/issues/692
void check_daemon_capacity(const plan::Service& service, Sink& sink) {
  const auto own = service.block->nested("capacity");
  if (!service.block->flag("daemon") || own.empty() || service.runs_on() != plan::Capacity::Ec2 ||
      service.cluster->existing || !service.block->nested("constrain", "member_of").empty())
    return;
  std::vector<std::string_view> others;
  for (const Block* capacity : service.cluster->nested("capacity", "ec2")) {
    const bool named = std::any_of(own.begin(), own.end(), [&](const Block* block) {
      return block->labels.front().text == capacity->labels.back().text;
    });
    if (!named) others.push_back(capacity->labels.back().text);
  }
  if (others.empty()) return;
  sink.report<diag::DaemonCapacity>(own.front()->span, service.block->name,
                                    fmt::format("`{}`", fmt::join(others, "`, `")))
      .related((*service.block)["daemon"].span, "a daemon takes no capacity")
      .help(
          "leave `capacity` out, or write a query such as "
          "`constrain member_of { expression = \"attribute:ecs.instance-type == m7i.large\" }`");
}

}  // namespace

void check_strategies(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* cluster : program.created("cluster")) {
    check_provider_names(program, *cluster, sink);
    check_number_of_providers(*cluster, sink);
    check_protection(*cluster, sink);
    check_patched_protection(*cluster, sink);
    for (const Block* capacity : cluster->nested("capacity", "ec2"))
      check_user_data(*capacity, sink);
  }
  check_raw_providers(program, sink);
  const auto* region = program.region.get<std::string>();
  const auto check_workload = [&](const plan::Workload& workload) {
    check_queries(workload, region ? std::string_view(*region) : std::string_view(), sink);
    if (workload.task == nullptr) return;
    for (const plan::CapacityShare& share : workload.capacity) {
      if (share.kind != plan::Capacity::Managed || share.instances == nullptr) continue;
      check_managed_fit(workload, *share.instances, sink);
      check_types_of_managed(workload, *share.instances, sink);
    }
  };
  for (const plan::Service& service : plan.services) {
    check_workload(service);
    check_spread(service, sink);
    check_patched_service(service, sink);
    check_daemon_capacity(service, sink);
  }
  for (const plan::Job& job : plan.jobs) check_workload(job);
}

}  // namespace svc::check
