// The capacity of a service, the number of its tasks, and its deployment.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/capacity.h"
#include "diagnostics/codes/deployments.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

Capacity kind_of(const Block& capacity) {
  const std::string& kind = capacity.labels.front().text;
  if (kind == "ec2") return Capacity::Ec2;
  if (kind == "managed") return Capacity::Managed;
  return kind == "external" ? Capacity::External : Capacity::Fargate;
}

// Without base and weight; services and clusters set them.
CapacityShare share_of(const Block& capacity) {
  CapacityShare share;
  share.provider = capacity.labels.back().text;
  share.kind = kind_of(capacity);
  if (share.kind == Capacity::Ec2 || share.kind == Capacity::Managed) share.instances = &capacity;
  return share;
}

CapacityShare weighted(CapacityShare share, const Block& shares, Span span) {
  share.base = shares.integer("base");
  share.weight = shares.integer("weight");
  share.span = span;
  return share;
}

// The cluster's default strategy for services without one. It excludes servers outside AWS, because
// ECS has no capacity provider for them.
std::vector<CapacityShare> default_strategy(const Block& cluster) {
  std::vector<CapacityShare> shares;
  for (const Block* capacity : cluster.nested("capacity")) {
    if (kind_of(*capacity) == Capacity::External) continue;
    CapacityShare share = weighted(share_of(*capacity), *capacity, capacity->span);
    if (share.base > 0 || share.weight > 0) shares.push_back(std::move(share));
  }
  return shares;
}

const Block* find_capacity(const Block& cluster, std::string_view provider) {
  for (const Block* capacity : cluster.nested("capacity")) {
    if (capacity->labels.back().text == provider) return capacity;
  }
  return nullptr;
}

// Capacity that every cluster has without a declaration.
bool provided(std::string_view provider) {
  return provider == "fargate" || provider == "fargate_spot" || provider == "external";
}

void report_unknown_capacity(const Block& cluster, const sema::LabelValue& label, Sink& sink) {
  std::vector<std::string_view> names;
  for (const Block* capacity : cluster.nested("capacity"))
    names.push_back(capacity->labels.back().text);
  std::string_view near = closest(label.text, names);
  if (near.empty() && label.text == "spot") near = "fargate_spot";
  if (cluster.existing) {
    sink.report<diag::UnknownCapacity>(label.span, cluster.name, label.text)
        .related(cluster.name_span, "the cluster")
        .help("of one that exists already, write `fargate`, `fargate_spot` or `external`");
    return;
  }
  std::string help = fmt::format("add `capacity {} {{}}` to {}", label.text, cluster.title());
  if (!provided(label.text)) {
    help = !near.empty() ? fmt::format("did you mean `{}`?", near)
           : names.empty()
               ? fmt::format("add `capacity ec2 {} {{}}` to {}", label.text, cluster.title())
               : fmt::format("it has {}", enumerate(names, "and"));
  }
  auto report = sink.report<diag::UnknownCapacity>(label.span, cluster.name, label.text)
                    .related(cluster.name_span, "the cluster")
                    .help(std::move(help));
  if (!near.empty() && !provided(label.text))
    report.repair(fmt::format("Write `{}`", near), {{label.span, std::string(near)}});
}

std::vector<CapacityShare> own_strategy(const Block& service, const Block& cluster, Sink& sink) {
  std::vector<CapacityShare> shares;
  for (const Block* block : service.nested("capacity")) {
    const sema::LabelValue& label = block->labels.front();
    const Block* capacity = find_capacity(cluster, label.text);
    // Capacity of AWS itself is available in every cluster that allows it, and whether an existing
    // cluster does is unknown.
    if (cluster.existing && provided(label.text)) {
      const CapacityShare share{
          label.text, label.text == "external" ? Capacity::External : Capacity::Fargate,
          nullptr,    0,
          0,          {}};
      shares.push_back(weighted(share, *block, label.span));
    } else if (capacity) {
      shares.push_back(weighted(share_of(*capacity), *block, label.span));
    } else {
      report_unknown_capacity(cluster, label, sink);
    }
  }
  return shares;
}

// A cluster with only instances, and no default strategy, cannot mean Fargate.
void require_some_capacity(const Block& service, const Block& cluster, Sink& sink) {
  const auto capacities = cluster.nested("capacity");
  if (capacities.empty()) return;
  const std::string& name = capacities.back()->labels.back().text;
  sink.report<diag::NoDefaultCapacity>(service.name_span, service.kind->name, service.name,
                                       cluster.name)
      .related(capacities.back()->span, "has no weight, so only services that name it run here")
      .help(fmt::format(
          "write `capacity {} {{}}` in the {}, or give the cluster's capacity a `weight`", name,
          service.kind->name));
}

bool on_instances(const std::vector<CapacityShare>& shares) {
  return std::any_of(shares.begin(), shares.end(),
                     [](const CapacityShare& share) { return share.kind != Capacity::Fargate; });
}

// ECS starts a daemon on every EC2 instance of the cluster, whatever the cluster's default is.
std::vector<CapacityShare> instances_of(const Block& cluster) {
  std::vector<CapacityShare> shares;
  for (const Block* capacity : cluster.nested("capacity", "ec2"))
    shares.push_back(weighted(share_of(*capacity), *capacity, capacity->span));
  return shares;
}

void plan_capacity(Workload& service, const Plan& plan, Sink& sink) {
  if (!service.block->nested("capacity").empty()) {
    service.capacity = own_strategy(*service.block, *service.cluster, sink);
    return;
  }
  service.capacity = plan.cluster_defaults.at(service.cluster);
  const bool daemon = service.block->kind->name == "service" && service.block->flag("daemon");
  if (daemon && !on_instances(service.capacity)) {
    std::vector<CapacityShare> instances = instances_of(*service.cluster);
    if (!instances.empty()) return (void)(service.capacity = std::move(instances));
  }
  if (service.capacity.empty()) require_some_capacity(*service.block, *service.cluster, sink);
}

void plan_count(Service& service) {
  const sema::Value& count = (*service.block)["count"];
  if (const auto* range = count.get<sema::Range>()) {
    service.min = range->min;
    service.max = range->max;
  } else {
    service.min = service.max = service.block->integer("count");
  }
  service.scaled = !service.block->nested("scale").empty();
}

void plan_deployment(Service& service, Sink& sink) {
  const auto deploys = service.block->nested("deploy");
  if (deploys.empty()) return;
  service.deploy = deploys.front();
  if (deploys.size() > 1) {
    sink.report<diag::TwoDeployBlocks>(deploys[1]->span, service.block->name)
        .related(deploys[0]->span, "the first one")
        .help("keep one of them");
  }
  const std::string& how = service.deploy->labels.front().text;
  if (how == "canary") service.strategy = Strategy::Canary;
  if (how == "linear") service.strategy = Strategy::Linear;
  if (how != "blue_green") return;
  service.strategy = Strategy::BlueGreen;
  if (service.deploy->symbol("controller") == "codedeploy")
    service.controller = Controller::CodeDeploy;
}

void plan_group(Workload& service, Sink& sink) {
  if (!service.network || !service.network->usable()) return;
  const Block& block = *service.block;
  const SubnetGroup* group =
      block.has("subnets")
          ? require_group(*service.network, block.text("subnets"), block["subnets"].span, sink)
          : service.network->default_group();
  if (group) service.group = group->name;
}

}  // namespace

Capacity Workload::runs_on() const {
  return capacity.empty() ? Capacity::Fargate : capacity.front().kind;
}

bool takes_any_instance(const Workload& workload) {
  const Block& block = *workload.block;
  return block.kind->name == "service" && block.flag("daemon") &&
         block.nested("capacity").empty() && workload.runs_on() == Capacity::Ec2;
}

std::string_view capacity_text(Capacity capacity) {
  switch (capacity) {
    case Capacity::Fargate:
      return "Fargate";
    case Capacity::Ec2:
      return "EC2 instances";
    case Capacity::Managed:
      return "managed instances";
    case Capacity::External:
      return "servers outside AWS";
  }
  return {};
}

namespace {

// The first `deploy` block of a pipeline that names the service, or null.
const Block* releasing_block(const sema::Program& program, const Block& service) {
  for (const Block* pipeline : program.created("pipeline")) {
    for (const Block* deploy : pipeline->nested("deploy")) {
      if (deploy->labels.front().block == &service) return deploy;
    }
  }
  return nullptr;
}

// Where it runs: the fields that services and jobs have in common.
void place(Workload& workload, const Block& block, const Plan& plan, Sink& sink) {
  workload.block = &block;
  workload.cluster = block.clause("cluster");
  workload.network = plan.network(workload.cluster->clause("network"));
  plan_capacity(workload, plan, sink);
  plan_group(workload, sink);
}

}  // namespace

void plan_services(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.blocks) {
    if (block->kind->name == "cluster") plan.cluster_defaults[block] = default_strategy(*block);
  }
  for (const Block* block : program.created("service")) {
    Service service;
    place(service, *block, plan, sink);
    plan_count(service);
    plan_deployment(service, sink);
    service.released_by = releasing_block(program, *block);
    plan.services.push_back(std::move(service));
  }
}

void plan_jobs(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.created("job")) {
    Job job;
    place(job, *block, plan, sink);
    plan.jobs.push_back(std::move(job));
  }
}

bool can_rebalance(const Service& service) {
  const Block& block = *service.block;
  if (service.runs_on() == Capacity::External || block.flag("daemon")) return false;
  if (service.controller == Controller::CodeDeploy) return false;
  if (service.deploy && service.strategy == Strategy::Rolling &&
      service.deploy->number("max") <= 100)
    return false;
  const auto places = block.nested("place");
  if (places.empty()) return true;
  const Block& first = *places.front();
  return first.labels.front().text == "spread" &&
         first.text("field") == "attribute:ecs.availability-zone";
}

}  // namespace svc::plan
