// Lambda functions that decide during a release whether it continues: the `hooks` of a `deploy`
// block.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "lower/iam.h"
#include "lower/service.h"

namespace svc::lower {

namespace {

// The stages in the order of a release, with their names in ECS and CodeDeploy. The ECS names are
// the fields in capitals.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html,
// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
struct ReleaseStage {
  std::string_view field;
  std::string_view ecs;
  std::string_view codedeploy;  // empty: CodeDeploy calls no function there
};
constexpr std::array kStages = {
    ReleaseStage{"reconcile_service", "RECONCILE_SERVICE", ""},
    ReleaseStage{"pre_scale_up", "PRE_SCALE_UP", "BeforeInstall"},
    ReleaseStage{"post_scale_up", "POST_SCALE_UP", "AfterInstall"},
    ReleaseStage{"test_traffic_shift", "TEST_TRAFFIC_SHIFT", ""},
    ReleaseStage{"post_test_traffic_shift", "POST_TEST_TRAFFIC_SHIFT", "AfterAllowTestTraffic"},
    ReleaseStage{"production_traffic_shift", "PRODUCTION_TRAFFIC_SHIFT", "BeforeAllowTraffic"},
    ReleaseStage{"post_production_traffic_shift", "POST_PRODUCTION_TRAFFIC_SHIFT",
                 "AfterAllowTraffic"},
};

// Each function once, with the stages that call it.
struct Hook {
  const sema::Value* function = nullptr;
  std::vector<graph::Value> stages;
};

std::vector<Hook> hooks_of(const sema::Block& deploy) {
  std::vector<Hook> hooks;
  const sema::Block* block = deploy.only("hooks");
  if (block == nullptr) return hooks;
  for (const ReleaseStage& stage : kStages) {
    if (!block->has(stage.field)) continue;
    const sema::Value& function = (*block)[stage.field];
    const auto same = std::find_if(hooks.begin(), hooks.end(), [&](const Hook& hook) {
      return sema::value_text(*hook.function) == sema::value_text(function);
    });
    Hook& hook = same != hooks.end() ? *same : hooks.emplace_back(Hook{&function, {}});
    hook.stages.push_back(graph::Value(stage.ecs).at(function.span));
  }
  return hooks;
}

}  // namespace

std::vector<iam::Statement> hook_statements(const Context& context, const plan::Service& service) {
  iam::Statement ask{true, {"lambda:InvokeFunction"}, {}, {}, service.deploy->span};
  for (const Hook& hook : hooks_of(*service.deploy))
    ask.resources.push_back(context.value(*hook.function));
  if (ask.resources.empty()) return {};
  return {std::move(ask)};
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html
void add_hook_role(Context& context, const plan::Service& service) {
  const std::vector<iam::Statement> statements = hook_statements(context, service);
  if (statements.empty()) return;
  const sema::Block& block = *service.block;
  iam::RoleSpec spec;
  spec.name = block.name + "_hooks";
  spec.trust = iam::trust_ecs();
  const graph::NodeId role = iam::add_role(context, block, std::move(spec));
  context.remember(block, PartKind::HookRole, role);
  context.remember(block, PartKind::HookPolicy,
                   iam::add_policy(context, block, block.name + "_hooks", role, statements));
}

graph::Value lifecycle_hooks(const Context& context, const plan::Service& service) {
  std::vector<graph::Value> entries;
  for (Hook& hook : hooks_of(*service.deploy)) {
    entries.push_back(
        graph::map(
            {
                {"hook_target_arn", context.value(*hook.function)},
                {"role_arn", graph::Ref{context.part(*service.block, PartKind::HookRole), "arn"}},
                {"lifecycle_stages", graph::list(std::move(hook.stages))},
            })
            .at(hook.function->span));
  }
  return entries.empty() ? graph::Value() : graph::list(std::move(entries));
}

std::vector<std::pair<std::string_view, graph::Value>> codedeploy_hooks(
    const Context& context, const plan::Service& service) {
  std::vector<std::pair<std::string_view, graph::Value>> hooks;
  const sema::Block* block = service.deploy->only("hooks");
  if (block == nullptr) return hooks;
  for (const ReleaseStage& stage : kStages) {
    if (!stage.codedeploy.empty() && block->has(stage.field))
      hooks.emplace_back(stage.codedeploy, context.field(*block, stage.field));
  }
  return hooks;
}

}  // namespace svc::lower
