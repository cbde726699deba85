#include "lower/rules.h"

#include <fmt/format.h>

#include <cctype>
#include <utility>

namespace svc::lower {

namespace {

// CloudFormation has outbound ranges in the group itself (templates/ec2_security_group.yaml).
void add_inline(graph::Node& group, const graph::Node& rule) {
  graph::Map entry;
  for (const graph::Attribute& attribute : rule.attributes) {
    if (attribute.name != "group_id" && attribute.name != "tags")
      entry.entries.emplace_back(attribute.name, attribute.value);
  }
  const graph::Value* before = group.find("security_group_egress");
  graph::List rules = before == nullptr ? graph::List{} : *before->get<graph::List>();
  rules.items.push_back(graph::Value(std::move(entry)).at(rule.span));
  set(group, "security_group_egress", std::move(rules));
}

std::string_view kind_of(const Rule& rule) {
  if (rule.inbound) return "ec2_security_group_ingress";
  return rule.other.absent() ? "ec2_security_group_range_egress" : "ec2_security_group_egress";
}

// `10_0_0_0_8`: rules have the name of their range, not a number, so removing one source does not
// touch the rules of the others. Or the name of the param that gives it.
std::string range_name(const Context& context, const graph::Value& range) {
  if (const auto* param = range.get<graph::ParamRef>())
    return context.graph.parameters[param->parameter].name;
  const auto* text = range.get<std::string>();
  std::string name;
  for (const char c : text ? *text : std::string("given")) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain || (!name.empty() && name.back() != '_')) name += plain ? c : '_';
  }
  return name;
}

// A param keeps to the family of the range that it is judged by.
bool is_ipv6(const Context& context, const graph::Value& range) {
  const auto* text = range.get<std::string>();
  if (const auto* param = range.get<graph::ParamRef>()) {
    const auto& assumed = context.graph.parameters[param->parameter].assumed;
    if (assumed) text = assumed->get<std::string>();
  }
  return text != nullptr && text->find(':') != std::string::npos;
}

}  // namespace

std::string Port::text() const {
  return (last == 0 ? std::to_string(number) : fmt::format("{}_to_{}", number, last)) +
         (protocol == "udp" ? "_udp" : "");
}

graph::NodeId add_rule(Context& context, const sema::Block& owner, const Rule& rule) {
  const Part part(rule.inbound ? PartKind::InboundRule : PartKind::OutboundRule,
                  rule.name + " " + rule.port.protocol);
  if (rule.shared != nullptr && context.has_part(*rule.shared, part))
    return context.part(*rule.shared, part);
  const graph::NodeId id =
      context.add(kind_of(rule), rule.name, rule.shared != nullptr ? *rule.shared : owner);
  graph::Node& node = context.node(id);
  set(node, "group_id",
      rule.given.absent() ? graph::Value(graph::Ref{rule.group, "id"}) : rule.given);
  set(node, "ip_protocol", rule.port.protocol);
  if (rule.port.protocol != "-1") {
    set(node, "from_port", graph::Value(rule.port.number).at(rule.span));
    set(node, "to_port",
        graph::Value(rule.port.last == 0 ? rule.port.number : rule.port.last).at(rule.span));
  }
  set(node, is_ipv6(context, rule.cidr) ? "cidr_ipv6" : "cidr_ip", rule.cidr);
  if (!rule.other.absent())
    set(node, rule.inbound ? "source_security_group_id" : "destination_security_group_id",
        graph::Value(rule.other).at(rule.span));
  set(node, "description", rule.description);
  if (rule.span.valid()) node.span = rule.span;
  if (!rule.inbound && rule.other.absent()) add_inline(context.node(rule.group), context.node(id));
  if (rule.shared != nullptr) context.remember(*rule.shared, part, id);
  return id;
}

Source source_of(const Context& context, const sema::Value& source) {
  if (const auto* group = source.get<const sema::Block*>())
    return {{}, context.attribute(**group, "id").at(source.span), (*group)->name};
  return range_source(context, context.value(source));
}

Source range_source(const Context& context, graph::Value range) {
  std::string name = range_name(context, range);
  return {std::move(range), {}, std::move(name)};
}

std::vector<Source> sources_in(const Context& context, const sema::Block& block,
                               std::string_view field) {
  std::vector<Source> sources;
  for (const sema::Value& source : block.items(field))
    sources.push_back(source_of(context, source));
  return sources;
}

void set_source(Rule& rule, const Source& source) {
  rule.cidr = source.range;
  rule.other = source.group;
}

}  // namespace svc::lower
