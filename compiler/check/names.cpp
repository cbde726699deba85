// Names in DNS (zones, records and certificates), and those of params.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <tuple>

#include "base/address.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/stores.h"

namespace svc::check {
namespace {

// A domain name in the form for comparison: small letters, no dot at the end. Nothing if only the
// deployment knows it.
std::string known_name(const sema::Value& value) {
  const auto* text = value.get<std::string>();
  if (!text) return {};
  std::string name = *text;
  if (!name.empty() && name.back() == '.') name.pop_back();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

bool within(std::string_view name, std::string_view zone) {
  if (name == zone) return true;
  return name.size() > zone.size() && name.substr(name.size() - zone.size()) == zone &&
         name[name.size() - zone.size() - 1] == '.';
}

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-shared.html
// (name), https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
void check_within(const sema::Value& value, const Block& owner, Sink& sink) {
  const Block* zone = owner.block("zone");
  if (!zone) return;
  const std::string name = known_name(value);
  const std::string domain = known_name((*zone)["name"]);
  if (name.empty() || domain.empty() || within(name, domain)) return;
  sink.report<diag::OutsideZone>(value.span, name, domain)
      .related((*zone)["name"].span, "the zone")
      .help(
          fmt::format("write \"{}.{}\", or another zone", name.substr(0, name.find('.')), domain));
}

// https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html (DomainName,
// SubjectAlternativeNames)
void check_domain(const sema::Value& value, bool first, Sink& sink) {
  constexpr std::size_t kLongestFirst = 64;
  constexpr std::size_t kLongest = 253;
  constexpr std::size_t kLongestLabel = 63;
  const std::string name = known_name(value);
  const auto report = [&](std::string fault, std::string_view help) {
    sink.report<diag::CertificateDomain>(value.span, name, fault).help(std::string(help));
  };
  if (name.empty()) return;
  const std::string_view rest = std::string_view(name).substr(name.starts_with("*.") ? 2 : 0);
  if (rest.find('*') != std::string_view::npos)
    return report("`*` is only for the whole first part", "write a name such as \"*.example.com\"");
  if (name.size() > (first ? kLongestFirst : kLongest))
    return report(fmt::format("it has {} characters, and AWS allows {}", name.size(),
                              first ? kLongestFirst : kLongest),
                  first ? "begin with a shorter name, and list this one in `alternatives`"
                        : "use a shorter name");
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t end = std::min(rest.find('.', at), rest.size());
    if (end - at > kLongestLabel || end == at)
      return report(end == at ? "a part of it is empty" : "a part of it has over 63 characters",
                    "write a name such as \"shop.example.com\"");
    at = end + 1;
  }
}

// `*.example.com` matches one label:
// https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
bool certifies(std::string_view certified, std::string_view name) {
  if (certified == name) return true;
  const auto dot = name.find('.');
  return certified.substr(0, 2) == "*." && dot != std::string_view::npos &&
         certified.substr(1) == name.substr(dot);
}

// Whether any certificate of the balancer's HTTPS listeners can cover the name. Also true if none
// of them is known.
bool certified(const plan::Balancer& balancer, std::string_view name) {
  bool any = false;
  for (const plan::Listener& listener : balancer.listeners) {
    if (!listener.certificate || listener.test_of) continue;
    if (listener.certificate->existing) return true;
    any = true;
    std::vector<const sema::Value*> names = {&(*listener.certificate)["domain"]};
    for (const sema::Value& alternative : listener.certificate->items("alternatives"))
      names.push_back(&alternative);
    for (const sema::Value* value : names) {
      const std::string known = known_name(*value);
      if (known.empty() || certifies(known, name)) return true;
    }
  }
  return !any;
}

// `10 mail.example.com`: a number up to 65535, a blank, a name.
bool is_exchange(std::string_view text) {
  const std::size_t blank = text.find(' ');
  constexpr std::size_t kDigits = 5;
  return blank != std::string_view::npos && blank > 0 && blank <= kDigits &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(blank),
                     [](char c) { return c >= '0' && c <= '9'; }) &&
         text.find_first_not_of(' ', blank) != std::string_view::npos;
}

// Why Route 53 refuses a value: what the value is, or is not. Empty if it is valid.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
std::string_view fault_of_value(std::string_view type, std::string_view text) {
  const auto range = parse_ipv4(text);
  const bool address = range && range->prefix == 32 && text.find('/') == std::string_view::npos;
  const bool colons =
      text.find("::") != std::string_view::npos || std::count(text.begin(), text.end(), ':') == 7;
  if (type == "a" && !address) return "not an IPv4 address";
  if (type == "aaaa" && !colons) return "not an IPv6 address";
  if (type == "mx" && !is_exchange(text))
    return "not a preference and a name, such as \"10 mail.example.com\"";
  if ((type == "cname" || type == "ns") && text.find("://") != std::string_view::npos)
    return "a URL, not a name";
  if ((type == "cname" || type == "ns") && (address || colons)) return "an address, not a name";
  return {};
}

void check_value(std::string_view type, const sema::Value& value, Sink& sink) {
  const auto* text = value.get<std::string>();
  if (text == nullptr) return;
  const std::string_view fault = fault_of_value(type, *text);
  if (fault.empty()) return;
  auto report = sink.report<diag::RecordValue>(value.span, *text, type, fault);
  if (fault.starts_with("an address"))
    report.help(text->find(':') == std::string::npos ? "write `type = a`" : "write `type = aaaa`");
  else if (type == "a" && text->find(':') != std::string::npos)
    report.help("write `type = aaaa`");
}

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat
void check_form(const Block& record, Sink& sink) {
  const auto& values = record.items("values");
  const sema::Value& field = record["values"];
  if (record.has("target") == !values.empty()) {
    auto report =
        sink.report<diag::RecordForm>(record.has("target") ? field.span : record.name_span,
                                      record.has("target") ? "both" : "none");
    if (record.has("target")) report.related(record["target"].span, "its target");
    report.help("write `target = …` for a load balancer, or `values = […]`");
    return;
  }
  for (const sema::Value& value : values) check_value(record.symbol("type"), value, sink);
  if (values.empty() || record.symbol("type") != "cname") return;
  const Block* zone = record.block("zone");
  const std::string name = known_name(record["name"]);
  if (values.size() > 1) {
    sink.report<diag::RecordValues>(field.span, fmt::format("has one value, not {}", values.size()))
        .help("keep one of them");
  } else if (zone && !name.empty() && name == known_name((*zone)["name"])) {
    sink.report<diag::RecordValues>(record["name"].span, "cannot be at the apex of its zone")
        .help("write `target = …` for a load balancer, or addresses with `type = a`");
  }
}

bool is_cname(const Block& record) {
  return !record.has("target") && record.symbol("type") == "cname";
}

using ByName = std::multimap<std::pair<const Block*, std::string>, const Block*>;

// A name with a CNAME has no other record:
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat
void check_alone(const Block& record, const std::string& name, ByName& by_name, Sink& sink) {
  const std::pair<const Block*, std::string> key{record.block("zone"), name};
  const auto [begin, end] = by_name.equal_range(key);
  const auto other = std::find_if(
      begin, end, [&](const auto& entry) { return is_cname(record) || is_cname(*entry.second); });
  if (other != end)
    sink.report<diag::DuplicateRecord>(record["name"].span, name)
        .related(other->second->span, "the first one")
        .help("give it another name: next to a CNAME record there is no other");
  by_name.emplace(key, &record);
}

void check_records(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  std::map<std::tuple<const Block*, std::string, std::string_view>, const Block*> seen;
  ByName by_name;
  for (const Block* record : program.created("record")) {
    const sema::Value& value = (*record)["name"];
    check_within(value, *record, sink);
    check_form(*record, sink);
    const std::string name = known_name(value);
    if (name.empty()) continue;
    const auto [first, added] =
        seen.try_emplace({record->block("zone"), name,
                          record->has("target") ? std::string_view("a") : record->symbol("type")},
                         record);
    if (!added)
      sink.report<diag::DuplicateRecord>(value.span, name)
          .related(first->second->span, "the first one")
          .help("give it another name");
    else
      check_alone(*record, name, by_name, sink);
    const plan::Balancer* balancer = plan.balancer(record->block("target"));
    if (!balancer || balancer->block->existing || certified(*balancer, name)) continue;
    sink.report<diag::CertificateNames>(value.span, balancer->block->name, name)
        .related((*balancer->block)["certificate"].span, "the certificate")
        .help(fmt::format(
            "add \"{}\" to its `alternatives`, or browsers will refuse the connection", name));
  }
}

// https://developer.hashicorp.com/terraform/language/values/variables: arguments of a `module`
// block.
void check_params(const sema::Program& program, Sink& sink) {
  constexpr std::array kReserved = {std::string_view{"count"},    std::string_view{"depends_on"},
                                    std::string_view{"for_each"}, std::string_view{"lifecycle"},
                                    std::string_view{"locals"},   std::string_view{"providers"},
                                    std::string_view{"source"},   std::string_view{"version"}};
  for (const sema::Parameter* parameter : program.parameters) {
    if (std::find(kReserved.begin(), kReserved.end(), parameter->name) == kReserved.end()) continue;
    sink.report<diag::ReservedParam>(parameter->span, parameter->name)
        .help(fmt::format("call it something else, such as `app_{}`", parameter->name));
  }
}

// The type of a record of the program, as Route 53 writes it.
std::string record_type(const Block& record) {
  std::string type(record.has("target") ? std::string_view("a") : record.symbol("type"));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return type;
}

// A raw record with the name and the type of a record of the program.
void check_raw_duplicate(const Raw& raw, const Block& zone, const std::string& name,
                         const sema::Program& program, Sink& sink) {
  const sema::Value* type = raw.get("Type", "type");
  const auto text = type ? text_of(*type) : std::nullopt;
  // Records of one name may share it by weight, region or health.
  const sema::Value* set = raw.get("SetIdentifier", "set_identifier");
  if (!text || set != nullptr) return;
  for (const Block* record : program.created("record")) {
    if (record->block("zone") != &zone || known_name((*record)["name"]) != name ||
        record_type(*record) != *text)
      continue;
    sink.report<diag::DuplicateRecord>(raw.get("Name", "name")->span, name)
        .related(record->span, "the first one")
        .help("give it another name");
  }
}

// https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html (Name).
// Terraform's provider adds the domain to a name without it.
void check_raw_records(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::Route53::RecordSet", "aws_route53_record")) {
    const sema::Value* of = raw.get("HostedZoneId", "zone_id");
    const sema::Value* own = raw.get("Name", "name");
    const Block* zone = of ? read_block(*of) : nullptr;
    if (zone == nullptr || own == nullptr || zone->kind->name != "zone") continue;
    std::string name = known_name(*own);
    const std::string domain = known_name((*zone)["name"]);
    if (name.empty() || domain.empty()) continue;
    if (raw.terraform && !within(name, domain)) name += "." + domain;
    if (within(name, domain)) {
      check_raw_duplicate(raw, *zone, name, program, sink);
      continue;
    }
    sink.report<diag::OutsideZone>(own->span, name, domain)
        .related((*zone)["name"].span, "the zone")
        .help("write a name within the zone, or another zone");
  }
}

}  // namespace

void check_names(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  check_raw_records(program, sink);
  for (const Block* certificate : program.created("certificate")) {
    check_within((*certificate)["domain"], *certificate, sink);
    check_domain((*certificate)["domain"], true, sink);
    for (const sema::Value& alternative : certificate->items("alternatives")) {
      check_within(alternative, *certificate, sink);
      check_domain(alternative, false, sink);
    }
  }
  check_records(program, plan, sink);
  check_params(program, sink);
}

}  // namespace svc::check
