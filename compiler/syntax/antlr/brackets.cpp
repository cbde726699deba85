#include "syntax/antlr/brackets.h"

#include <SvcParser.h>

#include <algorithm>

#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/token_kinds.h"
#include "syntax/parse.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

// A row of operators, calls, accesses or `else if` makes a tree with one level for each of them.
constexpr std::uint32_t kMaxChain = 1000;

[[nodiscard]] bool is_operator(std::uint16_t type) {
  return type == P::QUESTION || type == P::DOT || (type >= P::OR && type <= P::NOT) ||
         type == P::ELSE;
}

// Whether the token ends any preceding expression.
[[nodiscard]] bool starts_afresh(std::uint16_t before, std::uint16_t type) {
  if (type == P::ASSIGN || type == P::COMMA || type == P::ON || type == P::IN || type == P::FOR)
    return true;
  return ends_operand(before) && begins_operand(type);
}

}  // namespace

bool is_opener(std::uint16_t type) {
  return type == P::LBRACE || type == P::LBRACKET || type == P::LPAREN || type == P::INTERP_OPEN;
}

bool is_closer(std::uint16_t type) {
  return type == P::RBRACE || type == P::RBRACKET || type == P::RPAREN || type == P::INTERP_CLOSE;
}

namespace {

// How deep the trees are that a row of lexemes becomes, while it is read: at most, whatever its
// operators bind.
class Depth {
 public:
  // An operator, a call or an access: another level above what came before it.
  void add() { ++here_.chain, ++above_; }
  // The next expression begins.
  void end_expression() {
    here_.closed = std::max(here_.closed, here_.chain + here_.operand);
    above_ -= here_.chain;
    here_.chain = here_.operand = 0;
  }
  void open() {
    outer_.push_back(here_);
    here_ = {};
  }
  // What was in the brackets is an operand of what is around them.
  void close() {
    if (outer_.empty()) return;
    end_expression();
    const std::uint32_t depth = here_.closed;
    here_ = outer_.back();
    outer_.pop_back();
    here_.operand = std::max(here_.operand, depth);
  }
  [[nodiscard]] std::size_t brackets() const { return outer_.size(); }
  // Of the tree around the last lexeme.
  [[nodiscard]] std::uint32_t levels() const { return above_ + here_.operand; }

 private:
  struct Level {
    std::uint32_t chain = 0;    // levels of the expression that is read
    std::uint32_t operand = 0;  // of its deepest operand in brackets
    std::uint32_t closed = 0;   // of the deepest expression before it, in the same brackets
  };
  Level here_;
  std::vector<Level> outer_;
  std::uint32_t above_ = 0;  // the levels of all expressions that are read
};

}  // namespace

bool nested_too_deeply(const Scan& scan, Reporter& reporter) {
  Depth depth;
  std::uint16_t before = 0;
  for (const Lexeme& lexeme : scan.lexemes) {
    if (starts_afresh(before, lexeme.type)) depth.end_expression();
    if (is_opener(lexeme.type)) {
      if (ends_operand(before)) depth.add();  // a call or an access
      depth.open();
    } else if (is_closer(lexeme.type)) {
      depth.close();
    } else if (is_operator(lexeme.type)) {
      depth.add();
    }
    const Span span = reporter.span(lexeme.begin, lexeme.end);
    if (depth.brackets() > kMaxNesting) {
      reporter.report<diag::NestedTooDeeply>(span, "brackets", kMaxNesting)
          .help("split it up: give the inner parts names with `let`");
      return true;
    }
    if (depth.levels() > kMaxChain) {
      reporter.report<diag::ExpressionTooLong>(span, kMaxChain)
          .help("split it up: give parts of it names with `let`");
      return true;
    }
    before = lexeme.type;
  }
  return false;
}

Brackets pair_brackets(const std::vector<Lexeme>& lexemes) {
  Brackets result;
  result.partner.assign(lexemes.size(), Brackets::kOutside);
  result.parent.assign(lexemes.size(), Brackets::kOutside);
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < lexemes.size(); ++i) {
    if (is_closer(lexemes[i].type) && !open.empty()) {
      result.partner[i] = open.back();
      result.partner[open.back()] = i;
      open.pop_back();
    }
    result.parent[i] = open.empty() ? Brackets::kOutside : open.back();
    if (is_opener(lexemes[i].type)) open.push_back(i);
  }
  return result;
}

}  // namespace svc::syntax
