#include "sema/conversions.h"

#include <algorithm>
#include <charconv>

#include "base/closest.h"
#include "diagnostics/suggest.h"
#include "sema/foreign.h"
#include "sema/literals.h"
#include "sema/unknown.h"
#include "syntax/units.h"

namespace svc::sema {

namespace {

using Form = TypeAlternative::Form;

std::vector<std::string_view> symbols_of(const Type& type) {
  std::vector<std::string_view> names;
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form == Form::Symbol) names.push_back(a.name);
  }
  return names;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A text that begins with a number: "512Mi", "0.5 vCPU", "30 seconds".
struct WrittenMeasure {
  std::string_view number;
  std::string_view unit;  // as the language writes it; empty without one
};

std::optional<WrittenMeasure> measure_of(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  if (end == 0 || text == "." || text[end - 1] == '.') return std::nullopt;
  std::string_view unit = text.substr(end);
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  if (unit.empty()) return WrittenMeasure{text.substr(0, end), {}};
  const std::string_view meant = unit == "%" ? unit : syntax::meant_unit(unit);
  return meant.empty() ? std::nullopt : std::optional(WrittenMeasure{text.substr(0, end), meant});
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The text as a literal of one scalar type; empty if it is none.
std::string literal_of(std::string_view text, Scalar scalar) {
  if (scalar == Scalar::Bool)
    return is_one_of(text, {"true", "True", "TRUE", "yes", "on", "Enabled", "ENABLED", "enabled"})
               ? "true"
           : is_one_of(text,
                       {"false", "False", "FALSE", "no", "off", "Disabled", "DISABLED", "disabled"})
               ? "false"
               : "";
  const bool integral = is_digits(text);
  if (scalar == Scalar::Int || scalar == Scalar::Port) {
    if (integral) return std::string(text);
    if (scalar == Scalar::Int && !text.empty() && (text.front() == '<' || text.front() == '>'))
      return literal_of(text.substr(std::min(text.find_first_not_of("<>= "), text.size())), scalar);
    // "8080/tcp"
    if (text.ends_with("/tcp") && is_digits(text.substr(0, text.size() - 4)))
      return std::string(text.substr(0, text.size() - 4));
    if (text.starts_with('/') && is_digits(text.substr(1))) return std::string(text.substr(1));
    if (text.starts_with("tcp/") && is_digits(text.substr(4))) return std::string(text.substr(4));
    // "80:8080" of Compose: only the container's port counts.
    const std::size_t colon = text.rfind(':');
    const std::string_view last =
        text.substr(colon == std::string_view::npos ? text.size() : colon + 1);
    const bool pair = colon != std::string_view::npos && is_digits(last) &&
                      text.find_first_not_of("0123456789:.") == std::string_view::npos;
    return pair ? std::string(last) : "";
  }
  // "PT1M" of ISO 8601
  if (scalar == Scalar::Duration && text.starts_with("PT") && text.size() > 3)
    return literal_of(std::string(text.substr(2, text.size() - 3)) + (text.ends_with('M')   ? "min"
                                                                      : text.ends_with('H') ? "h"
                                                                                            : "s"),
                      scalar);
  // "> 100", ">= 80%": the field says how it is compared.
  if (const std::size_t value = text.find_first_not_of("<>= ");
      !text.empty() && (text.front() == '<' || text.front() == '>') && value < text.size())
    return literal_of(text.substr(value), scalar);
  const std::optional<WrittenMeasure> measure = measure_of(text);
  if (!measure && scalar == Scalar::Duration) {  // "2 weeks"
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    std::string_view unit = text.substr(digits);
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    return syntax::in_other_unit(text.substr(0, digits), unit);
  }
  if (!measure) return {};
  const auto with = [&](std::string_view unit) {
    return fmt::format("{}{}{}", measure->number.starts_with('.') ? "0" : "", measure->number,
                       unit);
  };
  switch (scalar) {
    case Scalar::Number:
      return measure->unit.empty() ? with("") : "";
    case Scalar::Percent:
      return measure->unit.empty() || measure->unit == "%" ? with("%") : "";
    case Scalar::Cpu:
      if (measure->unit == "vcpu") return with("vcpu");
      if (!measure->unit.empty()) return {};
      return integral ? with("") : with("vcpu");
    case Scalar::Size:
      if (measure->unit.ends_with("iB")) return with(measure->unit);
      // "512m" of Compose: as a size it does not mean minutes.
      if (measure->unit == "min") return with("MiB");
      return measure->unit.empty() && integral ? with("MiB") : "";
    case Scalar::Duration:
      return is_one_of(measure->unit, {"ms", "s", "min", "h", "d"}) ? with(measure->unit)
             : measure->unit.empty() && integral                    ? with("s")
                                                                    : "";
    case Scalar::Range:
      return measure->unit.empty() && integral ? with("") : "";
    default:
      return {};
  }
}

// "2-4", "2..4"
std::string range_of(std::string_view text) {
  for (const std::string_view separator : {"..", "-"}) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) continue;
    const std::string_view low = text.substr(0, at);
    const std::string_view high = text.substr(at + separator.size());
    if (is_digits(low) && is_digits(high)) return fmt::format("{}..{}", low, high);
  }
  return {};
}

// How long the range around an address most likely is.
std::string_view length_of_range(std::string_view address) {
  return address.find(':') != std::string_view::npos ? "/64"
         : address.ends_with(".0.0")                 ? "/16"
         : address.ends_with(".0")                   ? "/24"
                                                     : "/32";
}

bool advise_text(Session& session, Report report, const Value& value, const std::string& text,
                 const Type& type) {
  const std::vector<std::string_view> symbols = symbols_of(type);
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (std::find(symbols.begin(), symbols.end(), text) != symbols.end() &&
      !source.starts_with('"')) {
    report.help(
        fmt::format("a text is no symbol: write `{} == \"{}\" ? {} : …`", source, text, text));
    return true;
  }
  if (std::find(symbols.begin(), symbols.end(), text) != symbols.end()) {
    report.help(fmt::format("write `{}`, without quotes", text))
        .repair("Remove the quotes", {{value.span, text}});
    return true;
  }
  const std::string_view meant = meant_symbol(text, symbols);
  if (!meant.empty()) {
    suggest(report, value.span, meant, "");
    return true;
  }
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form != Form::Kind) continue;
    for (const Block* block : session.program.blocks) {
      if (block->name != text || block->kind->name != a.name) continue;
      report.help(fmt::format("a block is named without quotes: `{}`", text))
          .repair("Remove the quotes", {{value.span, text}});
      return true;
    }
  }
  if (takes_scalar(type, Scalar::Cidr) &&
      text.find_first_not_of("0123456789abcdef.:/") == std::string::npos) {
    const bool whole = text.find('/') != std::string::npos || takes_scalar(type, Scalar::Ip);
    const std::string range = whole ? text : text + std::string(length_of_range(text));
    report.help(fmt::format("write address ranges without quotes: `{}`", range))
        .repair("Remove the quotes", {{value.span, range}});
    return true;
  }
  if (const std::string range = range_of(text);
      !range.empty() && takes_scalar(type, Scalar::Range)) {
    advise_written(report, value.span, range);
    return true;
  }
  if (is_digits(text) && takes_scalar(type, Scalar::Int)) {
    advise_written(report, value.span, text);
    return true;
  }
  // A plain number first: `above = ">100"` is no percentage.
  std::vector<Scalar> scalars;
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form == Form::Scalar && (a.scalar == Scalar::Int || a.scalar == Scalar::Number))
      scalars.push_back(a.scalar);
  }
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form == Form::Scalar) scalars.push_back(a.scalar);
  }
  for (const Scalar scalar : scalars) {
    const std::string literal = literal_of(text, scalar);
    if (literal.empty()) continue;
    const bool pair = text.find(':') != std::string::npos;
    advise_written(report, value.span, literal, pair ? "there is no port of the host here: " : "");
    return true;
  }
  return false;
}

}  // namespace

bool takes_scalar(const Type& type, Scalar scalar) {
  return std::any_of(
      type.alternatives.begin(), type.alternatives.end(),
      [scalar](const TypeAlternative& a) { return a.form == Form::Scalar && a.scalar == scalar; });
}

void advise_written(Report report, Span span, const std::string& text, std::string_view why) {
  report.help(fmt::format("{}write `{}`", why, text))
      .repair(fmt::format("Write `{}`", text), {{span, text}});
}

std::string duration_of(std::string_view text) {
  return literal_of(text, Scalar::Duration);
}

namespace {

// `true` and numbers where a symbol is wanted: `nat = true` is `nat = single`.
bool advise_symbol(Report report, const Value& value, const Type& type) {
  if (value.get<bool>() == nullptr && value.get<std::int64_t>() == nullptr) return false;
  const std::string_view meant = foreign_symbol(value_text(value), symbols_of(type));
  if (!meant.empty()) suggest(report, value.span, meant, "");
  return !meant.empty();
}

bool advise_number(const Session& session, Report report, const Value& value, const Type& type) {
  const auto* whole = value.get<std::int64_t>();
  const auto* number = value.get<double>();
  if (whole == nullptr && number == nullptr) return false;
  const std::string text = value_text(value);
  const std::string_view source = session.sources[value.span.file].text(value.span);
  const std::size_t dot = source.find('.');
  if (number != nullptr && takes_scalar(type, Scalar::Range) && dot != std::string_view::npos &&
      is_digits(source.substr(0, dot)) && is_digits(source.substr(dot + 1))) {
    advise_written(report, value.span,
                   fmt::format("{}..{}", source.substr(0, dot), source.substr(dot + 1)),
                   "a range is written with two dots: ");
  } else if (takes_scalar(type, Scalar::Percent)) {
    // A fraction means its hundredfold; 1 may be either.
    // `1.0`, which is written with a dot, means all.
    constexpr double kMost = 4;
    const bool fraction = number != nullptr && *number > 0 &&
                          (*number < 1 || (dot != std::string_view::npos && *number <= kMost));
    advise_written(report, value.span, fraction ? fmt::format("{}%", *number * 100) : text + "%");
  } else if (takes_scalar(type, Scalar::String)) {
    // `200-299` is a difference, which nobody means where a text is wanted.
    const bool plain = source.find_first_not_of("0123456789-.") == std::string_view::npos;
    advise_written(report, value.span, fmt::format("\"{}\"", plain ? source : text));
  } else if (takes_scalar(type, Scalar::Bool) && whole != nullptr && (*whole == 0 || *whole == 1)) {
    advise_written(report, value.span, *whole == 1 ? "true" : "false");
  } else if (number != nullptr && takes_scalar(type, Scalar::Cpu)) {
    advise_written(report, value.span, text + "vcpu");
  } else if (number != nullptr && takes_scalar(type, Scalar::Size)) {
    advise_written(report, value.span, text + "GiB");
  } else if (number != nullptr && takes_scalar(type, Scalar::Duration)) {
    advise_written(report, value.span, text + "s");
  } else {
    return false;
  }
  return true;
}

// A quantity with a unit, or a text, in place of a plain value.
bool advise_quantity(Session& session, Report report, const Value& value, const Type& type) {
  const std::string_view source = session.sources[value.span.file].text(value.span);
  const bool literal = !source.empty() && source.front() >= '0' && source.front() <= '9' &&
                       source.find_first_of(" \n+-*/(") == std::string_view::npos;
  if (!literal) return false;
  const auto* range = value.get<Cidr>();
  if (range != nullptr) {
    const std::size_t slash = range->text.find('/');
    if (takes_scalar(type, Scalar::Cidr) && slash == std::string::npos) {
      advise_written(report, value.span,
                     fmt::format("{}{}", range->text, length_of_range(range->text)),
                     "an address range ends with its length: ");
      return true;
    }
    if (takes_scalar(type, Scalar::Ip) && slash != std::string::npos) {
      advise_written(report, value.span, range->text.substr(0, slash));
      return true;
    }
    if (takes_scalar(type, Scalar::String)) {
      advise_written(report, value.span, fmt::format("\"{}\"", range->text));
      return true;
    }
    return false;
  }
  if (value.get<Duration>() != nullptr && takes_scalar(type, Scalar::Schedule)) {
    advise_written(report, value.span, fmt::format("rate({})", source));
    return true;
  }
  const std::size_t digits = std::min(source.find_first_not_of("0123456789"), source.size());
  const bool unit = digits < source.size();
  if (unit &&
      (takes_scalar(type, Scalar::Int) || takes_scalar(type, Scalar::Port) ||
       takes_scalar(type, Scalar::Number)) &&
      value.get<Range>() == nullptr && source.find('.') == std::string_view::npos) {
    report.help(fmt::format("write `{}`, without a unit", source.substr(0, digits)))
        .repair("Remove the unit", {{value.span, std::string(source.substr(0, digits))}});
    return true;
  }
  if (takes_scalar(type, Scalar::String)) {
    advise_written(report, value.span, fmt::format("\"{}\"", source));
    return true;
  }
  return false;
}

// `{ test = 1, prod = 2 }`: a value for each environment.
bool advise_by_environment(const Session& session, Report report, const Value& value) {
  const auto* object = value.get<Object>();
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (object != nullptr && source == "environment") {
    advise_written(report, value.span, "environment.name");
    return true;
  }
  if (object == nullptr || object->entries.empty() || !source.starts_with('{')) return false;
  const bool here = std::any_of(
      object->entries.begin(), object->entries.end(),
      [&session](const auto& entry) { return entry.first == session.environment_name; });
  if (!here || session.environment_name.empty()) return false;
  report.help("choose the entry of the environment: write `{ … }[environment.name]`")
      .repair("Add `[environment.name]`",
              {{Span{value.span.file, value.span.end, value.span.end}, "[environment.name]"}});
  return true;
}

// `"${replicas}"` where the number is wanted that `replicas` is.
bool advise_interpolation(const Session& session, Report report, const Value& value) {
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (!source.starts_with("\"${") || !source.ends_with("}\"")) return false;
  const std::string_view inner = source.substr(3, source.size() - 5);
  if (inner.find_first_of("\"{}$ ") != std::string_view::npos) return false;
  report.help(fmt::format("a text is no number: write `{}`, without quotes", inner))
      .fix(fmt::format("Write `{}`", inner), {{value.span, std::string(inner)}});
  return true;
}

// A list in place of its one item, or the item in place of the list.
bool advise_list(Session& session, Report report, const Value& value, const Type& type,
                 std::string_view what, const std::function<bool(const Type&)>& fits) {
  const std::string_view source = session.sources[value.span.file].text(value.span);
  const bool one_line = source.find('\n') == std::string_view::npos && source.size() <= 60;
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form != Form::List || value.get<List>() != nullptr || !fits(*a.element)) continue;
    const auto* words = value.get<std::string>();
    // Each word of a command is an item; other lists hold whole texts.
    const bool splits = what == "`command`" || what == "`entrypoint`";
    const std::string command =
        words == nullptr || !source.starts_with('"') || !splits ? "" : words_of(*words);
    // `zones = "eu-west-1a,eu-west-1b"`
    std::string items = words == nullptr || splits || !source.starts_with('"') ||
                                words->find_first_of("\"\\\n${} ") != std::string::npos ||
                                words->find(',') == std::string::npos
                            ? std::string()
                            : *words;
    for (std::size_t at = 0; (at = items.find(',', at)) != std::string::npos; at += 4)
      items.replace(at, 1, "\", \"");
    const std::string text = !command.empty() ? command
                             : !items.empty() ? fmt::format("[\"{}\"]", items)
                             : one_line       ? fmt::format("[{}]", source)
                                              : "[…]";
    report.help(fmt::format("write a list: `{}`", text));
    if (one_line) report.repair("Make it a list", {{value.span, text}});
    return true;
  }
  const auto* list = value.get<List>();
  if (list == nullptr) return false;
  if (const std::string range = range_of_bounds(value, source);
      !range.empty() && takes_scalar(type, Scalar::Range)) {
    advise_written(report, value.span, range);
    return true;
  }
  if (!source.starts_with('[')) return false;
  if (std::any_of(type.alternatives.begin(), type.alternatives.end(),
                  [](const TypeAlternative& a) { return a.form == Form::Map; })) {
    std::string object;
    for (const TypeAlternative& a : type.alternatives) {
      if (a.form != Form::Map) continue;
      if (object.empty()) object = object_of(session, *list, symbols_of(*a.element));
      if (object.empty()) object = object_of_names(*list, *a.element);
    }
    std::string_view item = list->items.empty()
                                ? std::string_view{}
                                : session.sources[value.span.file].text(list->items.front().span);
    const bool quoted = item.size() > 2 && item.front() == '"' && item.back() == '"';
    if (quoted) item = item.substr(1, item.size() - 2);
    const bool name =
        !item.empty() && item.find_first_of("{}[]\"() $-.:/=") == std::string_view::npos;
    // `secrets = [db]`: each value needs the name of a variable.
    const bool block =
        !list->items.empty() && list->items.front().get<const Block*>() != nullptr &&
        std::any_of(type.alternatives.begin(), type.alternatives.end(), [](const auto& a) {
          return a.form == Form::Map && a.element->alternatives.front().form == Form::Kind;
        });
    if (object.empty() && block)
      return (void)report.help(fmt::format("write an object: `{{ NAME = {} }}`", item)), true;
    report.help(!object.empty() ? fmt::format("write an object: `{}`", object)
                                : fmt::format("write an object: `{{ {} = … }}`",
                                              name ? item : std::string_view("NAME")));
    if (!object.empty()) report.repair("Write an object", {{value.span, object}});
    return true;
  }
  if (const std::string text = text_of(*list);
      !text.empty() && takes_scalar(type, Scalar::String)) {
    advise_written(report, value.span, fmt::format("\"{}\"", text), "one text is wanted: ");
    return true;
  }
  if (list->items.size() != 1) return false;
  // `subnets = [main.private]`
  if (const auto* attribute = list->items.front().get<AttributeRef>();
      attribute != nullptr && takes_scalar(type, Scalar::Name)) {
    advise_written(report, value.span, std::string(attribute->attribute), "it is named alone: ");
    return true;
  }
  const Span item = list->items.front().span;
  const std::string_view text = session.sources[item.file].text(item);
  const bool inside =
      item.file == value.span.file && value.span.begin < item.begin && item.end < value.span.end;
  if (!inside || text.find('\n') != std::string_view::npos) return false;
  advise_written(report, value.span, std::string(text), "one value is wanted: ");
  return true;
}

}  // namespace

void advise_conversion(Session& session, Report report, const Value& value, const Type& type,
                       std::string_view what, const std::function<bool(const Type&)>& fits) {
  if (!value.span.valid()) return;
  if (const auto* text = value.get<std::string>();
      text != nullptr && advise_text(session, report, value, *text, type))
    return;
  const std::string range =
      range_of_bounds(value, session.sources[value.span.file].text(value.span));
  if (value.get<Object>() != nullptr && !range.empty() && takes_scalar(type, Scalar::Range))
    return advise_written(report, value.span, range);
  if (advise_by_environment(session, report, value)) return;
  if (advise_object(session, report, value, type)) return;
  if (advise_secret_text(session, report, value, type)) return;
  if (advise_interpolation(session, report, value)) return;
  if (advise_list(session, report, value, type, what, fits)) return;
  if (advise_as_block_value(session, report, value, type)) return;
  if (advise_symbol(report, value, type)) return;
  if (advise_number(session, report, value, type)) return;
  if (advise_share(report, value, type)) return;
  if (advise_quantity(session, report, value, type)) return;
  static_cast<void>(advise_flag(report, value, type));
}

void advise_pattern(const Session& session, Report report, const Value& value, const Type& type) {
  const auto* text = value.get<std::string>();
  if (text == nullptr || !value.span.valid()) return;
  const bool literal = session.sources[value.span.file].text(value.span).starts_with('"');
  const std::vector<std::string_view> symbols = symbols_of(type);
  const std::string_view meant = meant_symbol(*text, symbols);
  if (!meant.empty() && literal) return suggest(report, value.span, meant, "");
  if (!takes_scalar(type, Scalar::Schedule)) return;
  constexpr std::string_view kSigns = "0123456789*?/,-#LWSUNMOTEHFRIAJBPYGCDV ";
  constexpr std::ptrdiff_t kBlanks = 5;  // between six fields
  if (std::count(text->begin(), text->end(), ' ') == kBlanks && literal &&
      text->find_first_not_of(kSigns) == std::string::npos)
    return advise_written(report, value.span, fmt::format("cron(\"{}\")", *text));
  if (const std::string daily = daily_schedule(*text); !daily.empty() && literal)
    return advise_written(report, value.span, daily, "each day at that time: ");
  const std::string schedule = schedule_of(*text);
  if (schedule.empty()) return;
  report.help(
      fmt::format("a schedule of AWS has six fields, the last one is the year: `{}`", schedule));
  if (literal) report.repair(fmt::format("Write `{}`", schedule), {{value.span, schedule}});
}

bool advise_range(const Session& session, Report report, const Value& value, const Type& type) {
  if (!value.span.valid() || !takes_scalar(type, Scalar::Range)) return false;
  std::string source(session.sources[value.span.file].text(value.span));
  std::erase(source, ' ');
  const std::string range = source.find('-') == std::string::npos ? "" : range_of(source);
  if (range.empty()) return false;
  advise_written(report, value.span, range, "a range is written with two dots: ");
  return true;
}

}  // namespace svc::sema
