#include "lower/canonical.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/canonical.h"

namespace svc::lower {

namespace {

using graph::Graph;
using graph::Value;

// Lists without an order, by the attribute or key that holds them, at any depth. Not `command`,
// `entry_point`, the stages of a pipeline, the steps of a scaling policy, the rules of a lifecycle
// or the strategies of placement: those have one.
constexpr std::array kSets = {
    std::string_view{"AWS"},
    std::string_view{"Action"},
    std::string_view{"CapacityProviderStrategy"},
    std::string_view{"NotAction"},
    std::string_view{"Resource"},
    std::string_view{"SecurityGroups"},
    std::string_view{"Service"},
    std::string_view{"Statement"},
    std::string_view{"Subnets"},
    std::string_view{"alarm_actions"},
    std::string_view{"allowed_principals"},
    std::string_view{"attribute_definitions"},
    std::string_view{"aws:SourceArn"},
    std::string_view{"capacity_provider_strategy"},
    std::string_view{"capacity_providers"},
    std::string_view{"conditions"},
    std::string_view{"container_definitions"},
    std::string_view{"default_capacity_provider_strategy"},
    std::string_view{"depends_on"},
    std::string_view{"domain_validation_options"},
    std::string_view{"environment"},
    std::string_view{"extra_hosts"},
    std::string_view{"global_secondary_indexes"},
    std::string_view{"insufficient_data_actions"},
    std::string_view{"lifecycle_hooks"},
    std::string_view{"load_balancers"},
    std::string_view{"local_secondary_indexes"},
    std::string_view{"managed_policy_arns"},
    std::string_view{"mount_points"},
    std::string_view{"ok_actions"},
    std::string_view{"port_mappings"},
    std::string_view{"route_table_ids"},
    std::string_view{"scheduled_actions"},
    std::string_view{"secrets"},
    std::string_view{"security_groups"},
    std::string_view{"services"},
    std::string_view{"subject_alternative_names"},
    std::string_view{"subnets"},
    std::string_view{"system_controls"},
    std::string_view{"ulimits"},
    std::string_view{"validation_domains"},
    std::string_view{"values"},
    std::string_view{"volumes"},
    std::string_view{"volumes_from"},
};

// Maps with keys from the program.
constexpr std::array kMaps = {std::string_view{"docker_labels"}, std::string_view{"filter_policy"},
                              std::string_view{"options"}, std::string_view{"tags"},
                              std::string_view{"wanted_tags"}};

// Both lists are sorted.
static_assert(std::is_sorted(kSets.begin(), kSets.end()));
static_assert(std::is_sorted(kMaps.begin(), kMaps.end()));

template <std::size_t size>
bool among(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

class Sorter {
 public:
  explicit Sorter(const Graph& graph) : graph_(graph) {}

  // `key`: the attribute or key of the value.
  void sort(std::string_view key, Value& value) const {
    if (auto* list = std::get_if<graph::List>(&value.data)) {
      for (Value& item : list->items) sort({}, item);
      if (list->items.size() > 1 && among(kSets, key)) sort_items(list->items);
    } else if (auto* map = std::get_if<graph::Map>(&value.data)) {
      for (auto& [name, entry] : map->entries) sort(name, entry);
      if (map->entries.size() > 1 && among(kMaps, key)) sort_keys(*map);
    } else if (auto* document = std::get_if<graph::Document>(&value.data)) {
      for (Value& body : document->body) sort(key, body);
    }
  }

 private:
  void sort_items(std::vector<Value>& items) const {
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t i = 0; i < items.size(); ++i)
      order.emplace_back(canonical_text(graph_, items[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Value> sorted;
    for (const auto& [text, i] : order) sorted.push_back(std::move(items[i]));
    items = std::move(sorted);
  }

  static void sort_keys(graph::Map& map) {
    // `Name` and the tags of svcc come first, as they are written: the rest is the program's.
    std::stable_sort(map.entries.begin(), map.entries.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  const Graph& graph_;
};

}  // namespace

Value in_canonical_order(const Graph& graph, std::string_view key, Value value) {
  Sorter(graph).sort(key, value);
  return value;
}

void put_in_canonical_order(Graph& graph) {
  const Sorter sorter(graph);
  for (graph::Node& node : graph.nodes) {
    if (node.raw) continue;
    node.attributes.shrink_to_fit();  // the graph stays as long as documents are written
    for (graph::Attribute& attribute : node.attributes)
      sorter.sort(attribute.name, attribute.value);
    std::sort(node.depends_on.begin(), node.depends_on.end(),
              [&](graph::NodeId a, graph::NodeId b) {
                const graph::Node& one = graph.nodes[a];
                const graph::Node& other = graph.nodes[b];
                return std::tie(one.kind, one.name) < std::tie(other.kind, other.name);
              });
  }
  std::sort(graph.tags.begin(), graph.tags.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
}

}  // namespace svc::lower
