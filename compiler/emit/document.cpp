#include "emit/document.h"

#include <algorithm>

#include "emit/patch.h"
#include "emit/resources.h"
#include "emit/shape.h"

namespace svc::emit {

const Record* Document::find(std::string_view address) const {
  const auto found = std::find_if(resources.begin(), resources.end(),
                                  [&](const Record& r) { return r.address == address; });
  return found == resources.end() ? nullptr : &*found;
}

namespace {

// Documents are compared as they are deployed by default.
void decide(Tree& tree) {
  if (auto* choice = tree.get<Choice>()) {
    Tree chosen = std::move(choice->of.front());
    tree = std::move(chosen);
  }
  if (auto* list = tree.get<List>()) {
    for (Tree& item : list->items) decide(item);
  }
  if (auto* object = tree.get<Object>()) {
    for (Member& member : object->members) decide(member.value);
    std::erase_if(object->members, [](const Member& member) { return member.value.absent(); });
  }
}

void decide(Object& properties) {
  Tree tree(std::move(properties));
  decide(tree);
  properties = std::move(*tree.get<Object>());
}

Record record(const Resources& resources, Resource& resource) {
  const graph::Node& node = resources.graph().nodes[resource.node];
  Life life = resources.dialect().life(resource.attributes);
  const auto address = [&](const Resource& r) {
    return resources.dialect().reference(r, "").subject;
  };
  Record made;
  made.address = address(resource);
  made.type = resource.type;
  made.key = node.kind + " " + node.name;
  if (resource.companion != nullptr)
    made.key.append(1, ' ').append(resource.companion->name).append(1, ' ').append(resource.name);
  made.owner = node.owner;
  made.span = node.span;
  decide(resource.properties);
  made.properties = std::move(resource.properties);
  made.initial = std::move(life.initial);
  for (const std::size_t index : resource.depends_on)
    made.depends_on.push_back(address(resources.all()[index]));
  made.retained = life.retained;
  made.guarded = life.guarded;
  made.create_first = life.create_first;
  return made;
}

// Adds the former addresses of a renamed block's resource. A target that keeps the first name gives
// none.
void add_moves(const Resources& resources, const Resource& resource, Document& document) {
  graph::Node node = resources.graph().nodes[resource.node];
  const std::string now = resources.dialect().reference(resource, "").subject;
  for (const std::string& former : node.former_names) {
    node.name = former;
    Resource then = resource;
    then.name = resources.dialect().name(resource, node, resource.element);
    std::string from = resources.dialect().reference(then, "").subject;
    if (from != now) document.moved.emplace_back(std::move(from), now);
  }
}

std::vector<NamedTree> parameters(const Resources& resources) {
  std::vector<NamedTree> made;
  for (const graph::Parameter& one : resources.graph().parameters) {
    const Tree name = resources.dialect().parameter(one);
    const auto* reference = name.get<Reference>();
    if (reference == nullptr) continue;
    Tree value;
    if (one.value && !one.secret) value = resources.value(*one.value, one.span);
    made.push_back({reference->subject, std::move(value), one.span});
  }
  return made;
}

}  // namespace

Document document_of(Resources& resources) {
  const graph::Graph& graph = resources.graph();
  Document made{.target = std::string(info(resources.dialect().target()).word),
                .app = graph.app,
                .environment = graph.environment,
                .region = graph.region,
                .account = graph.account,
                .resolved = false,
                .tags = {},
                .parameters = parameters(resources),
                .outputs = {},
                .resources = {},
                .moved = {},
                .ways = graph.ways};
  for (const auto& [key, value] : graph.tags)
    made.tags.push_back({key.str(), resources.value(value, {}), value.span});
  for (const graph::Output& one : graph.outputs)
    made.outputs.push_back({one.name, resources.value(one.value, one.span), one.span});
  Sink nobody;
  const Patches patches(resources, nobody);
  for (const graph::NodeId node : resources.order()) {
    const graph::Node& node_of = graph.nodes[node];
    shape(resources, node, nobody);
    patches.apply(resources, node);
    for (const std::size_t index : resources.of(node)) {
      Resource& resource = resources.all()[index];
      const bool looked_up = resource.mapping->lookup && resource.companion == nullptr;
      if (!looked_up && !resource.type.empty()) {
        made.resources.push_back(record(resources, resource));
        if (!node_of.former_names.empty()) add_moves(resources, resource, made);
      }
      resource.properties = {};
      resource.attributes = {};
    }
  }
  return made;
}

std::vector<std::string> own_names(const Resources& resources) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < resources.graph().nodes.size(); ++i) {
    const Resource* own = resources.own(graph::NodeId{i});
    names.push_back(own == nullptr || own->type.empty()
                        ? std::string()
                        : resources.dialect().reference(*own, "").subject);
  }
  return names;
}

}  // namespace svc::emit
