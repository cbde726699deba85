#include "emit/resources.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/closest.h"
#include "diagnostics/codes/changes.h"
#include "diagnostics/codes/targets.h"
#include "graph/canonical.h"
#include "graph/verify.h"

namespace svc::emit {

namespace {

using Mappings = std::vector<const Mapping*>;  // by node

// Null: the node is raw, or of an unknown kind.
Mappings mappings_of(const graph::Graph& graph) {
  Mappings mappings;
  mappings.reserve(graph.nodes.size());
  for (const graph::Node& node : graph.nodes)
    mappings.push_back(node.raw ? nullptr : find_mapping(node.kind));
  return mappings;
}

// The lookup of the node; null if the node is created.
const Mapping* lookup_of(const Mappings& mappings, std::size_t node) {
  const Mapping* mapping = mappings[node];
  return mapping != nullptr && mapping->lookup ? mapping : nullptr;
}

// The nodes that other nodes or outputs refer to in the target's output.
std::vector<bool> read_nodes(const graph::Graph& graph, const Dialect& dialect,
                             const Mappings& mappings) {
  std::vector<bool> read(graph.nodes.size());
  const auto note = [&read](const graph::Value& value) {
    for (const graph::NodeId id : graph::references(value)) read[id.index] = true;
  };
  std::size_t index = 0;
  for (const graph::Node& node : graph.nodes) {
    const Mapping* lookup = lookup_of(mappings, index++);
    for (const graph::Attribute& attribute : node.attributes) {
      const Property* property =
          lookup == nullptr ? nullptr
                            : find_property(dialect.side(*lookup).properties, attribute.name);
      if (lookup == nullptr || (property != nullptr && property->written)) note(attribute.value);
    }
  }
  for (const graph::Output& output : graph.outputs) note(output.value);
  return read;
}

}  // namespace

Resources::Resources(const graph::Graph& graph, const Dialect& dialect, Sink& sink)
    : graph_(graph),
      dialect_(dialect),
      sink_(sink),
      mappings_(mappings_of(graph)),
      by_node_(graph.nodes.size()),
      sequence_(graph, dialect, mappings_) {
  all_.reserve(graph.nodes.size());  // a resource is large, and most nodes are one
  std::vector<bool> read;  // made only if the graph has lookups: one that is never read is neither
                           // looked up nor a parameter
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    if (lookup_of(mappings_, i) != nullptr) {
      if (read.empty()) read = read_nodes(graph, dialect, mappings_);
      if (!read[i]) continue;
    }
    add(graph::NodeId{i});
  }
  std::vector<Resource> companions;
  for (const Resource& own : all_) {
    for (const Companion& companion : dialect_.side(*own.mapping).companions)
      add_companion(own, companion, companions);
  }
  all_.reserve(all_.size() + companions.size());
  std::move(companions.begin(), companions.end(), std::back_inserter(all_));
  check_names();
}

std::vector<graph::NodeId> Resources::order() const {
  const std::size_t count = graph_.nodes.size();
  std::vector<std::vector<graph::NodeId>> followers(count);
  std::vector<bool> follows(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const graph::Node& node = graph_.nodes[graph::NodeId{i}];
    const Mapping* mapping = mappings_[i];
    if (mapping == nullptr || mapping->beside.empty()) continue;
    const graph::Value* beside = node.find(mapping->beside);
    const auto* ref = beside == nullptr ? nullptr : beside->get<graph::Ref>();
    if (ref == nullptr) continue;
    followers[ref->node.index].push_back(graph::NodeId{i});
    follows[i] = true;
  }
  std::vector<graph::NodeId> order;
  order.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (follows[i]) continue;
    order.push_back(graph::NodeId{i});
    order.insert(order.end(), followers[i].begin(), followers[i].end());
  }
  return order;
}

// Names do not give way to each other, since the other resource may be deployed under its name.
void Resources::check_names() const {
  std::unordered_map<std::string, const Resource*> names;
  names.reserve(all_.size());
  std::map<std::string, const graph::Parameter*, std::less<>> parameters;
  std::set<std::pair<std::string, std::string>> clashes;  // two blocks may share several names
  for (const graph::Parameter& parameter : graph_.parameters) {
    const Tree name = dialect_.parameter(parameter);
    const auto [first, added] = parameters.emplace(name.get<Reference>()->subject, &parameter);
    if (added) continue;
    // The parameter that svcc adds has no place.
    const graph::Parameter& other = *first->second;
    const bool own = !parameter.span.valid();
    const graph::Parameter& named = own ? other : parameter;
    sink_
        .report<diag::ParameterClash>(
            named.span, first->first, named.name,
            own ? "the parameter that holds services during the first deployment"
                : fmt::format("param `{}`", other.name))
        .related(own ? Span{} : other.span, "the other one")
        .help("rename the param");
  }
  for (const Resource& resource : all_) {
    const graph::Node& node = graph_.nodes[resource.node];
    std::string name = dialect_.reference(resource, "").subject;
    if (const auto found = parameters.find(name); found != parameters.end())
      sink_.report<diag::ParameterClash>(found->second->span, name, found->second->name, node.owner)
          .related(node.span, "the other one")
          .help("rename the param");
    const auto [first, added] = names.emplace(std::move(name), &resource);
    if (added) continue;
    const graph::Node& other = graph_.nodes[first->second->node];
    if (clashes.insert({other.owner, node.owner}).second)
      graph::report_name_clash(first->first, other, node, sink_);
  }
}

namespace {

// A sentence of a template with the node's values in the place of `${attribute}`.
std::string with_values(std::string_view sentence, const graph::Node& node) {
  std::string text;
  while (!sentence.empty()) {
    const std::size_t begin = std::min(sentence.find("${"), sentence.size());
    text += sentence.substr(0, begin);
    sentence.remove_prefix(begin);
    const std::size_t end = sentence.find('}');
    if (sentence.empty() || end == std::string_view::npos) break;
    const graph::Value* value = node.find(sentence.substr(2, end - 2));
    if (const auto* words = value == nullptr ? nullptr : value->get<std::string>()) text += *words;
    sentence.remove_prefix(end + 1);
  }
  return text + std::string(sentence);
}

}  // namespace

void Resources::add(graph::NodeId id) {
  const graph::Node& node = graph_.nodes[id];
  if (node.raw) return add_raw(id);
  const Mapping* mapping = mappings_[id.index];
  if (mapping == nullptr) {
    sink_.report<diag::UnknownResourceKind>(node.span, node.kind);
    return;
  }
  const Side& side = dialect_.side(*mapping);
  if (side.elsewhere) return;
  if (!side.by_hand.empty()) {
    sink_.report<diag::ByHand>(node.span, dialect_.title(), with_values(side.description, node))
        .help(with_values(side.by_hand, node));
    return;
  }
  if (!side.written) {
    sink_.report<diag::UnsupportedByTarget>(
        node.span, dialect_.title(), node.owner.empty() ? node.kind + " " + node.name : node.owner);
    return;
  }
  Resource resource;
  resource.type = side.type;
  resource.mapping = mapping;
  resource.schema = side.schema;
  resource.node = id;
  resource.name = dialect_.name(resource, node, {});
  by_node_[id.index].push_back(all_.size());
  all_.push_back(std::move(resource));
}

namespace {

// Replaces templates/<kind>.yaml if the program itself writes the resource.
constexpr Mapping kRaw{.kind = "raw", .suffix = "", .concern = "raw", .lookup = false, .sides = [] {
                         PerTarget<Side> sides;
                         for (Side& side : sides.all) side.written = true;
                         return sides;
                       }()};

// An example type of each target: "`AWS::SNS::Topic` and `aws_sns_topic`".
std::string example_types() {
  return "`" + target_list(&TargetInfo::resource_type, "` and `") + "`";
}

}  // namespace

void Resources::add_raw(graph::NodeId id) {
  const graph::Node& node = graph_.nodes[id];
  if (dialect_.target() != node.raw->target) return;  // it is the other target's
  if (registry_ == nullptr) registry_ = std::make_unique<Registry>(node.raw->target);
  const Schema* schema = registry_->find(node.raw->type);
  if (schema == nullptr) {
    const std::string_view meant = closest(node.raw->type, registry_->types());
    auto report = sink_.report<diag::UnknownRawType>(node.span, dialect_.title(), node.raw->type);
    if (meant.empty())
      report.help("the types are those of the provider's documentation, such as " +
                  example_types());
    else
      report.help(fmt::format("did you mean `{}`?", meant))
          .repair(fmt::format("Write `{}`", meant), {{node.span, fmt::format("\"{}\"", meant)}});
    return;
  }
  Resource resource;
  resource.type = node.raw->type;
  resource.mapping = &kRaw;
  resource.schema = schema;
  resource.node = id;
  resource.name = dialect_.name(resource, node, {});
  by_node_[id.index].push_back(all_.size());
  all_.push_back(std::move(resource));
}

void Resources::add_companion(const Resource& own, const Companion& companion,
                              std::vector<Resource>& companions) {
  const graph::Node& node = graph_.nodes[own.node];
  const auto has = [&](std::string_view attribute) { return node.find(attribute) != nullptr; };
  if (!companion.when.empty() && std::none_of(companion.when.begin(), companion.when.end(), has))
    return;
  if (!dialect_.on(*own.mapping, [&] { return companion_part(companion); })) return;
  const auto add = [&](const graph::Value* item, std::string_view element) {
    Resource resource;
    resource.type = companion.type;
    resource.mapping = own.mapping;
    resource.companion = &companion;
    resource.item = item;
    resource.schema = companion.schema;
    resource.node = own.node;
    resource.element = element;
    resource.name = dialect_.name(resource, node, element);
    by_node_[own.node.index].push_back(all_.size() + companions.size());
    companions.push_back(std::move(resource));
  };
  if (companion.each.empty()) return add(nullptr, {});
  const graph::Value* list = node.find(companion.each);
  const auto* items = list == nullptr ? nullptr : list->get<graph::List>();
  if (items == nullptr) return;
  for (const graph::Value& item : items->items) add(&item, graph::name_of(graph_, item));
}

const Resource* Resources::own(graph::NodeId node) const {
  if (!node.valid() || node.index >= by_node_.size() || by_node_[node.index].empty())
    return nullptr;
  return &all_[by_node_[node.index].front()];
}

const std::vector<std::size_t>& Resources::of(graph::NodeId node) const {
  static const std::vector<std::size_t> kNone;
  return node.index < by_node_.size() ? by_node_[node.index] : kNone;
}

}  // namespace svc::emit
