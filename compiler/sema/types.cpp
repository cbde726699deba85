#include "sema/types.h"

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "base/overloaded.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/suggest.h"
#include "syntax/foreign_types.h"

namespace svc::sema {

namespace {

struct ScalarRow {
  Scalar scalar;
  std::string_view name;
  std::string_view description;  // for "wants …"
};

constexpr std::array kScalars = {
    ScalarRow{Scalar::Any, "any", "any value"},
    ScalarRow{Scalar::String, "string", "a string such as \"text\""},
    ScalarRow{Scalar::Int, "int", "a whole number such as 3"},
    ScalarRow{Scalar::Number, "number", "a number such as 0.5"},
    ScalarRow{Scalar::Bool, "bool", "`true` or `false`"},
    ScalarRow{Scalar::Duration, "duration", "a duration such as 30s or 5min"},
    ScalarRow{Scalar::Size, "size", "a size such as 512MiB or 2GiB"},
    ScalarRow{Scalar::Percent, "percent", "a percentage such as 60%"},
    ScalarRow{Scalar::Cpu, "cpu", "an amount of CPU such as 0.5vcpu"},
    ScalarRow{Scalar::Cidr, "cidr", "an address range such as 10.0.0.0/16"},
    ScalarRow{Scalar::Ip, "ip", "an address such as 10.0.0.1"},
    ScalarRow{Scalar::Port, "port", "a port number from 1 to 65535"},
    ScalarRow{Scalar::Range, "range", "a range such as 2..10"},
    ScalarRow{Scalar::Name, "name", "the name of a block"},
    ScalarRow{Scalar::Arn, "arn", "an ARN such as \"arn:aws:…\""},
    ScalarRow{
        Scalar::Image, "image",
        "a container image such as images.tag(\"latest\") or \"public.ecr.aws/nginx/nginx:1.27\""},
    ScalarRow{Scalar::Schedule, "schedule", "a schedule such as \"cron(0 3 * * ? *)\""},
};

const ScalarRow& row(Scalar scalar) {
  return *std::find_if(kScalars.begin(), kScalars.end(),
                       [scalar](const ScalarRow& r) { return r.scalar == scalar; });
}

class Resolver {
 public:
  Resolver(const std::function<bool(std::string_view)>& is_kind, TypeStore& store, Sink& sink)
      : is_kind_(is_kind), store_(store), sink_(sink) {}

  Type resolve(const ast::TypeExpr& type) {
    Type result;
    std::vector<const ast::TypeExpr*> parts;
    collect(type, parts, result.optional);
    const bool symbols =
        parts.size() > 1 && std::any_of(parts.begin(), parts.end(),
                                        [this](const auto* part) { return unknown_name(*part); });
    std::vector<TypeAlternative>& alternatives = store_.alternatives.emplace_back();
    for (const ast::TypeExpr* part : parts) add(*part, symbols, alternatives);
    result.alternatives = alternatives;
    return result;
  }

 private:
  // The alternatives of a union, and whether any of them has a `?`.
  static void collect(const ast::TypeExpr& type, std::vector<const ast::TypeExpr*>& parts,
                      bool& optional) {
    if (const auto* list = std::get_if<ast::UnionType>(&type.node)) {
      for (const ast::TypeExpr* part : list->alternatives) collect(*part, parts, optional);
    } else if (const auto* maybe = std::get_if<ast::OptionalType>(&type.node)) {
      optional = true;
      if (maybe->base != nullptr) collect(*maybe->base, parts, optional);
    } else {
      parts.push_back(&type);
    }
  }

  bool unknown_name(const ast::TypeExpr& type) const {
    const auto* named = std::get_if<ast::NamedType>(&type.node);
    return named != nullptr && find_scalar(named->name.text) == nullptr &&
           !is_kind_(named->name.text);
  }

  void add(const ast::TypeExpr& type, bool symbols, std::vector<TypeAlternative>& to) {
    std::visit(
        overloaded{
            [&](const ast::NamedType& named) { add_name(named.name, symbols, to); },
            [&](const ast::SymbolType& symbol) {
              to.push_back({.form = TypeAlternative::Form::Symbol, .name = symbol.symbol.text});
            },
            [&](const ast::ListType& list) {
              add_element(TypeAlternative::Form::List, list.element, to);
            },
            [&](const ast::MapType& map) {
              add_element(TypeAlternative::Form::Map, map.element, to);
            },
            [](const ast::OptionalType&) {},  // collect() has taken these two apart
            [](const ast::UnionType&) {},
        },
        type.node);
  }

  void add_name(ast::Ident name, bool symbols, std::vector<TypeAlternative>& to) {
    if (const Scalar* scalar = find_scalar(name.text)) {
      to.push_back({.form = TypeAlternative::Form::Scalar, .scalar = *scalar, .name = name.text});
    } else if (symbols) {
      to.push_back({.form = TypeAlternative::Form::Symbol, .name = name.text});
    } else if (is_kind_(name.text)) {
      to.push_back({.form = TypeAlternative::Form::Kind, .name = name.text});
    } else {
      std::vector<std::string_view> names;
      for (const ScalarRow& r : kScalars) names.push_back(r.name);
      std::string_view meant = closest(name.text, names);
      if (meant.empty()) meant = syntax::meant_type(name.text);
      std::string kind(name.text);  // `Cluster`
      std::transform(kind.begin(), kind.end(), kind.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
      if (meant.empty() && is_kind_(kind)) meant = kind;
      suggest(sink_.report<diag::UnknownType>(name.span, name.text), name.span, meant,
              "types are " + enumerate(names, "and", 20) + ", or the name of a kind");
    }
  }

  void add_element(TypeAlternative::Form form, const ast::TypeExpr* element,
                   std::vector<TypeAlternative>& to) {
    if (element == nullptr) return;
    store_.types.push_back(resolve(*element));
    to.push_back({.form = form, .element = &store_.types.back()});
  }

  const std::function<bool(std::string_view)>& is_kind_;
  TypeStore& store_;
  Sink& sink_;
};

std::string alternative_text(const TypeAlternative& alternative) {
  switch (alternative.form) {
    case TypeAlternative::Form::Scalar:
      return std::string(scalar_name(alternative.scalar));
    case TypeAlternative::Form::Symbol:
      return std::string(alternative.name);
    case TypeAlternative::Form::Kind:
      return std::string(alternative.name);
    case TypeAlternative::Form::List:
      return "[" + type_text(*alternative.element) + "]";
    case TypeAlternative::Form::Map:
      return "{" + type_text(*alternative.element) + "}";
  }
  return {};
}

std::string describe(const TypeAlternative& alternative) {
  switch (alternative.form) {
    case TypeAlternative::Form::Scalar:
      return std::string(row(alternative.scalar).description);
    case TypeAlternative::Form::Symbol:
      return "`" + std::string(alternative.name) + "`";
    case TypeAlternative::Form::Kind:
      return with_article(alternative.name);
    case TypeAlternative::Form::List:
      return "a list, each item " + describe(*alternative.element);
    case TypeAlternative::Form::Map:
      return "an object `{ NAME = … }`, each value " + describe(*alternative.element);
  }
  return {};
}

}  // namespace

Type resolve_type(const ast::TypeExpr& type, const std::function<bool(std::string_view)>& is_kind,
                  TypeStore& store, Sink& sink) {
  return Resolver(is_kind, store, sink).resolve(type);
}

bool is_map(const FieldDecl& field) {
  return std::any_of(field.type.alternatives.begin(), field.type.alternatives.end(),
                     [](const TypeAlternative& a) { return a.form == TypeAlternative::Form::Map; });
}

bool is_text(Scalar scalar) {
  return scalar == Scalar::String || scalar == Scalar::Name || scalar == Scalar::Arn ||
         scalar == Scalar::Image || scalar == Scalar::Schedule || scalar == Scalar::Ip;
}

bool has_symbol(const Type& type, std::string_view name) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [name](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Symbol && a.name == name;
                     });
}

bool takes_bare_names(const Type* type) {
  return type != nullptr && std::any_of(type->alternatives.begin(), type->alternatives.end(),
                                        [](const TypeAlternative& a) {
                                          return a.form == TypeAlternative::Form::Scalar &&
                                                 a.scalar == Scalar::Name;
                                        });
}

const Scalar* find_scalar(std::string_view name) {
  const auto* found = std::find_if(kScalars.begin(), kScalars.end(),
                                   [name](const ScalarRow& r) { return r.name == name; });
  return found == kScalars.end() ? nullptr : &found->scalar;
}

std::string_view scalar_name(Scalar scalar) {
  return row(scalar).name;
}

std::string type_text(const Type& type) {
  std::string text;
  for (const TypeAlternative& alternative : type.alternatives)
    text += (text.empty() ? "" : " | ") + alternative_text(alternative);
  return text + (type.optional ? "?" : "");
}

std::string with_article(std::string_view noun) {
  const bool vowel =
      !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string describe(const Type& type) {
  std::string text;
  for (std::size_t i = 0; i < type.alternatives.size(); ++i) {
    if (i != 0) text += i + 1 == type.alternatives.size() ? " or " : ", ";
    text += describe(type.alternatives[i]);
  }
  return text;
}

}  // namespace svc::sema
