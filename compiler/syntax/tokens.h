// A text as a sequence of tokens and comments, for the formatter. It has no meaning beyond single
// tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_file.h"

namespace svc::syntax {

struct Token {
  enum class Kind : std::uint8_t {
    Word,         // a name, `true`, `false`
    Keyword,      // where it is one
    Number,       // with its unit; an address too
    String,       // a whole string with its interpolations
    TextBlock,    // """ … """
    Mark,         // brackets, operators, commas
    LineComment,  // also ///
    BlockComment,
  };
  Kind kind = Kind::Mark;
  std::uint32_t begin = 0;  // byte offsets
  std::uint32_t end = 0;
  std::uint32_t lines = 0;  // line ends between the token before and this one

  [[nodiscard]] bool is_comment() const {
    return kind == Kind::LineComment || kind == Kind::BlockComment;
  }
};

struct Tokens {
  std::vector<Token> tokens;
  bool complete = true;  // false when the text holds characters that belong to no token, or a
                         // string or comment that is never closed
};

// Splits a text that parse() could read as text at all.
[[nodiscard]] Tokens tokenize(std::string_view text);

// The tokens as text, for people and for the tests of the editors' grammars: one line each, `KIND
// LINE:COLUMN-LINE:COLUMN`, in file order, columns in code points. Strings are split (`string`,
// `interpolation` for `${` and its `}`), addresses are distinguished from numbers, and `true` and
// `false` from names. A file with mistakes gives the recognized tokens.
[[nodiscard]] std::string dump_tokens(const SourceFile& file);

}  // namespace svc::syntax
