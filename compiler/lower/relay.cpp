// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
#include "lower/relay.h"

#include <algorithm>

#include "lower/iam.h"

namespace svc::lower {

namespace {

graph::Value known_or(const std::string& text, graph::Pseudo otherwise) {
  return text.empty() ? graph::Value(otherwise) : graph::Value(text);
}

// An ARN of EventBridge in another environment.
graph::Value events_arn(const plan::Place& place, const std::string& resource) {
  return graph::concat({"arn:", graph::Pseudo::Partition,
                        ":events:", known_or(place.region, graph::Pseudo::Region), ":",
                        known_or(place.account, graph::Pseudo::AccountId), ":" + resource});
}

void add_relay(Context& context, const sema::Block& pipeline, const plan::Relay& relay) {
  const std::string name = pipeline.name + "_to_" + relay.to.environment;
  const graph::Value bus =
      events_arn(relay.to, "event-bus/" + plan::relay_bus(context.graph.app, relay));
  iam::RoleSpec spec;
  spec.name = name;
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
  spec.trust = iam::trust("events.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, pipeline, std::move(spec));
  const graph::NodeId policy =
      iam::add_policy(context, pipeline, name, role, {{true, {"events:PutEvents"}, {bus}, {}, {}}});
  graph::Node& rule = context.node(context.add("events_rule", name, pipeline));
  set(rule, "name", plan::relay_rule(context.graph.app, relay));
  set(rule, "event_pattern", success_pattern(context.physical_name(pipeline.name), nullptr));
  set(rule, "target_id", "bus");
  set(rule, "target_arn", bus);
  set(rule, "target_role_arn", graph::Ref{role, "arn"});
  rule.depends_on.push_back(policy);
}

}  // namespace

void add_relays(Context& context, const sema::Block& pipeline) {
  for (const plan::Relay& relay : context.plan.across.followed) {
    if (relay.pipeline == plan::first_name(pipeline)) add_relay(context, pipeline, relay);
  }
}

std::optional<RelayBus> add_relay_bus(Context& context, const sema::Block& pipeline) {
  const auto& following = context.plan.across.following;
  const auto found = std::find_if(following.begin(), following.end(), [&](const auto& relay) {
    return relay.pipeline == plan::first_name(pipeline);
  });
  if (found == following.end()) return std::nullopt;
  const std::string name = plan::relay_bus(context.graph.app, *found);
  const graph::Value rule =
      events_arn(found->from, "rule/" + plan::relay_rule(context.graph.app, *found));
  const graph::NodeId id = context.add("events_event_bus", pipeline.name, pipeline);
  graph::Node& bus = context.node(id);
  set(bus, "name", name);
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-restrict-rule.html
  set(bus, "policy",
      iam::policy({{true,
                    {"events:PutEvents"},
                    {iam::arn("events", "event-bus/" + name)},
                    graph::map({{"ArnEquals", graph::map({{"aws:SourceArn", rule}})}}),
                    {},
                    iam::account(known_or(found->from.account, graph::Pseudo::AccountId))}}));
  return RelayBus{id, &*found};
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
graph::Value success_pattern(graph::Value pipeline, const plan::Place* from) {
  const auto one = [](const std::string& text) {
    return text.empty() ? graph::Value() : graph::list({graph::Value(text)});
  };
  return graph::map({
      {"source", graph::list({"aws.codepipeline"})},
      {"account", from == nullptr ? graph::Value() : one(from->account)},
      {"region", from == nullptr ? graph::Value() : one(from->region)},
      {"detail-type", graph::list({"CodePipeline Pipeline Execution State Change"})},
      {"detail", graph::map({{"pipeline", graph::list({std::move(pipeline)})},
                             {"state", graph::list({"SUCCEEDED"})}})},
  });
}

}  // namespace svc::lower
