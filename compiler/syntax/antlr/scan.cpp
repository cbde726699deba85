#include "syntax/antlr/scan.h"

#include <SvcParser.h>

#include <algorithm>

#include "base/lines.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/accidents.h"
#include "syntax/antlr/automaton.h"
#include "syntax/antlr/characters.h"
#include "syntax/antlr/scan_mistakes.h"
#include "syntax/parse.h"

namespace svc::syntax {

namespace {

using svc::antlr::SvcParser;

// The end of a run of string text.
enum class TextEnd : std::uint8_t { Quote, Interpolation, Unterminated };

class Scanner : private ScanMistakes {
 public:
  Scanner(Reporter& reporter, std::uint32_t from) : ScanMistakes(reporter) {
    at_ = from;
    line_begin_ = from;
  }

  Scan run() {
    scan_.lexemes.reserve((text_.size() - at_) / 5);
    if (at_ == 0) {
      if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
      if (is_other_language()) return std::move(scan_);
    }
    while (skip_space(), at_ < text_.size()) next();
    if (!strings_.empty()) close_strings(0);
    report_quotes();
    report_semicolons();
    return std::move(scan_);
  }

 private:
  void skip_space() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (is_line_end(c)) {
        line_ended();
      } else if (c != ' ' && c != '\t' && c != '\f') {
        return;
      }
    }
  }

  // A plain string ends with its line, even inside an open interpolation.
  void line_ended() {
    line_start_ = true;
    line_begin_ = at_;
    bad_next_ = false;
    std::size_t keep = strings_.size();
    while (keep > 0 && !strings_[keep - 1].block) --keep;
    if (keep < strings_.size()) close_strings(keep);
  }

  // Gives up on the open strings from number `keep` on. The outermost one is reported.
  void close_strings(std::size_t keep) {
    const OpenString outermost = strings_[keep];
    unclosed_interpolation(outermost.interpolation);
    while (strings_.size() > keep) {
      strings_.pop_back();
      for (const std::size_t type : {SvcParser::INTERP_CLOSE, SvcParser::STRING_CLOSE}) {
        scan_.lexemes.push_back({.type = static_cast<std::uint16_t>(type),
                                 .bad = true,
                                 .inserted = true,
                                 .begin = at_,
                                 .end = at_});
      }
    }
  }

  void unterminated(std::uint32_t begin, bool block) {
    if (block) {
      reporter_.report<diag::UnterminatedTextBlock>(reporter_.span(begin, begin + 3))
          .help("close it with `\"\"\"`");
      return;
    }
    if (begin > 0 && text_[begin - 1] == '"' && end_of_line(begin) == begin + 1) {  // `"text""`
      reporter_.report<diag::UnterminatedString>(reporter_.span(begin, begin + 1))
          .help("one quote is enough: remove this one")
          .repair("Remove it", {{reporter_.span(begin, begin + 1), ""}});
      return;
    }
    if (missing_opening_quote(begin)) return;
    const std::uint32_t end = end_of_line(begin);
    auto report = reporter_.report<diag::UnterminatedString>(reporter_.span(begin, end));
    report.help("close it with `\"`; write text of several lines between `\"\"\"` and `\"\"\"`");
    const std::string_view line = text_.substr(begin, end - begin);
    constexpr std::string_view kCurly = "\u201D";
    if (const std::size_t curly = line.find(kCurly); curly != std::string_view::npos) {
      const std::uint32_t at = begin + static_cast<std::uint32_t>(curly);
      report.help("it ends in a curly quote: write `\"`")
          .repair("Write `\"`",
                  {{reporter_.span(at, at + static_cast<std::uint32_t>(kCurly.size())), "\""}});
    } else if (line.ends_with('\'')) {  // `"text'`
      report.help("a string ends with the quote that began it: write `\"`")
          .repair("Write `\"`", {{reporter_.span(end - 1, end), "\""}});
    } else if (line.find_first_of("}])") == std::string_view::npos && line.size() > 1) {
      std::uint32_t behind = end;
      while (text_[behind - 1] == ' ' || text_[behind - 1] == '\t' || text_[behind - 1] == ',')
        --behind;
      report.repair("Add `\"`", {{reporter_.span(behind, behind), "\""}});
    }
  }

  // `image = nginx"`: the quote that is there is the closing one.
  bool missing_opening_quote(std::uint32_t quote) {
    if (end_of_line(quote) != quote + 1 || quote == 0) return false;
    std::uint32_t begin = quote;
    while (begin > 0 &&
           std::string_view(" \t\r\n=,[({").find(text_[begin - 1]) == std::string_view::npos)
      --begin;
    if (begin == quote) return false;
    reporter_.report<diag::UnterminatedString>(reporter_.span(begin, quote + 1))
        .help(fmt::format("write `\"{}\"`", text_.substr(begin, quote - begin)))
        .repair("Add `\"`", {{reporter_.span(begin, begin), "\""}});
    return true;
  }

  // A `${` without its `}`: it belongs behind the name that follows.
  void unclosed_interpolation(std::uint32_t begin) {
    auto report = reporter_.report<diag::UnclosedInterpolation>(reporter_.span(begin, begin + 2));
    std::uint32_t end = begin + 2;
    while (end < size() && (is_name_part(text_[end]) || text_[end] == '.')) ++end;
    if (end == begin + 2) {
      report.help("close it with `}`; the characters themselves are written `\\${`");
      return;
    }
    report.help(fmt::format("write `{}}}`", text_.substr(begin, end - begin)))
        .repair("Add `}`", {{reporter_.span(end, end), "}"}});
  }

  void next() {
    if (accident()) return;
    const std::uint32_t begin = at_;
    const Match token = longest_token(text_, begin);
    if (token.type == 0) return unexpected_character();
    at_ = token.end;
    switch (token.type) {
      case SvcParser::QUOTE:
        return string(begin, false);
      case SvcParser::TEXT_QUOTE:
        return string(begin, true);
      case SvcParser::LINE_COMMENT:
        return line_comment(begin);
      case SvcParser::BLOCK_COMMENT:
        return block_comment(begin);
      case SvcParser::LBRACE:
        if (!strings_.empty()) ++strings_.back().braces;
        break;
      case SvcParser::RBRACE:
        if (!strings_.empty() && strings_.back().braces-- == 0) return resume_string(begin);
        break;
      case SvcParser::NAME:
        if (at_ - begin > kMaxName) long_name(begin);
        break;
      default:
        break;
    }
    add(token.type, begin, at_);
  }

  // Names become parts of many others, so that a long one would take much memory.
  [[noreturn]] void long_name(std::uint32_t begin) {
    reporter_.report<diag::NameTooLong>(reporter_.span(begin, at_), kMaxName, at_ - begin)
        .help("shorten it; a long text is written in quotes");
    throw TooManyErrors{};
  }

  // ---- Comments

  void line_comment(std::uint32_t begin) {
    at_ = end_of_line(at_);
    const bool doc = text_.substr(begin, 3) == "///" && text_.substr(begin, 4) != "////";
    scan_.comments.push_back(
        {doc ? ast::Comment::Kind::Doc : ast::Comment::Kind::Line, reporter_.span(begin, at_)});
  }

  void block_comment(std::uint32_t begin) {
    const std::size_t close = text_.find("*/", at_);
    const bool path = begin > 0 && is_name_part(text_[begin - 1]);
    if (close == std::string_view::npos && path) {  // `on uploads/*`
      reporter_.report<diag::UnterminatedComment>(reporter_.span(begin, begin + 2))
          .help("`/*` begins a comment: name the block alone, and write a text in quotes")
          .repair("Remove `/*`", {{reporter_.span(begin, begin + 2), ""}});
      return;
    }
    if (close == std::string_view::npos) {
      reporter_.report<diag::UnterminatedComment>(reporter_.span(begin, begin + 2))
          .help("close it with `*/`");
      at_ = size();
    } else {
      at_ = static_cast<std::uint32_t>(close) + 2;
    }
    scan_.comments.push_back({ast::Comment::Kind::Block, reporter_.span(begin, at_)});
    if (has_line_end(text_.substr(begin, at_ - begin))) line_ended();
  }

  // ---- Strings

  // Reads text up to the closing quote, a `${` or the end; at_ is then after the text. An escaped
  // character never ends it.
  TextEnd text_run(bool block) {
    for (; at_ < size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < size() && !is_line_end(text_[at_ + 1])) {
        ++at_;
      } else if (c == '"' && (!block || text_.substr(at_, 3) == "\"\"\"")) {
        return TextEnd::Quote;
      } else if (c == '$' && peek(1) == '{') {
        return TextEnd::Interpolation;
      } else if (is_line_end(c) && !block) {
        return TextEnd::Unterminated;
      }
    }
    return TextEnd::Unterminated;
  }

  void string(std::uint32_t begin, bool block) {
    const std::uint32_t text = at_;
    const TextEnd end = text_run(block);
    if (end == TextEnd::Interpolation) {
      add(SvcParser::STRING_OPEN, begin, text);
      strings_.push_back({.begin = begin, .interpolation = at_, .block = block});
      if (strings_.size() > kMaxNesting) too_deep(begin);
      open_interpolation(text);
      return;
    }
    if (end == TextEnd::Quote) at_ += block ? 3 : 1;
    add(SvcParser::STRING, begin, at_);
    if (end == TextEnd::Quote) return;
    scan_.lexemes.back().bad = true;
    // Inside the interpolation of a plain string, the end of the line closes that one too, and the
    // outermost is reported.
    if (strings_.empty() || (strings_.back().block && !block)) unterminated(begin, block);
  }

  [[noreturn]] void too_deep(std::uint32_t begin) {
    reporter_.report<diag::NestedTooDeeply>(reporter_.span(begin, at_), "strings", kMaxNesting)
        .help("split it up: give the inner parts names with `let`");
    throw TooManyErrors{};
  }

  // The `}` of an interpolation: the rest of the string follows.
  void resume_string(std::uint32_t brace) {
    const bool block = strings_.back().block;
    add(SvcParser::INTERP_CLOSE, brace, at_);
    const std::uint32_t text = at_;
    const TextEnd end = text_run(block);
    strings_.back().braces = 0;
    if (end == TextEnd::Interpolation) {
      strings_.back().interpolation = at_;
      return open_interpolation(text);
    }
    if (at_ > text) add(SvcParser::STRING_TEXT, text, at_);
    const std::uint32_t close = at_;
    if (end == TextEnd::Quote) at_ += block ? 3 : 1;
    add(SvcParser::STRING_CLOSE, close, at_);
    const OpenString ended = strings_.back();
    strings_.pop_back();
    if (end == TextEnd::Quote) return;
    scan_.lexemes.back().bad = true;
    if (strings_.empty() || (strings_.back().block && !block)) unterminated(ended.begin, block);
  }

  void open_interpolation(std::uint32_t text) {
    if (at_ > text) add(SvcParser::STRING_TEXT, text, at_);
    add(SvcParser::INTERP_OPEN, at_, at_ + 2);
    at_ += 2;
  }

  // ---- Accidents (accidents.h)

  bool is_other_language() {
    const std::string_view language = other_language(text_);
    if (language.empty()) return false;
    at_ = 0;
    skip_space();
    reporter_.report<diag::OtherLanguage>(reporter_.span(at_, end_of_line(at_)), language)
        .help("`svcc init` writes a program to begin with; docs/language.md shows the language");
    return true;
  }

  bool accident() {
    const char c = text_[at_];
    if (c == '<') return merge_conflict() || heredoc();
    if (c == '-' && peek(1) == '-') return dash_comment();
    if (c == '/' && is_name_start(peek(1))) return unquoted_path();
    if (!line_start_ || !strings_.empty()) return false;
    if (c == '=' || c == '>' || c == '|') return stray_mark();
    return shell_command();
  }

  // The first side is read, the other one is skipped.
  bool merge_conflict() {
    if (!line_start_ || !line_begins_at(text_, at_)) return false;
    const std::optional<Conflict> found = conflict_at(text_, at_);
    if (!found) return false;
    auto report = reporter_.report<diag::MergeConflict>(reporter_.span(at_, end_of_line(at_)));
    report.help("keep one of the two sides, or both, and remove the lines with the marks");
    if (found->middle != 0)
      report.related(reporter_.span(found->middle, found->middle + 7),
                     "the other side begins here");
    if (found->end != 0)
      report.related(reporter_.span(found->end, found->end + 7), "the conflict ends here");
    conflict_ = *found;
    at_ = end_of_line(at_);
    return true;
  }

  bool stray_mark() {
    if (conflict_.middle != 0 && at_ == conflict_.middle) {
      at_ = end_of_line(conflict_.end == 0 ? at_ : conflict_.end);
      return true;
    }
    if (conflict_.end != 0 && at_ == conflict_.end) {
      at_ = end_of_line(at_);
      return true;
    }
    return false;
  }

  bool heredoc() {
    const std::optional<Heredoc> found = heredoc_at(text_, at_);
    if (!found) return false;
    auto report = reporter_.report<diag::Heredoc>(reporter_.span(at_, found->opener_end),
                                                  reporter_.text(at_, found->opener_end));
    report.help("write text of several lines between `\"\"\"` and `\"\"\"`");
    if (found->closer_end > found->closer_begin)
      report.repair("Write `\"\"\"`",
                    {{reporter_.span(at_, found->opener_end), "\"\"\""},
                     {reporter_.span(found->closer_begin, found->closer_end), "\"\"\""}});
    const std::uint32_t begin = at_;
    at_ = found->closer_end;
    add(SvcParser::STRING, begin, at_);
    scan_.lexemes.back().bad = true;
    return true;
  }

  // `path = /api/*`. It is read here, because `/*` would begin a comment.
  bool unquoted_path() {
    if (scan_.lexemes.empty() || line_start_) return false;
    const Lexeme& before = scan_.lexemes.back();
    // `mount /data {`
    const bool label =
        before.type == SvcParser::NAME && before.line_start && before.end < at_ &&
        text_.substr(at_, end_of_line(at_) - at_).find('{') != std::string_view::npos;
    if (before.type != SvcParser::ASSIGN && before.type != SvcParser::LBRACKET && !label)
      return false;
    const std::uint32_t begin = at_;
    while (at_ < size() &&
           std::string_view(" \t\r\n,;}])\"").find(text_[at_]) == std::string_view::npos)
      ++at_;
    const std::string text = fmt::format("\"{}\"", text_.substr(begin, at_ - begin));
    const Span span = reporter_.span(begin, at_);
    reporter_.report<diag::UnquotedText>(span, text_.substr(begin, at_ - begin))
        .help(fmt::format("write `{}`", text))
        .repair(fmt::format("Write `{}`", text), {{span, text}});
    add(label ? SvcParser::STRING : SvcParser::MISSING, begin, at_);
    scan_.lexemes.back().bad = true;
    return true;
  }

  // `-- a comment` of SQL or Lua.
  bool dash_comment() {
    const char behind = peek(2);
    if (!(behind == ' ' || behind == '\n' || behind == '\r' || behind == '\0') || !strings_.empty())
      return false;
    const Span dashes = reporter_.span(at_, at_ + 2);
    reporter_.report<diag::UnexpectedCharacter>(dashes, "`--`")
        .help("comments begin with `//`")
        .repair("Write `//`", {{dashes, "//"}});
    at_ = end_of_line(at_);
    return true;
  }

  bool shell_command() {
    const std::optional<std::uint32_t> end = shell_command_at(text_, at_);
    if (!end) return false;
    if (exported_entry()) return true;
    if (!in_shell_)
      reporter_.report<diag::ShellCommand>(reporter_.span(at_, end_of_line(at_)))
          .help("remove it from the file, and run it in a terminal");
    at_ = *end;
    in_shell_ = true;
    return true;
  }

  // `export LEVEL="info"` in a block, `export url = …` at the top: the word is too much.
  bool exported_entry() {
    constexpr std::string_view kWord = "export ";
    if (!text_.substr(at_).starts_with(kWord)) return false;
    const bool indented = at_ > line_begin_ + 1;
    std::uint32_t end = at_ + static_cast<std::uint32_t>(kWord.size());
    for (const std::string_view declares : {"const ", "let ", "var ", "default "}) {
      if (text_.substr(end).starts_with(declares))
        end += static_cast<std::uint32_t>(declares.size());
    }
    const Span word = reporter_.span(at_, end);
    const std::string_view line = text_.substr(at_, end_of_line(at_) - at_);
    if (!indented && line.find(" = ") == std::string_view::npos) return false;
    auto report = reporter_.report<diag::ShellCommand>(reporter_.span(at_, at_ + 6));
    if (indented)
      report.help("an entry is written without `export`: `NAME = \"value\"`")
          .repair("Remove `export`", {{word, ""}});
    else
      report.help("an output is written `output NAME = VALUE`")
          .repair("Write `output`", {{word, "output "}});
    at_ = word.end;
    bad_next_ = true;
    return true;
  }

  Conflict conflict_;
};

}  // namespace

Scan scan(Reporter& reporter, std::uint32_t from) {
  return Scanner(reporter, from).run();
}

}  // namespace svc::syntax
