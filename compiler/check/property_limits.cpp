// Properties of raw and patched resources against templates/facts/property-limits.txt: what AWS
// takes where the schema of the target does not say it.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "base/closest.h"
#include "base/number.h"
#include "check/json_text.h"
#include "check/properties.h"
#include "check/property_rules.h"
#include "check/subjects.h"
#include "diagnostics/codes/targets.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

constexpr std::string_view kWithin = "write a value within these limits";

// Judges the properties of one resource.
class PropertyJudge {
 public:
  // `whole`: the properties are all that the resource has, so that one that is missing is missed.
  PropertyJudge(std::string_view type, const sema::Value& properties, bool whole,
                const sema::Program& program, Sink& sink)
      : type_(type), properties_(properties), whole_(whole), program_(program), sink_(sink) {}

  void judge(const PropertyRule& rule, Span where) {
    const std::size_t dot = rule.path.rfind('.');
    const bool nested = dot != std::string_view::npos;
    const std::string_view owner = nested ? rule.path.substr(0, dot) : std::string_view();
    const std::string_view name = nested ? rule.path.substr(dot + 1) : rule.path;
    each_owner(properties_, owner, [&](const sema::Value& object) {
      if (applies(object, rule)) judge_member(object, name, rule, nested, where);
    });
  }

 private:
  template <typename Visit>
  static void each_owner(const sema::Value& value, std::string_view path, const Visit& visit) {
    if (const auto* list = value.get<sema::List>()) {
      for (const sema::Value& item : list->items) each_owner(item, path, visit);
      return;
    }
    if (value.get<sema::Object>() == nullptr) {
      const Document document(&value);
      if (document.value() != nullptr && document.value() != &value)
        each_owner(*document.value(), path, visit);
      return;
    }
    if (path.empty()) return visit(value);
    const std::size_t dot = path.find('.');
    const sema::Value* next = member(value, path.substr(0, dot));
    if (next != nullptr)
      each_owner(*next, dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1),
                 visit);
  }

  // Whether a value, or an item of a list, is one of the words. Any value is if there are no words.
  static bool names_one_of(const sema::Value& value, const PropertyRule& rule) {
    if (rule.words.empty()) return true;
    if (const auto* list = value.get<sema::List>())
      return std::any_of(list->items.begin(), list->items.end(),
                         [&](const sema::Value& item) { return names_one_of(item, rule); });
    const auto text = text_of(value);
    return text && std::find(rule.words.begin(), rule.words.end(), *text) != rule.words.end();
  }

  const sema::Value* decisive(const sema::Value& object, const PropertyRule& rule) const {
    return rule.sibling.starts_with('/') ? member(properties_, rule.sibling.substr(1))
                                         : member(object, rule.sibling);
  }

  // A patch does not show what it leaves as it is.
  bool applies(const sema::Value& object, const PropertyRule& rule) const {
    if (rule.sibling.empty()) return true;
    const sema::Value* value = decisive(object, rule);
    if (value == nullptr) return rule.unless && whole_;
    if (!rule.words.empty() && value->get<sema::List>() == nullptr && !text_of(*value))
      return false;
    return names_one_of(*value, rule) != rule.unless;
  }

  void judge_member(const sema::Value& object, std::string_view name, const PropertyRule& rule,
                    bool nested, Span where) {
    const sema::Value* value = member(object, name);
    const bool missed = rule.rule == "missed";  // svcc does not write it either
    const bool required = rule.rule == "needed" || rule.rule == "or" || missed;
    if (required && value == nullptr && (whole_ || missed) &&
        (rule.rule != "or" || member(object, rule.values[0]) == nullptr)) {
      const sema::Value* cause = whole_ ? nullptr : decisive(object, rule);
      sink_
          .report<diag::MissingTargetProperty>(cause    ? cause->span
                                               : nested ? object.span
                                                        : where,
                                               type_, rule.path)
          .help(rule.rule == "or" ? fmt::format("write `{} = …` or `{} = …`", name, rule.values[0])
                                  : fmt::format("write `{} = …`", name));
    }
    if (required || value == nullptr) return;
    if (rule.rule == "never") return report_clash(object, *value, name, rule);
    if (rule.rule == "count") return judge_count(*value, name, rule);
    if (rule.rule == "first") return judge_first(*value, name, rule);
    if (rule.rule == "unique") return judge_unique(*value, rule);
    if (rule.rule == "attribute") return judge_attribute(*value, rule);
    if (rule.rule == "keys" || rule.rule == "no-key") return judge_keys(*value, name, rule);
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
    if (!text) return judge_start(value, name, rule);
    const auto limits = judge_text(*text, rule);
    if (!limits) return;
    auto outside =
        sink_.report<diag::PropertyLimits>(value.span, name, fmt::format("\"{}\"", *text), *limits);
    if (rule.rule == "one-of")
      suggest_text(outside, value.span, *text, closest(*text, rule.values), "write one of them");
    else
      outside.help(std::string(kWithin));
  }

  // A text that begins with the name of a block does not begin with a fixed word.
  void judge_start(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto* parts = value.get<sema::Interpolation>();
    if (rule.rule != "begins" || parts == nullptr || parts->parts.empty()) return;
    const sema::Value& first = parts->parts.front();
    const auto* read = first.get<sema::AttributeRef>();
    const auto* text = first.get<std::string>();
    if (text != nullptr ? text->starts_with(rule.values[0])
                        : read == nullptr || read->attribute != "name")
      return;
    report(value, name, fmt::format("\"{}\"", sema::value_text(value)),
           fmt::format("that begins with `{}`", rule.values[0]));
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
    constexpr std::size_t kAlso = 2;  // a third value is good, too
    const bool also = rule.values.size() > kAlso;
    if (!number || (also && *number == *read_number(rule.values[kAlso])) ||
        (*number >= *read_number(rule.values[0]) && *number <= *read_number(rule.values[1])))
      return;
    report(value, name, *text_of(value),
           fmt::format("from {} to {}{}", rule.values[0], rule.values[1],
                       also ? fmt::format(", or {}", rule.values[kAlso]) : std::string()));
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
    const Document document(&value);
    const sema::Value& whole = document.value() != nullptr ? *document.value() : value;
    const auto* list = whole.get<sema::List>();
    const auto* object = whole.get<sema::Object>();
    const std::size_t count = list ? list->items.size() : object ? object->entries.size() : 0;
    if (static_cast<double>(count) <= *read_number(rule.values[0])) return;
    report(value, name, fmt::format("{} of {}", list ? "a list" : "a structure", count),
           fmt::format("of at most {}", rule.values[0]));
  }

  void judge_attribute(const sema::Value& value, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    if (list == nullptr) return;
    const PropertyRule range{{}, "number", {rule.values.begin() + 1, rule.values.end()},
                             {}, {},       false};
    for (const sema::Value& item : list->items) {
      const sema::Value* key = member(item, "Key");
      const sema::Value* own = member(item, "Value");
      if (key != nullptr && own != nullptr && text_of(*key).value_or("") == rule.values[0])
        judge_number(*own, rule.values[0], range);
    }
  }

  // A list of keys and values: each key is one that AWS has, or none that it does not take here. An
  // unknown key that resembles none may be a new one.
  void judge_keys(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    if (list == nullptr) return;
    for (const sema::Value& item : list->items) {
      const sema::Value* key = member(item, "Key");
      const auto text = key ? text_of(*key) : std::nullopt;
      if (!text) continue;
      const bool named =
          std::find(rule.values.begin(), rule.values.end(), *text) != rule.values.end();
      if (rule.rule == "no-key" && named) {
        sink_
            .report<diag::PropertyClash>(key->span, *text,
                                         where_text(decisive(properties_, rule), rule))
            .help("leave it out");
      } else if (rule.rule == "keys" && !named) {
        const std::string_view near = closest(*text, rule.values);
        if (!near.empty())
          report(*key, name, fmt::format("\"{}\"", *text), fmt::format("such as \"{}\"", near));
      }
    }
  }

  void judge_first(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    if (list == nullptr || list->items.empty()) return;
    const auto text = text_of(list->items.front());
    if (!text || std::find(rule.values.begin(), rule.values.end(), *text) != rule.values.end())
      return;
    report(list->items.front(), name, fmt::format("[\"{}\", …]", *text),
           fmt::format("with one of these as its first item: {}", fmt::join(rule.values, ", ")));
  }

  void judge_unique(const sema::Value& value, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    std::set<std::string> seen;
    for (const sema::Value& item : list ? list->items : sema::List().items) {
      const sema::Value* key = member(item, rule.values[0]);
      const auto text = key ? text_of(*key) : std::nullopt;
      if (text && !seen.insert(*text).second)
        report(*key, rule.values[0], fmt::format("\"{}\" for a second time", *text),
               "that no other item of the list has");
    }
  }

  // `where LaunchType is "FARGATE"`, `next to Role`, `without LoadBalancers`
  static std::string where_text(const sema::Value* decisive, const PropertyRule& rule) {
    const std::string_view name =
        rule.sibling.starts_with('/') ? rule.sibling.substr(1) : rule.sibling;
    const auto text = decisive ? text_of(*decisive) : std::nullopt;
    if (rule.words.empty())
      return fmt::format("{} `{}`", rule.unless ? "without" : "next to", name);
    if (rule.unless && !text)
      return fmt::format("unless `{}` is {}", name, fmt::join(rule.words, " or "));
    return fmt::format("where `{}` is {}", name, text ? *text : std::string(rule.words.front()));
  }

  void report_clash(const sema::Value& object, const sema::Value& value, std::string_view name,
                    const PropertyRule& rule) {
    const sema::Value* other = decisive(object, rule);
    auto report = sink_.report<diag::PropertyClash>(value.span, name, where_text(other, rule));
    if (other != nullptr) report.related(other->span, "the other property");
    report.help("leave one of them out");
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
    sink_.report<diag::PropertyLimits>(at.span, name, value, limits).help(std::string(kWithin));
  }

  std::string_view type_;
  const sema::Value& properties_;
  bool whole_;
  const sema::Program& program_;
  Sink& sink_;
};

}  // namespace

void check_property_limits(const sema::Program& program, Sink& sink) {
  std::optional<PropertyRules> rules;  // read when the first raw resource or patch asks
  for (const Block& block : program.block_store) {
    for (const sema::Patch& patch : block.patches) {
      if (!rules) rules = read_property_rules();
      const bool whole = block.kind->name == "raw";
      std::string_view type = patch.part;
      const auto part = rules->parts.find(type);
      if (!whole && part != rules->parts.end())
        type = patch.target == TargetId::Terraform ? part->second.second : part->second.first;
      const auto own = rules->of_type.find(type);
      if (own == rules->of_type.end()) continue;
      PropertyJudge judge(type, patch.properties, whole, program, sink);
      for (const PropertyRule& rule : own->second) judge.judge(rule, block.span);
    }
  }
}

}  // namespace svc::check
