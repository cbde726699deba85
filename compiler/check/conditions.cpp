// Conditions of listener rules: names of hosts and headers, wildcards, and the number of rules.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/routing.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
std::string host_fault(std::string_view host) {
  constexpr std::size_t kLongest = 128;
  if (host.size() > kLongest)
    return fmt::format("has {} letters, but AWS allows {}", host.size(), kLongest);
  for (const char c : host) {
    if (!is_alphanumeric(c) && std::string_view("-.*?").find(c) == std::string_view::npos)
      return fmt::format("has `{}`, which a host name cannot have", c);
  }
  if (host.find('.') == std::string_view::npos && host != "*")
    return "has no `.`, which AWS requires in a host name";
  return {};
}

void check_hosts(const Block& route, Sink& sink) {
  const sema::Value& hosts = route["host"];
  const auto* list = hosts.get<sema::List>();
  const auto check_host = [&](const sema::Value& host) {
    const auto* text = host.get<std::string>();
    const std::string fault = text ? host_fault(*text) : std::string();
    if (fault.empty()) return;
    auto report = sink.report<diag::HostPattern>(host.span, *text, fault);
    const std::size_t scheme = text->find("://");
    if (const std::string host_of =
            scheme == std::string::npos
                ? std::string()
                : text->substr(scheme + 3, text->find_first_of("/:", scheme + 3) - scheme - 3);
        !host_of.empty() && host_fault(host_of).empty()) {
      report.help(fmt::format("write the name alone, \"{}\"", host_of))
          .repair(fmt::format("Write \"{}\"", host_of),
                  {{host.span, fmt::format("\"{}\"", host_of)}});
      return;
    }
    const std::size_t colon = text->find(':');
    const std::string bare = text->substr(0, colon);
    if (colon == std::string::npos || !host_fault(bare).empty()) {
      report.help("write a name such as \"api.example.com\" or \"*.example.com\"");
    } else {
      report.help(fmt::format("write \"{}\": the listener says on which port", bare))
          .fix(fmt::format("Write \"{}\"", bare), {{host.span, fmt::format("\"{}\"", bare)}});
    }
  };
  if (list == nullptr) {
    if (hosts.present()) check_host(hosts);
    return;
  }
  for (const sema::Value& host : list->items) check_host(host);
}

// A token of RFC 9110, of at most 40 letters:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HttpHeaderConditionConfig.html
std::string header_fault(std::string_view name) {
  constexpr std::size_t kLongest = 40;
  if (name.empty() || name.size() > kLongest)
    return fmt::format("has {} letters, but AWS allows 1 to {}", name.size(), kLongest);
  for (const char c : name) {
    if (c == '*' || c == '?') return "has a wildcard, but only values of headers take wildcards";
    if (!is_alphanumeric(c) && std::string_view("!#$%&'+-.^_`|~").find(c) == std::string_view::npos)
      return fmt::format("has `{}`, which the name of a header cannot have", c);
  }
  const bool host = name.size() == 4 && (name[0] | 0x20) == 'h' && (name[1] | 0x20) == 'o' &&
                    (name[2] | 0x20) == 's' && (name[3] | 0x20) == 't';
  return host ? "is the host, which the field `host` compares" : "";
}

void check_header_names(const Block& route, Sink& sink) {
  const auto* headers = route["headers"].get<sema::Object>();
  if (headers == nullptr) return;
  for (const auto& [name, value] : headers->entries) {
    const std::string fault = header_fault(name);
    if (fault.empty()) continue;
    sink.report<diag::HeaderName>(value.span, name, fault)
        .help("write the name of the header, such as \"X-Api-Version\"");
  }
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_QueryStringKeyValuePair.html
void check_lengths(const plan::Route& route, Sink& sink) {
  constexpr std::size_t kLongest = 128;
  const auto check_text = [&](std::string_view field, const std::string& text) {
    if (text.size() <= kLongest) return;
    sink.report<diag::ConditionLength>((*route.block)[field].span, field, text.size(), kLongest)
        .help("compare a shorter part, with `*` for the rest");
  };
  for (const auto& [name, values] : route.conditions.headers) {
    for (const std::string& value : values) check_text("headers", value);
  }
  for (const auto& [key, value] : route.conditions.query) {
    check_text("query", key);
    check_text("query", value);
  }
}

std::size_t wildcards_in(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c == '*' || c == '?'; }));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
// (condition wildcards per rule)
void check_wildcards(const plan::Route& route, Sink& sink) {
  constexpr std::size_t kMost = 6;
  std::size_t count = 0;
  for (const auto* texts : {&route.conditions.paths, &route.conditions.hosts}) {
    for (const std::string& text : *texts) count += wildcards_in(text);
  }
  for (const auto& [name, values] : route.conditions.headers) {
    for (const std::string& value : values) count += wildcards_in(value);
  }
  for (const auto& [key, value] : route.conditions.query)
    count += wildcards_in(key) + wildcards_in(value);
  if (count <= kMost) return;
  const Block& block = *route.block;
  sink.report<diag::TooManyWildcards>(block.has("path") ? block["path"].span : block.span, count,
                                      kMost)
      .help("split the route into several, or use fewer wildcards");
}

// The same page (rules per Application Load Balancer): a quota that can be raised.
void check_number_of_rules(const plan::Plan& plan, Sink& sink) {
  constexpr std::size_t kMost = 100;
  std::map<const Block*, std::pair<std::size_t, const plan::Route*>> counts;
  for (const plan::Route& route : plan.routes) {
    if (route.balancer->layer4 || route.balancer->block->existing) continue;
    auto& [count, first_over] = counts[route.balancer->block];
    count += route.listeners.size() + (route.test_listener ? 1 : 0);
    if (count > kMost && first_over == nullptr) first_over = &route;
  }
  for (const auto& [balancer, found] : counts) {
    if (found.second == nullptr) continue;
    const Block& route = *found.second->block;
    sink.report<diag::TooManyRules>(route.has("path") ? route["path"].span : route.span,
                                    balancer->name, found.first, kMost)
        .related(balancer->name_span, "the balancer")
        .help("give routes of one service several paths, add a balancer, or have the quota raised");
  }
}

// ---- Rules that the program writes itself

}  // namespace

void check_conditions(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const plan::Route& route : plan.routes) {
    if (route.balancer->layer4) continue;
    check_hosts(*route.block, sink);
    check_header_names(*route.block, sink);
    check_lengths(route, sink);
    check_wildcards(route, sink);
  }
  check_number_of_rules(plan, sink);
  check_raw_rules(program, plan, sink);
}

}  // namespace svc::check
