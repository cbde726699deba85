#include "lower/roles_first.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace svc::lower {

namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// What uses its roles at once, or soon after it is made.
constexpr std::array<std::string_view, 9> kRuns = {"autoscaling_group",
                                                   "codedeploy_deployment_group",
                                                   "codepipeline_pipeline",
                                                   "ec2_flow_log",
                                                   "ecs_service",
                                                   "events_rule",
                                                   "pipes_pipe",
                                                   "scheduler_schedule",
                                                   "stepfunctions_state_machine"};
// What leads from there to a role.
constexpr std::array<std::string_view, 4> kLeads = {"codebuild_project", "ec2_launch_template",
                                                    "ecs_task_definition", "iam_instance_profile"};

void wait_for(std::vector<graph::NodeId>& ids, graph::NodeId id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

class Waits {
 public:
  explicit Waits(graph::Graph& graph) : graph_(graph) {
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
      const graph::Node& node = graph.nodes[graph::NodeId{i}];
      if (node.kind != "iam_role_policy") continue;
      const graph::Value* role = node.find("role_name");
      if (role == nullptr) continue;
      for (const graph::NodeId id : graph::references(*role)) policies_[id].push_back({i});
    }
  }

  void add(graph::NodeId id) {
    std::set<graph::NodeId> roles;
    collect(id, roles);
    std::vector<graph::NodeId>& before = graph_.nodes[id].depends_on;
    for (const graph::NodeId role : roles) {
      // Managed policies are a part of the role, or resources of its node.
      if (graph_.nodes[role].find("managed_policy_arns") != nullptr) wait_for(before, role);
      const auto found = policies_.find(role);
      if (found == policies_.end()) continue;
      for (const graph::NodeId policy : found->second) wait_for(before, policy);
    }
  }

 private:
  void collect(graph::NodeId id, std::set<graph::NodeId>& roles) {
    const graph::Node& node = graph_.nodes[id];
    for (const graph::Attribute& attribute : node.attributes) {
      for (const graph::NodeId other : graph::references(attribute.value)) follow(other, roles);
    }
    for (const graph::NodeId other : node.depends_on) follow(other, roles);
  }

  void follow(graph::NodeId id, std::set<graph::NodeId>& roles) {
    const std::string_view kind = graph_.nodes[id].kind;
    if (kind == "iam_role")
      roles.insert(id);
    else if (among(kLeads, kind))
      collect(id, roles);
  }

  graph::Graph& graph_;
  std::map<graph::NodeId, std::vector<graph::NodeId>> policies_;  // by role
};

}  // namespace

void wait_for_permissions(graph::Graph& graph) {
  Waits waits(graph);
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    if (among(kRuns, graph.nodes[graph::NodeId{i}].kind)) waits.add({i});
  }
}

}  // namespace svc::lower
