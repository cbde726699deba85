// Members and values with the right words in the shape of another language: `for (x of list) {`,
// `param size = 3`, `2 if prod else 1`. Each is reported once and read as what it means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "syntax/antlr/brackets.h"
#include "syntax/antlr/foreign_rows.h"
#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

// Rewrites such tokens. `broken` takes the text that is no longer in the tokens as it is written.
void reshape(Scan& scan, Reporter& reporter, std::vector<Span>& broken);

// Private to foreign_shapes.cpp, and the other files of its class.
class Reshaper {
 public:
  Reshaper(Scan& scan, Reporter& reporter, std::vector<Span>& broken)
      : in_(scan.lexemes), reporter_(reporter), broken_(broken) {}

  // Gives false if nothing was rewritten.
  bool run();
  std::vector<Lexeme> take() { return std::move(out_); }

 private:
  using P = svc::antlr::SvcParser;
  static constexpr std::size_t kFarthest = 40;  // tokens of a line that are looked at

  // Each reads one shape that begins at token i, and gives the index of the token behind it; i if
  // it is not there.
  std::size_t shape(std::size_t i);
  std::size_t member(std::size_t i);
  // foreign_rewrite.cpp
  struct Found;
  std::size_t row(std::size_t i);
  bool matches(const ShapeRow& row, std::size_t i, Found& found);
  [[nodiscard]] bool is(const ShapePiece& piece, std::size_t at) const;
  std::size_t behind(const ShapePiece& piece, const ShapePiece* next_piece, std::size_t at);
  std::size_t behind_until(const ShapePiece* next_piece, std::size_t at);
  [[nodiscard]] std::string expand(std::string_view text, const ShapeRow& row,
                                   const Found& found) const;
  void rewrite(const ShapeRow& row, const Found& found);
  std::size_t last_of_open(const ShapeRow& row, const Found& found);
  void report_row(const ShapeRow& row, const Found& found);
  // foreign_choices.cpp
  std::size_t value(std::size_t i);
  std::size_t condition(std::size_t i);
  std::size_t list_in_other_brackets(std::size_t i);
  std::size_t numbered_item(std::size_t i);
  std::size_t option_of_command(std::size_t i);
  std::size_t item_of_yaml(std::size_t i);
  std::size_t choice(std::size_t i);
  std::size_t choice_by_words(std::size_t i);
  std::size_t as_choice(std::size_t i, std::size_t last, std::size_t at, std::string_view expected,
                        const std::string& meant);
  std::size_t bare_list(std::size_t i);
  std::size_t command(std::size_t i);
  std::size_t choice_without_other(std::size_t i);
  std::size_t default_of_variable(std::size_t i);
  std::size_t open_range(std::size_t i);
  // foreign_spreads.cpp
  [[nodiscard]] bool any_spread() const;
  [[nodiscard]] std::size_t behind_spread(std::size_t i) const;
  std::size_t spread(std::size_t i);
  // foreign_declarations.cpp
  std::size_t param(std::size_t i);
  std::size_t param_without_type(std::size_t i);
  std::size_t param_with_value(std::size_t i);
  std::size_t param_with_options(std::size_t i);
  std::size_t param_in_other_order(std::size_t i);
  std::size_t param_by_other_word(std::size_t i);
  std::size_t protocol_of_port(std::size_t i);
  std::size_t component(std::size_t i);
  std::size_t component_with_arguments(std::size_t i);
  std::size_t component_in_kind(std::size_t i);
  std::size_t component_by_other_word(std::size_t i);
  std::size_t output(std::size_t i);
  std::size_t output_as_block(std::size_t i);
  std::size_t outputs_in_one_block(std::size_t i);
  std::size_t dashed_field(std::size_t i);
  std::size_t field_of_block(std::size_t i);
  std::size_t method_call(std::size_t i);
  // foreign_heads.cpp
  std::size_t block_with_sign(std::size_t i);
  std::size_t removed_by_name(std::size_t i);
  std::size_t keyword_as_name(std::size_t i);
  std::size_t block_in_parentheses(std::size_t i);
  std::size_t words_behind_label(std::size_t i);
  std::size_t grant(std::size_t i);
  // The kind of the block of this name; empty if the file has none.
  [[nodiscard]] std::string_view kind_of(std::string_view name);

  [[nodiscard]] std::uint16_t type(std::size_t i) const {
    return i < in_.size() ? in_[i].type : std::uint16_t{0};
  }
  // The kind of a token if it is on the same line as the one before it; else 0.
  [[nodiscard]] std::uint16_t next(std::size_t i) const {
    return i < in_.size() && !in_[i].line_start ? in_[i].type : std::uint16_t{0};
  }
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < in_.size() ? reporter_.text(in_[i].begin, in_[i].end) : std::string_view{};
  }
  [[nodiscard]] std::string_view text(std::size_t first, std::size_t last) const {
    return reporter_.text(in_[first].begin, in_[last].end);
  }
  // The content of a string without interpolation; empty for other tokens.
  [[nodiscard]] std::string_view content(std::size_t i) const;
  [[nodiscard]] bool adjacent(std::size_t i) const {
    return i + 1 < in_.size() && in_[i].end == in_[i + 1].begin;
  }
  [[nodiscard]] Span span(std::size_t i) const { return reporter_.span(in_[i].begin, in_[i].end); }
  [[nodiscard]] bool is_any_of(std::size_t i, std::initializer_list<std::string_view> words) const;
  const Brackets& brackets();
  // The partner of a bracket; i itself if it has none.
  std::size_t partner(std::size_t i);
  // The last token of the line, of the brackets around it, or before a comma.
  std::size_t last_of_value(std::size_t first);
  // Whether the token is the first one of its line, or of its block, or follows a comma.
  [[nodiscard]] bool is_fresh(std::size_t i) const {
    return in_[i].line_start || i == 0 || type(i - 1) == P::LBRACE || type(i - 1) == P::COMMA ||
           type(i - 1) == P::RBRACE;
  }
  // Whether a member of a file, a block or an environment may begin here.
  bool begins_member(std::size_t i);
  bool in_members(std::size_t i);
  bool in_environment(std::size_t i);
  // Whether blocks of the program are declared here.
  bool at_top(std::size_t i);

  void begin(std::size_t i);  // copies the tokens before i, if it is the first mistake
  void push(Lexeme lexeme);
  void push(std::size_t i, std::size_t as = 0);  // token i, as another kind of token
  void push_unquoted(std::size_t i);             // the string i as a name
  void push_inserted(std::size_t as, std::uint32_t at);
  // One token in place of those from `first` to `last`.
  void stand_in(std::size_t as, std::size_t first, std::size_t last);
  void skip(std::size_t first, std::size_t last);  // leaves them out
  // Reads tokens i and i + 2 without the one between them. Gives the token behind them.
  std::size_t leave_out_between(std::size_t i);

  const std::vector<Lexeme>& in_;
  Reporter& reporter_;
  std::vector<Span>& broken_;
  std::vector<Lexeme> out_;
  bool changed_ = false;
  bool has_spreads_ = false;
  Brackets brackets_;
  bool paired_ = false;
  std::optional<std::unordered_map<std::string_view, std::string_view>> kinds_;  // of the blocks
};

}  // namespace svc::syntax
