#include "cost/workloads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "cost/charges.h"
#include "cost/values.h"
#include "plan/facts.h"

namespace svc::cost {

namespace {

// The storage that every task has without a charge, in GB.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
constexpr double kFreeStorage = 20;

// What a task takes of its host.
struct Demand {
  double vcpus = 0;
  double gigabytes = 0;
};

// A share of the tasks of a service on one provider.
struct Share {
  std::string provider;              // FARGATE, FARGATE_SPOT, or empty
  const graph::Node* own = nullptr;  // a capacity provider of the program
  double base = 0;
  double weight = 1;
};

class Workloads {
 public:
  Workloads(const graph::Graph& graph, const Prices& prices, double hours,
            std::vector<std::string>& assumptions)
      : graph_(graph), prices_(prices), hours_(hours), assumptions_(assumptions) {
    for (const graph::Node& node : graph.nodes) {
      if (node.kind == "applicationautoscaling_scalable_target")
        index(scaling_, node, at(node, "resource_id"), "ecs_service");
      if (node.kind == "ecs_cluster_capacity_provider_associations")
        index(defaults_, node, at(node, "cluster"), "ecs_cluster");
      if (node.kind == "ecs_capacity_provider")
        index(providers_, node, at(node, "auto_scaling_group_provider.auto_scaling_group_arn"),
              "autoscaling_group");
    }
  }

  std::map<const graph::Node*, std::vector<Charge>> run() {
    for (const graph::Node& node : graph_.nodes) {
      if (node.kind == "ecs_service") service(node);
      if (node.kind == "stepfunctions_state_machine") job(node);
    }
    for (const graph::Node& node : graph_.nodes) {
      if (node.kind == "autoscaling_group") group(node);
      if (node.kind == "ecs_capacity_provider" && at(node, "managed_instances_provider") != nullptr)
        managed(node);
    }
    return std::move(found_);
  }

 private:
  using ByNode = std::map<const graph::Node*, const graph::Node*>;

  // Records that `node` is about the resource that the value refers to.
  void index(ByNode& by, const graph::Node& node, const graph::Value* value,
             std::string_view kind) {
    const auto of = referred(graph_, value, kind);
    if (!of.empty()) by.emplace(of.front(), &node);
  }
  static const graph::Node* find(const ByNode& by, const graph::Node& node) {
    const auto found = by.find(&node);
    return found == by.end() ? nullptr : found->second;
  }

  void add(const graph::Node& node, Charge charge) { found_[&node].push_back(std::move(charge)); }
  void assume(const std::string& text) {
    if (std::find(assumptions_.begin(), assumptions_.end(), text) == assumptions_.end())
      assumptions_.push_back(text);
  }

  // ---- Services

  void service(const graph::Node& node) {
    const graph::Node* found = task_of(node);
    if (found == nullptr) return;
    const graph::Node& task = *found;
    const Range count = count_of(node);
    const Demand demand = demand_of(task);
    const std::vector<Share> shares = shares_of(node);
    for (const Share& share : shares) {
      const Range tasks_here{part(count.least, share, shares), part(count.desired, share, shares),
                             part(count.largest, share, shares)};
      if (share.own != nullptr)
        needed_[share.own].push_back({demand, tasks_here});
      else if (share.provider.starts_with("FARGATE"))
        fargate(node, task, tasks_here * hours_, share.provider == "FARGATE_SPOT", "");
    }
    volumes(node, count);
    if (word(at(node, "network_configuration.awsvpc_configuration.assign_public_ip")) == "true")
      add(node, charge("public IPv4 address of each task", "ipv4_hour", prices_, count * hours_));
  }

  // Services that CodeDeploy releases name the family.
  const graph::Node* task_of(const graph::Node& service) const {
    const graph::Value* value = at(service, "task_definition");
    const auto tasks = referred(graph_, value, "ecs_task_definition");
    if (!tasks.empty()) return tasks.front();
    const std::string family = word(value);
    for (const graph::Node& node : graph_.nodes) {
      if (!family.empty() && node.kind == "ecs_task_definition" &&
          word(at(node, "family")) == family)
        return &node;
    }
    return nullptr;
  }

  // The tasks of a service: its number, or the range that autoscaling moves it in.
  Range count_of(const graph::Node& service) const {
    Range count = Range::of(number(at(service, "desired_count")).value_or(1));
    const graph::Node* scaling = find(scaling_, service);
    if (scaling == nullptr) return count;
    const double least = number(at(*scaling, "min_capacity")).value_or(count.least);
    const double most = number(at(*scaling, "max_capacity")).value_or(count.largest);
    count = {least, std::clamp(count.desired, least, std::max(least, most)), most};
    for (const graph::Value& action : items(at(*scaling, "scheduled_actions"))) {
      const graph::Value* bounds = at(action, "scalable_target_action");
      if (bounds == nullptr) continue;
      count.least = std::min(count.least, number(at(*bounds, "min_capacity")).value_or(least));
      count.largest = std::max(count.largest, number(at(*bounds, "max_capacity")).value_or(most));
    }
    return count;
  }

  static Demand demand_of(const graph::Node& task) {
    Demand demand{number(at(task, "cpu")).value_or(0) / 1024,
                  number(at(task, "memory")).value_or(0) / 1024};
    const auto of_containers = [&](const char* what) {
      double sum = 0;
      for (const graph::Value& one : items(at(task, "container_definitions")))
        sum += number(at(one, what)).value_or(0) / 1024;
      return sum;
    };
    if (demand.vcpus == 0) demand.vcpus = of_containers("cpu");
    if (demand.gigabytes == 0) demand.gigabytes = of_containers("memory");
    if (demand.gigabytes == 0) demand.gigabytes = of_containers("memory_reservation");
    return demand;
  }

  std::vector<Share> shares_of(const graph::Node& service) const {
    const graph::Value* strategy = at(service, "capacity_provider_strategy");
    if (strategy == nullptr) {
      if (const graph::Value* launch = at(service, "launch_type")) {
        if (word(launch) == "EC2") return on_all_instances();
        return {{word(launch), nullptr, 0, 1}};
      }
      strategy = default_strategy(service);
    }
    std::vector<Share> shares;
    for (const graph::Value& one : items(strategy)) {
      const graph::Value* provider = at(one, "capacity_provider");
      const auto own = referred(graph_, provider, "ecs_capacity_provider");
      shares.push_back({word(provider), own.empty() ? nullptr : own.front(),
                        number(at(one, "base")).value_or(0),
                        number(at(one, "weight")).value_or(0)});
    }
    return shares.empty() ? std::vector<Share>{{"FARGATE", nullptr, 0, 1}} : shares;
  }

  // A daemon takes a part of every instance and needs no instance of its own.
  static std::vector<Share> on_all_instances() { return {}; }

  const graph::Value* default_strategy(const graph::Node& service) const {
    const auto clusters = referred(graph_, at(service, "cluster"), "ecs_cluster");
    const graph::Node* defaults = clusters.empty() ? nullptr : find(defaults_, *clusters.front());
    return defaults == nullptr ? nullptr : at(*defaults, "default_capacity_provider_strategy");
  }

  // How many of `count` tasks a share gets: its base first, then by weight.
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
  static double part(double count, const Share& share, const std::vector<Share>& all) {
    double bases = 0;
    double weights = 0;
    for (const Share& one : all) {
      bases += one.base;
      weights += one.weight;
    }
    const double based = std::min(share.base, count);
    const double rest = std::max(0.0, count - bases);
    return based + (weights > 0 ? rest * share.weight / weights : 0);
  }

  // ---- Fargate

  static std::string prefix(const graph::Node& task, bool spot) {
    const std::string system = word(at(task, "runtime_platform.operating_system_family"));
    if (system.starts_with("WINDOWS")) return "fargate_windows";
    const bool arm = word(at(task, "runtime_platform.cpu_architecture")) == "ARM64";
    return fmt::format("fargate{}{}", spot ? "_spot" : "", arm ? "_arm" : "");
  }

  // `hours`: of tasks; for charges that depend on use, per unit of the amount.
  void fargate(const graph::Node& node, const graph::Node& task, Range hours, bool spot,
               const std::string& usage) {
    const Demand demand = demand_of(task);
    const std::string prices = prefix(task, spot);
    const auto one = [&](const std::string& what, const std::string& key, double each) {
      Charge made = charge(what, key, prices_, hours * each);
      made.usage = usage;
      if (!usage.empty()) made.meaning = "hours that tasks of the job run";
      add(node, std::move(made));
    };
    const std::string where = spot ? "Fargate Spot" : "Fargate";
    one(fmt::format("{}: {} vCPU a task", where, demand.vcpus), prices + "_vcpu_hour",
        demand.vcpus);
    one(fmt::format("{}: {} GB a task", where, demand.gigabytes), prices + "_gb_hour",
        demand.gigabytes);
    if (prices == "fargate_windows")
      one("Windows licence", "fargate_windows_license_vcpu_hour", demand.vcpus);
    const double storage = number(at(task, "ephemeral_storage.size_in_gib")).value_or(0);
    if (storage > kFreeStorage)
      one(fmt::format("task storage beyond {} GB", kFreeStorage), "fargate_storage_gb_hour",
          storage - kFreeStorage);
  }

  void job(const graph::Node& node) {
    const graph::Value* definition = node.find("definition_string");
    const auto tasks = referred(graph_, definition, "ecs_task_definition");
    if (tasks.empty() ||
        !(mentions(*definition, "FARGATE") || mentions(*definition, "FARGATE_SPOT")))
      return;
    fargate(node, *tasks.front(), Range::of(1), mentions(*definition, "FARGATE_SPOT"),
            "task_hours");
  }

  // ---- Volumes

  void volumes(const graph::Node& service, Range count) {
    for (const graph::Value& one : items(at(service, "volume_configurations"))) {
      const graph::Value* disk = at(one, "managed_ebs_volume");
      if (disk != nullptr) volume(service, *disk, "size_in_gib", count, "disk of each task");
    }
  }

  // A disk of EBS on each of `count` hosts.
  void volume(const graph::Node& node, const graph::Value& disk, const char* size, Range count,
              const std::string& what) {
    const double gigabytes = number(at(disk, size)).value_or(0);
    if (gigabytes == 0) return;
    std::string type = word(at(disk, "volume_type"));
    if (type.empty()) type = "gp3";
    add(node, charge(fmt::format("{}: {} GB of {}", what, gigabytes, type),
                     fmt::format("ebs_{}_gb_month", type), prices_, count * gigabytes));
    performance(node, disk, type, count);
  }

  // Adds the cost of a disk's provisioned performance. gp3 includes 3,000 IOPS and 125 MiB/s.
  // https://aws.amazon.com/ebs/pricing/
  // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
  void performance(const graph::Node& node, const graph::Value& disk, const std::string& type,
                   Range count) {
    struct Step {
      std::string_view type;
      const char* price;
      double above;
      double to;
    };
    constexpr double kAny = 1e9;
    constexpr Step kSteps[] = {{"gp3", "ebs_gp3_iops_month", 3000, kAny},
                               {"io1", "ebs_io1_iops_month", 0, kAny},
                               {"io2", "ebs_io2_iops_month", 0, 32000},
                               {"io2", "ebs_io2_iops_above_32000_month", 32000, 64000},
                               {"io2", "ebs_io2_iops_above_64000_month", 64000, kAny}};
    const double iops = number(at(disk, "iops")).value_or(0);
    for (const Step& step : kSteps) {
      const double paid = std::min(iops, step.to) - step.above;
      if (step.type != type || paid <= 0) continue;
      const std::string what = step.above == 0
                                   ? std::string("provisioned IOPS")
                                   : fmt::format("provisioned IOPS beyond {:.0f}", step.above);
      add(node, charge(what, step.price, prices_, count * paid));
    }
    constexpr double kFreeThroughput = 125;
    const double throughput = number(at(disk, "throughput")).value_or(0);
    if (type == "gp3" && throughput > kFreeThroughput)
      add(node, charge("throughput beyond 125 MiB/s", "ebs_gp3_mibps_month", prices_,
                       count * (throughput - kFreeThroughput)));
  }

  // ---- Instances

  // How many instances the tasks need by CPU and memory, within the bounds of the group.
  double needed(const graph::Node* provider, const plan::InstanceType* type, double Range::*which,
                double least, double most) const {
    double vcpus = 0;
    double gigabytes = 0;
    const auto found = needed_.find(provider);
    if (provider != nullptr && found != needed_.end()) {
      for (const auto& [demand, count] : found->second) {
        vcpus += demand.vcpus * (count.*which);
        gigabytes += demand.gigabytes * (count.*which);
      }
    }
    if (type == nullptr) return least;
    const double by_cpu = vcpus / static_cast<double>(type->vcpu);
    const double by_memory = gigabytes * 1024 / static_cast<double>(type->memory_mib);
    return std::clamp(std::ceil(std::max(by_cpu, by_memory)), least, std::max(least, most));
  }

  void group(const graph::Node& node) {
    const auto templates =
        referred(graph_, at(node, "mixed_instances_policy"), "ec2_launch_template");
    const auto lone = referred(graph_, at(node, "launch_template"), "ec2_launch_template");
    const graph::Node* launch = !lone.empty()       ? lone.front()
                                : templates.empty() ? nullptr
                                                    : templates.front();
    if (launch == nullptr) return;
    const double least = number(at(node, "min_size")).value_or(0);
    const double most = number(at(node, "max_size")).value_or(least);
    std::string type = word(at(node,
                               "mixed_instances_policy.launch_template.overrides."
                               "instance_type"));
    if (type.empty()) type = word(at(*launch, "instance_type"));
    const plan::InstanceType* known = plan::find_instance_type(type);
    const graph::Node* provider = find(providers_, node);
    const Range count{needed(provider, known, &Range::least, least, most),
                      needed(provider, known, &Range::desired, least, most), most};
    assume(
        "The instances of a capacity are as many as its tasks need by CPU and memory, within "
        "its bounds.");
    add(node, instances(type, count, node, *launch));
    for (const graph::Value& mapping : items(at(*launch, "block_device_mappings"))) {
      const graph::Value* disk = at(mapping, "ebs");
      if (disk != nullptr) volume(node, *disk, "volume_size", count, "disk of each instance");
    }
  }

  Charge instances(const std::string& type, Range count, const graph::Node& group,
                   const graph::Node& launch) const {
    Charge made{
        .what = type + " instances", .price = type, .unit = "hour", .usd = prices_.instance(type)};
    made.units = count * hours_;
    const auto above = number(at(group,
                                 "mixed_instances_policy.instances_distribution."
                                 "on_demand_percentage_above_base_capacity"));
    const std::string image = word(at(launch, "image_id"));
    if (above.value_or(100) < 100) {
      made.usd.reset();
      made.note = "Spot prices move with supply and demand: AWS lists none";
    } else if (image.find("windows") != std::string::npos) {
      made.usd.reset();
      made.note = "svcc carries prices of Linux instances only";
    } else if (!made.usd) {
      made.note = type.empty() ? "the type is known at deployment only"
                               : "no source for its price in " + prices_.region();
    }
    return made;
  }

  // ECS chooses the types itself.
  void managed(const graph::Node& node) {
    add(node, {.what = "instances that ECS chooses",
               .price = {},
               .unit = "hour",
               .usd = {},
               .note = "ECS chooses their types at run time"});
  }

  const graph::Graph& graph_;
  const Prices& prices_;
  double hours_;
  std::vector<std::string>& assumptions_;
  ByNode scaling_;    // by service: its scaling
  ByNode defaults_;   // by cluster: its default strategy
  ByNode providers_;  // by group: its capacity provider
  std::map<const graph::Node*, std::vector<Charge>> found_;
  std::map<const graph::Node*, std::vector<std::pair<Demand, Range>>> needed_;
};

}  // namespace

std::map<const graph::Node*, std::vector<Charge>> workload_charges(
    const graph::Graph& graph, const Prices& prices, double hours,
    std::vector<std::string>& assumptions) {
  return Workloads(graph, prices, hours, assumptions).run();
}

}  // namespace svc::cost
