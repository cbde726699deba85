#include "syntax/antlr/brackets.h"

#include <SvcParser.h>

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

bool nested_too_deeply(const Scan& scan, Reporter& reporter) {
  std::vector<std::uint32_t> chains;  // operators seen in each bracket that is open
  std::uint32_t total = 0;            // over all of them, and `chain`
  std::uint32_t chain = 0;
  std::uint16_t before = 0;
  for (const Lexeme& lexeme : scan.lexemes) {
    if (starts_afresh(before, lexeme.type)) {
      total -= chain;
      chain = 0;
    }
    if (is_opener(lexeme.type)) {
      if (ends_operand(before)) ++chain, ++total;  // a call or an access
      chains.push_back(chain);
      chain = 0;
    } else if (is_closer(lexeme.type) && !chains.empty()) {
      total -= chain;
      chain = chains.back();
      chains.pop_back();
    } else if (is_operator(lexeme.type)) {
      ++chain, ++total;
    }
    const Span span = reporter.span(lexeme.begin, lexeme.end);
    if (chains.size() > kMaxNesting) {
      reporter.report<diag::NestedTooDeeply>(span, "brackets", kMaxNesting)
          .help("split it up: give the inner parts names with `let`");
      return true;
    }
    if (total > kMaxChain) {
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
