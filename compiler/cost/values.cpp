#include "cost/values.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"

namespace svc::cost {

const graph::Value* at(const graph::Value& value, std::string_view path) {
  // The running count is paid for, not that of the first deployment.
  if (const auto* choice = value.get<graph::Choice>()) return at(choice->of.front(), path);
  if (path.empty()) return &value;
  if (const auto* list = value.get<graph::List>()) {
    for (const graph::Value& item : list->items) {
      if (const graph::Value* found = at(item, path)) return found;
    }
    return nullptr;
  }
  const auto* map = value.get<graph::Map>();
  if (map == nullptr) return nullptr;
  const std::string_view first = path.substr(0, path.find('.'));
  for (const auto& [name, member] : map->entries) {
    if (name == first)
      return at(member, first.size() == path.size() ? "" : path.substr(first.size() + 1));
  }
  return nullptr;
}

const graph::Value* at(const graph::Node& node, std::string_view path) {
  const std::string_view first = path.substr(0, path.find('.'));
  const graph::Value* value = node.find(first);
  if (value == nullptr || value->absent()) return nullptr;
  return at(*value, first.size() == path.size() ? "" : path.substr(first.size() + 1));
}

std::optional<double> number(const graph::Value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* whole = value->get<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* real = value->get<double>()) return *real;
  const auto* text = value->get<std::string>();
  return text == nullptr ? std::nullopt : read_number(*text);
}

std::string word(const graph::Value* value) {
  if (value == nullptr) return {};
  if (const auto* text = value->get<std::string>()) return *text;
  if (const auto* flag = value->get<bool>()) return *flag ? "true" : "false";
  if (const auto* whole = value->get<std::int64_t>()) return fmt::format("{}", *whole);
  if (const auto* real = value->get<double>()) return fmt::format("{}", *real);
  return {};
}

const std::vector<graph::Value>& items(const graph::Value* value) {
  static const std::vector<graph::Value> kNone;
  const auto* list = value == nullptr ? nullptr : value->get<graph::List>();
  return list == nullptr ? kNone : list->items;
}

double size(const graph::Value* value) {
  const auto* list = value == nullptr ? nullptr : value->get<graph::List>();
  return list == nullptr ? 1 : static_cast<double>(list->items.size());
}

std::vector<const graph::Node*> referred(const graph::Graph& graph, const graph::Value* value,
                                         std::string_view kind) {
  std::vector<const graph::Node*> found;
  if (value == nullptr) return found;
  for (const graph::NodeId id : graph::references(*value)) {
    if (graph.nodes[id].kind == kind) found.push_back(&graph.nodes[id]);
  }
  return found;
}

bool mentions(const graph::Value& value, std::string_view text) {
  if (const auto* own = value.get<std::string>()) return *own == text;
  const auto any = [&](const std::vector<graph::Value>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const graph::Value& one) { return mentions(one, text); });
  };
  if (const auto* list = value.get<graph::List>()) return any(list->items);
  if (const auto* map = value.get<graph::Map>())
    return std::any_of(map->entries.begin(), map->entries.end(),
                       [&](const auto& entry) { return mentions(entry.second, text); });
  if (const auto* document = value.get<graph::Document>()) return any(document->body);
  return false;
}

}  // namespace svc::cost
