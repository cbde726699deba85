// Attributes of blocks that are lowered last, or of a block's parts. Every block may read them,
// even one that is lowered earlier: the value is a promise, filled in when the graph is complete.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/overloaded.h"
#include "lower/context.h"
#include "lower/listener.h"

namespace svc::lower {

namespace {

constexpr std::uint32_t kPromised = 0x80000000;  // no graph has so many nodes

// The attribute of the node that is this part of the block.
struct Late {
  std::string_view kind;
  std::string_view attribute;
  PartKind part;
  std::string_view of_node;
};
constexpr std::array kLate = {
    Late{"service", "security_group", PartKind::SecurityGroup, "id"},
    Late{"job", "security_group", PartKind::SecurityGroup, "id"},
    Late{"service.route", "target_group", PartKind::TargetGroup, "arn"},
    Late{"service.route", "target_group_name", PartKind::TargetGroup, "full_name"},
    Late{"cluster.capacity.ec2", "group", PartKind::InstanceGroup, "name"},
    Late{"cluster.capacity.ec2", "provider", PartKind::Main, "name"},
    Late{"balancer", "security_group", PartKind::SecurityGroup, "id"},
    Late{"filesystem", "security_group", PartKind::SecurityGroup, "id"},
};

graph::Value of_part(const Context& context, const sema::Block& block, const Part& part,
                     std::string_view attribute) {  // it is constant
  return graph::Ref{context.part(block, part), Word::constant(attribute)};
}

const plan::Route& route_of(const Context& context, const sema::Block& block) {
  const auto& routes = context.plan.routes;
  const auto found = std::find_if(routes.begin(), routes.end(),
                                  [&](const plan::Route& route) { return route.block == &block; });
  if (found == routes.end()) throw std::logic_error("a route without a plan");
  return *found;
}

// check/attributes.cpp: there is one.
const sema::Block& only_route(const sema::Block& service) {
  return *service.nested("route").front();
}

graph::Value rule(const Context& context, const sema::Block& block) {
  const plan::Route& route = route_of(context, block);
  const std::int64_t port = route.balancer->listeners[route.listeners.front()].port;
  return of_part(context, block, {PartKind::Rule, port}, "arn");
}

const sema::Block& task_of(const Context& context, const sema::Block& block) {
  for (const plan::Job& job : context.plan.jobs) {
    if (job.block == &block) return *job.task->block;
  }
  return *context.plan.service(&block)->task->block;
}

// The value, when the graph is complete.
graph::Value known(const Context& context, const sema::Block& block, std::string_view attribute) {
  const std::string_view kind = block.kind->name;
  const bool of_route = attribute.starts_with("target_group") || attribute == "rule";
  if (kind == "service" && of_route) return known(context, only_route(block), attribute);
  if (attribute == "rule") return rule(context, block);
  if (attribute == "log_group")
    return of_part(context, task_of(context, block), PartKind::LogGroup, "name");
  if (kind == "cluster.capacity.ec2" && attribute == "security_group")
    return of_part(context, *block.parent, PartKind::InstanceSecurityGroup, "id");
  const auto* late = std::find_if(kLate.begin(), kLate.end(), [&](const Late& one) {
    return one.kind == kind && one.attribute == attribute;
  });
  return of_part(context, block, late->part, late->of_node);
}

bool is_late(std::string_view kind, std::string_view attribute) {
  if (attribute == "log_group") return kind == "service" || kind == "job";
  if (attribute == "rule" || attribute.starts_with("target_group"))
    return kind == "service" || kind == "service.route";
  if (kind == "cluster.capacity.ec2" && attribute == "security_group") return true;
  return std::any_of(kLate.begin(), kLate.end(), [&](const Late& one) {
    return one.kind == kind && one.attribute == attribute;
  });
}

// Replaces references to a promise by its value.
class Keeper {
 public:
  explicit Keeper(const std::vector<Context::Promise>& promises) : promises_(promises) {}

  void keep(graph::Value& value) const {
    if (const auto* ref = value.get<graph::Ref>(); ref && ref->node.index >= kPromised) {
      value = promises_.at(ref->node.index - kPromised)().at(value.span);
      return;
    }
    std::visit(overloaded{
                   [&](graph::Concat& concat) { keep_all(concat.parts); },
                   [&](graph::List& list) { keep_all(list.items); },
                   [&](graph::Map& map) {
                     for (auto& [key, entry] : map.entries) keep(entry);
                   },
                   [&](graph::Document& document) { keep_all(document.body); },
                   [&](graph::Base64& text) { keep_all(text.text); },
                   [&](graph::Taken& taken) { keep_all(taken.of); },
                   [](auto&) {},
               },
               value.data);
  }

 private:
  void keep_all(std::vector<graph::Value>& values) const {
    for (graph::Value& value : values) keep(value);
  }

  const std::vector<Context::Promise>& promises_;
};

}  // namespace

graph::Value late_attribute(const Context& context, const sema::Block& block,
                            std::string_view attribute) {
  if (!is_late(block.kind->name, attribute)) return {};
  const std::string& owner = block.top_level ? block.name : block.parent->name + "." + block.name;
  return context.later(
      fmt::format("{}.{}", owner, attribute),
      [&context, &block, name = std::string(attribute)] { return known(context, block, name); });
}

graph::Value late_listener(const Context& context, const sema::Block& balancer, std::int64_t port) {
  return context.later(fmt::format("{}.listener({})", balancer.name, port), [&context, &balancer,
                                                                             port] {
    const plan::Balancer& plan = *context.plan.balancer(&balancer);
    const auto listener = std::find_if(plan.listeners.begin(), plan.listeners.end(),
                                       [&](const plan::Listener& one) { return one.port == port; });
    return listener_arn(context, plan, *listener);  // check/attributes.cpp: there is one
  });
}

graph::Value Context::later(std::string identity, Promise known) const {
  promises_.push_back(std::move(known));
  const auto number = static_cast<std::uint32_t>(promises_.size() - 1);
  return graph::Ref{graph::NodeId{kPromised + number}, std::move(identity)};
}

void Context::keep_promises() {
  const Keeper keeper(promises_);
  for (graph::Node& node : graph.nodes) {
    for (graph::Attribute& attribute : node.attributes) keeper.keep(attribute.value);
  }
  for (graph::Patch& patch : graph.patches) keeper.keep(patch.properties);
  for (graph::Output& output : graph.outputs) keeper.keep(output.value);
}

}  // namespace svc::lower
