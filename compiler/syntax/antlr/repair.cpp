#include "syntax/antlr/repair.h"

#include <SvcParser.h>

#include "base/lines.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/brackets.h"
#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_notations.h"
#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

[[nodiscard]] bool is_binary(std::uint16_t type) {
  return type >= P::OR && type <= P::PERCENT;
}

class Repairer : private ForeignNotations {
 public:
  using ForeignNotations::ForeignNotations;

  std::vector<Lexeme> run() {
    out_.reserve(in_.size());
    levels_.push_back({});
    for (std::size_t i = 0; i < in_.size(); ++i) {
      Lexeme lexeme = in_[i];
      if (const std::size_t next = foreign_sign(i); next != i) {
        i = next - 1;
        if (!may_stand_in_head(before())) head_ = kNoHead;
        continue;
      }
      unfinished_head(lexeme);
      missing_comma(lexeme);
      missing_value(lexeme, i);
      wrong_assign(lexeme);
      enter_or_leave(lexeme, i);
      out_.push_back(lexeme);
    }
    return std::move(out_);
  }

 private:
  void enter_or_leave(const Lexeme& lexeme, std::size_t i) {
    if (lexeme.type == P::KIND) level().kind_head = true;
    if (is_closer(lexeme.type) && levels_.size() > 1) levels_.pop_back();
    if (!is_opener(lexeme.type)) return;
    Level inner{.inside = inside_of(lexeme.type), .kind = level().kind || level().kind_head};
    if (inner.inside == Inside::Members) {
      level().kind_head = false;
      type_ = false;
    }
    // An unclosed bracket contains much that does not belong there.
    const std::uint32_t close = brackets_.partner[i];
    const bool guessed = lexeme.inserted || close == Brackets::kOutside || in_[close].inserted;
    if (guessed && inner.inside != Inside::Members) inner.inside = Inside::Other;
    levels_.push_back(inner);
  }

  [[nodiscard]] Inside inside_of(std::uint16_t opener) const {
    const std::uint16_t last = before();
    const bool type_position = type_ && (last == P::COLON || last == P::PIPE);
    switch (opener) {
      case P::LBRACKET:
        return type_position ? Inside::Other : Inside::Elements;
      case P::LPAREN:
        return before(2) == P::METHOD ? Inside::Other : Inside::Elements;
      case P::LBRACE:
        break;
      default:
        return Inside::Other;
    }
    if (type_position) return Inside::Other;
    const bool value = last == P::ASSIGN || (last == P::QUESTION && !type_) || last == P::COLON ||
                       last == P::LPAREN || last == P::LBRACKET || last == P::WHEN ||
                       last == P::INTERP_OPEN || is_binary(last) ||
                       (last == P::COMMA && levels_.back().inside == Inside::Elements);
    return value ? Inside::Object : Inside::Members;
  }

  // `["a" "b"]`
  void missing_comma(const Lexeme& lexeme) {
    const Inside inside = level().inside;
    if (inside != Inside::Elements && inside != Inside::Object) return;
    const bool begins =
        begins_operand(lexeme.type) || (lexeme.type == P::LBRACE && inside == Inside::Elements);
    if (out_.empty() || !begins || !ends_operand(before())) return;
    const std::uint32_t place = out_.back().end;
    if (!level().reported_comma && !lexeme.bad && !out_.back().bad) {
      reporter_.report<diag::UnexpectedToken>(span(lexeme), "`,`", describe(lexeme, reporter_))
          .help(inside == Inside::Object ? "the entries of an object are separated by commas"
                                         : "the elements are separated by commas")
          .repair("add `,`", {{reporter_.span(place, place), ","}});
    }
    level().reported_comma = true;
    broken_.push_back(span(lexeme));
    out_.push_back({.type = P::COMMA, .inserted = true, .begin = place, .end = place});
  }

  // `cpu: 1` and `cpu == 1`
  void wrong_assign(Lexeme& lexeme) {
    follow_type(lexeme);
    if ((lexeme.type != P::COLON || ternary_) && lexeme.type != P::EQUAL) return;
    const Inside inside = level().inside;
    if (inside == Inside::Object ? !at_entry() : inside != Inside::Members || !at_member()) return;
    if (inside == Inside::Members && (level().kind && lexeme.type == P::COLON)) return;
    if (!level().reported_assign) {
      reporter_.report<diag::UnexpectedToken>(span(lexeme), "`=`", describe(lexeme, reporter_))
          .help(inside == Inside::Object ? "entries are written `key = value`"
                                         : "fields are written `name = value`")
          .repair("write `=`", {{fix_span(lexeme), fix_text(lexeme)}});
    }
    level().reported_assign = true;
    broken_.push_back(span(lexeme));
    lexeme.type = P::ASSIGN;
    lexeme.bad = true;
    type_ = false;
  }

  // Maintains ternary_ and type_: `?` and `:`, and a `{` after them, have different meanings in
  // values and in types.
  void follow_type(const Lexeme& lexeme) {
    const bool ends =
        lexeme.type == P::ASSIGN ||
        (lexeme.line_start && (ends_operand(before()) || (type_ && before() == P::QUESTION))) ||
        lexeme.type == P::COMMA;
    if (ends) {
      type_ = false;
      ternary_ = false;
    }
    if (lexeme.type == P::QUESTION && !type_) ternary_ = true;
    if (lexeme.type == P::COLON && !ternary_) type_ = true;
  }

  // `a: 1` becomes `a = 1`, not `a= 1`.
  [[nodiscard]] Span fix_span(const Lexeme& lexeme) const {
    return reporter_.span(out_.back().end, lexeme.end);
  }
  [[nodiscard]] std::string fix_text(const Lexeme& lexeme) const {
    const std::string_view text = reporter_.text();
    const bool spaced =
        lexeme.end < text.size() && (text[lexeme.end] == ' ' || is_line_end(text[lexeme.end]));
    return spaced ? " =" : " = ";
  }

  [[nodiscard]] bool at_entry() const {
    if (!is_word(before()) && before() != P::STRING) return false;
    return before(2) == P::LBRACE || before(2) == P::COMMA;
  }

  [[nodiscard]] bool at_member() const {
    if (before() != P::NAME && before() != P::STRING) return false;
    const std::uint16_t first = before(2);
    const bool beside =
        first == P::NAME || (ends_operand(first) && !is_word(first));  // `a = 1 b: 2`
    return beside || out_.back().line_start || first == P::LBRACE || first == P::RBRACE ||
           first == P::COMMA || first == 0;
  }

  // `topic alerts⏎queue jobs {}`. Labels are never in another line than their block, although the
  // grammar would not mind: the tokens from head_ on are the head of a block so far.
  void unfinished_head(const Lexeme& lexeme) {
    const std::uint16_t last_type = before();
    const bool word = is_word(lexeme.type);
    const bool ends = lexeme.line_start && (word || lexeme.type == P::RBRACE);
    if (head_ != kNoHead && ends && level().inside == Inside::Members) {
      const Lexeme& last = out_.back();
      if (!last.bad) {
        reporter_
            .report<diag::UnexpectedToken>(
                span(last),
                fmt::format("`{{` or `=` after `{}`", reporter_.text(last.begin, last.end)),
                "the end of the line")
            .help(
                "a block is written `kind label { … }`, with `{}` when it has no members; a field "
                "`name = value`")
            .repair("add `{}`", {{reporter_.span(last.end, last.end), " {}"}});
      }
      broken_.push_back(reporter_.span(out_[head_].begin, last.end));
      const std::uint32_t place = last.end;
      out_.push_back({.type = P::LBRACE, .inserted = true, .begin = place, .end = place});
      out_.push_back({.type = P::RBRACE, .inserted = true, .begin = place, .end = place});
    }
    const bool opened =
        last_type == 0 || last_type == P::LBRACE || last_type == P::RBRACE || last_type == P::COMMA;
    const bool keyword_before = last_type >= P::IMPORT && last_type <= P::VERB;
    const bool fresh = opened || (ends_operand(before()) && !keyword_before &&
                                  (head_ == kNoHead || lexeme.line_start));
    if (word && fresh && level().inside == Inside::Members && heads_block(lexeme.type)) {
      head_ = out_.size();
    } else if (!may_stand_in_head(lexeme.type)) {
      head_ = kNoHead;
    }
  }

  [[nodiscard]] static bool heads_block(std::uint16_t type) {
    return type == P::NAME || type == P::EXISTING || type == P::REMOVE || type == P::ENVIRONMENT ||
           type == P::COMPONENT || type == P::KIND || type == P::BLOCK || type == P::BLOCKS ||
           type == P::VERB;
  }

  [[nodiscard]] static bool may_stand_in_head(std::uint16_t type) {
    return is_word(type) || type == P::STRING || type == P::NUMBER || type == P::IN ||
           type == P::FOR || type == P::DOT;
  }

  // `x =` at the end of a line, before a token that clearly starts the next member. `x =⏎ value` is
  // fine.
  void missing_value(const Lexeme& lexeme, std::size_t i) {
    if (!lexeme.line_start || out_.empty() || !is_word(lexeme.type) || i + 1 >= in_.size()) return;
    const Lexeme& next = in_[i + 1];
    const bool assigns = next.type == P::ASSIGN && !next.line_start;
    const bool heads = !next.line_start && (next.type == P::LBRACE || begins_operand(next.type));
    const std::uint16_t last_type = before();
    const bool choice = (last_type == P::QUESTION && !type_) || (last_type == P::COLON && ternary_);
    bool forgotten = assigns || heads;
    if (is_binary(last_type) || choice) {
      forgotten = assigns || begins_operand(next.type)
                      ? !next.line_start
                      : false;  // `a &&⏎ b {` is the head of an `if`
    } else if (last_type == P::COLON) {
      forgotten = heads || next.type == P::COLON;
    } else if (last_type != P::ASSIGN && last_type != P::DOT) {
      return;
    }
    if (!forgotten) return;
    const Lexeme last = out_.back();
    if (!last.bad) {
      const std::string_view what = last_type == P::DOT                ? "a name"
                                    : last_type == P::COLON && !choice ? "a type"
                                                                       : "a value";
      reporter_.report<diag::UnexpectedToken>(
          span(last), fmt::format("{} after `{}`", what, reporter_.text(last.begin, last.end)),
          "the end of the line");
    }
    broken_.push_back(span(last));
    const std::uint16_t stand_in = last_type == P::DOT ? P::NAME : P::MISSING;
    out_.push_back({.type = stand_in, .inserted = true, .begin = last.end, .end = last.end});
  }
};

}  // namespace

void repair(Scan& scan, Reporter& reporter, std::vector<Span>& broken) {
  scan.lexemes = Repairer(scan, reporter, broken).run();
}

}  // namespace svc::syntax
