// A tree whose text has changed in one place, made to fit the text as it is now.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "syntax/ast.h"

namespace svc::syntax {

// What became of a text: its bytes from `begin` to `end` gave way to others, and what stood behind
// them moved by `shift`.
struct TextChange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int64_t shift = 0;

  // The smallest change that makes `after` of `before`.
  [[nodiscard]] static TextChange between(std::string_view before, std::string_view after);
  // Whether the change neither holds nor touches these bytes of the text before.
  [[nodiscard]] bool leaves(std::uint32_t from, std::uint32_t to) const {
    return to < begin || from > end;
  }
  // Where an offset of the text before lies now; of one within the change, where the change begins.
  [[nodiscard]] std::uint32_t now(std::uint32_t offset) const;
  // Which offset of the text before lies at this one now; nothing for one within the change.
  [[nodiscard]] std::optional<std::uint32_t> before(std::uint32_t offset) const;
};

// Moves every place in the tree's nodes to where it is now, and lets every view point into `now`.
// `before` is where the text was that they point into; it is not read, so it may be gone. Nodes
// within the change are left without sense: nothing may refer to them any more.
void relocate(ast::Ast& tree, const TextChange& change, std::string_view before,
              std::string_view now);

}  // namespace svc::syntax
