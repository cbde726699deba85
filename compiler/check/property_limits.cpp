// Properties of raw and patched resources against templates/facts/property-limits.txt: what AWS
// takes where the schema of the target does not say it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

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
  // What svcc itself writes of the resource, by the path of the property.
  using Own = std::map<std::string_view, sema::Value>;

  // `whole`: the properties are all that the resource has, so that one that is missing is missed.
  PropertyJudge(std::string_view type, const sema::Value& properties, bool whole, Own own,
                const sema::Program& program, Sink& sink)
      : type_(type),
        properties_(properties),
        whole_(whole),
        own_(std::move(own)),
        program_(program),
        sink_(sink) {}

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
    const bool of_resource = rule.sibling.starts_with('/');
    const std::string_view name = of_resource ? rule.sibling.substr(1) : rule.sibling;
    const sema::Value* value = member(of_resource ? properties_ : object, name);
    if (value != nullptr || own_.empty()) return value;
    const std::size_t dot = of_resource ? std::string_view::npos : rule.path.rfind('.');
    const std::string path = dot == std::string_view::npos
                                 ? std::string(name)
                                 : fmt::format("{}.{}", rule.path.substr(0, dot), name);
    const auto own = own_.find(path);
    return own == own_.end() ? nullptr : &own->second;
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
    const bool other = rule.rule == "or" &&
                       std::any_of(rule.values.begin(), rule.values.end(), [&](auto alternative) {
                         return member(object, alternative) != nullptr;
                       });
    if (required && value == nullptr && (whole_ || missed) && !other) {
      const sema::Value* cause = whole_ ? nullptr : decisive(object, rule);
      sink_
          .report<diag::MissingTargetProperty>(cause    ? cause->span
                                               : nested ? object.span
                                                        : where,
                                               type_, rule.path)
          .help(rule.rule == "or" ? fmt::format("write `{} = …` or `{} = …`", name,
                                                fmt::join(rule.values, " = …` or `"))
                                  : fmt::format("write `{} = …`", name));
    }
    if (required || value == nullptr) return;
    if (rule.rule == "never") return report_clash(object, *value, name, rule);
    if (rule.rule == "count") return judge_count(*value, name, rule);
    if (rule.rule == "among") return judge_among(*value, name, rule);
    if (rule.rule == "items") return judge_least(*value, name, rule);
    if (rule.rule == "of") return judge_named(*value, name, rule);
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
    if (rule.rule == "here") return judge_part(value, name, program_.region, 3);
    if (rule.rule == "account") return judge_part(value, name, program_.account, 4);
    if (rule.rule == "same") return judge_same(value, name);
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
    const auto begins = [&](std::string_view word) { return text->starts_with(word); };
    if (text != nullptr ? std::any_of(rule.values.begin(), rule.values.end(), begins)
                        : read == nullptr || read->attribute != "name")
      return;
    report(value, name, fmt::format("\"{}\"", sema::value_text(value)),
           fmt::format("that begins with `{}`", fmt::join(rule.values, "` or `")));
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

  // `arn:aws:acm:us-east-1:…` in a program for another region: a part of an ARN that must be the
  // program's own.
  void judge_part(const sema::Value& value, std::string_view name, const sema::Value& here,
                  int colons) {
    const auto* own = here.get<std::string>();
    const auto* text = value.get<std::string>();
    if (own == nullptr || text == nullptr || !text->starts_with("arn:")) return;
    std::size_t at = 0;
    for (int colon = 0; colon < colons && at != std::string::npos; ++colon) {
      const std::size_t next = text->find(':', at);
      at = next == std::string::npos ? next : next + 1;
    }
    if (at == std::string::npos) return;
    const std::string there = text->substr(at, text->find(':', at) - at);
    if (there.empty() || there == *own || there == "aws") return;
    report(value, name, fmt::format("of {}", there), fmt::format("of {}", *own));
  }

  // svcc names the resource, and knows it elsewhere, by what it writes itself.
  void judge_same(const sema::Value& value, std::string_view name) {
    const auto own = own_.find(name);
    const auto text = text_of(value);
    if (own == own_.end() || !text || *text == *text_of(own->second)) return;
    sink_
        .report<diag::PropertyClash>(
            value.span, fmt::format("{} = {}", name, *text),
            fmt::format("where svcc makes the rest for `{}`", *text_of(own->second)))
        .related(own->second.span, "the block")
        .help("leave the patch out, and set the field of the block");
  }

  void judge_least(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const auto* list = value.get<sema::List>();
    if (list == nullptr || static_cast<double>(list->items.size()) >= *read_number(rule.values[0]))
      return;
    report(value, name, fmt::format("a list of {}", list->items.size()),
           fmt::format("of at least {}", rule.values[0]));
  }

  // An item of another list of the resource, if all its items are known.
  void judge_among(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const sema::Value* list = member(properties_, rule.values[0]);
    const auto* items = list ? list->get<sema::List>() : nullptr;
    const auto text = text_of(value);
    if (items == nullptr || !text) return;
    for (const sema::Value& item : items->items) {
      const auto one = text_of(item);
      if (!one || *one == *text) return;
    }
    sink_
        .report<diag::PropertyLimits>(value.span, name, fmt::format("\"{}\"", *text),
                                      fmt::format("that `{}` lists", rule.values[0]))
        .related(list->span, "the list")
        .help(fmt::format("add it to `{}`", rule.values[0]));
  }

  // A property of the raw resource that the value names.
  void judge_named(const sema::Value& value, std::string_view name, const PropertyRule& rule) {
    const Block* other = read_block(value);
    if (other == nullptr || raw_type(*other).empty()) return;
    const sema::Value* own = raw_of(*other).get(rule.values[0], rule.values[0]);
    const auto text = own ? text_of(*own) : std::nullopt;
    const auto words = std::span(rule.values).subspan(1);
    if (!text || std::find(words.begin(), words.end(), *text) != words.end()) return;
    sink_
        .report<diag::PropertyLimits>(
            value.span, name, fmt::format("one of {} {}", rule.values[0], *text),
            fmt::format("of {} {}", rule.values[0], fmt::join(words, " or ")))
        .related(own->span, "what it names")
        .help(std::string(kWithin));
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
  Own own_;
  const sema::Program& program_;
  Sink& sink_;
};

bool has_word(const Block& block, const OwnWord& own) {
  if (own.field.empty()) return true;
  if (own.field == "label") return !block.labels.empty() && block.labels.front().text == own.value;
  constexpr std::string_view kOfLabel = "label.";
  const Block* holder = &block;
  std::string_view field = own.field;
  if (field.starts_with(kOfLabel)) {
    holder = block.labels.empty() ? nullptr : block.labels.front().block;
    field = field.substr(kOfLabel.size());
  }
  if (holder == nullptr || holder->kind->field(field) == nullptr || !holder->has(field))
    return false;
  const sema::Value& value = (*holder)[field];
  return own.value.empty() || sema::value_text(value) == own.value;
}

PropertyJudge::Own own_words(const Block& block, const sema::Patch& patch,
                             const PropertyRules& rules) {
  PropertyJudge::Own own;
  for (const OwnWord& one : rules.own_words) {
    if (one.part != patch.part || !has_word(block, one)) continue;
    own.try_emplace(patch.target == TargetId::Terraform ? one.terraform : one.cloudformation,
                    sema::Value{std::string(one.word), block.name_span, false});
  }
  return own;
}

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
      PropertyJudge judge(type, patch.properties, whole,
                          whole ? PropertyJudge::Own() : own_words(block, patch, *rules), program,
                          sink);
      for (const PropertyRule& rule : own->second) judge.judge(rule, block.span);
    }
  }
}

}  // namespace svc::check
