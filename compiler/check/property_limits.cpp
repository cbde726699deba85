// Properties of raw and patched resources against templates/facts/property-limits.txt: what AWS
// takes where the schema of the target does not say it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/number.h"
#include "check/fact_lists.h"
#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/targets.h"
#include "diagnostics/codes/tasks.h"

namespace svc::check {
namespace {

using Words = std::vector<std::string_view>;

// One line of the facts.
struct PropertyRule {
  std::string_view path;  // below the type
  std::string_view rule;
  Words values;
  std::string_view sibling;  // whose value decides whether the rule applies; empty: it always does
  Words words;
  bool unless = false;
};

// The rules of each type, and the types of the parts that patches name.
struct PropertyRules {
  std::map<std::string_view, std::vector<PropertyRule>> of_type;
  std::map<std::string_view, std::pair<std::string_view, std::string_view>> parts;
};

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

PropertyRules read_rules() {
  PropertyRules rules;
  for (const Words& line : FactList("property-limits").entries()) {
    if (line[0].front() == '@') {
      rules.parts[line[0].substr(1)] = {line[1], line[2]};
      continue;
    }
    const std::size_t dot = line[0].find('.');
    rules.of_type[line[0].substr(0, dot)].push_back(read_rule(line, line[0].substr(dot + 1)));
  }
  return rules;
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
  if (text.find(':') != std::string::npos || parse_ipv4(text)) return std::nullopt;
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

using Judge = Verdict (*)(const std::string&, const PropertyRule&);
constexpr std::array<std::pair<std::string_view, Judge>, 15> kJudges = {{
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

// Judges the properties of one resource.
class PropertyJudge {
 public:
  PropertyJudge(std::string_view type, const sema::Program& program, Sink& sink)
      : type_(type), program_(program), sink_(sink) {}

  // `whole`: the properties are all that the resource has, so that one that is missing is missed.
  void judge(const sema::Value& properties, const PropertyRule& rule, bool whole, Span where) {
    const std::size_t dot = rule.path.rfind('.');
    const bool nested = dot != std::string_view::npos;
    const std::string_view owner = nested ? rule.path.substr(0, dot) : std::string_view();
    const std::string_view name = nested ? rule.path.substr(dot + 1) : rule.path;
    each_owner(properties, owner, [&](const sema::Value& object) {
      if (applies(object, rule)) judge_member(object, name, rule, whole, nested, where);
    });
  }

 private:
  template <typename Visit>
  static void each_owner(const sema::Value& value, std::string_view path, const Visit& visit) {
    if (const auto* list = value.get<sema::List>()) {
      for (const sema::Value& item : list->items) each_owner(item, path, visit);
      return;
    }
    if (value.get<sema::Object>() == nullptr) return;
    if (path.empty()) return visit(value);
    const std::size_t dot = path.find('.');
    const sema::Value* next = member(value, path.substr(0, dot));
    if (next != nullptr)
      each_owner(*next, dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1),
                 visit);
  }

  static bool applies(const sema::Value& object, const PropertyRule& rule) {
    if (rule.sibling.empty()) return true;
    const sema::Value* value = member(object, rule.sibling);
    const auto text = value ? text_of(*value) : std::nullopt;
    if (!text) return rule.unless && value == nullptr;
    const bool named = std::find(rule.words.begin(), rule.words.end(), *text) != rule.words.end();
    return named != rule.unless;
  }

  void judge_member(const sema::Value& object, std::string_view name, const PropertyRule& rule,
                    bool whole, bool nested, Span where) {
    const sema::Value* value = member(object, name);
    const bool required = rule.rule == "needed" || rule.rule == "or";
    if (required && value == nullptr && whole &&
        (rule.rule == "needed" || member(object, rule.values[0]) == nullptr)) {
      sink_.report<diag::MissingTargetProperty>(nested ? object.span : where, type_, rule.path)
          .help(rule.rule == "needed"
                    ? fmt::format("write `{} = …`", name)
                    : fmt::format("write `{} = …` or `{} = …`", name, rule.values[0]));
    }
    if (required || value == nullptr) return;
    if (rule.rule == "count") return judge_count(*value, name, rule);
    if (rule.rule == "attribute") return judge_attribute(*value, rule);
    if (rule.rule == "at-most" || rule.rule == "at-least")
      return judge_order(object, *value, name, rule);
    judge_items(*value, name, rule);
  }

  void judge_items(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    if (const auto* list = value.get<sema::List>()) {
      for (const sema::Value& item : list->items) judge_items(item, name, rule);
      return;
    }
    if (rule.rule == "number") return judge_number(value, name, rule);
    if (rule.rule == "zone") return judge_zone(value, name);
    if (rule.rule == "here") return judge_region(value, name);
    judge_reference(value, name, rule);
    const auto text = text_of(value);
    const auto judge = std::find_if(kJudges.begin(), kJudges.end(),
                                    [&](const auto& one) { return one.first == rule.rule; });
    if (!text || judge == kJudges.end()) return;
    if (const Verdict limits = judge->second(*text, rule))
      report(value, name, fmt::format("\"{}\"", *text), *limits);
  }

  // `jobs.url` where AWS takes an ARN, and the reverse.
  void judge_reference(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto* read = value.get<sema::AttributeRef>();
    if (read == nullptr || (rule.rule != "arn" && rule.rule != "url")) return;
    const bool arn = read->attribute == "arn" || read->attribute == "Arn";
    const bool other = read->attribute == "url" || read->attribute == "name" ||
                       read->attribute == "id" || read->attribute == "QueueUrl";
    if (rule.rule == "arn" ? !other : !arn) return;
    report(value, name, fmt::format("`{}.{}`", read->block->name, read->attribute),
           rule.rule == "arn" ? "that is an ARN" : "that is a URL");
  }

  void judge_number(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto number = number_of(value);
    if (!number ||
        (*number >= *read_number(rule.values[0]) && *number <= *read_number(rule.values[1])))
      return;
    report(value, name, *text_of(value),
           fmt::format("from {} to {}", rule.values[0], rule.values[1]));
  }

  void judge_zone(const sema::Value& value, std::string_view name) {
    const auto* region = program_.region.get<std::string>();
    const auto text = text_of(value);
    if (region == nullptr || !text || text->starts_with(*region)) return;
    report(value, name, fmt::format("\"{}\"", *text),
           fmt::format("of {}, such as \"{}a\"", *region, *region));
  }

  // `arn:aws:acm:us-east-1:…` in a program for another region.
  void judge_region(const sema::Value& value, std::string_view name) {
    const auto* region = program_.region.get<std::string>();
    const auto* text = value.get<std::string>();
    if (region == nullptr || text == nullptr || !text->starts_with("arn:")) return;
    std::size_t at = 0;
    for (int colon = 0; colon < 3 && at != std::string::npos; ++colon) at = text->find(':', at) + 1;
    const std::string there = text->substr(at, text->find(':', at) - at);
    if (there.empty() || there == *region) return;
    report(value, name, fmt::format("in {}", there), fmt::format("of {}", *region));
  }

  void judge_count(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    const auto most = read_number(rule.values[0]);
    if (list == nullptr || static_cast<double>(list->items.size()) <= *most) return;
    report(value, name, fmt::format("a list of {}", list->items.size()),
           fmt::format("of at most {}", rule.values[0]));
  }

  void judge_attribute(const sema::Value& value, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    if (list == nullptr) return;
    const PropertyRule range{{}, "number", {rule.values[1], rule.values[2]}, {}, {}, false};
    for (const sema::Value& item : list->items) {
      const sema::Value* key = member(item, "Key");
      const sema::Value* own = member(item, "Value");
      if (key != nullptr && own != nullptr && text_of(*key).value_or("") == rule.values[0])
        judge_number(*own, rule.values[0], range);
    }
  }

  void judge_order(const sema::Value& object, const sema::Value& value, std::string_view name,
                   const PropertyRule& rule) {
    const sema::Value* other = member(object, rule.values[0]);
    const auto low = number_of(value);
    const auto high = other ? number_of(*other) : std::nullopt;
    if (!low || !high || (rule.rule == "at-most" ? *low <= *high : *low >= *high)) return;
    report(value, name, *text_of(value),
           fmt::format("of {} {}, as in `{}`", rule.rule == "at-most" ? "at most" : "at least",
                       *text_of(*other), rule.values[0]));
  }

  void report(const sema::Value& at, std::string_view name, const std::string& value,
              const std::string& limits) {
    sink_.report<diag::PropertyLimits>(at.span, name, value, limits)
        .help("write a value within these limits");
  }

  std::string_view type_;
  const sema::Program& program_;
  Sink& sink_;
};

}  // namespace

void check_property_limits(const sema::Program& program, Sink& sink) {
  std::optional<PropertyRules> rules;  // read when the first raw resource or patch asks
  for (const Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (!rules) rules = read_rules();
      const bool whole = block.kind->name == "raw";
      std::string_view type = patch.part;
      const auto part = rules->parts.find(type);
      if (!whole && part != rules->parts.end())
        type = patch.target == TargetId::Terraform ? part->second.second : part->second.first;
      const auto own = rules->of_type.find(type);
      if (own == rules->of_type.end()) continue;
      PropertyJudge judge(type, program, sink);
      for (const PropertyRule& rule : own->second)
        judge.judge(patch.properties, rule, whole, block.span);
    }
  }
}

}  // namespace svc::check
