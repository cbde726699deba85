// The declarations of a file as a tree, for an editor's outline and symbol search.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.h"

namespace svc::ide {

enum class OutlineKind : std::uint8_t {
  App,
  Environment,
  Import,
  Param,
  Let,
  Output,
  Assert,
  Component,
  Block,
  Nested,
  Field,
  Permission,
  Condition,
  Loop,
  Kind,
  Attribute,
  Method,
  Verb
};

struct OutlineItem {
  std::string name;    // `api` of `service api {…}`; of a nested block its head, `route edge`
  std::string detail;  // the kind, the type, or a short value
  OutlineKind kind{};
  Span span;       // all of it, with its documentation
  Span name_span;  // within span
  std::vector<OutlineItem> children;
};

// In the order of the text.
[[nodiscard]] std::vector<OutlineItem> outline(const ast::Ast& tree, const SourceFile& file);

}  // namespace svc::ide
