// balance_brackets: the repair of brackets that do not match.
#include <SvcParser.h>

#include <algorithm>

#include "base/lines.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/brackets.h"
#include "syntax/antlr/describe.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

[[nodiscard]] std::uint16_t closer_of(std::uint16_t opener) {
  switch (opener) {
    case P::LBRACE:
      return P::RBRACE;
    case P::LBRACKET:
      return P::RBRACKET;
    case P::LPAREN:
      return P::RPAREN;
    default:
      return P::INTERP_CLOSE;
  }
}

[[nodiscard]] bool is_balanced(const std::vector<Lexeme>& lexemes) {
  std::vector<std::uint16_t> open;
  for (const Lexeme& lexeme : lexemes) {
    if (is_opener(lexeme.type)) {
      open.push_back(closer_of(lexeme.type));
    } else if (is_closer(lexeme.type)) {
      if (open.empty() || open.back() != lexeme.type) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

enum class Fault : std::uint8_t { Unclosed, Stray, Wrong, Doubled, HeadWithoutBrace };

// The assumptions of a pass over the tokens, from plain counting to using every hint.
enum class Trust : std::uint8_t { Nothing, Indentation, Lines };

struct Problem {
  Fault fault{};
  Lexeme at{};     // Unclosed, Doubled: the opener; Stray, Wrong: the closer; HeadWithoutBrace: the
                   // last token of the head
  Lexeme other{};  // Unclosed: the token before which it should have been closed; Wrong: the
                   // opening bracket; HeadWithoutBrace: the token after it
  bool quiet = false;
};

// One way through the tokens. Which one finds the fewest problems is known only afterwards.
class Balancer {
 public:
  Balancer(const std::vector<Lexeme>& in, std::string_view text, Trust trust)
      : in_(in), text_(text), trust_(trust) {}

  void run() {
    out_.reserve(in_.size() + 8);
    for (std::size_t i = 0; i < in_.size() && loud_ <= Reporter::kMaxErrors; ++i) {
      now_ = in_[i];
      if (now_.line_start) {
        indent_ = column(now_.begin);
        line_ = out_.size();
        if (indentation()) close_by_indentation();
      }
      if (now_.type == P::LBRACE && !out_.empty() && out_.back().type == P::LBRACE) {
        add({.fault = Fault::Doubled,
             .at = now_,
             .other = {}});  // no construct begins with two of them
        ++doubled_;
      } else if (is_opener(now_.type)) {
        open_.push_back({now_, indent_, out_.size()});
        out_.push_back(now_);
      } else if (is_closer(now_.type)) {
        close();
      } else {
        out_.push_back(now_);
      }
    }
    now_ = {.line_start = true,
            .begin = static_cast<std::uint32_t>(text_.size()),
            .end = static_cast<std::uint32_t>(text_.size())};
    while (!open_.empty()) close_missing();
  }

  // With more problems than are reported, run() gives up early, because reporting them ends the
  // parsing of the file.
  std::vector<Lexeme> out_;
  std::vector<Problem> problems_;
  int loud_ = 0;  // problems that are reported

 private:
  struct Open {
    Lexeme lexeme;
    std::uint32_t indent = 0;  // of its line
    std::size_t place = 0;     // in out_
  };

  [[nodiscard]] bool indentation() const { return trust_ != Trust::Nothing; }

  void add(const Problem& problem) {
    problems_.push_back(problem);
    if (!problem.quiet) ++loud_;
  }

  [[nodiscard]] std::uint32_t column(std::uint32_t offset) const {
    return offset - static_cast<std::uint32_t>(line_begin(text_, offset));
  }

  // A line that begins left of, or below, the line of an open bracket cannot belong to it any more.
  void close_by_indentation() {
    const bool closer = is_closer(now_.type);
    while (!open_.empty() && open_.back().lexeme.type != P::INTERP_OPEN) {
      const std::uint32_t outer = open_.back().indent;
      if (closer ? indent_ >= outer : indent_ > outer) return;
      close_missing();
    }
  }

  void close_missing() {
    const Lexeme opener = open_.back().lexeme;
    // An unclosed string swallows the brackets after it; it was reported.
    const bool quiet =
        now_.bad || now_.inserted || (!out_.empty() && out_.back().bad) || swallowed(opener);
    add({.fault = Fault::Unclosed, .at = opener, .other = now_, .quiet = quiet});
    insert(closer_of(opener.type), out_.empty() ? now_.begin : out_.back().end);
    open_.pop_back();
  }

  [[nodiscard]] bool swallowed(const Lexeme& opener) const {
    const auto from = std::find_if(out_.begin(), out_.end(), [&](const Lexeme& l) {
      return l.begin == opener.begin && l.type == opener.type;
    });
    for (auto i = from; i != out_.end() && (i == from || !i->line_start); ++i) {
      if (i->bad) return true;
    }
    return false;
  }

  void insert(std::uint16_t type, std::uint32_t place) {
    out_.push_back({.type = type, .inserted = true, .begin = place, .end = place});
  }

  void close() {
    if (trust_ == Trust::Lines && now_.type == P::RBRACE && !now_.line_start &&
        (open_.empty() || open_.back().place < line_)) {
      if (give_line_its_brace()) return;
      // `scale cpu { target = 60% } }`: all that the line opened is closed.
      if (!open_.empty() && out_.back().type == P::RBRACE && out_.size() > line_) return stray();
    }
    if (indentation() && now_.line_start && now_.type == P::RBRACE &&
        !(!open_.empty() && open_.back().indent == indent_) && give_head_its_brace())
      return;
    auto partner = open_.rbegin();
    while (partner != open_.rend() && closer_of(partner->lexeme.type) != now_.type &&
           partner->lexeme.type != P::INTERP_OPEN)
      ++partner;
    if (partner == open_.rend() || closer_of(partner->lexeme.type) != now_.type) return stray();
    while (closer_of(open_.back().lexeme.type) != now_.type) close_missing();
    open_.pop_back();
    out_.push_back(now_);
  }

  // No open bracket matches. `f(1]` on one line is the wrong bracket; otherwise it is surplus.
  void stray() {
    if (now_.type == P::RBRACE && doubled_ > 0) {  // of `{{ … }}`; the `{{` is reported
      --doubled_;
      add({.fault = Fault::Stray, .at = now_, .other = {}, .quiet = true});
      if (!out_.empty()) out_.back().bad = true;
      return;
    }
    const bool same_line = !open_.empty() && open_.back().place >= line_;
    if (same_line &&
        (open_.back().lexeme.type == P::LPAREN || open_.back().lexeme.type == P::LBRACKET) &&
        now_.type != P::INTERP_CLOSE) {
      add({.fault = Fault::Wrong, .at = now_, .other = open_.back().lexeme});
      now_.type = closer_of(open_.back().lexeme.type);
      now_.bad = true;
      out_.push_back(now_);
      open_.pop_back();
      return;
    }
    if (indentation() && give_head_its_brace()) return;
    add({.fault = Fault::Stray,
         .at = now_,
         .other = {},
         .quiet = now_.bad || (!out_.empty() && out_.back().bad)});
    if (!out_.empty()) out_.back().bad = true;
  }

  // For a `}` at the start of a line that closes nothing: looks for the head of a block with the
  // same indentation that has no `{`.
  [[nodiscard]] bool give_head_its_brace() {
    std::size_t end = out_.size();  // past the last token of the current line
    while (end > 0) {
      std::size_t begin = end - 1;
      while (begin > 0 && !out_[begin].line_start) --begin;
      const std::uint32_t indent = column(out_[begin].begin);
      if (indent < indent_ || (indent == indent_ && is_closer(out_[begin].type))) return false;
      if (indent == indent_) return insert_brace(begin, end);
      end = begin;
    }
    return false;
  }

  [[nodiscard]] bool insert_brace(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint16_t type = out_[i].type;
      if (is_opener(type) || is_closer(type) || type == P::ASSIGN || type == P::COLON) return false;
    }
    if (end == out_.size() || out_[begin].type == P::STRING) return false;
    put_brace(end, {});
    return true;
  }

  // For a `}` at the end of a line that opened nothing: `capacity fargate weight = 1 }`. The `{`
  // goes before the name of the first field.
  [[nodiscard]] bool give_line_its_brace() {
    if (!out_.empty() && out_.back().type == P::RBRACE) return false;
    std::vector<std::size_t> assigns;
    for (std::size_t i = line_; i < out_.size(); ++i) {
      if (out_[i].type == P::ASSIGN) assigns.push_back(i);
      if (is_opener(out_[i].type)) break;
    }
    std::size_t place = out_.size();
    if (!assigns.empty() && assigns[0] >= line_ + 2)
      place = assigns[0] - 1;
    else if (assigns.size() > 1 && assigns[1] == assigns[0] + 2)
      place = assigns[0] + 1;
    else if (!assigns.empty() || out_.size() == line_)
      return false;
    put_brace(place, place < out_.size() ? out_[place] : now_);
    return true;
  }

  void put_brace(std::size_t place, const Lexeme& behind) {
    const Lexeme last = out_[place - 1];
    add({.fault = Fault::HeadWithoutBrace, .at = last, .other = behind});
    out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(place),
                Lexeme{.type = P::LBRACE, .inserted = true, .begin = last.end, .end = last.end});
    out_.push_back(now_);
  }

  const std::vector<Lexeme>& in_;
  std::string_view text_;
  Trust trust_;
  std::size_t line_ = 0;  // where the line begins in out_
  Lexeme now_;
  std::uint32_t indent_ = 0;
  std::vector<Open> open_;
  int doubled_ = 0;  // doubled `{` so far; as many `}` may follow that close nothing
};

void report(const Problem& problem, Reporter& reporter) {
  if (problem.quiet) return;
  const Span at = reporter.span(problem.at.begin, problem.at.end);
  const std::string_view text = reporter.text(problem.at.begin, problem.at.end);
  switch (problem.fault) {
    case Fault::Unclosed: {
      const std::string_view closer = problem.at.type == P::LBRACKET ? "]"
                                      : problem.at.type == P::LPAREN ? ")"
                                                                     : "}";
      auto entry = reporter.report<diag::UnclosedBlock>(at, text);
      entry.help(fmt::format("close it with `{}`", closer));
      if (problem.other.begin < reporter.text().size()) {
        entry.related(reporter.span(problem.other.begin, problem.other.end),
                      fmt::format("add the missing `{}` before this", closer));
      }
      return;
    }
    case Fault::Stray:
      reporter.report<diag::UnmatchedBracket>(at, text)
          .help("take it out")
          .repair("Take it out", {{at, ""}});
      return;
    case Fault::Wrong: {
      const std::string_view opener = reporter.text(problem.other.begin, problem.other.end);
      const std::string_view closer = problem.other.type == P::LBRACKET ? "]"
                                      : problem.other.type == P::LPAREN ? ")"
                                                                        : "}";
      reporter
          .report<diag::UnexpectedToken>(at, fmt::format("`{}`", closer), fmt::format("`{}`", text))
          .related(reporter.span(problem.other.begin, problem.other.end),
                   fmt::format("this `{}` is open", opener))
          .repair(fmt::format("write `{}`", closer), {{at, std::string(closer)}});
      return;
    }
    case Fault::Doubled:
      reporter.report<diag::UnexpectedToken>(at, "a field or a block", "`{`")
          .help("one `{` is enough");
      return;
    case Fault::HeadWithoutBrace:
      reporter
          .report<diag::UnexpectedToken>(at, fmt::format("`{{` after `{}`", text),
                                         problem.other.type == 0
                                             ? std::string("the end of the line")
                                             : describe(problem.other, reporter))
          .help("write the members of a block between `{` and `}`")
          .repair("add `{`", {{reporter.span(problem.at.end, problem.at.end), " {"}});
      return;
  }
}

}  // namespace

bool balance_brackets(Scan& scan, Reporter& reporter) {
  if (is_balanced(scan.lexemes)) return true;
  std::vector<Balancer> trips;
  for (const Trust trust : {Trust::Lines, Trust::Indentation, Trust::Nothing}) {
    trips.emplace_back(scan.lexemes, reporter.text(), trust);
    trips.back().run();
  }
  Balancer& better =
      *std::min_element(trips.begin(), trips.end(),
                        [](const Balancer& a, const Balancer& b) { return a.loud_ < b.loud_; });
  scan.lexemes = std::move(better.out_);
  std::stable_sort(better.problems_.begin(), better.problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.at.begin < b.at.begin; });
  for (const Problem& problem : better.problems_) report(problem, reporter);
  return false;
}

}  // namespace svc::syntax
