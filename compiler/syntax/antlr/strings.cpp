// Strings and text blocks: escapes, and the indentation of text blocks.
#include <algorithm>
#include <optional>

#include "base/lines.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/build.h"
#include "syntax/antlr/characters.h"

namespace svc::syntax {

namespace {

constexpr std::string_view kEscapeHelp =
    R"(the escapes are \n \t \r \" \\ \$ and \u{1F600}; a backslash itself is written \\)";

// A piece of a string as written.
struct Raw {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  antlr4::ParserRuleContext* interpolation = nullptr;
};

[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Turns the source of a string into its value.
class Unescaper {
 public:
  // `indentation` is removed from every line of a text block; `line_start`: the text begins a line.
  Unescaper(Reporter& reporter, std::size_t indentation)
      : reporter_(reporter), indentation_(indentation) {}

  [[nodiscard]] std::string run(const Raw& raw, bool line_start) {
    const std::string_view text = reporter_.text();
    std::string result;
    at_ = raw.begin;
    end_ = raw.end;
    if (line_start) skip_indentation();
    while (at_ < end_) {
      const char c = text[at_];
      if (c == '\\' && at_ + 1 < end_) {
        escape(result);
      } else if (is_line_end(c)) {  // a text block means the same with any line end
        result.push_back('\n');
        at_ = static_cast<std::uint32_t>(behind_line_end(text, at_));
        skip_indentation();
      } else {
        result.push_back(c);
        ++at_;
      }
    }
    return result;
  }

 private:
  void skip_indentation() {
    for (std::size_t n = 0; n < indentation_ && at_ < end_ && is_blank(reporter_.text()[at_]); ++n)
      ++at_;
  }

  void escape(std::string& result) {
    const std::uint32_t begin = at_;
    const char c = reporter_.text()[at_ + 1];
    at_ += 2;
    switch (c) {
      case 'n':
        result.push_back('\n');
        return;
      case 't':
        result.push_back('\t');
        return;
      case 'r':
        result.push_back('\r');
        return;
      case '"':
      case '\\':
      case '$':
        result.push_back(c);
        return;
      case 'u':
        if (code_point(result)) return;
        break;
      default:
        at_ = begin + 1 + character_length(reporter_.text().substr(begin + 1));
        break;
    }
    std::string_view shown = reporter_.text(begin, at_);
    while (!shown.empty() && is_line_end(shown.back())) shown.remove_suffix(1);
    reporter_.report<diag::InvalidEscape>(reporter_.span(begin, at_), shown)
        .help(std::string(kEscapeHelp));
  }

  // Behind `\u`: `{1F600}`.
  [[nodiscard]] bool code_point(std::string& result) {
    const std::string_view text = reporter_.text();
    if (at_ >= end_ || text[at_] != '{') return false;
    std::uint32_t i = at_ + 1;
    std::uint32_t value = 0;
    while (i < end_ && is_hex(text[i]) && i - at_ <= 8) {
      const char c = text[i++];
      value =
          value * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    const bool closed = i < end_ && text[i] == '}' && i > at_ + 1;
    at_ = closed ? i + 1 : i;
    return closed && value <= 0x10FFFFU && append_utf8(result, value);
  }

  Reporter& reporter_;
  std::size_t indentation_;
  std::uint32_t at_ = 0;
  std::uint32_t end_ = 0;
};

// The indentation that all lines of a text block share. Blank lines and the line of the closing
// quotes do not count.
[[nodiscard]] std::size_t common_indentation(std::string_view text,
                                             const std::vector<Raw>& pieces) {
  std::optional<std::size_t> least;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const Raw& piece = pieces[p];
    if (piece.interpolation != nullptr) continue;
    for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
      const bool line_start = i > piece.begin ? line_begins_at(text, i) : p == 0;
      if (!line_start) continue;
      std::uint32_t first = i;
      while (first < piece.end && is_blank(text[first])) ++first;
      if (first < piece.end && is_line_end(text[first])) continue;
      least = std::min(least.value_or(first - i), static_cast<std::size_t>(first - i));
      i = first;
    }
    // `${x}` at the very beginning of a line. (The line of the closing quotes was cut off.)
    const bool line_over = piece.end > piece.begin ? line_begins_at(text, piece.end) : p == 0;
    if (p + 1 < pieces.size() && line_over) least = 0;
  }
  return least.value_or(0);
}

// Drops the line end after the opening quotes, and the blanks before closing quotes on a separate
// line.
void trim_text_block(std::string_view text, std::vector<Raw>& pieces, bool& begins_line) {
  begins_line = false;
  if (pieces.empty()) return;
  Raw& first = pieces.front();
  if (first.interpolation == nullptr) {
    std::uint32_t i = first.begin;
    while (i < first.end && is_blank(text[i])) ++i;
    if (i < first.end && is_line_end(text[i])) {
      first.begin = static_cast<std::uint32_t>(behind_line_end(text, i));
      begins_line = true;
    }
  }
  Raw& last = pieces.back();
  if (last.interpolation != nullptr) return;
  std::uint32_t end = last.end;
  while (end > last.begin && is_blank(text[end - 1])) --end;
  if (end > last.begin && is_line_end(text[end - 1])) last.end = end;
}

}  // namespace

const ast::Expr* Builder::string(P::StringContext* context) {
  if (context == nullptr || context->exception != nullptr || context->children.empty())
    return make(span(context), ast::ErrorExpr{});
  const Lexeme* opening = first_token(context);
  const std::string_view text = reporter_.text();
  const bool block = text.substr(opening->begin, 3) == "\"\"\"";
  const std::uint32_t quotes = block ? 3 : 1;
  std::vector<Raw> raws;
  if (opening->type == P::STRING) {
    const bool closed = !opening->bad && opening->end >= opening->begin + 2 * quotes;
    // 'text' and “text”, which were reported: the closing quote is no part of the text.
    const std::uint32_t foreign =
        text[opening->begin] == '"' ? 0 : character_length(text.substr(opening->begin));
    if (foreign != 0 && opening->end >= opening->begin + 2 * foreign)
      raws.push_back({opening->begin + foreign, opening->end - foreign, nullptr});
    else
      raws.push_back(
          {opening->begin + quotes,
           closed ? opening->end - quotes : std::max(opening->end, opening->begin + quotes),
           nullptr});
  } else {
    for (Node* node : context->children) {
      const Lexeme* token = leaf(node);
      if (token != nullptr && token->type == P::STRING_TEXT)
        raws.push_back({token->begin, token->end, nullptr});
      if (Rule* inner = rule(node)) raws.push_back({span(inner).begin, span(inner).end, inner});
    }
  }
  bool line_start = false;
  if (block) trim_text_block(text, raws, line_start);
  const std::size_t indentation = block && line_start ? common_indentation(text, raws) : 0;
  Unescaper unescaper(reporter_, indentation);
  ast::StringExpr result{.pieces = {}, .block = block};
  for (const Raw& raw : raws) {
    const Span where = reporter_.span(raw.begin, raw.end);
    if (raw.interpolation != nullptr) {
      result.pieces.push_back({.text = {},
                               .expr = expr(static_cast<P::ExprContext*>(raw.interpolation)),
                               .span = where});
    } else if (std::string piece = unescaper.run(raw, line_start && &raw == raws.data());
               !piece.empty()) {
      result.pieces.push_back({.text = std::move(piece), .expr = nullptr, .span = where});
    }
  }
  return make(span(context), std::move(result));
}

namespace {

[[nodiscard]] bool is_text_block(std::string_view text) {
  return text.starts_with("\"\"\"");
}

[[nodiscard]] bool is_plain(std::size_t type, std::string_view text) {
  return type == antlr::SvcParser::STRING && text.size() >= 2 &&
         text.find('\\') == std::string_view::npos && !is_text_block(text);
}

}  // namespace

// A string used as a name in a place without computed names, as in a type.
ast::Ident Builder::string_name(P::StringContext* context) {
  if (context == nullptr || context->exception != nullptr) return {};
  const Lexeme* token = first_token(context);
  if (token == nullptr) return {};
  const std::string_view text = reporter_.text(token->begin, token->end);
  if (is_plain(token->type, text)) return {text.substr(1, text.size() - 2), span(*token)};
  if (!token->bad) {
    const std::string_view found = token->type != antlr::SvcParser::STRING ? "a string with `${…}`"
                                   : is_text_block(text) ? "a text of several lines"
                                                         : "a string with escapes";
    reporter_.report<diag::UnexpectedToken>(span(context), "a plain name in quotes", found);
    ast_.broken.push_back(span(context));
  }
  return {};
}

Builder::Key Builder::string_key(P::StringContext* context) {
  if (context == nullptr || context->exception != nullptr) return {};
  const Lexeme* token = first_token(context);
  if (token == nullptr) return {};
  const Span whole = span(context);
  const std::string_view text = reporter_.text(whole.begin, whole.end);
  if (is_plain(token->type, text)) return {{text.substr(1, text.size() - 2), whole}, nullptr};
  if (token->bad) return {};
  if (is_text_block(text)) {
    reporter_.report<diag::UnexpectedToken>(whole, "a name in quotes", "a text of several lines");
    ast_.broken.push_back(whole);
    return {};
  }
  return {{text.substr(1, text.size() - 2), whole}, string(context)};
}

}  // namespace svc::syntax
