#include "emit/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/characters.h"
#include "base/closest.h"
#include "base/overloaded.h"
#include "diagnostics/codes/targets.h"
#include "diagnostics/suggest.h"

namespace svc::emit {
namespace {

// Where a value is in its resource. Written out only for a message.
struct Path {
  const Path* above = nullptr;
  std::string_view name = {};  // empty: the resource itself

  [[nodiscard]] std::string text() const {
    if (above == nullptr || above->name.empty()) return std::string(name);
    return above->text() + "." + std::string(name);
  }
};

class Checker {
 public:
  explicit Checker(Sink& sink) : sink_(sink) {}

  // `written`: the program itself sets the properties.
  void resource(const Resource& resource, Span fallback, bool written) {
    type_ = resource.type;
    written_ = written;
    if (resource.schema == nullptr) return;
    need(resource.schema->since);
    if (resource.schema->gone && written) {
      sink_.report<diag::GoneFromProvider>(fallback, fmt::format("resource type `{}`", type_))
          .help("read in the provider's guide to version 6 what replaces it");
      return;
    }
    object(resource.properties, *resource.schema, {}, fallback);
  }

  void attributes(const Resource& resource, const Schema& schema, Span fallback) {
    object(resource.attributes, schema, {}, fallback);
  }

  [[nodiscard]] std::string since() const { return std::string(since_); }
  void need(std::string_view version) {
    if (!version.empty()) since_ = later_version(since_, version);
  }

 private:
  // "3 to 100", "at least 1", "at most 5".
  static std::string range(const Schema& schema) {
    if (schema.has_min && schema.has_max)
      return schema.min == schema.max ? number_text(schema.min)
                                      : number_text(schema.min) + " to " + number_text(schema.max);
    return schema.has_min ? "at least " + number_text(schema.min)
                          : "at most " + number_text(schema.max);
  }
  // "3 to 100 characters".
  static std::string characters(const Schema& schema) {
    const std::string many = range(schema);
    return many + (many == "1" || many.ends_with(" 1") ? " character" : " characters");
  }
  static bool inside(const Schema& schema, double number) {
    return !(schema.has_min && number < schema.min) && !(schema.has_max && number > schema.max);
  }

  static std::string allowed(const Schema& schema) {
    std::string words;
    std::size_t count = 0;
    for (const std::string_view value : schema.allowed) {
      if (++count > 12) return words + " …";
      words += fmt::format("{}`{}`", words.empty() ? "" : ", ", value);
    }
    return words;
  }

  void object(const Object& object, const Schema& schema, const Path& path, Span fallback) {
    for (const Member& member : object.members) {
      const Schema* known = schema.member(member.name);
      const Span where = member.value.span.valid() ? member.value.span : fallback;
      const Path inner{&path, member.name};
      if (known == nullptr) {
        if (!schema.members.empty() && !schema.admits(kString) && !schema.admits(kMap))
          unknown(member, schema, path, where);
        if (schema.items != nullptr && schema.admits(kMap))
          value(member.value, *schema.items, inner, where);
        continue;
      }
      need(known->since);
      if (known->gone) {
        report_gone(inner, where);
        continue;
      }
      if (known->read_only && written_) {
        sink_.report<diag::ReadOnlyProperty>(where, inner.text(), type_)
            .help("leave it out, and read it of the resource where it is needed");
        continue;
      }
      value(member.value, *known, inner, where);
    }
    for (const Schema& member : schema.members) {
      if (!member.required || member.read_only || member.gone) continue;
      const Member* found = object.find(member.name);
      const bool misspelt =
          std::any_of(object.members.begin(), object.members.end(), [&](const Member& written) {
            return schema.member(written.name) == nullptr && schema.alike(written.name) == &member;
          });
      if (!misspelt && (found == nullptr || found->value.absent()))
        sink_.report<diag::MissingTargetProperty>(fallback, type_, Path{&path, member.name}.text())
            .help(fmt::format(
                "write `{} = …`{}", member.name,
                path.name.empty() ? std::string() : fmt::format(" in `{}`", path.text())));
    }
  }

  void report_gone(const Path& path, Span where) {
    sink_
        .report<diag::GoneFromProvider>(where,
                                        fmt::format("property `{}` of {}", path.text(), type_))
        .help("read in the provider's guide to version 6 what replaces it");
  }

  void unknown(const Member& member, const Schema& schema, const Path& path, Span where) {
    std::vector<std::string_view> names;
    for (const Schema& known : schema.members) {
      if (!known.read_only && !known.gone) names.push_back(known.name);
    }
    const Schema* same = schema.alike(member.name);
    const std::string_view meant = same != nullptr ? same->name : closest(member.name, names);
    auto report =
        sink_.report<diag::UnknownTargetProperty>(where, type_, Path{&path, member.name}.text());
    if (path.name.empty() && member.name == "Properties")
      report.help("the properties of the resource are in the block itself, without `Properties`");
    else
      suggest_word(report, where, member.name, meant,
                   "it has " + enumerate(likely_first(member.name, names), "and", 12));
  }

  void type(std::string_view is, const Schema& schema, const Path& path, Span where) {
    auto report = sink_.report<diag::TargetValueType>(where, type_, is, path.text(),
                                                      types_text(schema.types));
    if (is == "a structure" && schema.admits(kString))
      report.help("`json({ … })` makes a text of a structure");
  }

  void list(const List& list, const Schema& schema, const Path& path, Span where) {
    if (!schema.admits(kList)) return type("a list", schema, path, where);
    if (!inside(schema, static_cast<double>(list.items.size())))
      sink_.report<diag::TargetListSize>(where, type_, list.items.size(), path.text(),
                                         range(schema));
    if (schema.items == nullptr) return;
    for (const Tree& item : list.items)
      value(item, *schema.items, path, item.span.valid() ? item.span : where);
  }

  void number(double number, bool whole, const Schema& schema, const Path& path, Span where) {
    if (!schema.admits(kNumber) && !(whole && schema.admits(kInteger)))
      return type(fmt::format("`{}`", number_text(number)), schema, path, where);
    if (!schema.admits(kString) && !inside(schema, number))
      sink_.report<diag::TargetNumberRange>(where, type_, number_text(number), path.text(),
                                            range(schema));
    if (!schema.allowed.empty()) among(number_text(number), schema, path, where);
  }

  void among(std::string_view text, const Schema& schema, const Path& path, Span where) {
    if (schema.allowed.empty() ||
        std::find(schema.allowed.begin(), schema.allowed.end(), text) != schema.allowed.end())
      return;
    sink_.report<diag::TargetValueNotAllowed>(where, type_, text, path.text(), allowed(schema));
  }

  void text(const std::string& text, const Schema& schema, const Path& path, Span where) {
    if (!schema.admits(kString)) return type(fmt::format("`{}`", text), schema, path, where);
    const bool limited = !schema.admits(kList) && (schema.has_min || schema.has_max);
    const std::size_t length = limited ? character_count(text) : 0;
    if (limited && !inside(schema, static_cast<double>(length)))
      sink_.report<diag::TargetTextLength>(where, type_, length, path.text(), characters(schema));
    among(text, schema, path, where);
  }

  void value(const Tree& tree, const Schema& schema, const Path& path, Span where) {
    if (schema.types == kAny) return;
    const auto deferred_text = [&] {
      if (!schema.admits(kString) && !schema.admits(kObject)) type("a text", schema, path, where);
    };
    std::visit(overloaded{
                   [](std::monostate) {},
                   [&](bool flag) {
                     if (!schema.admits(kBoolean))
                       type(flag ? "`true`" : "`false`", schema, path, where);
                   },
                   [&](std::int64_t whole) {
                     number(static_cast<double>(whole), true, schema, path, where);
                   },
                   [&](double fraction) { number(fraction, false, schema, path, where); },
                   [&](const std::string& words) { text(words, schema, path, where); },
                   [](const Reference&) {},
                   [](const Zone&) {},
                   [&](const Concat&) { deferred_text(); },
                   [](const Expression&) {},
                   [&](const List& items) { list(items, schema, path, where); },
                   [&](const Object& members) {
                     if (!schema.admits(kObject) && !schema.admits(kMap))
                       return type("a structure", schema, path, where);
                     object(members, schema, path, where);
                   },
                   [&](const Encoded&) { deferred_text(); },
                   [&](const Choice& choice) {
                     for (const Tree& one : choice.of) value(one, schema, path, where);
                   },
               },
               tree.data);
  }

  Sink& sink_;
  std::string_view type_;
  std::string_view since_;
  bool written_ = false;
};

}  // namespace

std::string_view later_version(std::string_view a, std::string_view b) {
  const auto part = [](std::string_view& rest) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    int number = 0;
    std::from_chars(rest.data(), rest.data() + dot, number);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
    return number;
  };
  std::string_view left = a;
  std::string_view right = b;
  while (!left.empty() || !right.empty()) {
    const int l = part(left);
    const int r = part(right);
    if (l != r) return l > r ? a : b;
  }
  return a.empty() ? b : a;
}

std::string check(const Resources& resources, graph::NodeId id, Sink& sink) {
  Checker checker(sink);
  const graph::Node& node = resources.graph().nodes[id];
  for (const std::size_t index : resources.of(id)) {
    const Resource& resource = resources.all()[index];
    checker.resource(resource, node.span, node.raw.has_value());
    checker.attributes(resource, resources.dialect().attribute_schema(), node.span);
    const Side& side = resources.dialect().side(*resource.mapping);
    checker.need(side.since);
    for (const Property& property : side.properties) {
      if (!property.place.since.empty() && node.find(property.name) != nullptr)
        checker.need(property.place.since);
    }
  }
  return checker.since();
}

}  // namespace svc::emit
