// How the patterns of foreign_rows.cpp are read, while svcc is compiled. A pattern lists tokens:
// words and signs as they are, with `|` between alternatives, or the forms of foreign_rows.h in
// capitals. `x:FORM` gives the tokens a name, `!` marks the one that the message points at, `~`
// wants no blank before a token, `^` one. Private to syntax/antlr.
#pragma once

#include <SvcParser.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "syntax/antlr/foreign_rows.h"

namespace svc::syntax::patterns {

using P = svc::antlr::SvcParser;
using Form = ShapePiece::Form;
using Place = ShapeRow::Place;

inline constexpr std::array<std::pair<std::string_view, Form>, 14> kForms = {{
    {"WORD", Form::Word},
    {"NAME", Form::Name},
    {"LABEL", Form::Label},
    {"STRING", Form::String},
    {"ARN", Form::Arn},
    {"QUOTED", Form::Quoted},
    {"NUMBER", Form::Number},
    {"LITERAL", Form::Literal},
    {"OPERAND", Form::Operand},
    {"VALUE", Form::Value},
    {"PLAIN", Form::Plain},
    {"REST", Form::Rest},
    {"UNTIL", Form::Until},
    {"END", Form::End},
}};

inline constexpr std::array<std::pair<std::string_view, std::uint16_t>, 37> kTokens = {{
    {"{", P::LBRACE},
    {"}", P::RBRACE},
    {"[", P::LBRACKET},
    {"]", P::RBRACKET},
    {"(", P::LPAREN},
    {")", P::RPAREN},
    {"=", P::ASSIGN},
    {":", P::COLON},
    {",", P::COMMA},
    {".", P::DOT},
    {"..", P::RANGE},
    {"?", P::QUESTION},
    {">", P::GREATER},
    {"<", P::LESS},
    {">=", P::GREATER_EQUAL},
    {"<=", P::LESS_EQUAL},
    {"/", P::SLASH},
    {"-", P::MINUS},
    {"_", P::MISSING},
    {"if", P::IF},
    {"else", P::ELSE},
    {"for", P::FOR},
    {"in", P::IN},
    {"on", P::ON},
    {"param", P::PARAM},
    {"let", P::LET},
    {"output", P::OUTPUT},
    {"import", P::IMPORT},
    {"assert", P::ASSERT},
    {"component", P::COMPONENT},
    {"environment", P::ENVIRONMENT},
    {"existing", P::EXISTING},
    {"remove", P::REMOVE},
    {"allow", P::ALLOW},
    {"deny", P::DENY},
    {"==", P::EQUAL},
    {"when", P::WHEN},
}};

// One piece of a pattern, `!x:WORD`.
constexpr ShapePiece piece(std::string_view text) {
  ShapePiece one;
  for (bool more = true; more && text.size() > 1;) {
    more = text[0] == '!' || text[0] == '~' || text[0] == '^';
    one.wrong = one.wrong || text[0] == '!';
    one.touches = one.touches || text[0] == '~';
    one.spaced = one.spaced || text[0] == '^';
    if (more) text.remove_prefix(1);
  }
  if (text.size() > 2 && text[1] == ':') {
    one.name = text[0];
    text.remove_prefix(2);
  }
  one.text = text;
  for (const auto& [word, form] : kForms) {
    if (text == word) one.form = form;
  }
  return one;
}

// The kind of token of a keyword or sign; 0 if it is none.
constexpr std::uint16_t token(std::string_view text) {
  for (const auto& [sign, type] : kTokens) {
    if (sign == text) return type;
  }
  return 0;
}

using TokenKinds = std::array<bool, ShapeRow::kTokenKinds>;
static_assert(ShapeRow::kTokenKinds == P::MISSING + 1);

// Adds the kinds of token that such a word or sign can be.
constexpr void add_kinds_of(std::string_view word, TokenKinds& kinds) {
  const bool letters = (word[0] >= 'a' && word[0] <= 'z') || (word[0] >= 'A' && word[0] <= 'Z');
  const std::uint16_t sign = letters ? std::uint16_t{0} : token(word);
  if (letters) {
    kinds[P::NAME] = true;
    for (std::size_t kind = P::IMPORT; kind <= P::FALSE; ++kind) kinds[kind] = true;
  } else if (sign != 0) {
    kinds[sign] = true;
  } else {
    for (std::size_t kind = 1; kind < kinds.size(); ++kind) kinds[kind] = true;
  }
}

// ShapeRow::beginnings, of the first piece.
constexpr std::uint64_t beginnings_of(const ShapePiece& first) {
  if (first.form != Form::Exactly) return ~std::uint64_t{0};
  std::uint64_t bits = ShapeRow::bit(first.text[0]);
  for (std::size_t i = 1; i < first.text.size(); ++i) {
    if (first.text[i - 1] == '|') bits |= ShapeRow::bit(first.text[i]);
  }
  return bits;
}

// Whether the piece is always one token.
constexpr bool is_one_token(const ShapePiece& piece) {
  constexpr Form kSingle[] = {Form::Exactly, Form::Word,    Form::Name,
                              Form::Label,   Form::String,  Form::Arn,
                              Form::Number,  Form::Literal, Form::Operand};
  return piece.text != "_" &&
         std::find(std::begin(kSingle), std::end(kSingle), piece.form) != std::end(kSingle);
}

// The kinds of token that a piece can begin with.
constexpr TokenKinds kinds_of(const ShapePiece& piece) {
  TokenKinds kinds{};
  if (piece.form == Form::Exactly && piece.text != "_") {
    for (std::string_view left = piece.text; !left.empty();) {
      const std::size_t end = std::min(left.find('|'), left.size());
      add_kinds_of(left.substr(0, end), kinds);
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  } else if (piece.form == Form::Word) {
    add_kinds_of("a", kinds);
  } else if (piece.form == Form::Number) {
    kinds[P::NUMBER] = true;
  } else if (piece.form == Form::Name || piece.form == Form::String || piece.form == Form::Arn) {
    kinds[P::STRING] = true;
  } else {
    kinds.fill(true);
  }
  return kinds;
}

// ShapeRow::second and third.
constexpr TokenKinds kinds_at(const ShapeRow& row, std::size_t place) {
  bool known = row.count > place;
  for (std::size_t i = 0; i < place; ++i) known = known && is_one_token(row.pieces[i]);
  if (known) return kinds_of(row.pieces[place]);
  TokenKinds all{};
  all.fill(true);
  return all;
}

// What a row is made of. Without `write`, no fix is offered, and `help` says what to do.
struct Texts {
  std::string_view expected;
  std::string_view write;
  std::string_view help;
  std::string_view read;
};

// A row of the table, from its pattern.
constexpr ShapeRow row(Place place, std::string_view pattern, Texts texts) {
  ShapeRow made;
  made.place = place;
  while (!pattern.empty()) {
    const std::size_t end = std::min(pattern.find(' '), pattern.size());
    made.pieces.at(made.count++) = piece(pattern.substr(0, end));
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  made.expected = texts.expected;
  made.write = texts.write;
  made.help = texts.help;
  made.read = texts.read;
  made.beginnings = beginnings_of(made.pieces[0]);
  made.second = kinds_at(made, 1);
  made.third = kinds_at(made, 2);
  return made;
}

// Calls `use` with each kind of token that the pattern may begin with. A keyword is a name where
// what follows it does not fit.
template <typename Use>
constexpr void each_beginning(const ShapeRow& row, Use use) {
  const ShapePiece& first = row.pieces[0];
  if (first.form == Form::Number) return use(std::uint16_t{P::NUMBER});
  if (first.form == Form::Name) return use(std::uint16_t{P::STRING});
  if (first.form != Form::Exactly) return use(std::uint16_t{P::NAME});
  bool name = false;
  for (std::string_view left = first.text; !left.empty();) {
    const std::size_t end = std::min(left.find('|'), left.size());
    const std::uint16_t type = token(left.substr(0, end));
    const bool sign = type != 0 && (type < P::IMPORT || type >= P::IF);
    if (type != 0) use(type);
    name = name || !sign;
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  if (name) use(std::uint16_t{P::NAME});
}

}  // namespace svc::syntax::patterns
