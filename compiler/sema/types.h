// Types as the language writes them: from the syntax tree, and back to text.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "sema/kinds.h"
#include "syntax/ast.h"

namespace svc::sema {

// Owns types that are not in the prelude's tables.
struct TypeStore {
  std::deque<Type> types;
  std::deque<std::vector<TypeAlternative>> alternatives;
};

// Gives the type that the tree writes. `is_kind` knows the names of kinds.
//
// A name in a union is a scalar type or a kind if one exists. If one name of the union is neither,
// all names except scalar types are symbols (`application | network` are two symbols, although
// there is a kind `network`). A word in quotes is always a symbol. A single unknown name is
// reported and gives a type without alternatives.
[[nodiscard]] Type resolve_type(const ast::TypeExpr& type,
                                const std::function<bool(std::string_view)>& is_kind,
                                TypeStore& store, Sink& sink);

// The scalar type of that name, and the name of a scalar type.
[[nodiscard]] const Scalar* find_scalar(std::string_view name);
[[nodiscard]] std::string_view scalar_name(Scalar scalar);

// Whether the field is a map (`env { … }`).
[[nodiscard]] bool is_map(const FieldDecl& field);
// Whether a scalar type is written as a text: strings, ARNs, images, schedules, addresses.
[[nodiscard]] bool is_text(Scalar scalar);

// Whether the symbol is one of the type's alternatives.
[[nodiscard]] bool has_symbol(const Type& type, std::string_view name);
// Whether a word that is no value counts as a text there: `volume = shared`.
[[nodiscard]] bool takes_bare_names(const Type* type);

// The values that a type accepts, for messages: `a size such as 512MiB`, "`none`, `single` or
// `per_zone`", `a queue`, `a list of …`.
[[nodiscard]] std::string describe(const Type& type);
// "a queue", "an app": with the article.
[[nodiscard]] std::string with_article(std::string_view noun);

}  // namespace svc::sema
