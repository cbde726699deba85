#include "syntax/antlr/errors.h"

#include <SvcParser.h>

#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/brackets.h"
#include "syntax/antlr/describe.h"
#include "syntax/antlr/expectation.h"
#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

// The tokens that can be second in a member that begins with a name.
[[nodiscard]] bool is_second(std::uint16_t type) {
  return is_word(type) || type == P::ASSIGN || type == P::LBRACE || type == P::STRING ||
         type == P::NUMBER || type == P::IN || type == P::FOR || type == P::COLON;
}

// The rule of the nearest enclosing context, from the innermost outwards, that is one of the two
// given.
[[nodiscard]] antlr4::ParserRuleContext* enclosing(antlr4::ParserRuleContext* context,
                                                   std::size_t rule) {
  while (context != nullptr && context->getRuleIndex() != rule)
    context = dynamic_cast<antlr4::ParserRuleContext*>(context->parent);
  return context;
}

}  // namespace

Errors::Errors(Reporter& reporter, LexemeStream& stream, const Brackets& brackets,
               std::vector<Span>& broken)
    : reporter_(reporter), stream_(stream), brackets_(brackets), broken_(broken) {
  lines_.reserve(stream.size());
  spoilt_.push_back(false);
  for (std::size_t i = 0; i < stream.size(); ++i) {
    if (at(i).line_start) spoilt_.push_back(false);
    if (at(i).bad || at(i).inserted) spoilt_.back() = true;
    lines_.push_back(static_cast<std::uint32_t>(spoilt_.size() - 1));
  }
}

antlr4::Token* Errors::recoverInline(antlr4::Parser* parser) {
  throw antlr4::InputMismatchException(parser);
}

// The token behind the string that begins at token i.
std::size_t Errors::behind_string(std::size_t i) const {
  if (at(i).type == P::STRING) return i + 1;
  for (++i; i < stream_.size() && at(i).type != P::STRING_CLOSE; ++i) {
    if (at(i).type != P::INTERP_OPEN) continue;
    if (brackets_.partner[i] == Brackets::kOutside) return stream_.size();
    i = brackets_.partner[i];
  }
  return i + 1;
}

// The tokens that can begin a member.
bool Errors::may_begin_member(std::size_t i) const {
  const std::uint16_t type = at(i).type;
  if (type == P::STRING || type == P::STRING_OPEN) {
    const std::size_t behind = behind_string(i);
    return behind < stream_.size() && at(behind).type == P::ASSIGN;
  }
  return is_word(type) || type == P::IF || type == P::FOR;
}

// Whether a member begins at token i, judged from two tokens: at the start of a line, or after a
// comma or a bracket.
bool Errors::begins_member(std::size_t i, std::uint32_t level) const {
  const Lexeme& first = at(i);
  if (brackets_.parent[i] != level || !may_begin_member(i)) return false;
  const bool fresh =
      first.line_start || (i > 0 && (at(i - 1).type == P::COMMA || at(i - 1).type == P::LBRACE ||
                                     at(i - 1).type == P::RBRACE));
  return fresh && (first.type != P::NAME || (i + 1 < stream_.size() && is_second(at(i + 1).type)));
}

void Errors::skip_member(std::size_t start, bool keep_brace) {
  const std::uint32_t level = brackets_.parent[start];
  const std::size_t end = stream_.size() - 1;
  std::size_t i = stream_.here();
  for (; i < end; ++i) {
    if (level != Brackets::kOutside && i == brackets_.partner[level]) break;
    if (i > start && begins_member(i, level)) break;
    if (brackets_.parent[i] != level) continue;
    if (keep_brace && at(i).type == P::LBRACE) break;
    if (is_opener(at(i).type) && brackets_.partner[i] != Brackets::kOutside)
      i = brackets_.partner[i];
  }
  stream_.seek(i);
}

void Errors::recover(antlr4::Parser* parser, std::exception_ptr error) {
  antlr4::ParserRuleContext* context = parser->getContext();
  const std::size_t rule = context->getRuleIndex();
  const bool repairable = rule == P::RuleMember || rule == P::RuleValue || rule == P::RuleHeader;
  if (!repairable) std::rethrow_exception(error);
  antlr4::ParserRuleContext* member = enclosing(context, P::RuleMember);
  const std::size_t start = member != nullptr && member->start != nullptr
                                ? member->start->getTokenIndex()
                                : stream_.here();
  const auto* parent = dynamic_cast<antlr4::ParserRuleContext*>(context->parent);
  const bool head =
      rule == P::RuleHeader ||
      (rule == P::RuleValue && parent != nullptr &&
       (parent->getRuleIndex() == P::RuleIfMember || parent->getRuleIndex() == P::RuleForMember));
  // A block inside `else` or a member of a single word must not be retried endlessly.
  if (stream_.here() == start && rule == P::RuleMember) stream_.consume();
  skip_member(start, head);
  const std::uint32_t end = stream_.here() > start ? at(stream_.here() - 1).end : at(start).end;
  broken_.push_back(reporter_.span(at(start).begin, end));
  quiet_until_ = stream_.here() + 1;
  in_error_ = false;
}

// Called before every choice. Only the loops over members need it: without it, they end at any
// token that begins no member, and lose the rest of the block.
void Errors::sync(antlr4::Parser* parser) {
  const std::size_t rule = parser->getContext()->getRuleIndex();
  if (rule == P::RuleMembers || rule == P::RuleFile) skip_to_member();
}

void Errors::skip_to_member() {
  while (true) {
    const std::size_t i = stream_.here();
    const Lexeme& lexeme = at(i);
    if (lexeme.type == 0 || may_begin_member(i)) return;
    const std::uint32_t level = brackets_.parent[i];
    if (lexeme.type == P::RBRACE && brackets_.partner[i] != Brackets::kOutside) return;
    if (worth_reporting(i)) {
      const Expectation expectation = expected_member(stream_, i);
      report(i, expectation.what, expectation.help);
    }
    in_error_ = false;
    stream_.consume();
    if (is_opener(lexeme.type) && brackets_.partner[i] != Brackets::kOutside)
      stream_.seek(brackets_.partner[i] + 1);
    // The rest of the line belongs to the same mistake.
    while (at(stream_.here()).type != 0 && !begins_member(stream_.here(), level) &&
           !at(stream_.here()).line_start &&
           !(level != Brackets::kOutside && stream_.here() == brackets_.partner[level])) {
      const std::size_t here = stream_.here();
      stream_.seek(is_opener(at(here).type) && brackets_.partner[here] != Brackets::kOutside
                       ? brackets_.partner[here] + 1
                       : here + 1);
    }
    broken_.push_back(reporter_.span(lexeme.begin, at(stream_.here() - 1).end));
    quiet_until_ = stream_.here() + 1;
  }
}

bool Errors::worth_reporting(std::size_t i) {
  const bool noise = i < quiet_until_ || spoilt_[lines_[i]] || at(i).bad || at(i).inserted ||
                     (i > 0 && at(i - 1).bad) || (i > 0 && at(i - 1).type == P::MISSING);
  return !noise;
}

void Errors::report(std::size_t i, const std::string& expected, std::string_view help) {
  const Lexeme& found = at(i);
  spoilt_[lines_[i]] = true;
  // The end of the file is reported where its text ends, not in the empty line below.
  const bool end = found.begin == found.end && i + 1 == stream_.size() && i > 0;
  const std::uint32_t place = end ? at(i - 1).end : found.begin;
  auto entry = reporter_.report<diag::UnexpectedToken>(
      reporter_.span(place, end ? place : found.end), expected, describe(found, reporter_));
  if (!help.empty()) entry.help(std::string(help));
}

// ANTLR calls this in every rule that the exception passes. Only the first one has the position.
void Errors::reportError(antlr4::Parser* parser, const antlr4::RecognitionException&) {
  if (in_error_) return;
  in_error_ = true;
  antlr4::ParserRuleContext* member = enclosing(parser->getContext(), P::RuleMember);
  const std::size_t start = member != nullptr && member->start != nullptr
                                ? member->start->getTokenIndex()
                                : stream_.here();
  const Expectation expectation = expected(*parser, stream_, start);
  stream_.seek(expectation.at);
  if (!spoilt_[lines_[start]] && worth_reporting(expectation.at))
    report(expectation.at, expectation.what, expectation.help);
}

}  // namespace svc::syntax
