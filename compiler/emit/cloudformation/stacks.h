// Divides a program into stacks where one stack is too small for it, or where the project wants it.
//
// The stack of a resource depends on its own block and on what it refers to, never on what else the
// program has. So a new block leaves every other resource where it is.
//
//   base         keys, topics, certificates, zones
//   network-X    each network, with its endpoints
//   access-N     the security groups and target groups of services: others refer to them
//   data-N       queues, tables, secrets, repositories, buckets
//   balancers-N  balancers and their listeners
//   clusters-N   clusters and their capacity
//   shared       file systems, roles, and everything that no other rule places
//   alarms-N     alarms
//   service-X, job-X, task-X, pipeline-X    each of these blocks by itself
//   last       what refers to several of those
//
// N comes from a hash of the block's first name. A resource goes to a later stack if it refers to
// something there, so that references lead to earlier stacks only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/layout.h"
#include "diagnostics/sink.h"
#include "emit/resources.h"

namespace svc::emit::cloudformation {

struct Stack {
  std::string part;                // `access-3`, `service-api`; empty: the only stack
  std::string name;                // `shop-prod-access-3`
  std::vector<std::size_t> after;  // the stacks that it refers to, by index: all come before it
  std::vector<graph::NodeId> nodes;
};

struct Stacks {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<Stack> all;            // in the order of deployment
  std::vector<std::size_t> of_node;  // by node index; kNone: nothing is created
  [[nodiscard]] bool divided() const { return all.size() > 1 || !all.front().part.empty(); }
};

// How many resources a stack takes:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
inline constexpr std::size_t kMostResources = 500;

// One stack for the whole program.
[[nodiscard]] Stacks single_stack(const Resources& resources);
// Several. Reports stacks that refer to each other, which only the blocks that the project places
// itself, or blocks that use each other in both directions, can lead to.
[[nodiscard]] Stacks divide(const Resources& resources, const Layout& layout, Sink& sink);
// The same with the smallest number of groups, from the layout's on, with which the stacks of
// groups stay within the limits, as far as the graph tells; with the largest possible number if
// none does. The layout gets that number.
[[nodiscard]] Stacks divide_to_fit(const Resources& resources, Layout& layout, Sink& sink);
// How many resources a node becomes.
[[nodiscard]] std::size_t resource_count(const Resources& resources, graph::NodeId node);

}  // namespace svc::emit::cloudformation
