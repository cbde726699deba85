#include "sema/options.h"

#include <algorithm>
#include <cmath>

#include "base/closest.h"
#include "base/pattern.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/items.h"

namespace svc::sema {

namespace {

// A list has the pattern and the allowed values of its items.
const Type& item_type(const Type& type) {
  const bool list = type.alternatives.size() == 1 &&
                    type.alternatives.front().form == TypeAlternative::Form::List;
  return list ? *type.alternatives.front().element : type;
}

bool has(const Type& type, std::initializer_list<Scalar> scalars) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [&](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Scalar &&
                              std::find(scalars.begin(), scalars.end(), a.scalar) != scalars.end();
                     });
}

bool has_quantity(const Type& type) {
  return has(type, {Scalar::Duration, Scalar::Size, Scalar::Cpu, Scalar::Percent});
}
bool has_number(const Type& type) {
  return has_quantity(type) ||
         has(type, {Scalar::Int, Scalar::Number, Scalar::Port, Scalar::Range});
}
bool has_text(const Type& type) {
  return has(type, {Scalar::String, Scalar::Name, Scalar::Arn, Scalar::Image, Scalar::Schedule});
}
bool has_symbol(const Type& type) {
  return std::any_of(
      type.alternatives.begin(), type.alternatives.end(),
      [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Symbol; });
}

class OptionReader {
 public:
  OptionReader(Session& session, const Scope& scope, ParamOwner owner, std::string_view title,
               FieldDecl& field)
      : session_(session), scope_(scope), owner_(owner), title_(title), field_(field) {}

  ParamOptions read(const std::vector<const ast::Member*>& members) {
    std::vector<ast::Ident> seen;
    for (const ast::Member* member : members) {
      const auto* option = std::get_if<ast::Field>(&member->node);
      if (option == nullptr) {
        session_.sink.report<diag::Misplaced>(member->span, member_title(*member))
            .help("the braces behind a param hold options `name = value`: " +
                  enumerate(names(), "and"));
        continue;
      }
      const auto same = std::find_if(seen.begin(), seen.end(), [&](const ast::Ident& other) {
        return other.text == option->name.text;
      });
      if (same != seen.end()) {
        session_.sink.report<diag::RepeatedField>(option->name.span, option->name.text)
            .related(same->span, "it is set here first")
            .help("keep one of them");
        continue;
      }
      seen.push_back(option->name);
      one(*option);
    }
    if (max_.valid() && field_.min > field_.max) {
      session_.sink.report<diag::OutOfRange>(max_, "`max`", "at least `min`", text(max_))
          .help("no value could be given");
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::vector<std::string_view> names() const {
    return {"min",
            "max",
            "pattern",
            "allowed",
            owner_ == ParamOwner::Program ? "secret" : "static",
            "description"};
  }

  static std::string_view meant_option(std::string_view name,
                                       const std::vector<std::string_view>& known) {
    for (const ForeignMeaning* meaning : foreign(name, ForeignMeaning::Form::Member)) {
      if (meaning->in == "param" &&
          std::find(known.begin(), known.end(), meaning->name) != known.end())
        return meaning->name;
    }
    return closest(name, known);
  }

  [[nodiscard]] std::string text(Span span) const {
    return std::string(session_.sources[span.file].text(span));
  }

  void one(const ast::Field& option) {
    const std::string_view name = option.name.text;
    const std::vector<std::string_view> known = names();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      auto report =
          session_.sink.report<diag::UnknownField>(option.name.span, title_, "option", name);
      if (name == "default" || name == "default_value")
        report.help(
            fmt::format("the default follows the type: `: TYPE = {}`", text(option.value->span)));
      else
        suggest(report, option.name.span, meant_option(name, known),
                "it has " + enumerate(known, "and"));
      return;
    }
    const Value value = evaluate(session_, scope_, *option.value,
                                 name == "allowed" ? &list_of(item_type(field_.type)) : nullptr);
    if (value.is_error() || !applies(option.name)) return;
    if (name == "min" || name == "max") return bound(name, value);
    if (name == "pattern") return pattern(value);
    if (name == "allowed") return allowed(value);
    if (name == "description") {
      if (const auto* words = string(name, value))
        field_.doc = session_.program.text_store.emplace_back(*words);
    } else if (const auto* flag = value.get<bool>()) {
      (name == "secret" ? result_.secret : field_.is_static) = *flag;
    } else {
      session_.sink.report<diag::TypeMismatch>(value.span, fmt::format("`{}`", name),
                                               "`true` or `false`", describe(value));
    }
  }

  // Whether the option applies to values of the type.
  bool applies(ast::Ident option) {
    const Type& type = field_.type;
    if (type.alternatives.empty()) return false;  // reported
    std::string why;
    if ((option.text == "min" || option.text == "max") && !has_number(type) && !has_text(type)) {
      why = "it bounds numbers and the length of texts";
    } else if (option.text == "pattern" && !has_text(item_type(type))) {
      why = "a pattern is for texts; numbers have `min` and `max`";
    } else if (option.text == "allowed" && has_symbol(type)) {
      why = "the type says which words are allowed";
    } else if (option.text == "allowed" && !has_number(item_type(type)) &&
               !has_text(item_type(type)) &&
               !has(item_type(type), {Scalar::Cidr, Scalar::Ip, Scalar::Any})) {
      why = "it lists texts or numbers";
    }
    if (why.empty()) return true;
    session_.sink.report<diag::Misplaced>(option.span, fmt::format("`{}`", option.text))
        .help(fmt::format("{}, and this is `{}`", why, type_text(type)));
    return false;
  }

  const std::string* string(std::string_view name, const Value& value) {
    const auto* known = value.get<std::string>();
    if (known == nullptr)
      session_.sink.report<diag::TypeMismatch>(value.span, fmt::format("`{}`", name), "a string",
                                               describe(value));
    return known;
  }

  // The bounds of a quantity are written like its values, `min = 30s`.
  void bound(std::string_view name, const Value& value) {
    const std::string what = fmt::format("`{}`", name);
    const Value limit =
        has_quantity(field_.type) ? convert(session_, value, field_.type, what) : value;
    if (limit.is_error()) return;
    const bool plain = limit.get<std::int64_t>() != nullptr || limit.get<double>() != nullptr;
    if (limit.deferred() || (!plain && !has_quantity(field_.type))) {
      session_.sink.report<diag::TypeMismatch>(value.span, what, "a number", describe(value));
      return;
    }
    const double number = *measure(limit);
    if (!has_number(field_.type) && (number < 0 || std::trunc(number) != number)) {
      session_.sink.report<diag::OutOfRange>(value.span, what, "a whole number of characters",
                                             value_text(value));
      return;
    }
    (name == "min" ? field_.min : field_.max) = number;
    if (name == "max") max_ = value.span;
  }

  void pattern(const Value& value) {
    const std::string* words = string("pattern", value);
    if (words == nullptr) return;
    DeployPattern read = read_deploy_pattern(*words);
    if (!read.fault.empty()) {
      session_.sink.report<diag::InvalidPattern>(value.span, *words, read.fault)
          .help(
              "write what CloudFormation and Terraform both read, such as "
              "\"[a-z][a-z0-9-]{1,20}\"");
      return;
    }
    result_.pattern = *words;
    field_.pattern = session_.program.text_store.emplace_back(std::move(read.posix));
    field_.own_pattern = true;
    field_.pattern_text = session_.program.text_store.emplace_back(
        fmt::format("a text that the pattern \"{}\" matches", *words));
  }

  void allowed(const Value& value) {
    const auto* list = value.get<List>();
    if (list == nullptr || list->items.empty()) {
      session_.sink.report<diag::TypeMismatch>(value.span, "`allowed`", "a list of values",
                                               list == nullptr ? describe(value) : "an empty list");
      return;
    }
    for (const Value& item : list->items) {
      Value fitted = convert(session_, item, item_type(field_.type), "each item of `allowed`");
      if (fitted.is_error()) continue;
      if (fitted.deferred()) {
        session_.sink
            .report<diag::DeployTimeValue>(item.span, "what is allowed", describe_deferred(item))
            .help("write the values out");
        continue;
      }
      result_.allowed.push_back(std::move(fitted));
    }
  }

  // The type of a list of such items. A recorder keeps it, so it is owned by the program.
  const Type& list_of(const Type& element) {
    const Type& kept = session_.types.types.emplace_back(element);
    const TypeAlternative list{.form = TypeAlternative::Form::List, .element = &kept};
    const std::vector<TypeAlternative>& alternatives =
        session_.types.alternatives.emplace_back(1, list);
    return session_.types.types.emplace_back(Type{.alternatives = alternatives});
  }

  Session& session_;
  const Scope& scope_;
  ParamOwner owner_;
  std::string_view title_;
  FieldDecl& field_;
  Span max_;
  ParamOptions result_;
};

}  // namespace

ParamOptions read_options(Session& session, const Scope& scope, const ast::Param& param,
                          ParamOwner owner, std::string_view title, FieldDecl& field) {
  return OptionReader(session, scope, owner, title, field).read(param.options);
}

}  // namespace svc::sema
