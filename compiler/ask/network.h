// The security groups and routes of a graph, also those in `raw`. Private to ask/reach.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ask/blocks.h"
#include "graph/graph.h"
#include "source/span.h"

namespace svc::ask {

inline constexpr int kLastPort = 65535;

// One rule of a security group.
struct Rule {
  graph::NodeId group;
  bool inbound = true;
  std::optional<graph::NodeId> peer;  // another group
  std::string range;                  // or a range of addresses; both empty: something from outside
  std::string protocol;               // `tcp`, `-1`: every one
  int from = 0;
  int to = kLastPort;
  Span span;
};

// Whether a range of addresses holds every address.
[[nodiscard]] bool everywhere(const std::string& range);

// `tcp 443`, `tcp 1024-65535`, `udp` for every port of it, `all` for the protocol `-1`.
[[nodiscard]] std::string traffic_of(const std::string& protocol, int from, int to);

class Network {
 public:
  explicit Network(const graph::Graph& graph);

  [[nodiscard]] const graph::Graph& graph() const { return graph_; }

  // The security groups of a block's tasks: its own, else those of its instances.
  [[nodiscard]] std::set<std::uint32_t> groups_of(const std::string& block) const;

  // Whether the block is a resource in the words of a target.
  [[nodiscard]] bool is_raw(const std::string& block) const;

  // The block that a security group belongs to.
  [[nodiscard]] const std::string& owner(std::uint32_t group) const;

  // The rules of these groups in one direction.
  [[nodiscard]] std::vector<const Rule*> rules_of(const std::set<std::uint32_t>& groups,
                                                  bool inbound) const;

  // The rules that let traffic into these groups, or out of them: their own, and those of others
  // that name them.
  [[nodiscard]] std::vector<const Rule*> rules_about(const std::set<std::uint32_t>& groups,
                                                     bool inbound) const;

  // Whether an address range holds some address of the block's subnets.
  [[nodiscard]] bool range_holds(const std::string& range, const std::string& block) const;

  // The network of a set of groups; nothing if it is not in this program.
  [[nodiscard]] std::optional<std::uint32_t> vpc_of(const std::set<std::uint32_t>& groups) const;

  // The route to the internet of a block's subnets: a step, or why there is none.
  struct Route {
    bool open = false;
    bool direct = false;  // by an internet gateway: needs a public address
    Step step;
    std::string why;
  };
  [[nodiscard]] Route route_of(const std::string& block) const;

  // Whether anything in the block has a public address.
  [[nodiscard]] bool has_public_address(const std::string& block) const;

  // The endpoint that the block uses to reach an AWS service (`sqs`), as a step.
  [[nodiscard]] std::optional<Step> endpoint(const std::string& service) const;

 private:
  [[nodiscard]] std::vector<graph::NodeId> subnets_of(const std::string& block) const;
  [[nodiscard]] std::optional<graph::NodeId> table_of(graph::NodeId subnet) const;
  [[nodiscard]] std::uint32_t index_of(const graph::Node& wanted) const;
  void read(graph::NodeId id);
  void read_group(graph::NodeId id);

  const graph::Graph graph_;  // as its parameters are assumed
  std::vector<Rule> rules_;
};

}  // namespace svc::ask
