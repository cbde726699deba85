#include "picture/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "emit/mapping.h"
#include "graph/own_references.h"

namespace svc::picture {

namespace {

using graph::NodeId;
using graph::own_references;
using graph::Reach;

constexpr std::string_view kEverywhere4 = "0.0.0.0/0";
constexpr std::string_view kEverywhere6 = "::/0";

const graph::Value* member(const graph::Value& value, std::string_view name) {
  const auto* map = value.get<graph::Map>();
  if (map == nullptr) return nullptr;
  for (const auto& [key, item] : map->entries) {
    if (key == name) return &item;
  }
  return nullptr;
}

std::string text_of(const graph::Value* value) {
  if (value == nullptr) return {};
  if (const auto* text = value->get<std::string>()) return *text;
  if (const auto* number = value->get<std::int64_t>()) return fmt::format("{}", *number);
  return {};
}

std::string concern_of(const graph::Node& node) {
  const emit::Mapping* mapping = emit::find_mapping(node.kind);
  return mapping == nullptr ? "other" : std::string(mapping->concern);
}

// `tcp 443`, `udp 53-60`, `all`
std::string port_label(const graph::Node& rule) {
  const std::string protocol = text_of(rule.find("ip_protocol"));
  if (protocol == "-1") return "all";
  const std::string from = text_of(rule.find("from_port"));
  const std::string to = text_of(rule.find("to_port"));
  if (from.empty()) return protocol;
  return from == to ? fmt::format("{} {}", protocol, from)
                    : fmt::format("{} {}-{}", protocol, from, to);
}

class Builder {
 public:
  Builder(const graph::Graph& graph, const Sources& sources, const Options& options)
      : graph_(graph), sources_(sources), options_(options) {}

  Picture run() {
    picture_.app = graph_.app;
    picture_.environment = graph_.environment;
    if (options_.resources) {
      resources();
      return std::move(picture_);
    }
    find_frames();
    blocks();
    for (const graph::Node& node : graph_.nodes) {
      const graph::Value* role = node.find("execution_role_arn");
      if (role == nullptr) continue;
      for (const NodeId id : graph::references(*role)) starting_.insert(id.index);
    }
    for (const graph::Node& node : graph_.nodes) {
      if (node.kind == "ec2_security_group_ingress") traffic(node);
      if (const graph::Value* policy = node.find("policy_document")) permissions(node, *policy);
    }
    for (const graph::Node& node : graph_.nodes) references_of(node);
    gone();
    return std::move(picture_);
  }

 private:
  // ---- Frames

  struct Place {
    std::string network;
    std::string subnets;
    std::string cluster;
  };

  // A block is a frame if other blocks are in its subnets or its cluster.
  void find_frames() {
    for (const graph::Node& node : graph_.nodes) {
      for (const NodeId id : own_references(node, Reach::Values)) {
        const graph::Node& other = graph_.nodes[id];
        const bool inside =
            other.kind == "ecs_cluster" ? runs_tasks(node) : other.kind == "ec2_subnet";
        if (inside && other.owner != node.owner) put_into(places_[node.owner], other);
      }
    }
  }

  // Whether a resource that refers to a cluster runs tasks there: a pipeline only deploys to it.
  bool runs_tasks(const graph::Node& node) const {
    return node.find("cluster") != nullptr ||
           has_task_definition(own_references(node, Reach::Values));
  }

  bool has_task_definition(const std::vector<NodeId>& ids) const {
    return std::any_of(ids.begin(), ids.end(),
                       [&](NodeId id) { return graph_.nodes[id].kind == "ecs_task_definition"; });
  }

  // Records that a block has resources in this subnet or cluster.
  void put_into(Place& place, const graph::Node& in) {
    if (in.kind == "ec2_subnet" && place.network.empty()) {
      place.network = in.owner;
      place.subnets = subnet_group(in);
    }
    if (in.kind == "ecs_cluster" && place.cluster.empty()) place.cluster = in.owner;
    if (in.kind == "ec2_subnet" || in.kind == "ecs_cluster") framing_.insert(in.owner);
  }

  template <typename Work>
  void each(const Work& work) const {
    for (std::uint32_t i = 0; i < graph_.nodes.size(); ++i)
      work(NodeId{i}, graph_.nodes[NodeId{i}]);
  }

  // `private` of `main_private_2`, a subnet of `network main`.
  static std::string subnet_group(const graph::Node& subnet) {
    std::string name = subnet.name;
    name.resize(std::min(name.size(), name.rfind('_')));
    const std::string block = subnet.owner.substr(subnet.owner.find(' ') + 1);
    return name.size() > block.size() && name.compare(0, block.size(), block) == 0
               ? name.substr(block.size() + 1)
               : name;
  }

  std::size_t frame(const std::string& title, std::size_t parent) {
    for (std::size_t i = 0; i < picture_.frames.size(); ++i) {
      if (picture_.frames[i].title == title && picture_.frames[i].parent == parent) return i;
    }
    picture_.frames.push_back({title, parent, status_of(title)});
    return picture_.frames.size() - 1;
  }

  std::size_t frame_of(const std::string& block) {
    const auto found = places_.find(block);
    const Place place = found == places_.end() ? Place{} : found->second;
    std::size_t at = kNowhere;
    if (framing_.contains(block) && place.network.empty()) return frame(block, kNowhere);
    if (!place.network.empty()) {
      at = frame(place.network, kNowhere);
      if (!framing_.contains(block)) at = frame(place.subnets + " subnets", at);
    }
    return place.cluster.empty() ? at : frame(place.cluster, at);
  }

  // ---- Nodes

  std::size_t add(Node node) {
    picture_.nodes.push_back(std::move(node));
    return picture_.nodes.size() - 1;
  }

  void place(Node& node, Span span) const {
    if (!span.valid()) return;
    const SourceFile& file = sources_[span.file];
    node.file = file.path();
    node.line = file.position(span.begin).line;
    node.span = span;
  }

  std::string status_of(const std::string& block) const {
    const auto found = options_.changed.find(block);
    return found == options_.changed.end() ? std::string() : found->second;
  }

  // A block that is only a frame is not a node as well, unless traffic ends at it.
  void blocks() {
    std::set<std::string> reached;
    each([&](NodeId at, const graph::Node& node) {
      if (node.kind != "ec2_security_group_ingress") return;
      for (const NodeId id : graph::dependencies(graph_, at))
        reached.insert(graph_.nodes[id].owner);
    });
    for (const graph::Node& node : graph_.nodes) {
      if (node.owner.empty() || (framing_.contains(node.owner) && !reached.contains(node.owner)))
        continue;
      const auto [at, fresh] = numbers_.try_emplace(node.owner, picture_.nodes.size());
      if (fresh) {
        Node made{node.owner, concern_of(node)};
        place(made, node.span);
        made.frame = frame_of(node.owner);
        made.status = status_of(node.owner);
        add(std::move(made));
      }
      Node& block = picture_.nodes[at->second];
      block.parts.push_back(node.kind + " " + node.name);
      if (!node.main) continue;
      block.concern = concern_of(node);
      if (node.span.valid()) place(block, node.span);
    }
  }

  void gone() {
    for (const auto& [block, status] : options_.changed) {
      if (status == "remove" && !numbers_.contains(block) && !framing_.contains(block))
        add({.title = block, .concern = "other", .status = status});
    }
  }

  // ---- Edges

  Edge& edge(std::size_t from, std::size_t to, Flow flow) {
    const auto [at, fresh] = edges_.try_emplace({from, to, flow}, picture_.edges.size());
    if (fresh) picture_.edges.push_back({from, to, flow, {}});
    return picture_.edges[at->second];
  }

  static void label(Edge& edge, std::string text) {
    if (std::find(edge.labels.begin(), edge.labels.end(), text) == edge.labels.end())
      edge.labels.push_back(std::move(text));
  }

  std::size_t number_of(const std::string& owner) const {
    const auto found = numbers_.find(owner);
    return found == numbers_.end() ? kNowhere : found->second;
  }

  std::size_t owner_of(const graph::Value* value) const {
    if (value == nullptr) return kNowhere;
    const std::vector<NodeId> to = graph::references(*value);
    return to.empty() ? kNowhere : number_of(graph_.nodes[to.front()].owner);
  }

  // The node of a permitted caller: a block, or a range of addresses.
  std::size_t source_of(const graph::Node& rule) {
    if (const graph::Value* group = rule.find("source_security_group_id")) return owner_of(group);
    std::string range = text_of(rule.find("cidr_ip"));
    if (range.empty()) range = text_of(rule.find("cidr_ipv6"));
    if (range.empty()) return kNowhere;
    const std::string title =
        range == kEverywhere4 || range == kEverywhere6 ? std::string("internet") : range;
    const auto [at, fresh] = numbers_.try_emplace(title, picture_.nodes.size());
    if (fresh) add({.title = title, .concern = "outside"});
    return at->second;
  }

  void traffic(const graph::Node& rule) {
    const std::size_t to = owner_of(rule.find("group_id"));
    const std::size_t from = to == kNowhere ? kNowhere : source_of(rule);
    if (from != kNowhere && from != to) label(edge(from, to, Flow::Traffic), port_label(rule));
  }

  void permissions(const graph::Node& node, const graph::Value& policy) {
    // The rights that ECS needs to start a task say nothing about the system.
    if (const graph::Value* role = node.find("role_name")) {
      for (const NodeId id : graph::references(*role)) {
        if (starting_.contains(id.index)) return;
      }
    }
    const std::size_t from = number_of(node.owner);
    const graph::Value* statements = member(policy, "Statement");
    const auto* list = statements == nullptr ? nullptr : statements->get<graph::List>();
    if (list == nullptr || from == kNowhere) return;
    for (const graph::Value& statement : list->items) {
      const graph::Value* resource = member(statement, "Resource");
      if (resource == nullptr || text_of(member(statement, "Effect")) != "Allow") continue;
      for (const NodeId id : graph::references(*resource)) {
        const std::size_t to = number_of(graph_.nodes[id].owner);
        if (to == kNowhere || to == from) continue;
        Edge& made = edge(from, to, Flow::Permission);
        const graph::Value* actions = member(statement, "Action");
        const auto* all = actions == nullptr ? nullptr : actions->get<graph::List>();
        if (all == nullptr) continue;
        for (const graph::Value& action : all->items) {
          const std::string name = text_of(&action);
          label(made, name.substr(name.find(':') + 1));
        }
      }
    }
  }

  bool related(std::size_t a, std::size_t b) const {
    for (const Flow flow : {Flow::Traffic, Flow::Permission}) {
      if (edges_.contains({a, b, flow}) || edges_.contains({b, a, flow})) return true;
    }
    return false;
  }

  // Adds the references that no frame, rule or permission shows already.
  void references_of(const graph::Node& node) {
    const std::size_t from = number_of(node.owner);
    if (from == kNowhere) return;
    for (const NodeId id : own_references(node, Reach::Texts)) {
      const std::string& owner = graph_.nodes[id].owner;
      const std::size_t to = number_of(owner);
      if (to != kNowhere && to != from && !framing_.contains(owner) && !related(from, to))
        edge(from, to, Flow::Reference);
    }
  }

  // ---- Resources

  void resources() {
    for (const graph::Node& node : graph_.nodes) {
      Node made{node.kind + " " + node.name, concern_of(node)};
      place(made, node.span);
      if (!node.owner.empty()) made.frame = frame(node.owner, kNowhere);
      made.status = status_of(node.owner);
      add(std::move(made));
    }
    each([&](NodeId at, const graph::Node& node) {
      for (const graph::Attribute& attribute : node.attributes) {
        for (const NodeId id : graph::references(attribute.value)) {
          if (id != at) label(edge(at.index, id.index, Flow::Reference), attribute.name.str());
        }
      }
    });
  }

  const graph::Graph& graph_;
  const Sources& sources_;
  const Options& options_;
  Picture picture_;
  std::map<std::string, Place> places_;
  std::set<std::string> framing_;
  std::set<std::uint32_t> starting_;            // roles that ECS uses to start tasks
  std::map<std::string, std::size_t> numbers_;  // of nodes, by block
  std::map<std::tuple<std::size_t, std::size_t, Flow>, std::size_t> edges_;
};

}  // namespace

std::string_view flow_name(Flow flow) {
  switch (flow) {
    case Flow::Traffic:
      return "traffic";
    case Flow::Permission:
      return "permission";
    case Flow::Reference:
      return "reference";
  }
  return {};
}

Picture picture_of(const graph::Graph& graph, const Sources& sources, const Options& options) {
  return Builder(graph, sources, options).run();
}

}  // namespace svc::picture
