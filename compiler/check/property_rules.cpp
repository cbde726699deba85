#include "check/property_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/address.h"
#include "base/closest.h"
#include "base/number.h"
#include "check/fact_lists.h"
#include "check/query.h"
#include "plan/facts.h"

namespace svc::check {
namespace {

using Words = std::vector<std::string_view>;

PropertyRule read_rule(const Words& line, std::string_view path) {
  PropertyRule rule{path, line[1], {}, {}, {}, false};
  const auto end = std::find_if(line.begin() + 2, line.end(), [](std::string_view word) {
    return word == "when" || word == "unless";
  });
  rule.values.assign(line.begin() + 2, end);
  if (end == line.end()) return rule;
  rule.unless = *end == "unless";
  rule.sibling = *(end + 1);
  rule.words.assign(end + 2, line.end());
  return rule;
}

// ---- The grammar of values. Each gives what AWS takes, if it does not take the value.

using Verdict = std::optional<std::string>;

bool only_of(std::string_view text, std::string_view others, int (*letters)(int)) {
  return std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return letters(c) != 0 || others.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

Verdict judge_host(const std::string& text, const PropertyRule&) {
  constexpr std::size_t kLongest = 128;
  if (text.size() <= kLongest && only_of(text, "-.*?", std::isalnum)) return std::nullopt;
  return "that is a host name of letters, digits, `-`, `.` and the wildcards `*` and `?`";
}

Verdict judge_path(const std::string& text, const PropertyRule&) {
  if (text.starts_with('/') || text.starts_with('*')) return std::nullopt;
  return "that begins with `/`";
}

Verdict judge_method(const std::string& text, const PropertyRule&) {
  if (only_of(text, "-_", std::isupper)) return std::nullopt;
  return "in capital letters: ELB compares it as it is";
}

Verdict judge_status(const std::string& text, const PropertyRule&) {
  if (text.size() == 3 && std::string_view("245").find(text.front()) != std::string_view::npos)
    return std::nullopt;
  return "of the form 2XX, 4XX or 5XX";
}

Verdict judge_bucket(const std::string& text, const PropertyRule&) {
  const bool letters = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '.' || c == '-';
  });
  constexpr std::size_t kShortest = 3, kLongest = 63;
  if (letters && text.size() >= kShortest && text.size() <= kLongest &&
      std::isalnum(static_cast<unsigned char>(text.front())) != 0 &&
      std::isalnum(static_cast<unsigned char>(text.back())) != 0 &&
      text.find("..") == std::string::npos && !parse_ipv4(text))
    return std::nullopt;
  return "of 3 to 63 small letters, digits, dots and hyphens, with a letter or digit at each end";
}

Verdict judge_range(const std::string& text, const PropertyRule&) {
  if (text.find('/') != std::string::npos &&
      (text.find(':') != std::string::npos || parse_ipv4(text)))
    return std::nullopt;
  return "such as \"10.0.0.0/16\"";
}

Verdict judge_prefix(const std::string& text, const PropertyRule& rule) {
  const auto range = parse_ipv4(text);
  const auto low = read_number(rule.values[0]);
  const auto high = read_number(rule.values[1]);
  if (range && range->prefix >= *low && range->prefix <= *high) return std::nullopt;
  return fmt::format("from /{} to /{}", rule.values[0], rule.values[1]);
}

Verdict judge_address(const std::string& text, const PropertyRule&) {
  if (text.find('/') == std::string::npos && parse_ipv4(text)) return std::nullopt;
  return "that is an IPv4 address";
}

Verdict judge_listed(const std::string& text, const PropertyRule& rule) {
  if (FactList(rule.values[0]).has(text)) return std::nullopt;
  return fmt::format("such as \"{}\"", FactList(rule.values[0]).names().front());
}

Verdict judge_words(const std::string& text, const PropertyRule& rule) {
  if (std::find(rule.values.begin(), rule.values.end(), text) != rule.values.end())
    return std::nullopt;
  return fmt::format("of these: {}", fmt::join(rule.values, ", "));
}

Verdict judge_end(const std::string& text, const PropertyRule& rule) {
  if (std::any_of(rule.values.begin(), rule.values.end(),
                  [&](std::string_view word) { return text.ends_with(word); }))
    return std::nullopt;
  return fmt::format("that ends with one of these: {}", fmt::join(rule.values, ", "));
}

Verdict judge_has(const std::string& text, const PropertyRule& rule) {
  if (text.find(rule.values[0]) != std::string::npos) return std::nullopt;
  return fmt::format("with `{}`", rule.values[0]);
}

Verdict judge_not_first(const std::string& text, const PropertyRule& rule) {
  if (!text.starts_with(rule.values[0])) return std::nullopt;
  return fmt::format("that does not begin with `{}`", rule.values[0]);
}

Verdict judge_arn(const std::string& text, const PropertyRule&) {
  if (text.starts_with("arn:")) return std::nullopt;
  return "that is an ARN";
}

Verdict judge_url(const std::string& text, const PropertyRule&) {
  if (text.starts_with("https://")) return std::nullopt;
  return "that is a URL";
}

Verdict judge_begin(const std::string& text, const PropertyRule& rule) {
  if (std::any_of(rule.values.begin(), rule.values.end(),
                  [&](std::string_view word) { return text.starts_with(word); }))
    return std::nullopt;
  return fmt::format("that begins with `{}`", fmt::join(rule.values, "` or `"));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
// (name), .../API_CreateTargetGroup.html
Verdict judge_label(const std::string& text, const PropertyRule&) {
  if (only_of(text, "-", std::isalnum) && !text.starts_with('-') && !text.ends_with('-'))
    return std::nullopt;
  return "of letters, digits and hyphens, without a hyphen at an end";
}

// `CodeDeployDefault.…`: names with this beginning are AWS's own.
Verdict judge_own_names(const std::string& text, const PropertyRule& rule) {
  const Words names(rule.values.begin() + 1, rule.values.end());
  if (!text.starts_with(rule.values[0]) ||
      std::find(names.begin(), names.end(), text.substr(rule.values[0].size())) != names.end())
    return std::nullopt;
  const std::string_view near =
      closest(std::string_view(text).substr(rule.values[0].size()), names);
  return fmt::format("such as \"{}{}\"", rule.values[0], near.empty() ? names.front() : near);
}

// An unknown size of a family that exists. Unknown families may be newer than svcc.
Verdict judge_instance_type(const std::string& text, const PropertyRule&) {
  if (plan::find_instance_type(text) != nullptr) return std::nullopt;
  const std::string family = text.substr(0, text.find('.') + 1);
  Words sizes;
  for (const plan::InstanceType& type : plan::instance_types()) {
    if (!family.empty() && type.name.starts_with(family)) sizes.push_back(type.name);
  }
  if (sizes.empty()) return std::nullopt;
  const std::string_view near = closest(text, sizes);
  return fmt::format("such as \"{}\"", near.empty() ? sizes.front() : near);
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
// (HealthCheckPort)
Verdict judge_port(const std::string& text, const PropertyRule&) {
  constexpr double kLast = 65535;
  const auto number = read_number(text);
  if (text == "traffic-port" || (number && *number >= 1 && *number <= kLast)) return std::nullopt;
  return "from 1 to 65535, or \"traffic-port\"";
}

Verdict judge_letters(const std::string& text, const PropertyRule& rule) {
  if (only_of(text, rule.values[0], std::isalnum)) return std::nullopt;
  return fmt::format("of letters, digits and `{}`", rule.values[0]);
}

Verdict judge_small_letters(const std::string& text, const PropertyRule& rule) {
  const bool small =
      std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::isupper(c) != 0; });
  if (small && only_of(text, rule.values[0], std::isalnum)) return std::nullopt;
  return fmt::format("of small letters, digits and `{}`", rule.values[0]);
}

// Like an entry of a list, up to digits: `python3.15` may be newer than svcc.
Verdict judge_like(const std::string& text, const PropertyRule& rule) {
  const auto shape = [](std::string_view name) {
    std::string letters;
    for (const char c : name) {
      if (std::isdigit(static_cast<unsigned char>(c)) == 0) letters += c;
    }
    return letters;
  };
  const FactList list(rule.values[0]);
  const std::string own = shape(text);
  const auto known = list.names();
  if (std::any_of(known.begin(), known.end(),
                  [&](std::string_view name) { return shape(name) == own; }))
    return std::nullopt;
  const std::string_view near = closest(text, known);
  return fmt::format("such as \"{}\"", near.empty() ? known.front() : near);
}

Verdict judge_query(const std::string& text, const PropertyRule&) {
  const ParsedQuery parsed = parse_query(text);
  if (parsed.query) return std::nullopt;
  return fmt::format("of the cluster query language: {}", parsed.fault);
}

using Judge = Verdict (*)(const std::string&, const PropertyRule&);
constexpr std::array<std::pair<std::string_view, Judge>, 24> kJudges = {{
    {"letters", judge_letters},
    {"small-letters", judge_small_letters},
    {"port", judge_port},
    {"like", judge_like},
    {"begins", judge_begin},
    {"own-names", judge_own_names},
    {"instance-type", judge_instance_type},
    {"label", judge_label},
    {"query", judge_query},
    {"host", judge_host},
    {"path", judge_path},
    {"method", judge_method},
    {"status", judge_status},
    {"bucket", judge_bucket},
    {"range", judge_range},
    {"ipv4", judge_address},
    {"listed", judge_listed},
    {"prefix", judge_prefix},
    {"one-of", judge_words},
    {"has", judge_has},
    {"ends", judge_end},
    {"not-first", judge_not_first},
    {"arn", judge_arn},
    {"url", judge_url},
}};

}  // namespace

PropertyRules read_property_rules() {
  PropertyRules rules;
  for (const Words& line : FactList("property-limits").entries()) {
    if (line[0].front() == '@') {
      rules.parts[line[0].substr(1)] = {line[1], line[2]};
      continue;
    }
    if (line[0].front() == '%') {
      rules.own_words.push_back({line[0].substr(1), line[1], line[2], line[3],
                                 line.size() > 4 ? line[4] : std::string_view(),
                                 line.size() > 5 ? line[5] : std::string_view()});
      continue;
    }
    const std::size_t dot = line[0].find('.');
    rules.of_type[line[0].substr(0, dot)].push_back(read_rule(line, line[0].substr(dot + 1)));
  }
  return rules;
}

std::optional<std::string> judge_text(const std::string& text, const PropertyRule& rule) {
  const auto judge = std::find_if(kJudges.begin(), kJudges.end(),
                                  [&](const auto& one) { return one.first == rule.rule; });
  return judge == kJudges.end() ? std::nullopt : judge->second(text, rule);
}

}  // namespace svc::check
