#include "syntax/antlr/expectation.h"

#include <SvcParser.h>

#include "syntax/antlr/describe.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

[[nodiscard]] std::uint16_t type_at(const LexemeStream& stream, std::size_t i) {
  return stream.token(i).lexeme().type;
}

[[nodiscard]] bool is_reserved(std::uint16_t type) {
  return type >= P::IF && type <= P::FALSE;
}

// `a = b⏎ c` and `topic alerts⏎ queue jobs {`: a head that continues on the next line is most
// likely incomplete, and the first token of that line is the place to report it. Returns `here` if
// the member is on one line.
[[nodiscard]] std::size_t end_of_head(const LexemeStream& stream, std::size_t member,
                                      std::size_t here) {
  for (std::size_t i = member + 1; i <= here; ++i) {
    if (stream.token(i).lexeme().line_start) return i;
  }
  return here;
}

[[nodiscard]] std::string names_token(antlr4::Parser& parser) {
  const auto expected = parser.getExpectedTokens();
  std::string text;
  for (const ssize_t type : expected.toList()) {
    const std::string word = describe_type(static_cast<std::size_t>(type));
    if (word == "something else" || word == text) continue;
    if (!text.empty()) return {};
    text = word;
  }
  return text;
}

[[nodiscard]] Expectation in_block_head(const LexemeStream& stream, std::size_t member,
                                        std::size_t here) {
  const std::size_t at = end_of_head(stream, member, here);
  if (at == member + 1 && type_at(stream, member) == P::NAME) {
    return {at, "`=` or `{` after the name",
            "a field is written `name = value`, a block `kind label { … }`"};
  }
  if (at > member + 1 || at != here)
    return {at, "`{`", "a block is written `kind label { … }`, with `{}` when it has no members"};
  return {at, "a label or `{`", "a block is written `kind label { … }`"};
}

[[nodiscard]] Expectation in_member(antlr4::Parser& parser, std::size_t here) {
  std::string token = names_token(parser);
  return {here, token.empty() ? "something else" : std::move(token), {}};
}

[[nodiscard]] std::string_view value_help(std::uint16_t found) {
  if (found == P::ASSIGN) return "`=` gives a field its value; two values are compared with `==`";
  if (found == P::IF) return "a choice is written `condition ? value : other`";
  if (is_reserved(found)) return "this word is a keyword and cannot be a name";
  return {};
}

}  // namespace

Expectation expected_member(const LexemeStream& stream, std::size_t at) {
  const std::uint16_t type = type_at(stream, at);
  const bool first = at == 0 || stream.token(at).lexeme().line_start ||
                     type_at(stream, at - 1) == P::LBRACE || type_at(stream, at - 1) == P::COMMA;
  if (type == P::COMMA) return {at, "a field or a block", "one comma is enough between members"};
  if (type == P::ELSE)
    return {at, "a field or a block", "write `else` directly after the `}` of an `if`"};
  if (type == P::IN)
    return {at, "a field or a block",
            "what a block is in follows its name: `service NAME in CLUSTER { … }`"};
  if (is_reserved(type))
    return {at, "a field or a block", "this word is a keyword and cannot name a field"};
  if (first) return {at, "a field or a block", {}};
  return {at, "an operator or the end of the line",
          "write each member on its own line, or put a comma between them"};
}

Expectation expected(antlr4::Parser& parser, const LexemeStream& stream, std::size_t member) {
  const std::size_t here = stream.here();
  const std::uint16_t found = type_at(stream, here);
  switch (parser.getContext()->getRuleIndex()) {
    case P::RuleOperand:
    case P::RuleExpr:
    case P::RuleValue: {
      std::string token = names_token(parser);
      const bool one = !token.empty() && token != "a name" && token != "a string";
      if (one && token == "`:`")
        return {here, token, "a choice is written `condition ? value : other`"};
      return {here, one ? token : "a value", value_help(found)};
    }
    case P::RuleType:
    case P::RuleTypeTerm: {
      std::string token = names_token(parser);
      const bool one = !token.empty() && token != "a name" && token != "a string";
      return {here, one ? token : "a type", {}};
    }
    case P::RulePostfix: {
      std::string token = names_token(parser);
      if (token == "a name") return {here, "a name after `.`", {}};
      if (token == "`)`") return {here, "`,` or `)`", "the arguments are separated by commas"};
      return {here, token.empty() ? "a value" : token, {}};
    }
    case P::RuleList:
      if (found == P::FOR)
        return {here, "a value",
                "a list is made of another one with `[EXPRESSION for NAME in LIST]`"};
      return {here, "`,` or `]`", "the elements of a list are separated by commas"};
    case P::RuleObject:
      return {here, "`,` or `}`", "an object is written `{ key = value, other = value }`"};
    case P::RuleEntry:
      if (names_token(parser) == "`=`")
        return {here, "`=`", "the entries of an object are written `key = value`"};
      return {here, "a key", {}};
    case P::RuleArguments:
      return {here, "`,` or `)`", "the arguments are separated by commas"};
    case P::RuleNamed:
    case P::RuleHeader:
    case P::RuleLabel:
    case P::RuleBody:
    case P::RulePlainBlock:
      return in_block_head(stream, member, here);
    case P::RuleQuotedField:
      return {here, "`=`", "a name in quotes can only be the name of a field: \"X-Trace\" = \"1\""};
    case P::RuleString:
      return {here, "a string", {}};
    case P::RuleWord:
    case P::RuleReference:
      return {here, "a name", value_help(found)};
    case P::RuleMembers:
    case P::RuleMember:
      return expected_member(stream, here);
    case P::RuleParamDecl:
      if (names_token(parser) == "`:`")
        return {here, "`:`", "a parameter is written `param name: type = default`"};
      break;
    case P::RuleLetDecl:
      if (names_token(parser) == "`=`")
        return {here, "`=`", "a name for a value is declared with `let NAME = VALUE`"};
      break;
    case P::RuleOutputDecl:
      if (names_token(parser) == "`=`")
        return {here, "`=`", "an output is written `output NAME = VALUE`"};
      break;
    case P::RuleAllow:
      if (names_token(parser) == "`on`")
        return {here, "`on`", "permissions are written `allow send on orders`"};
      break;
    case P::RuleAssertDecl:
      if (names_token(parser) == "`else`")
        return {here, "`else`", "an assertion is written `assert condition else \"message\"`"};
      break;
    default:
      break;
  }
  const bool behind = here > 0;
  if (behind && type_at(stream, here - 1) == P::EXISTING)
    return {here, "a kind", "what exists already is named `existing KIND NAME { … }`"};
  if (behind && type_at(stream, here - 1) == P::REMOVE)
    return {here, "a block", "an environment removes a block with `remove KIND NAME {}`"};
  return in_member(parser, here);
}

}  // namespace svc::syntax
