// Zones, certificates and records.
#include <algorithm>

#include "lower/context.h"

namespace svc::lower {

void lower_zone(Context& context, const sema::Block& zone) {
  if (zone.existing && zone.has("id")) {
    context.define_attribute(zone, "id", context.field(zone, "id"));
    return;
  }
  const graph::NodeId id = context.add(zone.existing ? "route53_zone_lookup" : "route53_hosted_zone", zone.name, zone);
  set(context.node(id), "name", context.field(zone, "name"));
  context.remember(zone, "main", id);
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
  const graph::NodeId id = context.add("certificatemanager_certificate", certificate.name, certificate);
  context.remember(certificate, "main", id);
  std::vector<graph::Value> domains = {context.field(certificate, "domain")};
  std::vector<graph::Value> alternatives;
  for (const sema::Value& name : certificate.items("alternatives")) {
    alternatives.push_back(context.value(name));
    domains.push_back(alternatives.back());
  }
  const graph::Value zone = context.attribute(*certificate.block("zone"), "id");
  std::vector<graph::Value> options;
  for (const graph::Value& domain : domains) options.push_back(graph::map({{"domain_name", domain}, {"hosted_zone_id", zone}}));

  graph::Node& node = context.node(id);
  set(node, "domain_name", domains.front());
  if (!alternatives.empty()) set(node, "subject_alternative_names", graph::list(std::move(alternatives)));
  set(node, "validation_method", "DNS");
  set(node, "domain_validation_options", graph::list(std::move(options)));
  // What Terraform makes the validation records of.
  set(node, "validation_domains", graph::list(validated_domains(domains)));
  set(node, "hosted_zone_id", zone);
}

// An alias costs nothing and follows the balancer. The balancers have IPv4 addresses only, so there is no AAAA record.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
void lower_record(Context& context, const sema::Block& record) {
  const sema::Block& balancer = *record.block("target");
  const graph::NodeId id = context.add("route53_record_set", record.name, record);
  context.remember(record, "main", id);
  graph::Node& node = context.node(id);
  set(node, "hosted_zone_id", context.attribute(*record.block("zone"), "id"));
  set(node, "name", context.field(record, "name"));
  set(node, "type", "A");
  set(node, "alias_target", graph::map({
                                           {"dns_name", context.attribute(balancer, "dns_name")},
                                           {"hosted_zone_id", context.attribute(balancer, "zone_id")},
                                           {"evaluate_target_health", true},
                                       })
                                .at(record["target"].span));
}

}  // namespace svc::lower
