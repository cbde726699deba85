// The result of one parse that the next one can reuse (live_tree.h). Private to syntax/.
#pragma once

#include <cstddef>
#include <vector>

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"
#include "syntax/relocate.h"

namespace svc::syntax {

// The sizes of a tree's arenas.
struct Fill {
  std::size_t exprs = 0;
  std::size_t types = 0;
  std::size_t members = 0;

  [[nodiscard]] static Fill of(const ast::Ast& tree) {
    return {tree.exprs.size(), tree.types.size(), tree.members.size()};
  }
  [[nodiscard]] std::size_t nodes() const { return exprs + types + members; }
  friend bool operator==(const Fill&, const Fill&) = default;
};

// An item of a file without a mistake in it.
struct SoundItem {
  std::size_t first = 0;  // its tokens: from this one …
  std::size_t end = 0;    // … to before this one
  ast::Member* member = nullptr;
  Fill from;  // its nodes: those that came into the arenas in between
  Fill to;
};

struct Reading {
  std::vector<Lexeme> lexemes;   // with the end of the file
  std::vector<SoundItem> items;  // in the order of the file
  bool clean = false;            // the items are everything, and nothing was reported
};

// The reading of the previous text, and the changes of the text since. The nodes of the items are
// already relocated.
struct Earlier {
  const Reading& reading;
  TextChange change;

  // The item that now begins at token `at` of `lexemes` and consists of the same tokens as before;
  // null if there is none.
  [[nodiscard]] const SoundItem* find(const std::vector<Lexeme>& lexemes, std::size_t at) const;
};

// Parses the text of `reporter` from `from` on, the beginning of a line, into `ast`, which has no
// items yet; `ast` has the nodes of an earlier parse (may be null). Returns the parts that the next
// parse can reuse.
[[nodiscard]] Reading read(ast::Ast& ast, Reporter& reporter, const Earlier* earlier,
                           std::uint32_t from = 0);

}  // namespace svc::syntax
