#include "simulate/addresses.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/address.h"
#include "plan/endpoints.h"

namespace svc::simulate {
namespace {

constexpr std::int64_t kKept = 5;  // of each subnet, by AWS

using Key = std::pair<const plan::Network*, std::string>;

class Addresses {
 public:
  Addresses(const sema::Program& program, const plan::Plan& plan)
      : program_(program), plan_(plan) {}

  std::vector<GroupUse> count() {
    for (const plan::Network& network : plan_.networks) add_network(network);
    for (const plan::Balancer& balancer : plan_.balancers) {
      if (!balancer.block->existing) take(balancer.network, balancer.group);
    }
    for (const plan::Endpoint& endpoint : plan_.endpoints) {
      if (endpoint.group != nullptr) take(endpoint.network, endpoint.group->name);
    }
    for (const plan::Filesystem& filesystem : plan_.filesystems) {
      if (filesystem.group != nullptr) take(filesystem.network, filesystem.group->name);
    }
    add_instances();
    for (const plan::Service& service : plan_.services) add_service(service);
    for (const plan::Job& job : plan_.jobs) add_job(job);
    std::vector<GroupUse> found;
    for (auto& [key, use] : uses_) found.push_back(use);
    return found;
  }

 private:
  void add_network(const plan::Network& network) {
    if (network.block->existing) return;
    for (const plan::Subnet& subnet : network.subnets) {
      GroupUse& use = uses_[{&network, subnet.group}];
      use.network = &network;
      use.group = network.group(subnet.group);
      const auto range = parse_ipv4(subnet.cidr);
      if (range)
        use.free += std::max<std::int64_t>(0, static_cast<std::int64_t>(range->size()) - kKept);
      ++zones_[{&network, subnet.group}];
    }
    if (const plan::SubnetGroup* open = network.group(plan::Access::Public);
        open != nullptr && network.nat != plan::Nat::None)
      find(&network, open->name)->fixed += network.nat == plan::Nat::Single ? 1 : network.zones;
    const plan::SubnetGroup* group = network.default_group();
    if (group == nullptr) return;
    for (const sema::Value& item : network.block->items("endpoints")) {
      const auto* word = item.get<sema::Symbol>();
      const plan::EndpointServices* services =
          word ? plan::find_endpoint_services(word->name) : nullptr;
      if (services == nullptr || services->gateway) continue;
      for (const std::string_view service : services->services) {
        if (!service.empty()) take(&network, group->name);
      }
    }
  }

  GroupUse* find(const plan::Network* network, const std::string& group) {
    const auto found = uses_.find({network, group});
    return found == uses_.end() ? nullptr : &found->second;
  }

  // One address in each zone.
  void take(const plan::Network* network, const std::string& group) {
    if (GroupUse* use = find(network, group)) use->fixed += zones_[{network, group}];
  }

  void add_instances() {
    for (const sema::Block* cluster : program_.blocks) {
      if (cluster->kind->name != "cluster" || cluster->existing) continue;
      const plan::Network* network = plan_.network(cluster->clause("network"));
      const plan::SubnetGroup* group = network ? network->default_group() : nullptr;
      if (group == nullptr) continue;
      GroupUse* use = find(network, group->name);
      if (use == nullptr) continue;
      for (const sema::Block* capacity : cluster->nested("capacity", "ec2")) {
        const auto* range = (*capacity)["size"].get<sema::Range>();
        use->fixed += range ? range->max : capacity->integer("size");
      }
    }
  }

  void add_service(const plan::Service& service) {
    GroupUse* use = service.own_interface() && !service.block->flag("daemon")
                        ? find(service.network, service.group)
                        : nullptr;
    if (use == nullptr) return;
    std::int64_t surge = service.max;
    if (service.strategy == plan::Strategy::Rolling) {
      const double max = service.deploy ? service.deploy->number("max") : 200.0;
      surge = static_cast<std::int64_t>(std::floor(static_cast<double>(service.max) * max / 100)) -
              service.max;
    }
    use->least += service.min;
    use->most += service.max;
    use->surge += surge;
    if (use->largest == nullptr || service.max > largest_[use]) {
      use->largest = &service;
      largest_[use] = service.max;
    }
  }

  void add_job(const plan::Job& job) {
    GroupUse* use = job.own_interface() ? find(job.network, job.group) : nullptr;
    if (use == nullptr) return;
    const std::int64_t count = job.block->integer("count");
    if (count <= use->job_tasks) return;
    use->job = &job;
    use->job_tasks = count;
  }

  const sema::Program& program_;
  const plan::Plan& plan_;
  std::map<Key, GroupUse> uses_;
  std::map<Key, std::int64_t> zones_;
  std::map<const GroupUse*, std::int64_t> largest_;
};

}  // namespace

std::vector<GroupUse> addresses(const sema::Program& program, const plan::Plan& plan) {
  return Addresses(program, plan).count();
}

}  // namespace svc::simulate
