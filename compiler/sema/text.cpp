// Values as text: inside strings, in messages, in dumps.
#include <fmt/format.h>

#include "base/characters.h"
#include "base/overloaded.h"
#include "diagnostics/codes/values.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/literals.h"

namespace svc::sema {

namespace {

// The text of a compile-time value inside a string; nothing if it has none.
std::optional<std::string> plain_text(const Value& value) {
  using Text = std::optional<std::string>;
  return std::visit(overloaded{
                        [](const std::string& v) -> Text { return v; },
                        [](bool v) -> Text { return v ? "true" : "false"; },
                        [](std::int64_t v) -> Text { return std::to_string(v); },
                        [](double v) -> Text { return fmt::format("{}", v); },
                        [](const Cidr& v) -> Text { return v.text; },
                        [](const Symbol& v) -> Text { return std::string(v.name); },
                        [](std::monostate) -> Text { return std::nullopt; },
                        [](const ErrorValue&) -> Text { return std::nullopt; },
                        [](const Duration&) -> Text { return std::nullopt; },
                        [](const Size&) -> Text { return std::nullopt; },
                        [](const Percent&) -> Text { return std::nullopt; },
                        [](const Cpu&) -> Text { return std::nullopt; },
                        [](const Range&) -> Text { return std::nullopt; },
                        [](const List&) -> Text { return std::nullopt; },
                        [](const Object&) -> Text { return std::nullopt; },
                        [](const Block*) -> Text { return std::nullopt; },
                        [](const ParameterRef&) -> Text { return std::nullopt; },
                        [](Pseudo) -> Text { return std::nullopt; },
                        [](const AttributeRef&) -> Text { return std::nullopt; },
                        [](const MethodCall&) -> Text { return std::nullopt; },
                        [](const Interpolation&) -> Text { return std::nullopt; },
                        [](const Derived&) -> Text { return std::nullopt; },
                    },
                    value.data);
}

std::string pseudo_text(Pseudo pseudo) {
  switch (pseudo) {
    case Pseudo::Region:
      return "aws.region";
    case Pseudo::AccountId:
      return "aws.account_id";
    case Pseudo::Partition:
      return "aws.partition";
  }
  return {};
}

// An alternative, if a value that cannot be text has one.
std::string text_help(const Value& value) {
  if (const auto* block = value.get<const Block*>()) {
    const auto attributes = (*block)->kind->attributes;
    if (!attributes.empty())
      return fmt::format("write one of its attributes, such as `{}.{}`", (*block)->name,
                         attributes.front().name);
  }
  if (value.get<List>() != nullptr || open_list(value) != nullptr)
    return "join its items: `join(\", \", …)`";
  // `for x in [0..2]`
  if (value.get<Range>() != nullptr)
    return "a loop over a range has no brackets: `for NAME in 0..2 { … }`";
  return {};
}

// `images.tag("api")` in place of `"${images}:api"`, `environment.name` in place of
// `environment`. Gives whether it was one.
bool advise_image(const Session& session, Report report, const Value& piece, Span whole) {
  if (!piece.span.valid() || !whole.valid()) return false;
  const std::string_view name = session.sources[piece.span.file].text(piece.span);
  if (name == "environment") {
    report.help("write `${environment.name}`")
        .repair("Write `environment.name`", {{piece.span, "environment.name"}});
    return true;
  }
  const auto* block = piece.get<const Block*>();
  const std::string_view source = session.sources[whole.file].text(whole);
  const std::string head = fmt::format("\"${{{}}}:", name);
  if (block != nullptr &&
      ((*block)->kind->name == "secret" || (*block)->kind->name == "parameter") &&
      source == fmt::format("\"${{{}}}\"", name)) {
    report.help(fmt::format("a secret is named alone: write `{}`", name))
        .repair(fmt::format("Write `{}`", name), {{whole, std::string(name)}});
    return true;
  }
  if (block == nullptr || (*block)->kind->method("tag") == nullptr || !source.starts_with(head))
    return false;
  const std::string meant = fmt::format("{}.tag(\"{}", name, source.substr(head.size())) + ")";
  report.help(fmt::format("an image of the repository is `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{whole, meant}});
  return true;
}

}  // namespace

Value literal_text(Session& session, std::string_view text, Span span) {
  if (!session.work.text(span, text.size())) return error_value(span);
  return {std::string(text), span, false};
}

Value join_text(Session& session, std::vector<Value> pieces, Span span) {
  if (pieces.size() == 1 && pieces.front().get<std::string>() != nullptr) {
    pieces.front().span = span;  // shared with its source
    return std::move(pieces.front());
  }
  std::uint64_t bytes = 0;
  for (const Value& piece : pieces) bytes += piece.measure().bytes;
  if (!session.work.may_make(span, bytes) || !session.work.text(span, bytes) ||
      !session.work.step(span, pieces.size()))
    return error_value(span);
  std::string known;
  known.reserve(static_cast<std::size_t>(bytes));
  std::vector<Value> parts;
  Span known_span = span;
  const auto flush = [&] {
    if (!known.empty()) parts.push_back({std::move(known), known_span, false});
    known.clear();
  };
  bool faulty = false;
  for (Value& piece : pieces) {
    if (piece.is_error()) {
      faulty = true;
    } else if (const auto* nested = piece.get<Interpolation>()) {
      for (const Value& part : nested->parts) {
        if (const auto* text = part.get<std::string>()) {
          known += *text;
        } else {
          flush();
          parts.push_back(part);
        }
      }
    } else if (const std::optional<std::string> text = plain_text(piece)) {
      known += *text;
    } else if (piece.deferred() && piece.get<List>() == nullptr && piece.get<Object>() == nullptr &&
               open_list(piece) == nullptr) {
      flush();
      parts.push_back(std::move(piece));
    } else {
      auto report = session.sink.report<diag::NotInText>(piece.span, describe(piece));
      if (advise_image(session, report, piece, span)) {
        faulty = true;
        continue;
      }
      report.help(text_help(piece));
      const auto* block = piece.get<const Block*>();
      const bool leads =
          block != nullptr && !(*block)->kind->attributes.empty() && piece.span.valid();
      if (leads)
        report.repair(fmt::format("Write its `{}`", (*block)->kind->attributes.front().name),
                      {{Span{piece.span.file, piece.span.end, piece.span.end},
                        fmt::format(".{}", (*block)->kind->attributes.front().name)}});
      faulty = true;
    }
  }
  if (faulty) return {ErrorValue{}, span, false};
  if (parts.empty()) return {std::move(known), span, false};
  flush();
  return {Interpolation{std::move(parts)}, span, false};
}

std::string value_text(const Value& value) {
  return std::visit(
      overloaded{
          [](std::monostate) -> std::string { return "(none)"; },
          [](const ErrorValue&) -> std::string { return "(error)"; },
          [](bool v) -> std::string { return v ? "true" : "false"; },
          [](std::int64_t v) { return std::to_string(v); },
          [](double v) { return fmt::format("{}", v); },
          [](const std::string& v) { return fmt::format("\"{}\"", v); },
          [](const Symbol& v) { return std::string(v.name); },
          [](const Duration& v) { return duration_text(v.milliseconds); },
          [](const Size& v) { return size_text(v.bytes); },
          [](const Percent& v) { return percent_text(v.value); },
          [](const Cpu& v) { return cpu_text(v.units); },
          [](const Cidr& v) { return v.text; },
          [](const Range& v) { return fmt::format("{}..{}", v.min, v.max); },
          [](const List& v) {
            std::string text = "[";
            for (const Value& item : v.items)
              text += (text.size() > 1 ? ", " : "") + value_text(item);
            return text + "]";
          },
          [](const Object& v) {
            std::string text = "{";
            for (const auto& [key, item] : v.entries)
              text += fmt::format("{} {} = {}", text.size() > 1 ? "," : "", key, value_text(item));
            return text + (v.entries.empty() ? "}" : " }");
          },
          [](const Block* v) { return v->name; },
          [](const ParameterRef& v) { return fmt::format("param {}", v.parameter->name); },
          [](Pseudo v) { return pseudo_text(v); },
          [](const AttributeRef& v) {
            const bool nested = !v.block->top_level && v.block->parent != nullptr;
            return fmt::format("{}{}.{}", nested ? v.block->parent->name + "." : "", v.block->name,
                               v.attribute);
          },
          [](const MethodCall& v) {
            std::string text;
            for (const Value& argument : v.arguments)
              text += (text.empty() ? "" : ", ") + value_text(argument);
            return fmt::format("{}.{}({})", v.block->name, v.method, text);
          },
          [](const Interpolation& v) {
            std::string text = "\"";
            for (const Value& part : v.parts) {
              const auto* known = part.get<std::string>();
              text += known != nullptr ? *known : "${" + value_text(part) + "}";
            }
            return text + "\"";
          },
          [](const Derived& v) {
            const std::string of = value_text(v.of.front());
            switch (v.form) {
              case Derived::Form::Json:
                return fmt::format("json({})", of);
              case Derived::Form::Base64:
                return fmt::format("base64({})", of);
              case Derived::Form::Join:
                return fmt::format("join({}, {})", value_text(v.of[1]), of);
              case Derived::Form::Item:
                return fmt::format("{}[{}]", of, value_text(v.of[1]));
              case Derived::Form::Range:
                return fmt::format("{}..{}", of, value_text(v.of[1]));
            }
            return of;
          },
      },
      value.data);
}

std::string describe_deferred(const Value& value) {
  if (const auto* items = value.get<List>()) {
    for (const Value& item : items->items) {
      if (item.deferred()) return describe_deferred(item);
    }
  }
  if (const auto* object = value.get<Object>()) {
    for (const auto& [key, item] : object->entries) {
      if (item.deferred()) return describe_deferred(item);
    }
  }
  if (const auto* derived = value.get<Derived>()) {
    const Value& first = derived->of.front();
    return describe_deferred(first.deferred() ? first : derived->of[1]);
  }
  if (const auto* interpolation = value.get<Interpolation>()) {
    for (const Value& part : interpolation->parts) {
      if (part.get<std::string>() == nullptr) return describe_deferred(part);
    }
  }
  return "`" + value_text(value) + "`";
}

std::string describe(const Value& value) {
  const std::string text = value_text(value);
  const auto with = [&text](std::string_view noun) { return fmt::format("{} (`{}`)", noun, text); };
  return std::visit(
      overloaded{
          [](std::monostate) -> std::string { return "nothing"; },
          [](const ErrorValue&) -> std::string { return "an error"; },
          [&](bool) { return fmt::format("`{}`", text); },
          [&](std::int64_t) { return with("a whole number"); },
          [&](double) { return with("a number"); },
          [&](const std::string&) {
            return fmt::format("the string {}", character_count(text) > 60
                                                    ? first_characters(text, 57) + "…\""
                                                    : text);
          },
          [&](const Symbol&) { return fmt::format("`{}`", text); },
          [&](const Duration&) { return with("a duration"); },
          [&](const Size&) { return with("a size"); },
          [&](const Percent&) { return with("a percentage"); },
          [&](const Cpu&) { return with("an amount of CPU"); },
          [&](const Cidr&) { return with("an address range"); },
          [&](const Range&) { return with("a range"); },
          [](const List&) -> std::string { return "a list"; },
          [](const Object&) -> std::string { return "an object"; },
          [](const Block* block) {
            return fmt::format("the {} `{}`", block->kind->name, block->name);
          },
          [](const ParameterRef& v) {
            return fmt::format("the param `{}` of type `{}`", v.parameter->name,
                               type_text(v.parameter->type));
          },
          [&](Pseudo) { return with("a string"); },
          [&](const AttributeRef&) { return with("an attribute"); },
          [&](const MethodCall& v) {
            return with(with_article(type_text(v.block->kind->method(v.method)->result)));
          },
          [](const Interpolation&) -> std::string { return "a string"; },
          [&](const Derived& v) -> std::string {
            return v.form == Derived::Form::Range ? with("a range") : "a string";
          },
      },
      value.data);
}

std::string_view unit_text(Parameter::Unit unit) {
  switch (unit) {
    case Parameter::Unit::None:
      return "a number";
    case Parameter::Unit::CpuUnits:
      return "CPU units, 1024 to the vCPU";
    case Parameter::Unit::Mebibytes:
      return "MiB";
    case Parameter::Unit::Seconds:
      return "seconds";
    case Parameter::Unit::Days:
      return "days";
    case Parameter::Unit::Percent:
      return "percent";
  }
  return {};
}

}  // namespace svc::sema
