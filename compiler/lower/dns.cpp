// Zones, certificates and records.
#include <algorithm>
#include <cctype>

#include "lower/context.h"

namespace svc::lower {

void lower_zone(Context& context, const sema::Block& zone) {
  if (zone.existing && zone.has("id")) {
    context.define_attribute(zone, "id", context.field(zone, "id"));
    return;
  }
  const graph::NodeId id =
      context.add(zone.existing ? "route53_zone_lookup" : "route53_hosted_zone", zone.name, zone);
  set(context.node(id), "name", context.field(zone, "name"));
  context.remember(zone, PartKind::Main, id);
}

// A wildcard is validated by the same record as the name below it, so both together need one.
static std::vector<graph::Value> validated_domains(const std::vector<graph::Value>& domains) {
  std::vector<graph::Value> validated;
  std::vector<std::string> seen;
  for (const graph::Value& domain : domains) {
    if (const auto* text = domain.get<std::string>()) {
      std::string plain = text->rfind("*.", 0) == 0 ? text->substr(2) : *text;
      if (std::find(seen.begin(), seen.end(), plain) != seen.end()) continue;
      seen.push_back(std::move(plain));
    }
    validated.push_back(domain);
  }
  return validated;
}

// https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
void lower_certificate(Context& context, const sema::Block& certificate) {
  if (certificate.existing) {
    context.define_attribute(certificate, "arn", context.field(certificate, "arn"));
    return;
  }
  const graph::NodeId id =
      context.add("certificatemanager_certificate", certificate.name, certificate);
  context.remember(certificate, PartKind::Main, id);
  std::vector<graph::Value> domains = {context.field(certificate, "domain")};
  std::vector<graph::Value> alternatives;
  for (const sema::Value& name : certificate.items("alternatives")) {
    alternatives.push_back(context.value(name));
    domains.push_back(alternatives.back());
  }
  const graph::Value zone = context.attribute(*certificate.block("zone"), "id");
  std::vector<graph::Value> options;
  for (const graph::Value& domain : domains)
    options.push_back(graph::map({{"domain_name", domain}, {"hosted_zone_id", zone}}));

  graph::Node& node = context.node(id);
  set(node, "domain_name", domains.front());
  if (!alternatives.empty())
    set(node, "subject_alternative_names", graph::list(std::move(alternatives)));
  set(node, "validation_method", "DNS");
  set(node, "domain_validation_options", graph::list(std::move(options)));
  // One for each record that proves who owns the domain.
  set(node, "validation_domains", graph::list(validated_domains(domains)));
  set(node, "hosted_zone_id", zone);
}

// The quoted content of a TXT record: pieces of at most 255 characters, with quotes and backslashes
// escaped.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat
static graph::Value quotable(const graph::Value& value) {
  constexpr std::size_t kLongestPiece = 255;
  const auto* text = value.get<std::string>();
  if (text == nullptr) return value;
  std::string pieces;
  for (std::size_t i = 0; i < text->size(); ++i) {
    if (i > 0 && i % kLongestPiece == 0) pieces += "\"\"";
    if ((*text)[i] == '"' || (*text)[i] == '\\') pieces += '\\';
    pieces += (*text)[i];
  }
  return graph::Value(std::move(pieces)).at(value.span);
}

static void set_values(const Context& context, const sema::Block& record, graph::Node& node) {
  const std::string_view type = record.symbol("type");
  const bool txt = type == "txt";
  std::vector<graph::Value> values;
  for (const sema::Value& item : record.items("values"))
    values.push_back(txt ? quotable(context.value(item)) : context.value(item));
  std::string upper(type);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  set(node, "type", graph::Value(std::move(upper)).at(record["type"].span));
  set(node, "ttl", context.field(record, "ttl"));
  set(node, txt ? "texts" : "resource_records",
      graph::list(std::move(values)).at(record["values"].span));
}

static graph::Node& add_record(Context& context, const sema::Block& record,
                               const std::string& name) {
  const graph::NodeId id = context.add("route53_record_set", name, record);
  if (name == record.name) context.remember(record, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "hosted_zone_id", context.attribute(*record.block("zone"), "id"));
  set(node, "name", context.field(record, "name"));
  return node;
}

// An alias costs nothing and follows the balancer.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
static void add_alias(Context& context, const sema::Block& record, const std::string& name,
                      std::string_view type) {
  const sema::Block& balancer = *record.block("target");
  graph::Node& node = add_record(context, record, name);
  set(node, "type", type);
  set(node, "alias_target",
      graph::map({
                     {"dns_name", context.attribute(balancer, "dns_name")},
                     {"hosted_zone_id", context.attribute(balancer, "zone_id")},
                     {"evaluate_target_health", true},
                 })
          .at(record["target"].span));
}

void lower_record(Context& context, const sema::Block& record) {
  if (!record.has("target"))
    return set_values(context, record, add_record(context, record, record.name));
  add_alias(context, record, record.name, "A");
  if (context.plan.balancer(record.block("target"))->ipv6)
    add_alias(context, record, record.name + "_ipv6", "AAAA");
}

}  // namespace svc::lower
