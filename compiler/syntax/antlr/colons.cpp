#include "syntax/antlr/colons.h"

#include <SvcParser.h>

#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

class Indented {
 public:
  Indented(Scan& scan, Reporter& reporter) : in_(scan.lexemes), reporter_(reporter) {}

  // Nearly every file has no such line: nothing is copied then.
  [[nodiscard]] bool any() const {
    for (std::size_t i = 0; i + 1 < in_.size(); ++i) {
      if (opens(i)) return true;
    }
    return false;
  }

  std::vector<Lexeme> run() {
    for (std::size_t i = 0; i < in_.size(); ++i) {
      if (in_[i].line_start) {
        close(column(in_[i].begin));
        line_ = i;
      }
      Lexeme lexeme = in_[i];
      if (opens(i)) {
        report(i);
        lexeme.type = P::LBRACE;
        lexeme.bad = true;
        open_.push_back(column(in_[line_].begin));
      }
      out_.push_back(lexeme);
    }
    close(0);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint32_t column(std::uint32_t offset) const {
    const std::size_t line = reporter_.text().substr(0, offset).rfind('\n');
    return line == std::string_view::npos ? offset : offset - static_cast<std::uint32_t>(line) - 1;
  }

  // A `:` that ends its line, behind a name, above a line that is indented more. A choice may end a
  // line so too: it has a `?` before.
  [[nodiscard]] bool opens(std::size_t i) const {
    if (in_[i].type != P::COLON || i == 0 || i + 1 >= in_.size() || !in_[i + 1].line_start ||
        in_[i + 1].type == P::MINUS)
      return false;
    std::size_t first = i;
    while (first > 0 && !in_[first].line_start) --first;
    const std::uint16_t last = in_[i - 1].type;
    // `if a == b:` of Python: any expression without a choice.
    const bool statement = in_[first].type == P::IF || in_[first].type == P::FOR;
    if (!is_word(last) && last != P::STRING && !(statement && ends_operand(last))) return false;
    if (in_[first].type != P::NAME && in_[first].type != P::STRING &&
        in_[first].type != P::ENVIRONMENT && !statement)
      return false;
    for (std::size_t k = first; k < i; ++k) {
      if (statement && in_[k].type != P::QUESTION && in_[k].type != P::LBRACE) continue;
      const std::uint16_t type = in_[k].type;
      if (!is_word(type) && type != P::STRING && type != P::IN && type != P::FOR &&
          type != P::DOT && type != P::NUMBER)
        return false;
    }
    if (first > 0 && (in_[first - 1].type == P::QUESTION || in_[first - 1].type == P::COLON) &&
        !(in_[first - 1].type == P::COLON && opens(first - 1)))
      return false;
    return column(in_[i + 1].begin) > column(in_[first].begin);
  }

  void report(std::size_t i) {
    if (!reported_)
      reporter_
          .report<diag::UnexpectedToken>(reporter_.span(in_[i].begin, in_[i].end), "`{`", "`:`")
          .help("write the members of a block between `{` and `}`");
    reported_ = true;
  }

  // Ends the blocks that a line beginning in this column no longer belongs to.
  void close(std::uint32_t column) {
    while (!open_.empty() && column <= open_.back()) {
      const std::uint32_t end = out_.back().end;
      out_.push_back({.type = P::RBRACE, .bad = true, .inserted = true, .begin = end, .end = end});
      open_.pop_back();
    }
  }

  const std::vector<Lexeme>& in_;
  Reporter& reporter_;
  std::vector<Lexeme> out_;
  std::vector<std::uint32_t> open_;  // the columns of the lines that opened a block
  std::size_t line_ = 0;             // the first token of the line
  bool reported_ = false;
};

}  // namespace

void brace_indented_blocks(Scan& scan, Reporter& reporter) {
  Indented indented(scan, reporter);
  if (indented.any()) scan.lexemes = indented.run();
}

}  // namespace svc::syntax
