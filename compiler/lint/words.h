// The names that the files of a program mention. Private to lint/.
//
// Decided by the text alone: a name is used if a word like it appears in an expression, as a type,
// as a kind, in a clause or as the label of a nested block. A lint may miss an unused name, but
// never reports a used one, under any condition of the program.
#pragma once

#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "lint/lint.h"

namespace svc::lint {

using Words = std::set<std::string_view>;

// The words that the members use, without those that they declare.
[[nodiscard]] Words words_of(const std::vector<const ast::Member*>& members);
// Those of all the program's own files and of the standard library's that it imports.
[[nodiscard]] Words words_of(const Files& files);

// Calls `visit(member)` for each of the members and, recursively, for their members.
template <typename Visit>
void each_member(const std::vector<const ast::Member*>& members, const Visit& visit);

// Calls `visit(expression)` for the expressions of a member itself, and for those in them.
void each_expression(const ast::Member& member, const std::function<void(const ast::Expr&)>& visit);

// The main file is a program and has an app. A file without one is for importing, and the users of
// its names are unknown.
[[nodiscard]] bool is_program(const Files& files);

// Deletes a member with its documentation and, if nothing else is on them, its lines.
[[nodiscard]] Edit removal(const Sources& sources, const ast::Member& member);

// The direct members of a member; of both branches for an `if`.
[[nodiscard]] std::vector<const ast::Member*> inside(const ast::Member& member);

template <typename Visit>
void each_member(const std::vector<const ast::Member*>& members, const Visit& visit) {
  for (const ast::Member* member : members) {
    visit(*member);
    each_member(inside(*member), visit);
  }
}

}  // namespace svc::lint
