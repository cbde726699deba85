#include "explain/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sema/literals.h"

namespace svc::explain {

namespace {

using sema::Constant;
using sema::Scalar;
using sema::TypeAlternative;

bool takes(const sema::Type& type, Scalar scalar) {
  return std::any_of(type.alternatives.begin(), type.alternatives.end(),
                     [scalar](const TypeAlternative& a) {
                       return a.form == TypeAlternative::Form::Scalar && a.scalar == scalar;
                     });
}

// A limit in the unit of the field's type.
std::string limit_text(const sema::Type& type, double limit) {
  const auto whole = std::llround(limit);
  if (takes(type, Scalar::Duration)) return sema::duration_text(whole);
  if (takes(type, Scalar::Size)) return sema::size_text(whole);
  if (takes(type, Scalar::Cpu)) return sema::cpu_text(whole);
  if (takes(type, Scalar::Percent)) return sema::percent_text(limit);
  return std::floor(limit) == limit ? fmt::format("{}", whole) : fmt::format("{}", limit);
}

std::string limits(const sema::FieldDecl& field) {
  const bool low = std::isfinite(field.min);
  const bool high = std::isfinite(field.max);
  if (!low && !high) return {};
  const bool text = takes(field.type, Scalar::String);
  if (text && !high && field.min == 1) return "Not empty.";
  const std::string_view unit = text ? " characters" : "";
  if (low && high)
    return fmt::format("From {} to {}{}.", limit_text(field.type, field.min),
                       limit_text(field.type, field.max), unit);
  if (low) return fmt::format("At least {}{}.", limit_text(field.type, field.min), unit);
  return fmt::format("At most {}{}.", limit_text(field.type, field.max), unit);
}

}  // namespace

std::string capitals(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|')
      out += "\\|";
    else
      out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string code_cell(std::string_view text) {
  return text.empty() ? "" : fmt::format("`{}`", cell(text));
}

std::string constant_text(const Constant& c) {
  switch (c.form) {
    case Constant::Form::None:
      return {};
    case Constant::Form::Bool:
      return c.boolean ? "true" : "false";
    case Constant::Form::Int:
      return fmt::format("{}", c.integer);
    case Constant::Form::Number:
      return fmt::format("{}", c.number);
    case Constant::Form::String:
      return fmt::format("\"{}\"", c.text);
    case Constant::Form::Symbol:
    case Constant::Form::Cidr:
      return std::string(c.text);
    case Constant::Form::Duration:
      return sema::duration_text(c.integer);
    case Constant::Form::Size:
      return sema::size_text(c.integer);
    case Constant::Form::Percent:
      return sema::percent_text(c.number);
    case Constant::Form::Cpu:
      return sema::cpu_text(c.integer);
    case Constant::Form::Range:
      return fmt::format("{}..{}", c.integer, c.upper);
    case Constant::Form::Map:
      return "{}";
    case Constant::Form::List: {
      std::string out = "[";
      for (const Constant& item : c.items)
        out += (out.size() > 1 ? ", " : "") + constant_text(item);
      return out + "]";
    }
  }
  return {};
}

std::vector<std::string> remarks(const sema::FieldDecl& field) {
  std::vector<std::string> out;
  if (field.required()) out.emplace_back("Required.");
  if (std::string text = limits(field); !text.empty()) out.push_back(std::move(text));
  if (!field.pattern.empty()) {
    const std::string pattern = fmt::format("matches `{}`", field.pattern);
    out.push_back(fmt::format("Takes {}.", field.pattern_text.empty()
                                               ? "what " + pattern
                                               : std::string(field.pattern_text)));
  }
  if (field.is_inline) out.emplace_back("A name, or a block in its place.");
  if (field.primary) out.emplace_back("The block may be written as this value alone.");
  if (field.is_static)
    out.emplace_back(field.by_param ? "Known when the program is compiled, or given by a param."
                                    : "Known when the program is compiled.");
  return out;
}

std::string field_head(const sema::FieldDecl& field) {
  std::string out = fmt::format("{}: {}", field.name, sema::type_text(field.type));
  if (const std::string value = constant_text(field.value); !value.empty()) out += " = " + value;
  return out;
}

std::string method_head(const sema::MethodDecl& method) {
  std::string params;
  for (const sema::MethodParamDecl& param : method.params)
    params += fmt::format("{}{}: {}", params.empty() ? "" : ", ", param.name,
                          sema::type_text(param.type));
  return fmt::format("{}({}): {}", method.name, params, sema::type_text(method.result));
}

std::string usage(const sema::KindDecl& kind, bool existing) {
  std::string out = fmt::format("{}{} NAME", existing ? "existing " : "", kind.name);
  if (!existing) {
    for (const sema::ClauseDecl& clause : kind.clauses)
      out += fmt::format(" {} {}", clause.keyword == sema::ClauseDecl::Keyword::In ? "in" : "for",
                         capitals(clause.name));
  }
  return out + " { … }";
}

std::string usage(const sema::BlockDecl& block) {
  return sema::block_text(block) + " { … }";
}

std::string_view how_often(const sema::BlockDecl& block) {
  return block.many ? "any number" : "at most one";
}

}  // namespace svc::explain
