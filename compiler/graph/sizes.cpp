#include "graph/sizes.h"

#include <map>

#include "base/overloaded.h"
#include "diagnostics/codes/targets.h"

namespace svc::graph {
namespace {

// The policies within a role together, without spaces:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
constexpr std::size_t kLongestPolicies = 10240;

// The least number of characters of a value as JSON.
std::size_t json_size(const Value& value) {
  const auto all = [](const std::vector<Value>& values) {
    std::size_t size = 0;
    for (const Value& each : values) size += json_size(each);
    return size;
  };
  return std::visit(overloaded{
                        [](std::monostate) { return std::size_t{0}; },
                        [](const std::string& text) { return text.size() + 2; },
                        [&](const List& list) {
                          return all(list.items) + 2 +
                                 (list.items.empty() ? 0 : list.items.size() - 1);
                        },
                        [&](const Map& map) {
                          std::size_t size = 2 + (map.entries.empty() ? 0 : map.entries.size() - 1);
                          for (const auto& [key, entry] : map.entries)
                            size += key.size() + 3 + json_size(entry);
                          return size;
                        },
                        [&](const Concat& concat) { return all(concat.parts); },
                        [&](const Document& document) { return all(document.body); },
                        [](const auto&) { return std::size_t{1}; },
                    },
                    value.data);
}

}  // namespace

void verify_sizes(const Graph& graph, Sink& sink) {
  std::map<std::uint32_t, std::pair<std::size_t, Span>> roles;
  for (const Node& node : graph.nodes) {
    if (node.kind != "iam_role_policy") continue;
    const Value* role = node.find("role_name");
    const auto* ref = role == nullptr ? nullptr : role->get<Ref>();
    const Value* document = node.find("policy_document");
    if (ref == nullptr || document == nullptr) continue;
    auto& [size, span] = roles[ref->node.index];
    size += json_size(*document);
    span = node.span;
  }
  for (const auto& [role, known] : roles) {
    if (known.first <= kLongestPolicies) continue;
    sink.report<diag::PolicyTooLong>(known.second, graph.nodes[NodeId{role}].owner, known.first,
                                     kLongestPolicies)
        .help(
            "allow the same actions in one line, `allow read on [a, b]`, or give parts of the "
            "system roles of their own");
  }
}

}  // namespace svc::graph
