#include "syntax/format/sections.h"

#include "base/lines.h"
#include "syntax/tokens.h"

namespace svc::syntax {

namespace {

[[nodiscard]] bool begins_item(std::string_view text, const Token& token) {
  const bool word =
      token.kind == Token::Kind::Word || token.kind == Token::Kind::Keyword || token.is_comment();
  return word && line_begins_at(text, token.begin);
}

// Whether the brackets of tokens [begin, end) match.
[[nodiscard]] bool matches(std::string_view text, const std::vector<Token>& tokens,
                           std::size_t begin, std::size_t end) {
  std::string open;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].kind != Token::Kind::Mark) continue;
    const char mark = text[tokens[i].begin];
    if (mark == '{') open += '}';
    if (mark == '[') open += ']';
    if (mark == '(') open += ')';
    if (mark != '}' && mark != ']' && mark != ')') continue;
    if (open.empty() || open.back() != mark) return false;
    open.pop_back();
  }
  return open.empty();
}

}  // namespace

std::vector<Section> sections(std::string_view text) {
  const Tokens all = tokenize(text);
  if (!all.complete) return {};
  std::vector<Section> result;
  std::size_t from = 0;  // the offset at which the section begins, and its first token
  std::size_t first = 0;
  const auto cut = [&](std::size_t to, std::size_t token) {
    if (to == from) return;
    const bool whole = matches(text, all.tokens, first, token);
    const std::string_view part = text.substr(from, to - from);
    if (whole && !result.empty() && result.back().whole)
      result.back().text = {result.back().text.data(), result.back().text.size() + part.size()};
    else
      result.push_back({part, whole});
    from = to;
    first = token;
  };
  for (std::size_t i = 0; i < all.tokens.size(); ++i) {
    if (begins_item(text, all.tokens[i])) cut(all.tokens[i].begin, i);
  }
  cut(text.size(), all.tokens.size());
  return result;
}

}  // namespace svc::syntax
