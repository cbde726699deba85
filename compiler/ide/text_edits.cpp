#include "ide/text_edits.h"

#include <algorithm>

#include "base/lines.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

using LineList = std::vector<std::string_view>;

LineList split(std::string_view text) {
  LineList lines;
  while (!text.empty()) {
    const std::size_t end = behind_line_end(text, line_end(text, 0));
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string substance(std::string_view line) {
  std::string out;
  std::copy_if(line.begin(), line.end(), std::back_inserter(out),
               [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
  return out;
}

std::uint32_t offset_in(std::string_view text, std::string_view part) {
  return static_cast<std::uint32_t>(part.data() - text.data());
}

// The smallest edit that turns one piece of text into another.
LineEdit trimmed(std::string_view before, std::uint32_t at, std::string_view from,
                 std::string_view to) {
  const auto [a, b] = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  auto head = static_cast<std::size_t>(a - from.begin());
  while (head > 0 && head < from.size() &&
         (static_cast<unsigned char>(from[head]) & 0xC0U) == 0x80U)
    --head;  // not within a code point
  std::size_t tail = 0;
  while (tail < std::min(from.size(), to.size()) - head &&
         from[from.size() - 1 - tail] == to[to.size() - 1 - tail])
    ++tail;
  while (tail > 0 && (static_cast<unsigned char>(from[from.size() - tail]) & 0xC0U) == 0x80U)
    --tail;
  if (tail > 0 && from[from.size() - tail] == '\n' && from.size() - tail > head &&
      from[from.size() - tail - 1] == '\r')
    --tail;
  (void)before;
  return {at + static_cast<std::uint32_t>(head),
          at + static_cast<std::uint32_t>(from.size() - tail),
          std::string(to.substr(head, to.size() - head - tail))};
}

// The formatter changes only white space, so lines of both texts are matched by their other
// characters.
class Matcher {
 public:
  Matcher(std::string_view before, std::string_view after)
      : before_(before), a_(split(before)), b_(split(after)) {
    for (const std::string_view line : a_) said_a_.push_back(substance(line));
    for (const std::string_view line : b_) said_b_.push_back(substance(line));
  }

  std::vector<LineEdit> run() {
    while (i_ < a_.size() || j_ < b_.size()) {
      if (i_ < a_.size() && j_ < b_.size() && said_a_[i_] == said_b_[j_]) {
        if (a_[i_] != b_[j_])
          edits_.push_back(trimmed(before_, offset_in(before_, a_[i_]), a_[i_], b_[j_]));
        ++i_, ++j_;
      } else {
        replace_until_match();
      }
    }
    return std::move(edits_);
  }

 private:
  static constexpr std::size_t kFar = 40;  // lines that are looked ahead

  // Finds the nearest lines that say the same again.
  void replace_until_match() {
    std::size_t di = a_.size() - i_;
    std::size_t dj = b_.size() - j_;
    bool found = false;
    for (std::size_t sum = 1; sum <= kFar && !found; ++sum) {
      for (std::size_t x = 0; x <= sum && !found; ++x) {
        const std::size_t y = sum - x;
        if (i_ + x >= a_.size() || j_ + y >= b_.size() || said_a_[i_ + x] != said_b_[j_ + y] ||
            said_a_[i_ + x].size() < 2)
          continue;
        di = x;
        dj = y;
        found = true;
      }
    }
    replace(di, dj);
  }

  void replace(std::size_t di, std::size_t dj) {
    const std::uint32_t begin =
        i_ < a_.size() ? offset_in(before_, a_[i_]) : static_cast<std::uint32_t>(before_.size());
    std::size_t size = 0;
    for (std::size_t k = 0; k < di; ++k) size += a_[i_ + k].size();
    std::string text;
    for (std::size_t k = 0; k < dj; ++k) text += b_[j_ + k];
    edits_.push_back(trimmed(before_, begin, before_.substr(begin, size), text));
    i_ += di;
    j_ += dj;
  }

  std::string_view before_;
  LineList a_;
  LineList b_;
  std::vector<std::string> said_a_;
  std::vector<std::string> said_b_;
  std::vector<LineEdit> edits_;
  std::size_t i_ = 0;
  std::size_t j_ = 0;
};

bool opens(char c) {
  return c == '{' || c == '[' || c == '(';
}
bool closes(char c) {
  return c == '}' || c == ']' || c == ')';
}

}  // namespace

std::vector<LineEdit> line_edits(std::string_view before, std::string_view after) {
  return Matcher(before, after).run();
}

std::vector<LineEdit> edits_within(std::vector<LineEdit> edits, std::string_view before,
                                   std::uint32_t begin, std::uint32_t end) {
  const auto first = static_cast<std::uint32_t>(line_begin(before, begin));
  const auto last = static_cast<std::uint32_t>(line_end(before, end));
  std::erase_if(edits, [&](const LineEdit& edit) {
    return edit.end < first || edit.begin > last ||
           (edit.begin == last && edit.end > behind_line_end(before, last));
  });
  return edits;
}

std::size_t depth_at(std::string_view text, std::uint32_t line_begin) {
  std::size_t depth = 0;
  for (const syntax::Token& token : syntax::tokenize(text).tokens) {
    const char c = text[token.begin];
    if (token.begin >= line_begin) {
      // The brackets at the start of the line close its context.
      const std::string_view between = text.substr(line_begin, token.begin - line_begin);
      const bool leads = between.find_first_not_of(" \t})]") == std::string_view::npos;
      if (token.kind != syntax::Token::Kind::Mark || !closes(c) || !leads || depth == 0) break;
      --depth;
      continue;
    }
    if (token.kind != syntax::Token::Kind::Mark) continue;
    if (opens(c)) ++depth;
    if (closes(c) && depth > 0) --depth;
  }
  return depth;
}

std::uint32_t opener_of(std::string_view text, std::uint32_t closer) {
  std::vector<std::uint32_t> open;
  for (const syntax::Token& token : syntax::tokenize(text).tokens) {
    if (token.kind != syntax::Token::Kind::Mark || token.begin > closer) continue;
    const char c = text[token.begin];
    if (opens(c)) open.push_back(token.begin);
    if (!closes(c)) continue;
    if (token.begin == closer) return open.empty() ? closer : open.back();
    if (!open.empty()) open.pop_back();
  }
  return closer;
}

}  // namespace svc::ide
