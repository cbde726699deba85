#include "syntax/antlr/describe.h"

#include <SvcParser.h>

#include "syntax/antlr/characters.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

constexpr std::size_t kMaxShown = 30;

// The text of a token, cut to one short line.
[[nodiscard]] std::string shown(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  if (line.size() <= kMaxShown && line.size() == text.size()) return std::string(text);
  std::size_t end = 0;
  while (end < line.size() && end < kMaxShown) end += character_length(line.substr(end));
  return fmt::format("{}…", line.substr(0, end));
}

}  // namespace

std::string describe(const Lexeme& lexeme, const Reporter& reporter) {
  const std::string_view text = reporter.text(lexeme.begin, lexeme.end);
  switch (lexeme.type) {
    case P::STRING:
      return fmt::format("the string {}", shown(text));
    case P::STRING_OPEN:
      return "a string";
    case P::STRING_TEXT:
    case P::STRING_CLOSE:
      return "the end of the `${`";
    case P::NUMBER:
      return fmt::format("the number `{}`", shown(text));
    case P::IF:
    case P::ELSE:
    case P::FOR:
    case P::IN:
    case P::ON:
      return fmt::format("the keyword `{}`", text);
    default:
      break;
  }
  if (text.empty()) return "the end of the file";
  return fmt::format("`{}`", shown(text));
}

std::string describe_type(std::size_t type) {
  switch (type) {
    case P::NAME:
      return "a name";
    case P::NUMBER:
      return "a number";
    case P::STRING:
    case P::STRING_OPEN:
      return "a string";
    case P::IF:
      return "`if`";
    case P::ELSE:
      return "`else`";
    case P::FOR:
      return "`for`";
    case P::IN:
      return "`in`";
    case P::ON:
      return "`on`";
    case P::KIND:
      return "`kind`";
    case P::ASSIGN:
      return "`=`";
    case P::COLON:
      return "`:`";
    case P::COMMA:
      return "`,`";
    case P::LBRACE:
      return "`{`";
    case P::RBRACE:
      return "`}`";
    case P::LBRACKET:
      return "`[`";
    case P::RBRACKET:
      return "`]`";
    case P::LPAREN:
      return "`(`";
    case P::RPAREN:
      return "`)`";
    case P::INTERP_CLOSE:
      return "`}`";
    default:
      return "something else";
  }
}

}  // namespace svc::syntax
