// Which names the files of a program mention. Private to lint/.
//
// By the text alone: a name counts as used wherever a word like it stands in an expression, as a
// type, as a kind, in a clause or as the label of a nested block. So a lint may overlook what is
// unused, but never complains of what is used, whatever the conditions of the program are.
#pragma once

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

// Calls `visit(member)` for each of the members and for all that stand in them.
template <typename Visit>
void each_member(const std::vector<const ast::Member*>& members, const Visit& visit);

// The main file is a program, with an app. One without is there to be imported: who uses its names
// is not known.
[[nodiscard]] bool is_program(const Files& files);

// Takes a member out of the text, with its documentation and, where it stands alone, its lines.
[[nodiscard]] Edit removal(const Sources& sources, const ast::Member& member);

// The members that stand inside another one; both branches of an `if`.
[[nodiscard]] std::vector<const ast::Member*> inside(const ast::Member& member);

template <typename Visit>
void each_member(const std::vector<const ast::Member*>& members, const Visit& visit) {
  for (const ast::Member* member : members) {
    visit(*member);
    each_member(inside(*member), visit);
  }
}

}  // namespace svc::lint
