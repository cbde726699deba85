// Raw listener rules and the program's routes: two rules of a listener must not have the same
// priority, and no rule may hide another.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/routing.h"
#include "plan/conditions.h"

namespace svc::check {
namespace {

// The name of a listener, the same for all rules of it: its ARN, or the balancer and the port.
std::string listener_name(const sema::Value& value) {
  if (const auto text = text_of(value)) return *text;
  const auto* call = value.get<sema::MethodCall>();
  if (call == nullptr || call->method != "listener" || call->arguments.empty()) return {};
  const auto port = number_of(call->arguments.front());
  if (!port) return {};
  for (const Block* listener :
       call->block->existing ? call->block->nested("listener") : std::vector<const Block*>()) {
    const auto* arn = (*listener)["arn"].get<std::string>();
    if (arn != nullptr && listener->labels.back().text == text_of(call->arguments.front()))
      return *arn;
  }
  return fmt::format("{} {}", call->block->title(), *port);
}

// The names of the listeners of a route, as above.
std::vector<std::string> listeners_of(const plan::Route& route) {
  const Block& balancer = *route.balancer->block;
  std::vector<std::string> names;
  for (const std::size_t index : route.listeners) {
    const std::int64_t port = route.balancer->listeners[index].port;
    if (!balancer.existing) {
      names.push_back(fmt::format("{} {}", balancer.title(), static_cast<double>(port)));
      continue;
    }
    for (const Block* listener : balancer.nested("listener")) {
      const auto* arn = (*listener)["arn"].get<std::string>();
      if (arn != nullptr && listener->labels.back().text == std::to_string(port))
        names.push_back(*arn);
    }
  }
  return names;
}

// A rule of a listener: a raw one, or that of a route.
struct ListenerRule {
  std::vector<std::string> listeners;
  std::int64_t priority = 0;
  // Nothing if some of them are known only at deployment.
  std::optional<plan::Conditions> conditions;
  std::string owner;  // "the raw rule `closed`"
  Span span;          // of its priority
  Span block;
  bool raw = false;
};

// ---- The conditions of a raw rule

// The texts of a list; false if one of them is known only at deployment.
bool add_texts(const sema::Value* values, std::vector<std::string>& out) {
  for (const sema::Value* item : items_of(values)) {
    const auto text = text_of(*item);
    if (!text) return false;
    out.push_back(*text);
  }
  return true;
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
bool add_condition(const sema::Value& item, plan::Conditions& out) {
  const sema::Value* field = member(item, "Field");
  const std::string word = field ? text_of(*field).value_or("") : std::string();
  const auto texts = [&](std::string_view path, std::vector<std::string>& into) {
    const sema::Value* values = member(item, path);
    return add_texts(values != nullptr ? values : member(item, "Values"), into);
  };
  if (word == "path-pattern") return texts("PathPatternConfig.Values", out.paths);
  if (word == "host-header") return texts("HostHeaderConfig.Values", out.hosts);
  if (word == "http-request-method") return texts("HttpRequestMethodConfig.Values", out.methods);
  if (word == "source-ip") return texts("SourceIpConfig.Values", out.source_ips);
  return false;
}

bool add_terraform_condition(const sema::Value& item, plan::Conditions& out) {
  using Row = std::pair<std::string_view, std::vector<std::string>*>;
  bool known = false;
  for (const auto& [name, into] :
       {Row{"path_pattern.values", &out.paths}, Row{"host_header.values", &out.hosts},
        Row{"http_request_method.values", &out.methods},
        Row{"source_ip.values", &out.source_ips}}) {
    const sema::Value* values = member(item, name);
    if (values == nullptr) continue;
    if (!add_texts(values, *into)) return false;
    known = true;
  }
  return known;
}

std::optional<plan::Conditions> conditions_in(const Raw& rule) {
  plan::Conditions conditions;
  for (const sema::Value* item : items_of(rule.get("Conditions", "condition"))) {
    if (rule.terraform ? !add_terraform_condition(*item, conditions)
                       : !add_condition(*item, conditions))
      return std::nullopt;
  }
  return conditions;
}

// ---- All rules

std::vector<ListenerRule> rules_of(const sema::Program& program, const plan::Plan& plan) {
  const auto raws =
      raw_resources(program, "AWS::ElasticLoadBalancingV2::ListenerRule", "aws_lb_listener_rule");
  std::vector<ListenerRule> rules;
  if (raws.empty()) return rules;
  for (const plan::Route& route : plan.routes) {
    const Block& block = *route.block;
    rules.push_back({listeners_of(route), route.priority, route.conditions,
                     fmt::format("a route of service `{}`", route.service->name),
                     block.has("priority") ? block["priority"].span : block.span, block.span,
                     false});
  }
  for (const Raw& raw : raws) {
    const sema::Value* arn = raw.get("ListenerArn", "listener_arn");
    const sema::Value* priority = raw.get("Priority", "priority");
    const std::string listener = arn ? listener_name(*arn) : std::string();
    const auto number = priority ? number_of(*priority) : std::nullopt;
    const sema::Value* conditions = raw.get("Conditions", "condition");
    if (listener.empty() || !number) continue;
    rules.push_back({{listener},
                     static_cast<std::int64_t>(*number),
                     conditions_in(raw),
                     fmt::format("the raw rule `{}`", raw.block->name),
                     priority->span,
                     conditions ? conditions->span : raw.block->span,
                     true});
  }
  return rules;
}

// A raw rule of the same listener with the same number.
void check_numbers(const std::vector<ListenerRule>& rules, Sink& sink) {
  std::map<std::pair<std::string, std::int64_t>, Span> taken;
  for (const ListenerRule& rule : rules) {
    for (const std::string& listener : rule.listeners) {
      const auto [first, added] = taken.try_emplace({listener, rule.priority}, rule.span);
      if (added || !rule.raw) continue;
      sink.report<diag::RawPriority>(rule.span, rule.priority)
          .related(first->second, "the other rule")
          .help("write another priority");
    }
  }
}

// Of two rules, one of them raw, the one that comes first takes all requests of the other (L15).
void check_hidden(const ListenerRule& rule, const std::vector<ListenerRule>& rules, Sink& sink) {
  if (!rule.conditions) return;
  for (const ListenerRule& wide : rules) {
    if (!wide.conditions || (!wide.raw && !rule.raw) || wide.priority >= rule.priority ||
        !std::all_of(rule.listeners.begin(), rule.listeners.end(),
                     [&](const std::string& one) {
                       return std::find(wide.listeners.begin(), wide.listeners.end(), one) !=
                              wide.listeners.end();
                     }) ||
        !plan::covers(*wide.conditions, *rule.conditions))
      continue;
    sink.report<diag::RouteShadowed>(rule.block, rule.raw ? "rule" : "route", wide.owner)
        .related(wide.block, fmt::format("this comes first, with priority {} before {}",
                                         wide.priority, rule.priority))
        .help("give the raw rule other conditions, or a larger priority");
    return;
  }
}

}  // namespace

void check_raw_rules(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  const std::vector<ListenerRule> rules = rules_of(program, plan);
  check_numbers(rules, sink);
  for (const ListenerRule& rule : rules) check_hidden(rule, rules, sink);
}

}  // namespace svc::check
