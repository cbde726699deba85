#include "syntax/format/flow.h"

#include <algorithm>

#include "base/characters.h"
#include "base/lines.h"
#include "syntax/format.h"

namespace svc::syntax {

namespace {

constexpr int kAlternatives = 7;          // the operator level of the `|` of a type
constexpr std::size_t kContinuation = 4;  // indentation of a value that continues in the next line

[[nodiscard]] std::string line_break(std::size_t indent) {
  return "\n" + std::string(indent, ' ');
}

}  // namespace

std::size_t width(std::string_view text) {
  return character_count(text);
}

std::size_t end_column(std::string_view text, std::size_t column) {
  const std::size_t line = line_begin(text, text.size());
  return line == 0 && !has_line_end(text) ? column + width(text) : width(text.substr(line));
}

Flow::Flow(std::string_view text, const std::vector<Token>& tokens, const ast::Ast& ast)
    : text_(text), tokens_(tokens) {
  partner_.assign(tokens.size(), kNone);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is(i, "{") || is(i, "[") || is(i, "(")) open.push_back(i);
    if ((is(i, "}") || is(i, "]") || is(i, ")")) && !open.empty()) {
      partner_[i] = open.back();
      partner_[open.back()] = i;
      open.pop_back();
    }
  }
  in_type_.assign(tokens.size(), false);
  for (const ast::TypeExpr& type : ast.types) {
    for (std::size_t i = at_offset(type.span.begin);
         i < tokens.size() && tokens[i].begin < type.span.end; ++i)
      in_type_[i] = true;
  }
  in_broken_.assign(tokens.size(), false);
  for (const Span& region : ast.broken) {
    for (std::size_t i = at_offset(region.begin) + 1;
         i < tokens.size() && tokens[i].begin < region.end; ++i)
      in_broken_[i] = true;
  }
}

std::size_t Flow::at_offset(std::uint32_t offset) const {
  const auto found = std::lower_bound(tokens_.begin(), tokens_.end(), offset,
                                      [](const Token& t, std::uint32_t o) { return t.begin < o; });
  return static_cast<std::size_t>(found - tokens_.begin());
}

bool Flow::holds_comment(Run run) const {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (tokens_[i].is_comment()) return true;
  }
  return false;
}

// ---- One line

std::string Flow::flat(Run run) const {
  std::string line;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    // A comma before a closing bracket belongs to the broken layout only.
    if (is(i, ",") && i + 1 < run.end && partner_[i + 1] != kNone && partner_[i + 1] < i) continue;
    const bool after_dropped =
        i > run.begin && is(i - 1, ",") && partner_[i] != kNone && partner_[i] < i;
    const std::size_t left = after_dropped && i >= 2 ? i - 2 : i - 1;
    if (i > run.begin && space_between(left, i)) line += ' ';
    line += text(i);
  }
  return line;
}

bool Flow::ends_operand(std::size_t i) const {
  const Token& token = tokens_[i];
  switch (token.kind) {
    case Token::Kind::Word:
    case Token::Kind::Number:
    case Token::Kind::String:
    case Token::Kind::TextBlock:
      return true;
    case Token::Kind::Mark:
      return is(i, ")") || is(i, "]") || is(i, "}");
    case Token::Kind::Keyword:
    case Token::Kind::LineComment:
    case Token::Kind::BlockComment:
      return false;
  }
  return false;
}

// `-` and `!` in front of an operand.
bool Flow::is_sign(std::size_t i) const {
  if (is(i, "!")) return true;
  return is(i, "-") && (i == 0 || !ends_operand(i - 1));
}

bool Flow::space_between(std::size_t left, std::size_t right) const {
  // `my-api` stays what it is: with spaces it would be another mistake.
  if (in_broken_[right] && tokens_[right].lines == 0)
    return tokens_[left].end < tokens_[right].begin;
  if (is(left, "(") || is(left, "[") || is(left, ".") || is(left, "..") || is_sign(left))
    return false;
  if (is(right, ")") || is(right, "]") || is(right, ",") || is(right, ".") || is(right, ".."))
    return false;
  if ((is(left, "{") && in_type_[left]) || (is(right, "}") && in_type_[right])) return false;
  if (is(right, "(") || is(right, "[")) return !ends_operand(left) || in_type_[right];
  if (is(left, "{") && is(right, "}")) return false;
  if (is(right, "?") && in_type_[right]) return false;
  // `name: type`, but `a ? b : c`.
  if (is(right, ":"))
    return !(right + 1 < tokens_.size() && in_type_[right + 1]) && !(right + 1 == tokens_.size());
  return true;
}

// ---- Several lines

// Whether the user broke the line after the bracket; then it stays broken.
bool Flow::opens_broken(std::size_t opener) const {
  if (partner_[opener] == kNone || partner_[opener] < opener || partner_[opener] == opener + 1)
    return false;
  return tokens_[opener + 1].lines > 0 || holds_comment({opener + 1, partner_[opener]});
}

// Whether the token before, or the one before a comma, is a comment up to the end of its line.
bool Flow::ends_with_line_comment(std::size_t i) const {
  while (i > 0 && is(i - 1, ",")) --i;
  return i > 0 && tokens_[i - 1].kind == Token::Kind::LineComment;
}

bool Flow::must_break(Run run) const {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Token& token = tokens_[i];
    if (token.is_comment() || (partner_[i] != kNone && partner_[i] > i && opens_broken(i)))
      return true;
    if (token.kind == Token::Kind::TextBlock && has_line_end(text(i))) return true;
  }
  return false;
}

std::string Flow::lay_out(Run run, std::size_t indent, std::size_t column) const {
  if (run.empty()) return {};
  if (must_break(run)) return inline_layout(run, indent, column, kNone);
  std::string line = flat(run);
  if (column + width(line) <= kLineWidth) return line;
  const std::size_t group = last_group(run);
  if (group != kNone && column + width(flat({run.begin, group + 1})) <= kLineWidth) {
    const std::size_t close = partner_[group];
    // The text after the group must fit on the line of its closing bracket.
    if (indent + 1 + width(flat({close, run.end})) <= kLineWidth)
      return inline_layout(run, indent, column, group);
  }
  return split_at_operators(run, indent, column);
}

// The last bracket outside of all others that holds something.
std::size_t Flow::last_group(Run run) const {
  std::size_t found = kNone;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (partner_[i] == kNone || partner_[i] <= i) continue;
    if (partner_[i] > i + 1 && !in_type_[i]) found = i;
    i = partner_[i];
  }
  return found;
}

// The tokens in their row, with line ends only in the brackets that are broken, in text blocks and
// behind comments.
std::string Flow::inline_layout(Run run, std::size_t indent, std::size_t column,
                                std::size_t broken) const {
  std::string out;
  bool fresh = true;  // nothing to separate from
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Token& token = tokens_[i];
    if (!fresh && (token.is_comment() || space_between(i - 1, i))) out += ' ';
    fresh = false;
    const bool opener = partner_[i] != kNone && partner_[i] > i;
    if (opener && (i == broken || opens_broken(i))) {
      out += is_comprehension(i) ? broken_comprehension(i, indent) : broken_group(i, indent);
      i = partner_[i];
    } else if (opener && !must_break({i, partner_[i] + 1})) {
      out += flat({i, partner_[i] + 1});
      i = partner_[i];
    } else {
      out += text(i);
      const bool breaks = token.kind == Token::Kind::LineComment ||
                          (token.is_comment() && i + 1 < run.end && tokens_[i + 1].lines > 0);
      if (breaks && i + 1 < run.end) {
        out += line_break(indent + kContinuation);
        fresh = true;
      }
    }
  }
  (void)column;
  return out;
}

bool Flow::is_comprehension(std::size_t opener) const {
  if (!is(opener, "[")) return false;
  for (std::size_t i = opener + 1; i < partner_[opener]; ++i) {
    if (partner_[i] != kNone && partner_[i] > i) i = partner_[i];
    if (tokens_[i].kind == Token::Kind::Keyword && text(i) == "for") return true;
  }
  return false;
}

// Lists, objects and calls; not parentheses around an expression, an index, or a type.
bool Flow::takes_trailing_comma(std::size_t opener) const {
  if (in_type_[opener]) return false;
  const bool after_operand = opener > 0 && ends_operand(opener - 1);
  if (is(opener, "(")) return after_operand;
  if (is(opener, "[")) return !after_operand;
  return true;
}

// One element a line.
std::string Flow::broken_group(std::size_t opener, std::size_t indent) const {
  const std::size_t close = partner_[opener];
  const std::size_t inner = indent + kIndent;
  std::string out(text(opener));
  std::size_t i = opener + 1;
  bool first = true;
  while (i < close) {
    const Token& token = tokens_[i];
    if (token.is_comment()) {
      if (token.lines == 0 && !ends_with_line_comment(i)) {
        out += "  ";
      } else {
        if (token.lines > 1 && !first) out += "\n";
        out += line_break(inner);
      }
      out += text(i++);
      first = false;
      continue;
    }
    if (is(i, ",")) {  // of an element that a comment separated from it, or one too many
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < close && !is(end, ","))
      end = partner_[end] != kNone && partner_[end] > end ? partner_[end] + 1 : end + 1;
    std::size_t last = end;  // comments at the end of the element come behind its comma
    while (last > i && tokens_[last - 1].is_comment()) --last;
    if (token.lines > 1 && !first) out += "\n";
    out += line_break(inner);
    out += lay_out({i, last}, inner, inner + 1);
    if (end < close || takes_trailing_comma(opener)) out += ',';
    i = last;
    first = false;
  }
  return out + line_break(indent) + std::string(text(close));
}

std::string Flow::broken_comprehension(std::size_t opener, std::size_t indent) const {
  const std::size_t close = partner_[opener];
  const std::size_t inner = indent + kIndent;
  std::string out(text(opener));
  std::size_t begin = opener + 1;
  while (begin < close) {
    std::size_t end = begin + 1;
    if (partner_[begin] != kNone && partner_[begin] > begin) end = partner_[begin] + 1;
    while (end < close) {
      const bool word =
          tokens_[end].kind == Token::Kind::Keyword && (text(end) == "for" || text(end) == "if");
      if (word) break;
      end = partner_[end] != kNone && partner_[end] > end ? partner_[end] + 1 : end + 1;
    }
    out += line_break(inner) + lay_out({begin, end}, inner, inner);
    begin = end;
  }
  return out + line_break(indent) + std::string(text(close));
}

// The lower, the earlier a long expression is split there. 0: no operator.
int Flow::operator_level(std::size_t i) const {
  if (tokens_[i].kind != Token::Kind::Mark || is_sign(i)) return 0;
  const std::string_view mark = text(i);
  if (in_type_[i]) return mark == "|" ? kAlternatives : 0;
  if (mark == ":" && i + 1 < tokens_.size() && in_type_[i + 1]) return 0;
  if (mark == "?" || mark == ":") return 1;
  if (mark == "||") return 2;
  if (mark == "&&") return 3;
  if (mark == "==" || mark == "!=" || mark == "<" || mark == "<=" || mark == ">" || mark == ">=")
    return 4;
  if (mark == "+" || mark == "-") return 5;
  if (mark == "*" || mark == "/" || mark == "%") return 6;
  return 0;
}

// Each new line begins with an operator. The alternatives of a type fill their lines; other
// operands get a line each.
std::string Flow::split_at_operators(Run run, std::size_t indent, std::size_t column) const {
  int lowest = 0;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (partner_[i] != kNone && partner_[i] > i) i = partner_[i];
    const int level = operator_level(i);
    if (level != 0 && (lowest == 0 || level < lowest)) lowest = level;
  }
  if (lowest == 0) return inline_layout(run, indent, column, last_group(run));
  const std::size_t inner = indent + kContinuation;
  std::string out;
  std::size_t begin = run.begin;
  for (std::size_t i = run.begin; i <= run.end; ++i) {
    if (i < run.end && partner_[i] != kNone && partner_[i] > i) {
      i = partner_[i];
      continue;
    }
    if (i < run.end && (operator_level(i) != lowest || i == run.begin)) continue;
    const bool first = begin == run.begin;
    const Run part{begin, i};
    const std::string laid =
        must_break(part) ? inline_layout(part, first ? indent : inner, inner, kNone) : flat(part);
    const bool fits =
        lowest == kAlternatives && end_column(out, column) + 1 + width(laid) <= kLineWidth;
    if (!first) out += fits ? " " : line_break(inner);
    out += laid;
    begin = i;
  }
  return out;
}

}  // namespace svc::syntax
