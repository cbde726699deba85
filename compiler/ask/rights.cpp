#include "ask/rights.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "base/overloaded.h"

namespace svc::ask {

namespace {

using graph::NodeId;
using graph::Value;

const Value* part_of(const Value& value, std::string_view name) {
  const auto* map = value.get<graph::Map>();
  if (map == nullptr) return nullptr;
  for (const auto& [key, item] : map->entries) {
    if (key == name) return &item;
  }
  return nullptr;
}

std::vector<const Value*> each_of(const Value* value) {
  std::vector<const Value*> found;
  if (value == nullptr) return found;
  if (const auto* list = value->get<graph::List>()) {
    for (const Value& item : list->items) found.push_back(&item);
  } else if (!value->absent()) {
    found.push_back(value);
  }
  return found;
}

// A value in the program's words: a resource of a block by that block's name.
std::string words(const graph::Graph& graph, const Value& value) {
  return std::visit(
      overloaded{[](const std::string& text) { return text; },
                 [](std::int64_t number) { return fmt::format("{}", number); },
                 [](bool flag) { return std::string(flag ? "true" : "false"); },
                 [&](const graph::Ref& ref) { return graph.nodes[ref.node].owner; },
                 [&](const graph::Concat& concat) {
                   std::string text;
                   for (const Value& part : concat.parts) text += words(graph, part);
                   return text;
                 },
                 [](graph::Pseudo pseudo) {
                   return std::string(pseudo == graph::Pseudo::Region      ? "REGION"
                                      : pseudo == graph::Pseudo::AccountId ? "ACCOUNT"
                                      : pseudo == graph::Pseudo::Partition ? "aws"
                                                                           : "amazonaws.com");
                 },
                 [&](const graph::ParamRef& ref) { return graph.parameters[ref.parameter].name; },
                 [&](const graph::List& list) {
                   std::string text;
                   for (const Value& item : list.items)
                     text += (text.empty() ? "" : ", ") + words(graph, item);
                   return text;
                 },
                 [&](const graph::Map& map) {
                   std::string text;
                   for (const auto& [key, item] : map.entries)
                     text +=
                         fmt::format("{}{} {}", text.empty() ? "" : ", ", key, words(graph, item));
                   return text;
                 },
                 [](const auto&) { return std::string(); }},
      value.data);
}

bool lower_equal(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

// Whether an IAM pattern covers an action; upper and lower case are the same.
bool covers(std::string_view pattern, std::string_view action) {
  std::size_t p = 0;
  std::size_t a = 0;
  std::size_t star = std::string_view::npos;
  std::size_t from = 0;
  while (a < action.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = a;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower_equal(pattern[p], action[a]))) {
      ++p;
      ++a;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      a = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

class Reader {
 public:
  Reader(const graph::Graph& graph, std::string block) : graph_(graph), block_(std::move(block)) {}

  std::vector<Right> rights(Part part) {
    const std::set<std::uint32_t> roles = roles_of(part);
    for (const graph::Node& node : graph_.nodes) {
      if (node.kind == "iam_role_policy") {
        const auto role = role_of(node);
        if (role && roles.contains(role->index)) policy(node, graph_.nodes[*role].name);
      }
    }
    for (const std::uint32_t id : roles) managed(graph_.nodes[NodeId{id}]);
    return std::move(found_);
  }

 private:
  static std::optional<NodeId> first(const Value* value) {
    const auto refs = value == nullptr ? std::vector<NodeId>{} : graph::references(*value);
    return refs.empty() ? std::nullopt : std::optional(refs.front());
  }

  std::optional<NodeId> role_of(const graph::Node& policy) const {
    return first(policy.find("role_name"));
  }

  // The roles of the part; all roles if the block has no task.
  std::set<std::uint32_t> roles_of(Part part) const {
    std::set<std::uint32_t> all;
    std::set<std::uint32_t> wanted;
    bool task = false;
    const std::string_view attribute =
        part == Part::Execution ? "execution_role_arn" : "task_role_arn";
    for (std::uint32_t i = 0; i < graph_.nodes.size(); ++i) {
      const graph::Node& node = graph_.nodes[NodeId{i}];
      if (node.kind == "iam_role" && node.owner == block_) all.insert(i);
      if (node.kind != "ecs_task_definition" || !is_ours(node)) continue;
      task = true;
      for (const std::string_view one :
           {attribute, part == Part::All ? std::string_view("execution_role_arn") : attribute}) {
        if (const auto role = first(node.find(one))) wanted.insert(role->index);
      }
    }
    if (part == Part::All) wanted.insert(all.begin(), all.end());
    return task ? wanted : all;
  }

  // The role of the block, or of a top-level task that the block runs.
  bool is_ours(const graph::Node& task) const {
    if (task.owner == block_) return true;
    for (const graph::Node& node : graph_.nodes) {
      if (node.owner != block_ || node.kind == "iam_role_policy") continue;
      for (const graph::Attribute& attribute : node.attributes) {
        for (const NodeId id : graph::references(attribute.value)) {
          if (&graph_.nodes[id] == &task) return true;
        }
      }
    }
    return false;
  }

  void policy(const graph::Node& node, const std::string& role) {
    const Value* document = node.find("policy_document");
    if (document == nullptr) return;
    for (const Value* one : each_of(part_of(*document, "Statement"))) statement(node, role, *one);
  }

  void statement(const graph::Node& node, const std::string& role, const Value& body) {
    const Value* effect = part_of(body, "Effect");
    const Value* condition = part_of(body, "Condition");
    for (const Value* action : each_of(part_of(body, "Action"))) {
      for (const Value* resource : each_of(part_of(body, "Resource"))) {
        Right right{.role = role};
        right.allow = effect == nullptr || words(graph_, *effect) != "Deny";
        right.action = words(graph_, *action);
        right.resource = words(graph_, *resource);
        if (condition != nullptr) right.condition = words(graph_, *condition);
        if (const auto target = first(resource)) right.target = graph_.nodes[*target].owner;
        right.span = action->span.valid()     ? action->span
                     : resource->span.valid() ? resource->span
                     : body.span.valid()      ? body.span
                                              : node.span;
        found_.push_back(std::move(right));
      }
    }
  }

  // AWS managed policies: the program does not contain their statements.
  void managed(const graph::Node& role) {
    for (const Value* arn : each_of(role.find("managed_policy_arns"))) {
      const std::string name = words(graph_, *arn);
      found_.push_back({.role = role.name,
                        .action = "what AWS's policy allows",
                        .resource = name.substr(name.rfind('/') + 1),
                        .span = role.span});
    }
  }

  const graph::Graph& graph_;
  std::string block_;
  std::vector<Right> found_;
};

bool about(const Right& right, const std::string& target) {
  return right.resource == "*" || right.target == target;
}

}  // namespace

std::vector<Right> rights_of(const graph::Graph& graph, const std::string& block, Part part) {
  return Reader(graph, block).rights(part);
}

Verdict can(const graph::Graph& graph, const std::string& block, Part part,
            const std::vector<std::string>& actions, const std::string& target) {
  const std::vector<Right> rights = rights_of(graph, block, part);
  Verdict verdict;
  std::vector<std::string> missing;
  for (const std::string& action : actions) {
    const auto find = [&](bool allow) {
      return std::find_if(rights.begin(), rights.end(), [&](const Right& right) {
        return right.allow == allow && covers(right.action, action) && about(right, target);
      });
    };
    const auto denied = find(false);
    if (denied != rights.end() && denied->condition.empty())
      return {false, fmt::format("{} is denied", action), {*denied}};
    const auto allowed = find(true);
    if (allowed == rights.end())
      missing.push_back(action);
    else
      verdict.rights.push_back(*allowed);
  }
  verdict.allowed = missing.empty() && !actions.empty();
  verdict.why = verdict.allowed ? fmt::format("{} may do it", block)
                                : fmt::format("nothing allows {} to {} on {}", block,
                                              fmt::join(missing, ", "), target);
  return verdict;
}

}  // namespace svc::ask
