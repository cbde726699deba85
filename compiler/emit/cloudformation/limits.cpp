#include "emit/cloudformation/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "diagnostics/codes/targets.h"

namespace svc::emit::cloudformation {
namespace {

constexpr std::size_t kMostParameters = 200;
constexpr std::size_t kMostOutputs = 200;

// A limit that is exceeded.
struct Excess {
  std::size_t most = 0;
  std::string_view what;
  std::size_t count = 0;
  Span span;
};

// The block with which a stack becomes too large.
Span crossing(const Resources& resources, const std::vector<graph::NodeId>& nodes) {
  std::size_t count = 0;
  for (const graph::NodeId id : nodes) {
    count += resource_count(resources, id);
    if (count > kMostResources) return resources.graph().nodes[id].span;
  }
  return {};
}

std::size_t resources_in(const Resources& resources, const Stack& stack) {
  std::size_t count = 0;
  for (const graph::NodeId id : stack.nodes) count += resource_count(resources, id);
  return count;
}

std::optional<Excess> excess_of(const Resources& resources, const Stack& whole, std::size_t bytes) {
  const graph::Graph& graph = resources.graph();
  const std::size_t made = resources_in(resources, whole);
  if (made > kMostResources)
    return Excess{kMostResources, "resources", made, crossing(resources, whole.nodes)};
  const auto lookups =
      std::count_if(resources.all().begin(), resources.all().end(), [](const Resource& one) {
        return one.mapping->lookup && one.companion == nullptr && !one.type.empty();
      });
  const std::size_t asked = graph.parameters.size() + static_cast<std::size_t>(lookups);
  if (asked > kMostParameters)
    return Excess{kMostParameters, "parameters", asked,
                  graph.parameters.empty() ? Span{} : graph.parameters.begin()->span};
  if (graph.outputs.size() > kMostOutputs)
    return Excess{kMostOutputs, "outputs", graph.outputs.size(), graph.outputs.back().span};
  if (bytes > kMostBytes) return Excess{kMostBytes, "bytes", bytes, {}};
  return std::nullopt;
}

// How to make a stack of a divided program smaller.
std::string advice(const Resources& resources, const Layout& layout, const Stack& stack) {
  const graph::Graph& graph = resources.graph();
  const graph::Node& first = graph.nodes[stack.nodes.front()];
  const bool alone = std::all_of(stack.nodes.begin(), stack.nodes.end(), [&](graph::NodeId id) {
    return graph.nodes[id].owner == first.owner;
  });
  if (alone) return fmt::format("divide {} into several blocks", first.owner);
  const std::size_t dash = stack.part.rfind('-');
  const std::string word = stack.part.substr(0, dash);
  static constexpr std::string_view kGroups[] = {"access", "data", "balancers", "clusters",
                                                 "alarms"};
  if (std::find(std::begin(kGroups), std::end(kGroups), word) != std::end(kGroups)) {
    Layout more = layout;
    more.groups = std::min(layout.groups * 2, Layout::kMostGroups);
    Sink nobody;
    (void)divide_to_fit(resources, more, nobody);
    return fmt::format(
        "write more `groups` in svc.yaml: `layout: {{ groups: {} }}`; another number moves "
        "resources, see docs/guides/stacks.md",
        more.groups);
  }
  return fmt::format(
      "give some of its blocks a stack of their own in svc.yaml: `layout: {{ stacks: {{ more: [{}] "
      "}} }}`",
      graph.nodes[stack.nodes.back()].owner);
}

void check_counts(const Resources& resources, const Layout& layout, const Stacks& stacks,
                  Sink& sink) {
  for (const Stack& stack : stacks.all) {
    const std::size_t count = resources_in(resources, stack);
    if (count <= kMostResources) continue;
    sink.report<diag::StackTooLarge>(crossing(resources, stack.nodes), kMostResources, "resources",
                                     stack.name, count)
        .help(advice(resources, layout, stack));
  }
}

// The text in a value that names the template of the whole program; null without one.
const graph::Value* named_template(const graph::Value& value, const std::string& file) {
  const auto first = [&](const auto& values) -> const graph::Value* {
    for (const graph::Value& one : values) {
      if (const graph::Value* found = named_template(one, file)) return found;
    }
    return nullptr;
  };
  if (const auto* text = value.get<std::string>())
    return text->ends_with("/" + file) || text->ends_with("::" + file) ? &value : nullptr;
  if (const auto* list = value.get<graph::List>()) return first(list->items);
  if (const auto* concat = value.get<graph::Concat>()) return first(concat->parts);
  const auto* map = value.get<graph::Map>();
  if (map == nullptr) return nullptr;
  for (const auto& [key, entry] : map->entries) {
    if (const graph::Value* found = named_template(entry, file)) return found;
  }
  return nullptr;
}

// `deploy stack` of a pipeline deploys one template.
void check_pipelines(const graph::Graph& graph, const Stacks& stacks, Sink& sink) {
  const std::string file = graph.prefix() + ".yaml";
  for (const graph::Node& node : graph.nodes) {
    if (node.kind != "codepipeline_pipeline") continue;
    for (const graph::Attribute& attribute : node.attributes) {
      const graph::Value* found = named_template(attribute.value, file);
      if (found == nullptr) continue;
      sink.report<diag::DividedTemplate>(found->span.valid() ? found->span : node.span, file,
                                         stacks.all.size())
          .help(fmt::format("deploy with a `build commands` step instead: `commands = [\"sh "
                            "out/deploy/{}.sh\"]`; or write `layout: single` in svc.yaml if the "
                            "program fits in one template",
                            graph.prefix()));
    }
  }
}

}  // namespace

Stacks choose_stacks(const Resources& resources, const Layout& layout, std::size_t bytes,
                     Sink& sink) {
  Stacks single = single_stack(resources);
  const std::optional<Excess> excess = excess_of(resources, single.all.front(), bytes);
  if (layout.kind == Layout::Kind::Single && excess) {
    sink.report<diag::StackTooLarge>(excess->span, excess->most, excess->what,
                                     single.all.front().name, excess->count)
        .help(
            "write `layout: split` in svc.yaml, or build with `--layout split`: the program is "
            "then divided into stacks that refer to each other");
  }
  const bool keep =
      layout.kind == Layout::Kind::Single || (layout.kind == Layout::Kind::Auto && !excess);
  if (keep) return single;
  Layout chosen = layout;
  Stacks stacks =
      layout.pinned ? divide(resources, chosen, sink) : divide_to_fit(resources, chosen, sink);
  if (!layout.pinned && excess) {
    sink.report<diag::LayoutNotPinned>(excess->span, stacks.all.size(),
                                       fmt::format("{} {}", excess->most, excess->what),
                                       excess->count)
        .help(fmt::format(
            "write `layout: {}` in svc.yaml, so that it stays divided; if it is deployed as one "
            "stack, read docs/guides/stacks.md first: CloudFormation does not move resources by "
            "itself",
            chosen.groups == Layout::kGroups ? std::string("split")
                                             : fmt::format("{{ groups: {} }}", chosen.groups)));
  }
  check_counts(resources, chosen, stacks, sink);
  check_pipelines(resources.graph(), stacks, sink);
  return stacks;
}

void check_size(const Resources& resources, const Layout& layout, const StackTemplate& stack,
                std::size_t bytes, Sink& sink) {
  const graph::Graph& graph = resources.graph();
  const auto report = [&](std::size_t most, std::string_view what, std::size_t count) {
    if (count <= most) return;
    sink.report<diag::StackTooLarge>(graph.nodes[stack.stack().nodes.back()].span, most, what,
                                     stack.stack().name, count)
        .help(advice(resources, layout, stack.stack()));
  };
  report(kMostOutputs, "outputs", stack.output_count());
  report(kMostParameters, "parameters", stack.parameter_count());
  report(kMostBytes, "bytes", bytes);
}

}  // namespace svc::emit::cloudformation
