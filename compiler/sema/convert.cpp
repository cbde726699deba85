#include "sema/convert.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/characters.h"
#include "base/closest.h"
#include "base/pattern.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/conversions.h"
#include "sema/defaults.h"
#include "sema/evaluate.h"
#include "sema/given.h"
#include "sema/literals.h"
#include "sema/raw.h"
#include "sema/secrets.h"

namespace svc::sema {

namespace {

using Form = TypeAlternative::Form;

bool accepts(const TypeAlternative& wanted, const TypeAlternative& given) {
  if (wanted.form == Form::Scalar && wanted.scalar == Scalar::Any) return true;
  if (wanted.form != given.form) return false;
  switch (wanted.form) {
    case Form::Scalar:
      return wanted.scalar == given.scalar || (is_text(wanted.scalar) && is_text(given.scalar)) ||
             (wanted.scalar == Scalar::Number && given.scalar == Scalar::Int) ||
             (wanted.scalar == Scalar::Port && given.scalar == Scalar::Int);
    case Form::Symbol:
    case Form::Kind:
      return wanted.name == given.name;
    case Form::List:
    case Form::Map:
      return std::all_of(given.element->alternatives.begin(), given.element->alternatives.end(),
                         [&](const TypeAlternative& g) {
                           return std::any_of(
                               wanted.element->alternatives.begin(),
                               wanted.element->alternatives.end(),
                               [&](const TypeAlternative& w) { return accepts(w, g); });
                         });
  }
  return false;
}

// Only the provider knows the attributes of a raw resource, so they are accepted wherever
// deploy-time values are.
bool is_of_raw(const Value& value) {
  const auto* attribute = value.get<AttributeRef>();
  return attribute != nullptr && is_raw(*attribute->block->kind);
}

bool accepts_deferred(const TypeAlternative& wanted, const Value& value) {
  if (is_of_raw(value))
    return wanted.form == Form::List || wanted.form == Form::Scalar ||
           (wanted.form == Form::Kind && wanted.name == "secret");  // its ARN
  const std::optional<Type> type = deferred_type(value);
  return type && std::any_of(type->alternatives.begin(), type->alternatives.end(),
                             [&](const TypeAlternative& given) { return accepts(wanted, given); });
}

// Makes the value this scalar; leaves it and gives false if it is none. Without `coerce`, only if
// it is one as written.
bool as_scalar(Value& value, Scalar scalar, bool coerce) {
  const auto* whole = value.get<std::int64_t>();
  const auto made = [&value](auto data) {
    value.data = data;
    return true;
  };
  switch (scalar) {
    case Scalar::Any:
      return true;
    case Scalar::String:
      return value.get<std::string>() != nullptr;
    case Scalar::Name:
    case Scalar::Arn:
    case Scalar::Image:
    case Scalar::Schedule:
      return coerce && value.get<std::string>() != nullptr;
    case Scalar::Ip:
      return value.get<Cidr>() != nullptr && value.get<Cidr>()->text.find('/') == std::string::npos;
    case Scalar::Cidr:
      return value.get<Cidr>() != nullptr && value.get<Cidr>()->text.find('/') != std::string::npos;
    case Scalar::Int:
    case Scalar::Port:
      return whole != nullptr;
    case Scalar::Number:
      return whole != nullptr && coerce ? made(static_cast<double>(*whole))
                                        : value.get<double>() != nullptr;
    case Scalar::Bool:
      return value.get<bool>() != nullptr;
    case Scalar::Duration:
      return whole != nullptr && coerce ? made(Duration{*whole * 1000})
                                        : value.get<Duration>() != nullptr;
    case Scalar::Size:
      return whole != nullptr && coerce ? made(Size{*whole * 1024 * 1024})
                                        : value.get<Size>() != nullptr;
    case Scalar::Cpu:
      return whole != nullptr && coerce ? made(Cpu{*whole}) : value.get<Cpu>() != nullptr;
    case Scalar::Percent:
      return value.get<Percent>() != nullptr;
    case Scalar::Range:
      return whole != nullptr && coerce ? made(Range{*whole, *whole, value.given, value.given})
                                        : value.get<Range>() != nullptr;
  }
  return false;
}

class Converter {
 public:
  Converter(Session& session, const What& what) : session_(session), what_(what) {}

  // Makes the value one of the alternatives; leaves it and gives false if it matches none.
  bool fit(Value& value, const Type& type) {
    for (const bool coerce : {false, true}) {
      for (const TypeAlternative& alternative : type.alternatives) {
        if (fit(value, alternative, coerce)) return true;
      }
    }
    return false;
  }

 private:
  bool fit(Value& value, const TypeAlternative& wanted, bool coerce) {
    // Before `deferred()`: a list or an object with a reference in it has no type of its own.
    if (wanted.form == Form::Scalar && wanted.scalar == Scalar::Any) return true;
    if (wanted.form == Form::List && value.get<List>() != nullptr)
      return list(value, *wanted.element);
    if (wanted.form == Form::Map && value.get<Object>() != nullptr)
      return map(value, *wanted.element);
    if (value.deferred()) return accepts_deferred(wanted, value);
    if (wanted.form == Form::Scalar) return as_scalar(value, wanted.scalar, coerce);
    if (wanted.form == Form::Symbol)
      return value.get<Symbol>() != nullptr && value.get<Symbol>()->name == wanted.name;
    if (wanted.form == Form::Kind) {
      const auto* block = value.get<const Block*>();
      return block != nullptr && (*block)->kind->name == wanted.name;
    }
    return false;
  }

  // A list counts as a list even if an item is wrong: the item is reported.
  bool list(Value& value, const Type& element) {
    std::vector<Value> items;
    items.reserve(value.get<List>()->items.size());
    for (const Value& item : value.get<List>()->items)
      items.push_back(convert(session_, item, element, What::item_of(what_)));
    value = Value{List{std::move(items)}, value.span, value.is_default};
    return true;
  }

  bool map(Value& value, const Type& element) {
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(value.get<Object>()->entries.size());
    for (const auto& [key, item] : value.get<Object>()->entries) {
      entries.emplace_back(key, convert(session_, scalar_as_text(item, element), element,
                                        What::entry_of(what_, key)));
    }
    value = Value{Object{std::move(entries)}, value.span, value.is_default};
    return true;
  }

  // `PORT = 8080` among environment variables means the text: everything is text there.
  static Value scalar_as_text(const Value& item, const Type& element) {
    const bool wants_text = element.alternatives.size() == 1 &&
                            element.alternatives.front().form == Form::Scalar &&
                            element.alternatives.front().scalar == Scalar::String;
    const bool scalar = item.get<std::int64_t>() != nullptr || item.get<bool>() != nullptr ||
                        item.get<double>() != nullptr;
    // A symbol can only come from a `let` or a param.
    if (const auto* symbol = item.get<Symbol>(); wants_text && symbol != nullptr)
      return Value{std::string(symbol->name), item.span, item.is_default};
    if (wants_text && scalar) return Value{value_text(item), item.span, item.is_default};
    return wants_text && gives_number(item)
               ? Value{Interpolation{{item}}, item.span, item.is_default}
               : item;
  }

  // A param that is a number, a truth value or a symbol: as text it is `"${param}"`.
  static bool gives_number(const Value& item) {
    const auto* param = item.get<ParameterRef>();
    return param != nullptr &&
           std::all_of(param->parameter->type.alternatives.begin(),
                       param->parameter->type.alternatives.end(), [](const TypeAlternative& a) {
                         return a.form == Form::Symbol ||
                                (a.form == Form::Scalar &&
                                 (a.scalar == Scalar::Int || a.scalar == Scalar::Number ||
                                  a.scalar == Scalar::Bool));
                       });
  }

  Session& session_;
  const What& what_;
};

void report_mismatch(Session& session, const Value& value, const Type& type, const What& what) {
  auto report = session.sink.report<diag::TypeMismatch>(value.span, what.text(), describe(type),
                                                        describe(value));
  advise_conversion(session, report, value, type, what.text(), [&](const Type& element) {
    Value as_element = value;
    return Converter(session, what).fit(as_element, element);
  });
}

// A limit of a field as its user writes it.
std::string limit_text(const Value& like, double limit) {
  const auto whole = static_cast<std::int64_t>(limit);
  if (like.get<Duration>() != nullptr) return duration_text(whole);
  if (like.get<Size>() != nullptr) return size_text(whole);
  if (like.get<Cpu>() != nullptr) return cpu_text(whole);
  if (like.get<Percent>() != nullptr) return percent_text(limit);
  if (like.get<std::string>() != nullptr) return fmt::format("{} characters", whole);
  return fmt::format("{}", limit);
}

bool check_limits(Session& session, const Value& value, const FieldDecl& field, const What& what) {
  const std::optional<std::string> wanted = limits_exceeded(value, field);
  if (!wanted) return true;
  const std::optional<double> number = measure(value, field.min);
  const std::string nearest = limit_text(value, *number < field.min ? field.min : field.max);
  auto report =
      session.sink.report<diag::OutOfRange>(value.span, what.text(), *wanted, value_text(value));
  if (advise_range(session, report, value, field.type)) return false;
  if (*number < field.min && advise_larger_unit(session, report, value, field)) return false;
  report.help(fmt::format("the {} is {}", *number < field.min ? "smallest" : "largest", nearest));
  // Only a literal can be fixed in place, and strings have no closest value.
  const bool literal =
      value.span.valid() &&
      session.sources[value.span.file]
              .text(value.span)
              .find_first_not_of(
                  "0123456789_.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%") ==
          std::string_view::npos &&
      session.sources[value.span.file].text(value.span).find_first_of("0123456789") == 0;
  if (literal && value.get<Range>() == nullptr && value.get<std::string>() == nullptr)
    report.fix(fmt::format("Change to {}", nearest), {{value.span, nearest}});
  return false;
}

bool check_one_pattern(Session& session, const Value& value, const FieldDecl& field,
                       const What& what) {
  const auto* text = value.get<std::string>();
  if (text == nullptr) return true;
  // The engine may have a state for every character of the pattern at every byte of the text.
  const std::uint64_t states = field.own_pattern ? field.pattern.size() : 1;
  if (!session.work.step(value.span, 1 + text->size() * states / 4)) return false;
  if (matches(*text, field.pattern)) return true;
  auto report = session.sink.report<diag::PatternMismatch>(value.span, what.text(),
                                                           field.pattern_text, describe(value));
  advise_pattern(session, report, value, field.type);
  if (const std::string name = name_in_address(*text);
      !name.empty() && matches(name, field.pattern) && value.span.valid())
    report.help(fmt::format("write `\"{}\"`", name))
        .repair(fmt::format("Write `\"{}\"`", name), {{value.span, fmt::format("\"{}\"", name)}});
  return false;
}

// For a list, each item is checked.
template <typename Check>
bool check_items(const Value& value, Check check) {
  const auto* list = value.get<List>();
  if (list == nullptr) return check(value);
  bool good = true;
  for (const Value& item : list->items) good = check(item) && good;
  return good;
}

bool check_pattern(Session& session, const Value& value, const FieldDecl& field, const What& what) {
  if (field.pattern.empty()) return true;
  return check_items(
      value, [&](const Value& item) { return check_one_pattern(session, item, field, what); });
}

bool check_allowed(Session& session, const Value& value, const FieldDecl& field, const What& what) {
  if (field.allowed == nullptr || field.allowed->empty() || !value.present()) return true;
  return check_items(value, [&](const Value& item) {
    if (item.deferred()) return true;
    const auto same = [&](const Value& allowed) { return value_text(allowed) == value_text(item); };
    if (std::any_of(field.allowed->begin(), field.allowed->end(), same)) return true;
    const auto spelled = [](const Value& v) {
      return v.get<std::string>() != nullptr ? *v.get<std::string>() : value_text(v);
    };
    std::vector<std::string> texts;
    for (const Value& allowed : *field.allowed) texts.push_back(spelled(allowed));
    const std::vector<std::string_view> names(texts.begin(), texts.end());
    suggest(session.sink.report<diag::UnknownSymbol>(item.span, spelled(item),
                                                     enumerate(names, "or", 20)),
            item.span, closest(spelled(item), names), fmt::format("{} takes no other", what.text()),
            item.get<std::string>() != nullptr);
    return false;
  });
}

}  // namespace

std::string What::text() const {
  switch (form_) {
    case Form::Words:
      return std::string(words_);
    case Form::Named:
      return fmt::format("`{}`", words_);
    case Form::Item:
      return "each item of " + of_->text();
    case Form::Entry:
      return fmt::format("`{}` in {}", words_, of_->text());
  }
  return {};
}

Value convert(Session& session, Value value, const Type& type, const What& what) {
  if (session.work.over()) return error_value(value.span);
  if (value.is_error() || type.alternatives.empty()) return error_value(value.span);
  const std::size_t mark = session.sink.diagnostics().size();
  if (Converter(session, what).fit(value, type)) return value;
  // If an item of a list was reported, the list as a whole is not reported again.
  if (session.sink.diagnostics().size() == mark) report_mismatch(session, value, type, what);
  return error_value(value.span);
}

Value check_field(Session& session, Value value, const FieldDecl& field, const What& what) {
  if (!session.work.whole(value, value.span)) return error_value(value.span);
  if (field.by_param) value = assume(session, std::move(value), field, what);
  value = convert(session, std::move(value), field.type, what);
  if (value.is_error()) return value;
  if (field.is_static && value.deferred()) {
    report_deploy_time(session, value.span, what.text(), value, field.by_param);
    return error_value(value.span);
  }
  if (const Value* list = field.open ? nullptr : open_list(value)) {
    report_open_list(session, *list, what.text());
    return error_value(value.span);
  }
  if (const Parameter* secret = field.takes_secret ? nullptr : secret_in(value)) {
    report_shown_secret(session, value, *secret);
    return error_value(value.span);
  }
  if (!check_limits(session, value, field, what) || !check_pattern(session, value, field, what) ||
      !check_allowed(session, value, field, what))
    return error_value(value.span);
  return value;
}

std::optional<Type> deferred_type(const Value& value) {
  static constexpr TypeAlternative kString{
      .form = Form::Scalar, .scalar = Scalar::String, .name = "string", .element = nullptr};
  static constexpr Type kText{.alternatives = std::span(&kString, 1), .optional = false};
  if (const auto* v = value.get<ParameterRef>()) return v->parameter->type;
  if (const auto* v = value.get<Derived>(); v != nullptr && v->form == Derived::Form::Range) {
    static constexpr TypeAlternative kRangeScalar{
        .form = Form::Scalar, .scalar = Scalar::Range, .name = "range", .element = nullptr};
    static constexpr Type kRange{.alternatives = std::span(&kRangeScalar, 1), .optional = false};
    return kRange;
  }
  if (value.get<Pseudo>() != nullptr || value.get<Interpolation>() != nullptr ||
      value.get<Derived>() != nullptr)
    return kText;
  if (const auto* v = value.get<MethodCall>()) return v->block->kind->method(v->method)->result;
  if (const auto* v = value.get<AttributeRef>()) {
    if (const AttributeDecl* declared = v->block->kind->attribute(v->attribute))
      return declared->type;
    if (is_raw(*v->block->kind)) return std::nullopt;
    return v->block->kind->attribute("private") != nullptr
               ? v->block->kind->attribute("private")->type
               : kText;  // a group of subnets
  }
  return std::nullopt;
}

const Value* open_list(const Value& value) {
  if (!value.deferred()) return nullptr;
  const auto first = [](const Value* found, const Value& item) {
    return found != nullptr ? found : open_list(item);
  };
  if (const auto* list = value.get<List>())
    return std::accumulate(list->items.begin(), list->items.end(),
                           static_cast<const Value*>(nullptr), first);
  if (const auto* object = value.get<Object>()) {
    return std::accumulate(
        object->entries.begin(), object->entries.end(), static_cast<const Value*>(nullptr),
        [&](const Value* found, const auto& entry) { return first(found, entry.second); });
  }
  return is_deferred_list(value) && !is_of_raw(value) ? &value : nullptr;
}

void report_open_list(Session& session, const Value& list, std::string_view what) {
  const std::string_view name =
      session.sources[list.span.file].text(list.span);  // as it is written here
  session.sink
      .report<diag::DeployTimeValue>(list.span, fmt::format("how many items {} has", what),
                                     describe_deferred(list))
      .help(fmt::format("write out the items, such as `[{0}[0], {0}[1]]`, or one text of them all, "
                        "`join(\",\", {0})`",
                        name));
}

bool is_deferred_list(const Value& value) {
  if (is_of_raw(value)) return true;
  const std::optional<Type> type = deferred_type(value);
  return type && std::any_of(type->alternatives.begin(), type->alternatives.end(),
                             [](const TypeAlternative& a) { return a.form == Form::List; });
}

std::optional<double> measure(const Value& value, double min) {
  if (const auto* v = value.get<std::int64_t>()) return static_cast<double>(*v);
  if (const auto* v = value.get<double>()) return *v;
  if (const auto* v = value.get<Duration>()) return static_cast<double>(v->milliseconds);
  if (const auto* v = value.get<Size>()) return static_cast<double>(v->bytes);
  if (const auto* v = value.get<Percent>()) return v->value;
  if (const auto* v = value.get<Cpu>()) return static_cast<double>(v->units);
  if (const auto* v = value.get<std::string>()) return static_cast<double>(character_count(*v));
  if (const auto* v = value.get<Range>())
    return static_cast<double>(static_cast<double>(v->min) < min ? v->min : v->max);
  return std::nullopt;
}

void set_default(Value& value, const Constant& constant, Span span) {
  value.span = span;
  value.is_default = true;
  Value::Variant& data = value.data;
  switch (constant.form) {
    case Constant::Form::None:
      data.emplace<std::monostate>();
      return;
    case Constant::Form::Bool:
      data.emplace<bool>(constant.boolean);
      return;
    case Constant::Form::Int:
      data.emplace<std::int64_t>(constant.integer);
      return;
    case Constant::Form::Number:
      data.emplace<double>(constant.number);
      return;
    case Constant::Form::String:
      data.emplace<Text>(std::string(constant.text));
      return;
    case Constant::Form::Symbol:
      data.emplace<Symbol>(Symbol{constant.text});
      return;
    case Constant::Form::Duration:
      data.emplace<Duration>(Duration{constant.integer});
      return;
    case Constant::Form::Size:
      data.emplace<Size>(Size{constant.integer});
      return;
    case Constant::Form::Percent:
      data.emplace<Percent>(Percent{constant.number});
      return;
    case Constant::Form::Cpu:
      data.emplace<Cpu>(Cpu{constant.integer});
      return;
    case Constant::Form::Cidr:
      data.emplace<Cidr>(Cidr{std::string(constant.text)});
      return;
    case Constant::Form::Range:
      data.emplace<Range>(Range{constant.integer, constant.upper});
      return;
    case Constant::Form::Map:
      data.emplace<Object>();
      return;
    case Constant::Form::List: {
      List& list = data.emplace<List>();
      for (const Constant& item : constant.items)
        set_default(list.items.emplace_back(), item, span);
    }
  }
}

std::optional<std::string> limits_exceeded(const Value& value, const FieldDecl& field) {
  const std::optional<double> number = measure(value, field.min);
  if (!number || (*number >= field.min && *number <= field.max)) return std::nullopt;
  const bool low = std::isfinite(field.min);
  const bool high = std::isfinite(field.max);
  return low && high ? fmt::format("from {} to {}", limit_text(value, field.min),
                                   limit_text(value, field.max))
         : low       ? fmt::format("at least {}", limit_text(value, field.min))
                     : fmt::format("at most {}", limit_text(value, field.max));
}

}  // namespace svc::sema
