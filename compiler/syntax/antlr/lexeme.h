// The tokens of a file as plain values, before ANTLR sees them. Private to syntax/. No ANTLR types
// here; the token types are the numbers of SvcParser.
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/ast.h"

namespace svc::syntax {

struct Lexeme {
  std::uint16_t type = 0;
  bool line_start = false;  // the first token of its line
  bool bad = false;  // a mistake in it or next to it was reported: more errors of the parser would
                     // be noise
  bool inserted = false;    // not in the text: the user forgot it
  std::uint32_t begin = 0;  // byte offsets
  std::uint32_t end = 0;
};

struct Scan {
  std::vector<Lexeme> lexemes;         // without an end-of-file token
  std::vector<ast::Comment> comments;  // in the order of the file
};

// The bracket around each token. `kOutside` represents the whole file.
struct Brackets {
  static constexpr std::uint32_t kOutside = 0xFFFFFFFFU;
  std::vector<std::uint32_t> partner;  // for a bracket: the index of its partner; else unused
  std::vector<std::uint32_t> parent;   // the index of the opening bracket around the token; the
                                       // brackets themselves belong to the outer level
};

}  // namespace svc::syntax
