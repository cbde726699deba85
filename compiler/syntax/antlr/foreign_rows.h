// Shapes of other languages that are read by a table: a pattern of tokens, and what it means here.
// The rows are in foreign_rows.cpp; foreign_shapes.cpp reads them. Private to syntax/antlr.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace svc::syntax {

// A token, or several of them, of a pattern.
struct ShapePiece {
  enum class Form : std::uint8_t {
    Exactly,  // one of the words or signs in `text`, which `|` separates
    Word,     // a name, or a keyword that can be a name
    Name,     // a string that could be a name, without its quotes
    Label,    // a word or a string without interpolation
    String,   // a string without interpolation
    Arn,      // a string that begins with `arn:`
    Quoted,   // a string, also one with interpolation
    Number,   // a number
    Literal,  // a number, a string, an address, `true` or `false`
    Operand,  // one token that an operand can begin with
    Value,    // the rest of the value: up to a comma, a closing bracket or the end of the line
    Plain,    // the same, without the body of a block
    Rest,     // all of the line, up to a closing bracket
    Until,    // one token or more, up to the next piece of the pattern
    End,      // no token: the line, the block or the list ends here, or a comma follows
  };
  Form form = Form::Exactly;
  char name = 0;  // `$x` in a text means the tokens of `x:FORM`; `$'x` without quotes, `$-x` in
                  // small letters, `$%x` as a unit, `$^x` as a kind; `$#` is a `$`
  bool wrong = false;    // the message points at it
  bool touches = false;  // no blank before it
  bool spaced = false;   // a blank before it
  std::string_view text;
};

struct ShapeRow {
  [[nodiscard]] static constexpr std::uint64_t bit(char c) {
    return std::uint64_t{1} << (static_cast<unsigned char>(c) % 64U);
  }

  // Top: outside of blocks, except for components, environments, loops and conditions. Nested: in a
  // block.
  enum class Place : std::uint8_t { Anywhere, Member, Top, Nested, Environment };
  static constexpr std::size_t kMost = 12;
  static constexpr std::size_t kTokenKinds = 68;

  Place place = Place::Anywhere;
  std::array<ShapePiece, kMost> pieces{};
  std::size_t count = 0;
  std::string_view expected;  // for the message: what should be there
  std::string_view write;     // the text in place of the tokens: the fix; empty if none is certain
  std::string_view help;      // with `$$` for that text; empty: "write `$$`"
  std::string_view read;      // the tokens that are read instead; empty: those of `write`
  // How the first token can begin: a bit for each character, modulo 64. These three rule out
  // nearly every row where a program is correct.
  std::uint64_t beginnings = 0;
  // The kinds of token that the second token and the third can have, 0 for the end of the line.
  std::array<bool, kTokenKinds> second{};
  std::array<bool, kTokenKinds> third{};
};

// The rows with patterns that may begin with such a token, in the order in which they are tried.
[[nodiscard]] std::span<const ShapeRow* const> shape_rows(std::uint16_t first);

// The kind of token of a keyword or sign of a replacement; 0 if it is none. `_` is a missing value.
[[nodiscard]] std::uint16_t token_of(std::string_view text);

}  // namespace svc::syntax
