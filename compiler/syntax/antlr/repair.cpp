#include "syntax/antlr/repair.h"

#include <SvcParser.h>

#include <algorithm>
#include <array>
#include <set>

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
      missing_comma(lexeme, i);
      missing_value(lexeme, i);
      wrong_assign(lexeme, i);
      enter_or_leave(lexeme, i);
      out_.push_back(lexeme);
    }
    end_head();
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
  void missing_comma(const Lexeme& lexeme, std::size_t i) {
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
          .repair("add `,`", commas_from(i, inside));
    }
    level().reported_comma = true;
    broken_.push_back(span(lexeme));
    out_.push_back({.type = P::COMMA, .inserted = true, .begin = place, .end = place});
  }

  // All commas that are missing in the brackets from token i on: one fix adds them.
  [[nodiscard]] std::vector<Edit> commas_from(std::size_t i, Inside inside) const {
    std::vector<Edit> edits;
    const std::uint32_t around = brackets_.parent[i];
    for (std::size_t at = i; at < in_.size() && at < brackets_.partner[around]; ++at) {
      const Lexeme& last = in_[at - 1];
      const bool same = brackets_.parent[at] == around;
      const bool begins =
          begins_operand(in_[at].type) || (in_[at].type == P::LBRACE && inside == Inside::Elements);
      if (same && begins && ends_operand(last.type))
        edits.push_back({reporter_.span(last.end, last.end), ","});
    }
    return edits;
  }

  // `cpu: 1` and `cpu == 1`
  void wrong_assign(Lexeme& lexeme, std::size_t i) {
    follow_type(lexeme);
    if ((lexeme.type != P::COLON || ternary_) && lexeme.type != P::EQUAL) return;
    const Inside inside = level().inside;
    if (inside == Inside::Object ? !at_entry() : inside != Inside::Members || !at_member()) return;
    if (inside == Inside::Members && (level().kind && lexeme.type == P::COLON)) return;
    if (inside == Inside::Members && typed_param(lexeme, i)) return;
    if (!level().reported_assign && !corrected_.contains(lexeme.begin)) {
      std::vector<Edit> edits = {{fix_span(lexeme), fix_text(lexeme)}};
      other_colons(i, edits);
      reporter_.report<diag::UnexpectedToken>(span(lexeme), "`=`", describe(lexeme, reporter_))
          .help(inside == Inside::Object ? "entries are written `key = value`"
                                         : "fields are written `name = value`")
          .repair("write `=`", std::move(edits));
    }
    level().reported_assign = true;
    broken_.push_back(span(lexeme));
    lexeme.type = P::ASSIGN;
    lexeme.bad = true;
    type_ = false;
  }

  // `name: string` as a member: a parameter without its word.
  bool typed_param(Lexeme& lexeme, std::size_t i) {
    constexpr std::array<std::string_view, 11> kTypes = {"string",   "int",  "number",  "bool",
                                                         "duration", "size", "percent", "cidr",
                                                         "ip",       "arn",  "any"};
    if (lexeme.type != P::COLON || i + 1 >= in_.size() || in_[i + 1].type != P::NAME ||
        out_.back().type != P::NAME)
      return false;
    const std::string_view type = reporter_.text(in_[i + 1].begin, in_[i + 1].end);
    const bool ends = i + 2 >= in_.size() || in_[i + 2].line_start || is_closer(in_[i + 2].type) ||
                      in_[i + 2].type == P::COMMA || in_[i + 2].type == P::ASSIGN;
    if (!ends || std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()) return false;
    Lexeme name = out_.back();
    const std::string_view text = reporter_.text(name.begin, name.end);
    if (!level().reported_assign)
      reporter_.report<diag::UnexpectedToken>(span(lexeme), "`=`", "`:`")
          .help(fmt::format("a parameter is declared with `param {}: {}`", text, type))
          .repair("Write `param`", {{reporter_.span(name.begin, name.begin), "param "}});
    level().reported_assign = true;
    broken_.push_back(reporter_.span(name.begin, in_[i + 1].end));
    out_.back() = {.type = P::PARAM,
                   .line_start = name.line_start,
                   .bad = true,
                   .inserted = true,
                   .begin = name.begin,
                   .end = name.begin};
    name.line_start = false;
    out_.push_back(name);
    lexeme.bad = true;
    type_ = true;
    return true;
  }

  // The other `:` of the same bracket, and of those in it, that mean `=`: one fix corrects all of
  // them.
  void other_colons(std::size_t i, std::vector<Edit>& edits) {
    constexpr std::size_t kMost = 100;
    const std::uint32_t around = brackets_.parent[i];
    const std::size_t end =
        around == Brackets::kOutside ? in_.size() : std::size_t{brackets_.partner[around]};
    if (in_[i].type != P::COLON || around == Brackets::kOutside) return;
    for (std::size_t at = i + 1; at < end && at < in_.size() && edits.size() < kMost; ++at) {
      if (in_[at].type != P::COLON || in_[brackets_.parent[at]].type != P::LBRACE) continue;
      const Lexeme& name = in_[at - 1];
      const std::uint16_t before = in_[at - 2].type;
      const bool first =
          (name.line_start && before != P::QUESTION) || before == P::LBRACE || before == P::COMMA;
      if (!first || (name.type != P::NAME && name.type != P::STRING)) continue;
      edits.push_back({reporter_.span(name.end, in_[at].end), fix_text(in_[at])});
      corrected_.insert(in_[at].begin);
    }
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
    const bool after_value =
        first == P::NAME || (ends_operand(first) && !is_word(first));  // `a = 1 b: 2`
    return after_value || out_.back().line_start || first == P::LBRACE || first == P::RBRACE ||
           first == P::COMMA || first == 0;
  }

  // Whether the head of a block comes right behind a value on its line: `a = 1 b 2`.
  [[nodiscard]] bool head_follows_value() const {
    return head_ > 0 && !out_[head_].line_start && ends_operand(out_[head_ - 1].type) &&
           out_[head_ - 1].type != P::RBRACE;
  }

  // Ends the head of a block that has no `{`.
  void end_head() {
    if (head_ == kNoHead || level().inside != Inside::Members) return;
    // `param string name`: the parser knows what is missing.
    if (head_ >= 2 && out_[head_ - 2].type == P::PARAM && !out_[head_].line_start) {
      head_ = kNoHead;
      return;
    }
    if (text_of_words() || field_without_sign()) {
      head_ = kNoHead;
      return;
    }
    const Lexeme& last = out_.back();
    if (!last.bad) report_head(last);
    broken_.push_back(reporter_.span(out_[head_].begin, last.end));
    const std::uint32_t place = last.end;
    out_.push_back({.type = P::LBRACE, .inserted = true, .begin = place, .end = place});
    out_.push_back({.type = P::RBRACE, .inserted = true, .begin = place, .end = place});
  }

  void report_head(const Lexeme& last) {
    const std::string_view text = reporter_.text(last.begin, last.end);
    auto report = reporter_.report<diag::UnexpectedToken>(
        span(last), fmt::format("`{{` or `=` after `{}`", text), "the end of the line");
    const bool quantity = last.type == P::NUMBER &&
                          text.find_first_not_of("0123456789") != std::string_view::npos &&
                          out_.size() > head_ + 1;
    if (quantity) {
      report.help(fmt::format("the fields of a block are in braces: `{} {{ NAME = {} }}`",
                              reporter_.text(out_[head_].begin, out_[out_.size() - 2].end), text));
      return;
    }
    if (head_follows_value()) {
      report.help("write each member on its own line, and a text in quotes");
      return;
    }
    report.help(
        "a block is written `kind label { … }`, with `{}` when it has no members; a field "
        "`name = value`");
    // Behind other text on its line, it is not certain that a block is meant.
    const bool alone = head_ == 0 || out_[head_].line_start || out_[head_ - 1].type == P::LBRACE;
    const bool statement = reporter_.text(out_[head_].begin, out_[head_].end) == "return";
    if (alone && !statement)
      report.repair("add `{}`", {{reporter_.span(last.end, last.end), " {}"}});
  }

  // `command = npm start`: the second word looks like the head of a block.
  bool text_of_words() {
    const Lexeme& first = out_[head_];
    if (head_ < 2 || first.line_start || out_[head_ - 2].type != P::ASSIGN ||
        !is_word(out_[head_ - 1].type))
      return false;
    const std::uint32_t begin = out_[head_ - 1].begin;
    const std::uint32_t end = out_.back().end;
    if (!first.bad && !out_.back().bad) report_unquoted(begin, end);
    broken_.push_back(reporter_.span(begin, end));
    out_.resize(head_ - 1);
    out_.push_back({.type = P::MISSING, .bad = true, .begin = begin, .end = end});
    return true;
  }

  // `count 2` in a block, `image "nginx"`: read as a field.
  bool field_without_sign() {
    const Lexeme name = out_[head_];
    const Lexeme value = out_.back();
    const bool number = value.type == P::NUMBER;
    if (head_follows_value() || levels_.size() < 2 || out_.size() != head_ + 2 ||
        name.type != P::NAME || value.bad || (!number && value.type != P::STRING))
      return false;
    const std::string_view field = reporter_.text(name.begin, name.end);
    const std::string_view text = reporter_.text(value.begin, value.end);
    auto report =
        reporter_.report<diag::UnexpectedToken>(span(value), "`=`", describe(value, reporter_));
    report.help(number ? fmt::format("write `{} = {}`", field, text)
                       : fmt::format("a field is written `{0} = {1}`, a block `{0} {1} {{ … }}`",
                                     field, text));
    if (number)
      report.repair(fmt::format("Write `{} = {}`", field, text),
                    {{reporter_.span(name.end, value.begin), " = "}});
    broken_.push_back(reporter_.span(name.begin, value.end));
    out_.back() = {.type = P::ASSIGN, .bad = true, .begin = value.begin, .end = value.begin};
    out_.push_back({.type = P::MISSING, .bad = true, .begin = value.begin, .end = value.end});
    return true;
  }

  // `topic alerts⏎queue jobs {}`. Labels are never in another line than their block, although the
  // grammar would not mind: the tokens from head_ on are the head of a block so far.
  void unfinished_head(const Lexeme& lexeme) {
    const std::uint16_t last_type = before();
    const bool word = is_word(lexeme.type);
    const bool closes = lexeme.type == P::RBRACE && head_ != kNoHead && out_.size() == head_ + 2 &&
                        (last_type == P::STRING || last_type == P::NUMBER);  // `{ path "/" }`
    const bool ends = closes || (lexeme.line_start && (word || lexeme.type == P::RBRACE));
    if (ends) end_head();
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

  std::set<std::uint32_t> corrected_;  // where the signs are that an earlier fix corrects
};

}  // namespace

void repair(Scan& scan, Reporter& reporter, std::vector<Span>& broken) {
  scan.lexemes = Repairer(scan, reporter, broken).run();
}

}  // namespace svc::syntax
