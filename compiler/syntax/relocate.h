// Adapts a tree to a change in one place of its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "syntax/ast.h"

namespace svc::syntax {

// A change of a text: the bytes from `begin` to `end` were replaced, and the text after them moved
// by `shift`.
struct TextChange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int64_t shift = 0;

  // The smallest change that makes `after` of `before`.
  [[nodiscard]] static TextChange between(std::string_view before, std::string_view after);
  // Whether the change neither contains nor touches these bytes of the old text.
  [[nodiscard]] bool leaves(std::uint32_t from, std::uint32_t to) const {
    return to < begin || from > end;
  }
  // The new position of an old offset; inside the change, its beginning.
  [[nodiscard]] std::uint32_t now(std::uint32_t offset) const;
  // Moves a place of the old text to its new position; one in the middle of the change becomes
  // shorter.
  void move(Span& span) const;
  // The old position of a new offset; nothing inside the change.
  [[nodiscard]] std::optional<std::uint32_t> before(std::uint32_t offset) const;
};

// Moves every place in the tree's nodes to its new position, and every view into `now`. `before` is
// the address of the old text that the views point into; it is not read, so the text may be gone.
// Nodes inside the change become invalid and must not be referenced.
void relocate(ast::Ast& tree, const TextChange& change, std::string_view before,
              std::string_view now);

}  // namespace svc::syntax
