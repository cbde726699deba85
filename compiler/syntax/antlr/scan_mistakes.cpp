#include "syntax/antlr/scan_mistakes.h"

#include <SvcParser.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/antlr/characters.h"
#include "syntax/antlr/shell_variables.h"

namespace svc::syntax {

using svc::antlr::SvcParser;

void ScanMistakes::unexpected_character() {
  const std::uint32_t begin = at_;
  const char c = text_[at_];
  if (c == ';') return semicolon();
  if (text_.substr(at_).starts_with("\u2026") && begin > 0 && is_digit(text_[begin - 1])) {
    const auto length = static_cast<std::uint32_t>(std::string_view("\u2026").size());
    reporter_.report<diag::UnexpectedCharacter>(reporter_.span(begin, begin + length), "`…`")
        .help("a range is written with two dots: `2..4`")
        .repair("Write `..`", {{reporter_.span(begin, begin + length), ".."}});
    at_ += length;
    add(SvcParser::RANGE, begin, at_);
    scan_.lexemes.back().bad = true;
    return;
  }
  if (c == '@' && !scan_.lexemes.empty() && scan_.lexemes.back().type == SvcParser::NAME &&
      strings_.empty()) {  // `service api @ web {`
    reporter_.report<diag::UnexpectedCharacter>(reporter_.span(begin, begin + 1), "`@`")
        .help("what a block is in is written `in NAME`")
        .repair("Write `in`", {{reporter_.span(begin, begin + 1), "in"}});
    ++at_;
    add(SvcParser::IN, begin, at_);
    scan_.lexemes.back().bad = true;
    return;
  }
  if (c == '@' && decorator()) return;
  if (c == '&' && (verbs_with_sign() || reference_sign() || joined_texts())) return;
  if (c == '$' && shell_variable()) return;
  if (c == '\'') return foreign_quotes("'", "'");
  if (c == '`') return foreign_quotes("`", "`");
  if (text_.substr(at_).starts_with("\u2018")) return foreign_quotes("\u2018", "\u2019");
  if (text_.substr(at_).starts_with("\u00AB")) return foreign_quotes("\u00AB", "\u00BB");
  if (text_.substr(at_).starts_with("\u201C")) return foreign_quotes("\u201C", "\u201D");
  const std::uint32_t end = begin + character_length(text_.substr(begin));
  auto report = reporter_.report<diag::UnexpectedCharacter>(
      reporter_.span(begin, end), character_name(text_.substr(begin, end - begin)));
  report.help(std::string(character_help(text_.substr(begin, end - begin))));
  if (c == '#') report.repair("Write `//`", {{reporter_.span(begin, end), "//"}});
  if (c == '&') report.repair("Write `&&`", {{reporter_.span(begin, end), "&&"}});
  if (text_.substr(begin).starts_with("\u00A0"))
    report.repair("Write a blank", {{reporter_.span(begin, end), " "}});
  at_ = end;
  if (c == '#') {
    at_ = end_of_line(at_);
  } else if (c == '&') {
    add(SvcParser::AND, begin, end);
  } else {
    // One report for a run of them: `€€€`, or a paragraph of another alphabet.
    while (at_ < size() && static_cast<unsigned char>(text_[at_]) >= 0x80U) ++at_;
  }
  bad_next_ = true;
}

// The `;` of a file are one habit: one message, and one fix for all.
void ScanMistakes::semicolon() {
  const std::uint32_t begin = at_++;
  const std::string_view line = text_.substr(line_begin_, begin - line_begin_);
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && line.substr(first).starts_with("for"))
    return;  // `for (i = 0; i < 3; i++)`: foreign_choices.cpp reports the loop
  const bool last = text_.find_first_not_of(" \t", at_) == end_of_line(at_) ||
                    text_.find_first_not_of(" \t\r\n", at_) == std::string_view::npos ||
                    text_.substr(text_.find_first_not_of(" \t", at_)).starts_with("//");
  semicolons_.push_back({reporter_.span(begin, at_), last ? "" : ","});
  if (!last && line.find('=') != std::string_view::npos) add(SvcParser::COMMA, begin, at_);
}

void ScanMistakes::report_semicolons() {
  if (semicolons_.empty()) return;
  const Edit first = semicolons_.front();
  reporter_.report<diag::UnexpectedCharacter>(first.span, "`;`")
      .help("members need no separator; a new line or a comma does")
      .repair(first.text.empty() ? "Remove it" : "Write `,`", std::move(semicolons_));
}

// `@allowed(["a", "b"])` of Bicep above a param.
bool ScanMistakes::decorator() {
  if (!strings_.empty() || !is_name_start(peek(1)) ||
      text_.substr(line_begin_, at_ - line_begin_).find_first_not_of(" \t\r\n") !=
          std::string_view::npos)
    return false;
  const auto end = static_cast<std::uint32_t>(end_of_line(at_));
  const std::string_view name =
      text_.substr(at_ + 1, text_.find_first_of("( \t\r\n", at_) - at_ - 1);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOptions = {
      {{"allowed", "allowed = […]"},
       {"secure", "secret = true"},
       {"description", "description = \"…\""},
       {"sys.description", "description = \"…\""},
       {"minValue", "min = …"},
       {"maxValue", "max = …"},
       {"minLength", "min = …"},
       {"maxLength", "max = …"}}};
  const auto* known = std::find_if(kOptions.begin(), kOptions.end(),
                                   [name](const auto& option) { return option.first == name; });
  auto report = reporter_.report<diag::UnexpectedCharacter>(reporter_.span(at_, at_ + 1), "`@`");
  if (known == kOptions.end())
    report.help("declarations have no decorators: what a block has is written in its braces");
  else
    report.help(
        fmt::format("the options of a param follow it in braces: "
                    "`param NAME: TYPE {{ {} }}`",
                    known->second));
  at_ = end;
  bad_next_ = true;
  return true;
}

// `allow read & write on files`: two permissions are a list, which foreign_grants.cpp reports.
bool ScanMistakes::verbs_with_sign() {
  if (scan_.lexemes.size() < 2 || !strings_.empty()) return false;
  const Lexeme& before = scan_.lexemes[scan_.lexemes.size() - 2];
  const std::string_view word = text_.substr(before.begin, before.end - before.begin);
  if (word != "allow" && word != "deny") return false;
  add(SvcParser::COMMA, at_, at_ + 1);
  ++at_;
  return true;
}

// `&orders.url`: a reference of Go or C.
bool ScanMistakes::reference_sign() {
  if (scan_.lexemes.empty() || !is_name_start(peek(1))) return false;
  const std::uint16_t last = scan_.lexemes.back().type;
  if (last != SvcParser::ASSIGN && last != SvcParser::COMMA && last != SvcParser::LBRACKET &&
      last != SvcParser::LPAREN && last != SvcParser::COLON)
    return false;
  const Span sign = reporter_.span(at_, at_ + 1);
  reporter_.report<diag::UnexpectedCharacter>(sign, "`&`")
      .help("what is declared is named alone: leave out the sign")
      .repair("Remove `&`", {{sign, ""}});
  ++at_;
  bad_next_ = true;
  return true;
}

// `"a" & b`: texts of Visual Basic or Excel.
bool ScanMistakes::joined_texts() {
  if (scan_.lexemes.empty()) return false;
  const std::size_t behind = text_.find_first_not_of(" \t", at_ + 1);
  const std::uint16_t last = scan_.lexemes.back().type;
  const bool text = last == SvcParser::STRING || last == SvcParser::STRING_CLOSE ||
                    (behind != std::string_view::npos && text_[behind] == '"');
  if (!text) return false;
  if (joined_line_ != line_begin_)
    reporter_.report<diag::UnexpectedCharacter>(reporter_.span(at_, at_ + 1), "`&`")
        .help("texts are joined by interpolation: `\"${a}${b}\"`");
  joined_line_ = line_begin_;
  add(SvcParser::PLUS, at_, at_ + 1);
  scan_.lexemes.back().bad = true;
  ++at_;
  return true;
}

void ScanMistakes::report_quotes() {
  if (quotes_.empty()) return;
  const Span first = quotes_.front().span;
  reporter_
      .report<diag::UnexpectedCharacter>(
          first, character_name(text_.substr(first.begin, first.end - first.begin)))
      .help("write strings between double quotes: \"…\"")
      .repair("use double quotes", std::move(quotes_));
}

bool ScanMistakes::shell_variable() {
  const std::optional<ShellVariable> found = report_shell_variable(reporter_, at_);
  if (!found) return false;
  if (!found->begun || scan_.lexemes.empty())
    add(found->part ? SvcParser::NAME : SvcParser::MISSING, at_, found->end);
  scan_.lexemes.back().bad = true;
  at_ = found->end;
  return true;
}

namespace {

// The end of a text in single quotes, at its last quote: `\'` and `''` are quotes within it.
std::size_t end_of_quoted(std::string_view text, std::size_t begin, std::string_view close) {
  for (std::size_t at = begin + 1; at < text.size() && text[at] != '\n'; ++at) {
    if (close == "'" && text[at] == '\\') {
      ++at;
    } else if (text.substr(at).starts_with(close)) {
      const bool twice = close == "'" && at > begin + 1 && text.substr(at + 1, 1) == "'";
      if (!twice) return at;
      ++at;
    }
  }
  return std::string_view::npos;
}

// Whether `\` and this character are an escape here.
bool is_escape(char c) {
  return c == 'n' || c == 't' || c == 'r' || c == '"' || c == '\\' || c == '$' || c == 'u';
}

}  // namespace

// What a text means otherwise between double quotes: `"` and `\`.
void ScanMistakes::escape_in_quotes(std::uint32_t begin, std::uint32_t end) {
  const auto change = [this](std::uint32_t at, std::uint32_t length, std::string text) {
    quotes_.push_back({reporter_.span(at, at + length), std::move(text)});
  };
  int interpolations = 0;
  for (std::uint32_t at = begin; at < end; ++at) {
    const char c = text_[at];
    const char next = at + 1 < end ? text_[at + 1] : '\0';
    if (c == '$' && next == '{') ++interpolations;
    if (c == '}' && interpolations > 0) --interpolations;
    if (c == '"' && interpolations == 0) change(at, 1, "\\\"");
    if (c == '\'' && next == '\'') change(at, 1, "");
    if (c == '\\' && next == '\'') change(at, 1, "");
    if (c == '\\' && next != '\'' && !is_escape(next)) change(at, 1, "\\\\");
    if (c == '\\' || (c == '\'' && next == '\'')) ++at;
  }
}

// 'text' and “text”: a string, as far as the rest of the line is concerned.
void ScanMistakes::foreign_quotes(std::string_view open, std::string_view close) {
  const std::uint32_t begin = at_;
  const std::size_t line_end = end_of_line(at_);
  // A text of several lines in Bicep and Python.
  const std::size_t last = text_.find("'''", at_ + 3);
  if (text_.substr(begin).starts_with("'''") && last != std::string_view::npos) {
    at_ = static_cast<std::uint32_t>(last + 3);
    quotes_.push_back({reporter_.span(begin, begin + 3), "\"\"\""});
    quotes_.push_back({reporter_.span(at_ - 3, at_), "\"\"\""});
    add(SvcParser::MISSING, begin, at_);
    scan_.lexemes.back().bad = true;
    return;
  }
  const std::size_t closing =
      close == "'" ? end_of_quoted(text_, at_, close) : text_.find(close, at_ + open.size());
  const bool closed = closing < line_end;
  at_ = static_cast<std::uint32_t>(closed ? closing + close.size() : line_end);
  const auto length = static_cast<std::uint32_t>(open.size());
  if (closed) {  // they are one habit: one message, and one fix for all
    quotes_.push_back({reporter_.span(begin, begin + length), "\""});
    if (close == "'" || close == "`")
      escape_in_quotes(begin + length, static_cast<std::uint32_t>(closing));
    quotes_.push_back({reporter_.span(static_cast<std::uint32_t>(closing), at_), "\""});
  } else {
    reporter_
        .report<diag::UnexpectedCharacter>(reporter_.span(begin, begin + length),
                                           character_name(open))
        .help("write strings between double quotes: \"…\"");
  }
  // A text with another escape is no string as it is written.
  const std::string_view written = text_.substr(begin, at_ - begin);
  const std::size_t backslash = written.find('\\');
  const bool value = !scan_.lexemes.empty() && (scan_.lexemes.back().type == SvcParser::ASSIGN ||
                                                scan_.lexemes.back().type == SvcParser::COMMA ||
                                                scan_.lexemes.back().type == SvcParser::LBRACKET ||
                                                scan_.lexemes.back().type == SvcParser::LPAREN);
  const bool other = backslash != std::string_view::npos && value;
  add(other ? SvcParser::MISSING : SvcParser::STRING, begin, at_);
  scan_.lexemes.back().bad = true;
}

}  // namespace svc::syntax
