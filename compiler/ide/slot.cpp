#include "ide/slot.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/characters.h"
#include "base/lines.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

using syntax::Token;

// The tokens before a place, and which brackets are open there.
class Before {
 public:
  Before(std::string_view text, std::uint32_t begin) : text_(text) {
    tokens_ = syntax::tokenize(text.substr(0, begin)).tokens;
    std::erase_if(tokens_, [](const Token& token) { return token.is_comment(); });
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::string_view word = spelled(i);
      if (word == "(" || word == "[" || word == "{") open_.push_back(i);
      if ((word == ")" || word == "]" || word == "}") && !open_.empty()) open_.pop_back();
    }
  }

  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] const Token& at(std::size_t i) const { return tokens_[i]; }
  [[nodiscard]] std::string_view spelled(std::size_t i) const {
    const Token& token = tokens_[i];
    return token.kind == Token::Kind::String || token.kind == Token::Kind::TextBlock
               ? std::string_view("\"")
               : text_.substr(token.begin, token.end - token.begin);
  }
  // The n-th token from the end (0: the last); empty if there are not that many.
  [[nodiscard]] std::string_view last(std::size_t n = 0) const {
    return n < tokens_.size() ? spelled(tokens_.size() - 1 - n) : std::string_view();
  }
  [[nodiscard]] bool is_name(std::size_t n) const {
    return n < tokens_.size() && (tokens_[tokens_.size() - 1 - n].kind == Token::Kind::Word ||
                                  tokens_[tokens_.size() - 1 - n].kind == Token::Kind::Keyword);
  }

  // Whether the place is inside the brackets of an expression: `(`, `[`, or the `{` of an object.
  [[nodiscard]] bool in_expression() const {
    if (open_.empty()) return false;
    const std::size_t i = open_.back();
    return spelled(i) != "{" || is_object(i);
  }
  [[nodiscard]] std::string_view bracket() const {
    return open_.empty() ? std::string_view() : spelled(open_.back());
  }

  // The first token of the member at the place or just before it. It follows the last `{`, `}` or
  // `,` on this level, or begins a line.
  [[nodiscard]] std::size_t member_begin(std::uint32_t begin) const {
    const std::size_t floor = open_.empty() ? 0 : open_.back() + 1;
    std::size_t i = tokens_.size();
    if (i == 0 || lines_between(tokens_.back().end, begin) > 0) return i;
    while (i > floor) {
      const std::string_view word = spelled(i - 1);
      if (word == "," || word == "{" || word == "}") break;
      --i;
      if (tokens_[i].lines > 0) break;
    }
    return i;
  }

  // The member with an expression whose brackets are around the place: its first token, and the
  // first opening bracket.
  [[nodiscard]] std::pair<std::size_t, std::size_t> member_around() const {
    std::size_t depth = open_.size();
    while (depth > 0 && (spelled(open_[depth - 1]) != "{" || is_object(open_[depth - 1]))) --depth;
    if (depth == open_.size()) return {tokens_.size(), tokens_.size()};
    const std::size_t bracket = open_[depth];
    const std::size_t floor = depth == 0 ? 0 : open_[depth - 1] + 1;
    std::size_t i = bracket;
    while (i > floor && spelled(i - 1) != "," && spelled(i - 1) != "}" && tokens_[i].lines == 0)
      --i;
    return {i, bracket};
  }

  [[nodiscard]] std::size_t lines_between(std::uint32_t from, std::uint32_t to) const {
    return count_line_ends(text_.substr(from, to - from));
  }

 private:
  // A `{` that begins a value.
  [[nodiscard]] bool is_object(std::size_t i) const {
    if (i == 0) return false;
    static constexpr std::array<std::string_view, 10> kBefore = {"=", "(",    "[", ",",  ":",
                                                                 "?", "when", "+", "==", "!="};
    const std::string_view word = spelled(i - 1);
    if (word == ",") {  // in a list or call, not between members
      return false;
    }
    return std::find(kBefore.begin(), kBefore.end(), word) != kBefore.end();
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> open_;
};

// A value must follow.
bool wants_value(std::string_view word) {
  static constexpr std::array<std::string_view, 24> kWords = {
      "=", "(", "[", "||", "&&", "==", "!=", "<",  "<=", ">",    ">=",     "..",
      "+", "-", "*", "/",  "%",  "!",  "?",  "if", "on", "when", "assert", "else"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Strings: is the place in one, and in a `${` of it?
struct InText {
  bool inside = false;
  std::uint32_t begin = 0;  // of the text behind the quote
  std::uint32_t end = 0;    // of the text before the closing quote
  bool closed = true;
  std::optional<std::uint32_t> interpolation;  // where the expression begins that the place is in
};

InText in_text(std::string_view text, std::uint32_t offset) {
  InText found;
  const std::size_t line_end = svc::line_end(text, offset);
  for (const Token& token : syntax::tokenize(text.substr(0, line_end)).tokens) {
    const bool string = token.kind == Token::Kind::String || token.kind == Token::Kind::TextBlock;
    if (!string || offset <= token.begin || offset > token.end) continue;
    const std::uint32_t quotes = token.kind == Token::Kind::TextBlock ? 3 : 1;
    found.closed = token.end >= token.begin + 2 * quotes && text[token.end - 1] == '"';
    if (found.closed && offset > token.end - quotes) return {};
    if (offset < token.begin + quotes) return {};
    found.inside = true;
    found.begin = token.begin + quotes;
    found.end = found.closed ? token.end - quotes : token.end;
    int depth = 0;
    for (std::uint32_t i = found.begin; i + 1 < offset; ++i) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '$' && text[i + 1] == '{') {
        if (depth++ == 0) found.interpolation = i + 2;
        ++i;
      } else if (text[i] == '}' && depth > 0 && --depth == 0) {
        found.interpolation.reset();
      }
    }
    if (depth > 0 && offset > 0 && text[offset - 1] == '}' && depth == 1)
      found.interpolation.reset();
  }
  return found;
}

bool in_comment(std::string_view text, std::uint32_t offset) {
  const std::size_t line_end = svc::line_end(text, offset);
  const std::vector<Token> tokens = syntax::tokenize(text.substr(0, line_end)).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [offset](const Token& token) {
    return token.is_comment() && token.begin + 1 < offset &&
           (offset < token.end || (token.kind == Token::Kind::LineComment && offset == token.end));
  });
}

class SlotFinder {
 public:
  SlotFinder(std::string_view text, std::uint32_t offset)
      : text_(text), offset_(offset), end_(offset) {}

  Slot run() {
    if (in_comment(text_, offset_)) return slot_;
    const InText string = in_text(text_, offset_);
    slot_.begin = offset_;
    while (slot_.begin > 0 && is_word(text_[slot_.begin - 1])) --slot_.begin;
    while (end_ < text_.size() && is_word(text_[end_])) ++end_;
    slot_.digits = slot_.begin < offset_ && text_[slot_.begin] >= '0' && text_[slot_.begin] <= '9';
    if (string.inside && !string.interpolation) return in_string(string);
    if (string.inside) {
      slot_.begin = std::max(slot_.begin, *string.interpolation);
      const std::string_view before =
          text_.substr(*string.interpolation, slot_.begin - *string.interpolation);
      const std::size_t last = before.find_last_not_of(' ');
      return filled(last != std::string_view::npos && before[last] == '.' ? SlotKind::Attribute
                                                                          : SlotKind::Value,
                    std::string(kMarker));
    }
    look_ahead();
    const Before before(text_, slot_.begin);
    return decide(before);
  }

 private:
  void look_ahead() {
    std::size_t i = text_.find_first_not_of(" \t", end_);
    slot_.at_line_end = i == std::string_view::npos || is_line_end(text_[i]) || text_[i] == '}' ||
                        text_[i] == ',' || text_.substr(i, 2) == "//";
    slot_.next_is_assign =
        i != std::string_view::npos && text_[i] == '=' && text_.substr(i, 2) != "==";
    slot_.next_is_brace = i != std::string_view::npos && text_[i] == '{';
  }

  Slot in_string(const InText& string) {
    slot_.text_begin = string.begin;
    slot_.begin = string.begin;
    slot_.kind = SlotKind::Text;
    std::uint32_t end = string.end;
    if (!string.closed) end = offset_;  // the rest of the line is not part of it
    slot_.marked = std::string(text_.substr(0, string.begin)) + std::string(kMarker) +
                   (string.closed ? "" : "\"") + std::string(text_.substr(end));
    return slot_;
  }

  Slot filled(SlotKind kind, std::string filler) {
    slot_.kind = kind;
    slot_.marked =
        std::string(text_.substr(0, slot_.begin)) + filler + std::string(text_.substr(end_));
    return slot_;
  }

  // A block needs a body to be parsed if its head ends with the marker.
  std::string with_body() const {
    return std::string(kMarker) + (slot_.next_is_brace ? "" : " {}");
  }

  Slot decide(const Before& before) {
    const std::string_view prev = before.last();
    const bool same_line = before.size() > 0 &&
                           before.lines_between(before.at(before.size() - 1).end, slot_.begin) == 0;
    const std::size_t first = before.member_begin(slot_.begin);
    const std::string_view head =
        first < before.size() ? before.spelled(first) : std::string_view();
    const std::size_t words = before.size() - first;
    if (prev == "." && same_line) return attribute(before, first);
    if (before.in_expression()) return in_brackets(before, prev);
    if (wants_value(prev) && (same_line || prev != "else")) {
      if (prev == "else" && head != "assert") return filled(SlotKind::Nothing, "");
      const bool body = prev == "if" || head == "if";
      return filled_value(
          prev, body && slot_.at_line_end ? std::string(kMarker) + " {}" : std::string(kMarker));
    }
    if (!same_line || words == 0) return member();
    if (prev == ":")
      return head == "param" || head == "component" ? filled(SlotKind::Type, std::string(kMarker))
                                                    : filled(SlotKind::Value, std::string(kMarker));
    if (head == "existing" || head == "remove") {
      slot_.first_word = head;
      if (words == 1)
        return filled(SlotKind::Existing,
                      std::string(kMarker) + (slot_.at_line_end ? " svcc_name {}" : ""));
    }
    if (head == "import")
      return words == 1 ? filled(SlotKind::Import, "\"" + std::string(kMarker) + "\"") : slot_;
    if (head == "allow" || head == "deny") return permission(before, words);
    if (head == "let" || head == "output" || head == "param" || head == "component" ||
        head == "environment")
      return slot_;  // a name of the user's own
    if (prev == "in" || (prev == "for" && words > 1)) {
      const bool loop = head == "for";
      return filled(loop ? SlotKind::Value : SlotKind::Clause, with_body());
    }
    if (head == "for" || head == "if" || head == "assert") return slot_;
    const bool assigned = has_assign(before, first);
    if (assigned) return slot_;  // behind a whole value: only an operator could follow
    slot_.first_word = head == "existing" || head == "remove"
                           ? std::string(before.spelled(first + 1))
                           : std::string(head);
    return filled(SlotKind::Head, with_body());
  }

  static bool has_assign(const Before& before, std::size_t first) {
    for (std::size_t i = first; i < before.size(); ++i) {
      if (before.spelled(i) == "=") return true;
    }
    return false;
  }

  Slot attribute(const Before& before, std::size_t first) {
    // `in net.`, `for net.` in the head of a block: the body that follows may not be there yet.
    const bool clause = before.is_name(1) && (before.last(2) == "in" || before.last(2) == "for") &&
                        !before.in_expression() && !has_assign(before, first);
    return filled(SlotKind::Attribute, clause ? with_body() : std::string(kMarker));
  }

  Slot in_brackets(const Before& before, std::string_view prev) {
    const auto [first, bracket] = before.member_around();
    const std::string_view head =
        first < before.size() ? before.spelled(first) : std::string_view();
    bool assigned = false;
    bool on = false;
    for (std::size_t i = first; i < bracket; ++i) {
      assigned = assigned || before.spelled(i) == "=";
      on = on || before.spelled(i) == "on";
    }
    if (head == "param" && !assigned)
      return prev == "[" || prev == "{" ? filled(SlotKind::Type, std::string(kMarker)) : slot_;
    if ((head == "allow" || head == "deny") && !on)
      return prev == "[" || prev == "," ? verb_in_list() : slot_;
    if (before.bracket() == "{" && (prev == "{" || prev == ",")) return key();
    if (prev == "," || prev == "in" || prev == ":" || wants_value(prev))
      return filled_value(prev, std::string(kMarker));
    return slot_;
  }

  Slot filled_value(std::string_view prev, std::string filler) {
    slot_.wants_bool =
        prev == "!" || prev == "&&" || prev == "||" || prev == "if" || prev == "assert";
    return filled(SlotKind::Value, std::move(filler));
  }

  // An entry of an object is read with a value, and with a comma before the next one.
  Slot key() {
    if (slot_.next_is_assign) return filled(SlotKind::Key, std::string(kMarker));
    const std::size_t next = text_.find_first_not_of(" \t\r\n", end_);
    const bool last = next == std::string_view::npos || text_[next] == '}' || text_[next] == ',';
    return filled(SlotKind::Key, std::string(kMarker) + (last ? " = 0" : " = 0,"));
  }

  // `allow [read, …`: the closing bracket and the resource may still be missing.
  Slot verb_in_list() {
    slot_.in_list = true;
    const std::size_t line_end = svc::line_end(text_, end_);
    const std::size_t close = text_.substr(0, line_end).find(']', end_);
    if (close == std::string_view::npos)
      return filled(SlotKind::Verb,
                    std::string(kMarker) + (slot_.at_line_end ? "] on svcc_nothing" : ""));
    const std::size_t behind = text_.find_first_not_of(" \t", close + 1);
    if (behind != std::string_view::npos && text_.substr(behind).starts_with("on"))
      return filled(SlotKind::Verb, std::string(kMarker));
    slot_.kind = SlotKind::Verb;
    slot_.marked = std::string(text_.substr(0, slot_.begin)) + std::string(kMarker) +
                   std::string(text_.substr(end_, close + 1 - end_)) + " on svcc_nothing" +
                   std::string(text_.substr(close + 1));
    return slot_;
  }

  Slot member() {
    const bool whole = slot_.next_is_assign || slot_.next_is_brace || !slot_.at_line_end;
    return filled(SlotKind::Member, whole ? std::string(kMarker) : std::string(kMarker) + " = 0");
  }

  Slot permission(const Before& before, std::size_t words) {
    const bool on = before.last() == "on";
    if (on) return filled(SlotKind::Value, std::string(kMarker));
    if (words == 1)
      return filled(SlotKind::Verb,
                    std::string(kMarker) + (slot_.at_line_end ? " on svcc_nothing" : ""));
    for (std::size_t i = before.size() - words; i < before.size(); ++i) {
      if (before.spelled(i) == "on") return slot_;
    }
    return filled(SlotKind::On, "on svcc_nothing");
  }

  std::string_view text_;
  std::uint32_t offset_;
  std::uint32_t end_;  // of the word that the place is in
  Slot slot_;
};

}  // namespace

Slot slot_at(std::string_view text, std::uint32_t offset) {
  return SlotFinder(text, offset).run();
}

}  // namespace svc::ide
