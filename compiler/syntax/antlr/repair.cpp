#include "syntax/antlr/repair.h"

#include <SvcParser.h>

#include "base/lines.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/brackets.h"
#include "syntax/antlr/describe.h"
#include "syntax/antlr/token_kinds.h"
#include "syntax/units.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

// The content of a bracket decides what counts as a mistake in it.
enum class Inside : std::uint8_t { Members, Object, Elements, Other };

struct Level {
  Inside inside = Inside::Members;
  bool kind = false;       // in the declaration of a kind: there `name: type` is right
  bool kind_head = false;  // `kind` was read in this level and its `{` comes next
  bool reported_comma =
      false;  // one report for each bracket: if one comma is missing, usually all are
  bool reported_assign = false;
};

[[nodiscard]] bool is_binary(std::uint16_t type) {
  return type >= P::OR && type <= P::PERCENT;
}

class Repairer {
 public:
  Repairer(Scan& scan, Reporter& reporter, std::vector<Span>& broken)
      : in_(scan.lexemes),
        brackets_(pair_brackets(scan.lexemes)),
        reporter_(reporter),
        broken_(broken) {}

  std::vector<Lexeme> run() {
    out_.reserve(in_.size());
    levels_.push_back({});
    for (std::size_t i = 0; i < in_.size(); ++i) {
      Lexeme lexeme = in_[i];
      if (const std::size_t next = foreign_sign(i); next != i) {
        i = next - 1;
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
  [[nodiscard]] std::uint16_t before(std::size_t back = 1) const {
    return out_.size() >= back ? out_[out_.size() - back].type : std::uint16_t{0};
  }
  [[nodiscard]] Level& level() { return levels_.back(); }
  [[nodiscard]] Span span(const Lexeme& lexeme) const {
    return reporter_.span(lexeme.begin, lexeme.end);
  }

  // ---- Notations of other languages: read as what they mean, and reported once. Each gives the
  // index of the next token; `i` if it finds nothing.

  std::size_t foreign_sign(std::size_t i) {
    std::size_t next = foreign_assign(i);
    if (next == i) next = spaced_unit(i);
    if (next == i) next = dashed_name(i);
    if (next == i) next = unquoted_value(i);
    if (next == i) next = yaml_list(i);
    if (next == i) next = list_of_verbs(i);
    return next;
  }

  [[nodiscard]] bool adjacent(std::size_t i) const {
    return i + 1 < in_.size() && in_[i].end == in_[i + 1].begin;
  }

  // `=>`, `:=`, `+=`
  std::size_t foreign_assign(std::size_t i) {
    if (!adjacent(i) || level().inside == Inside::Other) return i;
    const std::uint16_t first = in_[i].type;
    const std::uint16_t second = in_[i + 1].type;
    const bool arrow = first == P::ASSIGN && second == P::GREATER;
    const bool walrus = first == P::COLON && second == P::ASSIGN;
    const bool plus = first == P::PLUS && second == P::ASSIGN;
    if (!arrow && !walrus && !plus) return i;
    const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
    auto report = reporter_.report<diag::UnexpectedToken>(
        both, "`=`", fmt::format("`{}`", reporter_.text(in_[i].begin, in_[i + 1].end)));
    if (plus)
      report.help("a field is set once: write the whole list, `name = [a] + [b]`");
    else
      report.help("fields are written `name = value`").repair("Write `=`", {{both, "="}});
    out_.push_back({.type = P::ASSIGN, .bad = true, .begin = in_[i].begin, .end = in_[i + 1].end});
    return i + 2;
  }

  // `1 GiB`
  std::size_t spaced_unit(std::size_t i) {
    if (i + 1 >= in_.size() || in_[i].type != P::NUMBER || in_[i + 1].type != P::NAME ||
        in_[i + 1].line_start || level().inside != Inside::Members)
      return i;
    const std::string_view number = reporter_.text(in_[i].begin, in_[i].end);
    const std::string_view word = reporter_.text(in_[i + 1].begin, in_[i + 1].end);
    const std::string_view unit = meant_unit(word);
    if (unit.empty() || number.find_first_not_of("0123456789._") != std::string_view::npos ||
        before() != P::ASSIGN)
      return i;
    const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
    const std::string text = fmt::format("{}{}", number, unit);
    reporter_.report<diag::SpacedUnit>(both, reporter_.text(in_[i].begin, in_[i + 1].end))
        .help(fmt::format("write `{}`", text))
        .repair(fmt::format("Write `{}`", text), {{both, text}});
    stand_in(P::MISSING, i, i + 1);
    return i + 2;
  }

  // `service my-web in c {`: the label of a block.
  std::size_t dashed_name(std::size_t i) {
    if (head_ == kNoHead || level().inside != Inside::Members || in_[i].type != P::MINUS ||
        i == 0 || !is_word(before()) || out_.back().end != in_[i].begin || out_.size() <= head_ + 1)
      return i;
    const std::uint32_t begin = out_.back().begin;
    std::size_t last = i;
    while (adjacent(last) && (is_word(in_[last + 1].type) || in_[last + 1].type == P::NUMBER ||
                              in_[last + 1].type == P::MINUS))
      ++last;
    if (last == i) return i;
    report_unquoted(begin, in_[last].end);
    broken_.push_back(reporter_.span(begin, in_[last].end));
    out_.back().end = in_[last].end;
    out_.back().bad = true;
    return last + 1;
  }

  // `image = nginx:1.27`: a value that only quotes make one. A text that reads as an expression,
  // such as `eu-west-1`, is judged later, when names are known.
  std::size_t unquoted_value(std::size_t i) {
    const std::uint16_t last = before();
    const bool operand = last == P::ASSIGN || last == P::LBRACKET ||
                         (last == P::COMMA && level().inside == Inside::Elements);
    // `port 80:8080`, in the head of a block.
    const bool label = head_ != kNoHead && last == P::NAME && in_[i].type == P::NUMBER;
    if ((!operand && !label) || level().inside == Inside::Other ||
        (!is_word(in_[i].type) && in_[i].type != P::NUMBER))
      return i;
    const std::string_view text = reporter_.text();
    const std::size_t stop = text.find_first_of(" \t\r\n,;}])\"'?({[", in_[i].begin);
    const auto end = static_cast<std::uint32_t>(std::min(stop, text.size()));
    const std::string_view run = reporter_.text(in_[i].begin, end);
    const std::size_t colon = run.find_first_of(":@");
    if (colon == std::string_view::npos || colon + 1 == run.size()) return i;
    if (end < text.size() && std::string_view("\"'?({[").find(text[end]) != std::string_view::npos)
      return i;
    std::size_t next = i;
    while (next < in_.size() && in_[next].begin < end) ++next;
    if (next == i + 1 && in_[i].end == end) return i;  // one token: an address
    const bool ports = run.find_first_not_of("0123456789:") == std::string_view::npos;
    if (label && !ports) return i;
    if (ports) {
      const std::string_view port = run.substr(run.rfind(':') + 1);
      const std::string meant =
          label ? fmt::format("{} = {}", reporter_.text(out_.back().begin, out_.back().end), port)
                : std::string(port);
      reporter_.report<diag::PortPair>(reporter_.span(in_[i].begin, end), run)
          .help(fmt::format("write the port of the container, `{}`", meant))
          .repair(fmt::format("Write `{}`", meant),
                  {{reporter_.span(label ? out_.back().begin : in_[i].begin, end), meant}});
    } else {
      report_unquoted(in_[i].begin, end);
    }
    if (label) {  // read as `port = …`
      head_ = kNoHead;
      out_.push_back({.type = P::ASSIGN,
                      .bad = true,
                      .inserted = true,
                      .begin = in_[i].begin,
                      .end = in_[i].begin});
    }
    stand_in(P::MISSING, i, next - 1);
    out_.back().end = end;
    return next;
  }

  // `depends_on:` or `ports =`, and lines with `- item` below it.
  std::size_t yaml_list(std::size_t i) {
    const std::uint16_t sign = in_[i].type;
    if ((sign != P::COLON && sign != P::ASSIGN) || level().inside != Inside::Members ||
        i + 2 >= in_.size() || in_[i + 1].type != P::MINUS || !in_[i + 1].line_start ||
        in_[i + 2].line_start || (sign == P::COLON && (ternary_ || level().kind)))
      return i;
    const std::string_view name =
        out_.empty() ? "name" : reporter_.text(out_.back().begin, out_.back().end);
    reporter_.report<diag::YamlList>(span(in_[i]))
        .help(fmt::format("write `{} = [\"a\", \"b\"]`", name));
    out_.push_back({.type = P::ASSIGN, .bad = true, .begin = in_[i].begin, .end = in_[i].end});
    std::size_t next = i + 1;
    while (next < in_.size() && in_[next].type == P::MINUS && in_[next].line_start) {
      ++next;
      while (next < in_.size() && !in_[next].line_start) ++next;
    }
    stand_in(P::MISSING, i + 1, next - 1);
    out_.back().line_start = false;
    return next;
  }

  // `allow send, receive on q`, `allow read write on b`
  std::size_t list_of_verbs(std::size_t i) {
    if (!is_word(in_[i].type) || (before() != P::ALLOW && before() != P::DENY)) return i;
    std::string verbs(reporter_.text(in_[i].begin, in_[i].end));
    std::size_t last = i;
    std::size_t next = i + 1;
    while (next < in_.size() && !in_[next].line_start) {
      const std::size_t word = in_[next].type == P::COMMA ? next + 1 : next;
      if (word >= in_.size() || !is_word(in_[word].type)) break;
      verbs += fmt::format(", {}", reporter_.text(in_[word].begin, in_[word].end));
      last = word;
      next = word + 1;
    }
    if (last == i || next >= in_.size() || in_[next].type != P::ON) return i;
    const Span span = reporter_.span(in_[i].begin, in_[last].end);
    const std::string list = fmt::format("[{}]", verbs);
    reporter_.report<diag::ListOfVerbs>(span)
        .help(fmt::format("write `{} {} on …`", before() == P::ALLOW ? "allow" : "deny", list))
        .repair(fmt::format("Write `{}`", list), {{span, list}});
    stand_in(P::MISSING, i, last);
    return last + 1;
  }

  void report_unquoted(std::uint32_t begin, std::uint32_t end) {
    const Span span = reporter_.span(begin, end);
    const std::string text = fmt::format("\"{}\"", reporter_.text(begin, end));
    reporter_.report<diag::UnquotedText>(span, reporter_.text(begin, end))
        .help(fmt::format("write `{}`", text))
        .repair(fmt::format("Write `{}`", text), {{span, text}});
  }

  // One token in place of those from `first` to `last`, which are reported already.
  void stand_in(std::size_t type, std::size_t first, std::size_t last) {
    broken_.push_back(reporter_.span(in_[first].begin, in_[last].end));
    out_.push_back({.type = static_cast<std::uint16_t>(type),
                    .line_start = in_[first].line_start,
                    .bad = true,
                    .begin = in_[first].begin,
                    .end = in_[last].end});
  }

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
    if (head_ != kNoHead && word && lexeme.line_start && level().inside == Inside::Members) {
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

  const std::vector<Lexeme>& in_;
  const Brackets brackets_;
  Reporter& reporter_;
  std::vector<Span>& broken_;
  std::vector<Lexeme> out_;
  std::vector<Level> levels_;
  static constexpr std::size_t kNoHead = static_cast<std::size_t>(-1);
  std::size_t head_ = kNoHead;
  bool ternary_ = false;  // this value has a `?` before
  bool type_ = false;     // it has a `:` before that belongs to no `?`
};

}  // namespace

void repair(Scan& scan, Reporter& reporter, std::vector<Span>& broken) {
  scan.lexemes = Repairer(scan, reporter, broken).run();
}

}  // namespace svc::syntax
