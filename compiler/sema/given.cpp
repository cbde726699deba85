#include "sema/given.h"

#include <algorithm>
#include <cmath>

#include "diagnostics/codes/values.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/literals.h"

namespace svc::sema {

namespace {

using Form = TypeAlternative::Form;
using Unit = Parameter::Unit;

// What the checks read where only a deployment knows the sources: a range of addresses for
// documentation, which no network has (RFC 5737).
constexpr std::string_view kSomeSources = "203.0.113.0/24";

const TypeAlternative* only_scalar(const Type& type) {
  const bool one = type.alternatives.size() == 1 && !type.optional;
  return one && type.alternatives.front().form == Form::Scalar ? &type.alternatives.front()
                                                               : nullptr;
}

// A number without a unit is read as the number that AWS takes.
bool takes(Scalar wanted, Scalar given) {
  if (wanted == given || (is_text(wanted) && is_text(given))) return true;
  return given == Scalar::Int &&
         (wanted == Scalar::Cpu || wanted == Scalar::Size || wanted == Scalar::Duration ||
          wanted == Scalar::Port || wanted == Scalar::Number || wanted == Scalar::Range);
}

// The scalar of the field that the param gives; nothing if it cannot give it. `item`: of a list.
std::optional<Scalar> wanted_scalar(const FieldDecl& field, const Parameter& parameter, bool item) {
  const TypeAlternative* given = only_scalar(parameter.type);
  if (given == nullptr) return std::nullopt;
  const auto fitting = [&](std::span<const TypeAlternative> alternatives) -> std::optional<Scalar> {
    for (const TypeAlternative& wanted : alternatives) {
      if (wanted.form == Form::Scalar && takes(wanted.scalar, given->scalar)) return wanted.scalar;
    }
    return std::nullopt;
  };
  if (!item) return fitting(field.type.alternatives);
  for (const TypeAlternative& list : field.type.alternatives) {
    if (list.form == Form::List) return fitting(list.element->alternatives);
  }
  return std::nullopt;
}

Unit unit_of(Scalar wanted, const FieldDecl& field) {
  switch (wanted) {
    case Scalar::Cpu:
      return Unit::CpuUnits;
    case Scalar::Size:
      return Unit::Mebibytes;
    case Scalar::Duration:
      return field.in_days ? Unit::Days : Unit::Seconds;
    case Scalar::Percent:
      return Unit::Percent;
    default:
      return Unit::None;
  }
}

// How much of the field's own unit one of the param's is.
double scale_of(const Parameter& parameter, Unit unit) {
  if (only_scalar(parameter.type)->scalar != Scalar::Int) return 1;
  if (unit == Unit::Mebibytes) return 1024.0 * 1024.0;
  if (unit == Unit::Seconds) return 1000;
  return unit == Unit::Days ? 86'400'000.0 : 1;
}

// The bound of a param as a value of its type.
Value bound_value(const Parameter& parameter, double bound) {
  const auto whole = static_cast<std::int64_t>(bound);
  const auto made = [&](Value::Variant data) {
    return Value{std::move(data), parameter.span, false};
  };
  switch (only_scalar(parameter.type)->scalar) {
    case Scalar::Int:
    case Scalar::Port:
      return made(whole);
    case Scalar::Number:
      return made(bound);
    case Scalar::Duration:
      return made(Duration{whole});
    case Scalar::Size:
      return made(Size{whole});
    case Scalar::Cpu:
      return made(Cpu{whole});
    case Scalar::Percent:
      return made(Percent{bound});
    default:
      return {};  // of a text it bounds the length
  }
}

// The values that tell what the deployment may give: each that is allowed, else the bounds.
std::vector<Value> possible_values(const Parameter& parameter) {
  std::vector<Value> values = parameter.allowed;
  if (!values.empty() || only_scalar(parameter.type) == nullptr) return values;
  for (const std::optional<double>& bound : {parameter.min, parameter.max}) {
    Value value = bound ? bound_value(parameter, *bound) : Value{};
    if (value.present()) values.push_back(std::move(value));
  }
  return values;
}

class Assuming {
 public:
  Assuming(Session& session, const FieldDecl& field, const What& what)
      : session_(session), field_(field), what_(what) {}

  Value operator()(Value value) {
    if (value.get<ParameterRef>() != nullptr) return given(value, false);
    if (const auto* derived = value.get<Derived>();
        derived != nullptr && derived->form == Derived::Form::Range)
      return range(value, *derived);
    const auto* list = value.get<List>();
    if (list == nullptr || !value.deferred()) return value;
    List items;
    for (const Value& item : list->items)
      items.items.push_back(item.get<ParameterRef>() == nullptr ? item : given(item, true));
    return {std::move(items), value.span, false};
  }

 private:
  Value given(const Value& value, bool item) {
    Parameter& parameter = owned(*value.get<ParameterRef>()->parameter);
    const std::optional<Scalar> wanted = wanted_scalar(field_, parameter, item);
    if (parameter.secret || !wanted) return value;  // check_field() reports it
    if (parameter.value.is_error()) return error_value(value.span);
    Value assumed = parameter.assumed;
    if (!assumed.present() && *wanted == Scalar::Cidr && item)
      assumed.data = Cidr{std::string(kSomeSources)};
    if (!assumed.present()) return report_unknown(value, parameter);
    if (!note(parameter, *wanted, value.span, assumed)) return error_value(value.span);
    assumed.span = value.span;
    assumed.is_default = false;
    assumed.given = &parameter;
    return assumed;
  }

  Value range(const Value& value, const Derived& derived) {
    const auto end = [&](const Value& one) {
      return one.get<ParameterRef>() == nullptr ? one : given(one, false);
    };
    const Value low = end(derived.of[0]);
    const Value high = end(derived.of[1]);
    const auto* least = low.get<std::int64_t>();
    const auto* most = high.get<std::int64_t>();
    if (low.is_error() || high.is_error()) return error_value(value.span);
    if (least == nullptr || most == nullptr) return value;
    if (*least > *most) {
      session_.sink.report<diag::OutOfRange>(value.span, what_.text(),
                                             "a range from the smaller to the larger number",
                                             fmt::format("{}..{}", *least, *most));
      return error_value(value.span);
    }
    return {Range{*least, *most, low.given, high.given}, value.span, false};
  }

  // The program owns its params; values refer to them as constants.
  Parameter& owned(const Parameter& parameter) {
    const auto found = std::find_if(
        session_.declared.parameters.begin(), session_.declared.parameters.end(),
        [&](const PendingParameter& pending) { return pending.parameter == &parameter; });
    return *found->parameter;
  }

  Value report_unknown(const Value& value, const Parameter& parameter) {
    session_.sink.report<diag::NothingToJudge>(value.span, what_.text(), parameter.name)
        .related(parameter.span, "the param")
        .help(fmt::format("write a default, `param {}: {} = …`, or `{{ allowed = […] }}`",
                          parameter.name, type_text(parameter.type)));
    return error_value(value.span);
  }

  // What the field makes of the param. Gives whether it goes together with its other fields.
  bool note(Parameter& parameter, Scalar wanted, Span use, const Value& assumed) {
    const Unit unit = unit_of(wanted, field_);
    const bool v6 =
        wanted == Scalar::Cidr && assumed.get<Cidr>()->text.find(':') != std::string::npos;
    if (!parameter.given.valid()) {
      for (Value& value : possible_values(parameter)) {
        if (value_text(value) != value_text(assumed))
          session_.program.possibilities.push_back({parameter.name, std::move(value)});
      }
      parameter.given = use;
      parameter.unit = unit;
      parameter.ipv6 = v6;
    } else if (parameter.unit != unit) {
      report_units(parameter, unit, use);
      return false;
    }
    if (wanted == Scalar::Cidr && !one_family(parameter, v6)) return false;
    narrow(parameter, unit);
    return true;
  }

  void report_units(const Parameter& parameter, Unit unit, Span use) {
    session_.sink
        .report<diag::TwoUnits>(use, parameter.name, unit_text(parameter.unit), unit_text(unit))
        .related(parameter.given, fmt::format("here it is {}", unit_text(parameter.unit)))
        .help("declare a param for each: a template cannot convert a number");
  }

  // A rule of a security group names a range of IPv4 or of IPv6.
  bool one_family(const Parameter& parameter, bool v6) {
    const auto other =
        std::find_if(parameter.allowed.begin(), parameter.allowed.end(), [v6](const Value& value) {
          const auto* range = value.get<Cidr>();
          return range != nullptr && (range->text.find(':') != std::string::npos) != v6;
        });
    if (other == parameter.allowed.end()) return true;
    session_.sink
        .report<diag::TwoFamilies>(other->span, parameter.name, v6 ? "IPv6" : "IPv4",
                                   other->get<Cidr>()->text)
        .help("declare a param for each: AWS has different properties for IPv4 and IPv6");
    return false;
  }

  // The deployment refuses what AWS would refuse.
  void narrow(Parameter& parameter, Unit unit) const {
    const double scale = scale_of(parameter, unit);
    if (std::isfinite(field_.min)) {
      const double least = std::ceil(field_.min / scale);
      parameter.min = std::max(parameter.min.value_or(least), least);
    }
    if (std::isfinite(field_.max)) {
      const double most = std::floor(field_.max / scale);
      parameter.max = std::min(parameter.max.value_or(most), most);
    }
  }

  Session& session_;
  const FieldDecl& field_;
  const What& what_;
};

}  // namespace

Value assume(Session& session, Value value, const FieldDecl& field, const What& what) {
  return Assuming(session, field, what)(std::move(value));
}

Value assumed_value(const Session& session, const Parameter& parameter) {
  const Possibility* possibility = session.input.possibility;
  if (possibility != nullptr && possibility->parameter == parameter.name) return possibility->value;
  if (parameter.value.present()) return parameter.value;
  std::vector<Value> possible = possible_values(parameter);
  return possible.empty() ? Value{} : std::move(possible.front());
}

}  // namespace svc::sema
