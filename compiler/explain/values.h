// A declaration of the prelude in words: defaults, limits, types, heads of blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/kinds.h"

namespace svc::explain {

// A placeholder for a name: `CLUSTER`.
[[nodiscard]] std::string capitals(std::string_view word);
// A text in a table of Markdown: no line ends, and a `|` does not end the cell. The second one is
// code, or empty.
[[nodiscard]] std::string cell(std::string_view text);
[[nodiscard]] std::string code_cell(std::string_view text);
// A default as the language writes it: `30s`, `[]`, `per_zone`, `"/"`. Empty if there is none.
[[nodiscard]] std::string constant_text(const sema::Constant& constant);
// Further facts about a field, one sentence each: `Required.`, `From 1 to 6.`, `Must be known at
// compile time.`
[[nodiscard]] std::vector<std::string> remarks(const sema::FieldDecl& field);
// `zones: int = 2`
[[nodiscard]] std::string field_head(const sema::FieldDecl& field);
// `tag(name: string): image`
[[nodiscard]] std::string method_head(const sema::MethodDecl& method);
// The syntax of the block: `service NAME in CLUSTER { … }`, `existing secret NAME { … }`.
[[nodiscard]] std::string usage(const sema::KindDecl& kind, bool existing);
// `route BALANCER { … }`
[[nodiscard]] std::string usage(const sema::BlockDecl& block);
// How often a block can occur: `any number`, `at most one`.
[[nodiscard]] std::string_view how_often(const sema::BlockDecl& block);

}  // namespace svc::explain
