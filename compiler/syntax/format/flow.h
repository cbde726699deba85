// The layout of parts without members: block heads, values, types. It works on tokens, so no text
// can be lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"
#include "syntax/tokens.h"

namespace svc::syntax {

inline constexpr std::size_t kIndent = 2;  // columns of indentation for members and elements

// A run of tokens, by index: [begin, end).
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
};

class Flow {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Flow(std::string_view text, const std::vector<Token>& tokens, const ast::Ast& ast);

  [[nodiscard]] const Token& token(std::size_t i) const { return tokens_[i]; }
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] std::string_view text(std::size_t i) const {
    return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
  }
  [[nodiscard]] bool is(std::size_t i, std::string_view mark) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::Mark && text(i) == mark;
  }
  // The partner of a bracket; kNone for other tokens.
  [[nodiscard]] std::size_t partner(std::size_t i) const { return partner_[i]; }
  // The first token that begins at this offset or behind it.
  [[nodiscard]] std::size_t at_offset(std::uint32_t offset) const;

  // Lays a run out, beginning in `column` of a line that is indented by `indent`. Stays in one line
  // when it can.
  [[nodiscard]] std::string lay_out(Run run, std::size_t indent, std::size_t column) const;
  // In one line. Only for a run without comments.
  [[nodiscard]] std::string flat(Run run) const;
  [[nodiscard]] bool holds_comment(Run run) const;
  [[nodiscard]] bool ends_with_line_comment(std::size_t i) const;

 private:
  [[nodiscard]] bool must_break(Run run) const;
  [[nodiscard]] bool opens_broken(std::size_t opener) const;
  [[nodiscard]] std::string inline_layout(Run run, std::size_t indent, std::size_t column,
                                          std::size_t broken_group) const;
  [[nodiscard]] std::string broken_group(std::size_t opener, std::size_t indent) const;
  [[nodiscard]] std::string split_at_operators(Run run, std::size_t indent,
                                               std::size_t column) const;
  [[nodiscard]] std::string broken_comprehension(std::size_t opener, std::size_t indent) const;
  [[nodiscard]] std::size_t last_group(Run run) const;
  [[nodiscard]] bool is_comprehension(std::size_t opener) const;
  [[nodiscard]] bool takes_trailing_comma(std::size_t opener) const;
  [[nodiscard]] bool space_between(std::size_t left, std::size_t right) const;
  [[nodiscard]] bool ends_operand(std::size_t i) const;
  [[nodiscard]] bool is_sign(std::size_t i) const;
  [[nodiscard]] int operator_level(std::size_t i) const;

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::vector<std::size_t> partner_;
  std::vector<bool> in_type_;
  std::vector<bool> in_broken_;  // in a region with a syntax error, behind another token of it
};

// The columns that a text takes: its code points.
[[nodiscard]] std::size_t width(std::string_view text);
// The columns of the last line of a text that begins in `column`.
[[nodiscard]] std::size_t end_column(std::string_view text, std::size_t column);

}  // namespace svc::syntax
