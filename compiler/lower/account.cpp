// Settings of ECS that belong to the account:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
#include "lower/context.h"

namespace svc::lower {

namespace {

void add_setting(Context& context, const sema::Block& account, std::string_view field,
                 std::string_view node_name, std::string_view name, graph::Value value) {
  if (!account.has(field)) return;
  graph::Node& node = context.node(context.add("ecs_account_setting", node_name, account));
  node.span = account[field].span;
  set(node, "name", name);
  set(node, "value", std::move(value).at(account[field].span));
}

graph::Value switched(const sema::Block& account, std::string_view field) {
  if (!account.has(field)) return {};
  return account.flag(field) ? "enabled" : "disabled";
}

graph::Value insights(const sema::Block& account) {
  if (!account.has("insights")) return {};
  const std::string_view level = account.symbol("insights");
  return level == "off" ? "disabled" : level == "enhanced" ? "enhanced" : "enabled";
}

graph::Value days(const sema::Block& account) {
  if (!account.has("retirement_wait")) return {};
  return std::to_string(account.seconds("retirement_wait") / 86'400);
}

}  // namespace

void lower_account(Context& context, const sema::Block& account) {
  const auto add = [&](std::string_view field, std::string_view node, std::string_view name,
                       graph::Value value) {
    add_setting(context, account, field, node, name, std::move(value));
  };
  add("trunking", "trunking", "awsvpcTrunking", switched(account, "trunking"));
  add("insights", "insights", "containerInsights", insights(account));
  for (const auto& [node, name] :
       {std::pair<std::string_view, std::string_view>{"long_service_arns", "serviceLongArnFormat"},
        {"long_task_arns", "taskLongArnFormat"},
        {"long_instance_arns", "containerInstanceLongArnFormat"}})
    add("long_arns", node, name, switched(account, "long_arns"));
  graph::Value authorization = switched(account, "tag_authorization");
  if (!authorization.absent()) authorization = account.flag("tag_authorization") ? "on" : "off";
  add("tag_authorization", "tag_authorization", "tagResourceAuthorization",
      std::move(authorization));
  add("fips", "fips", "fargateFIPSMode", switched(account, "fips"));
  add("retirement_wait", "retirement_wait", "fargateTaskRetirementWaitPeriod", days(account));
}

}  // namespace svc::lower
