#include "base/pattern.h"

#include <regex.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace svc {

namespace {

class Compiled {
 public:
  explicit Compiled(std::string_view pattern)
      : valid_(::regcomp(&regex_, ("^(" + std::string(pattern) + ")$").c_str(),
                         REG_EXTENDED | REG_NOSUB) == 0) {}
  ~Compiled() {
    if (valid_) ::regfree(&regex_);
  }
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;

  [[nodiscard]] bool valid() const { return valid_; }
  [[nodiscard]] bool matches(std::string_view text) const {
    // A NUL would end the text for the engine, and no valid pattern matches one.
    return valid_ && text.find('\0') == std::string_view::npos &&
           ::regexec(&regex_, std::string(text).c_str(), 0, nullptr, 0) == 0;
  }

 private:
  regex_t regex_{};
  bool valid_;
};

}  // namespace

bool matches(std::string_view text, std::string_view pattern) {
  // Compiling costs a hundred times as much as matching, and a program asks for the same few
  // patterns again and again: the names of its blocks. Long ones, which only programs write, can
  // have large tables.
  constexpr std::size_t kLongestKept = 100;
  constexpr std::size_t kMostKept = 64;
  if (pattern.size() > kLongestKept) return Compiled(pattern).matches(text);
  thread_local std::map<std::string, Compiled, std::less<>> kept;
  auto known = kept.find(pattern);
  if (known == kept.end()) {
    if (kept.size() == kMostKept) kept.clear();
    known = kept.try_emplace(std::string(pattern), pattern).first;
  }
  return known->second.matches(text);
}

namespace {

// Reads a pattern from the left. It writes the POSIX form of everything that both engines of the
// deployment know beyond POSIX.
class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : text_(pattern) {}

  DeployPattern read() {
    while (at_ < text_.size() && result_.fault.empty()) one();
    if (result_.fault.empty() && open_ > 0) result_.fault = "a `(` is never closed";
    if (result_.fault.empty() && known_ && !compiles())
      result_.fault = "it is no regular expression";
    if (!result_.fault.empty() || !known_) result_.posix.clear();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  void copy(std::size_t count = 1) {
    result_.posix += text_.substr(at_, count);
    at_ += count;
  }
  void fail(std::string why) { result_.fault = std::move(why); }
  void beyond() { known_ = false; }

  void one() {
    const char c = text_[at_];
    if (c == '\\') return escape(false);
    if (c == '[') return bracket();
    if (c == '(') return group();
    if (c == ')' && open_-- == 0) return fail("a `)` closes nothing");
    if (c == '*' || c == '+' || c == '?' || c == '{') return repeat();
    repeatable_ = c != '|' && c != '^' && c != '$';
    copy();
  }

  // The named character classes, such as `\d`. `inside`: within a bracket expression.
  static std::string_view class_of(char c) {
    switch (c) {
      case 'd':
        return "0-9";
      case 'w':
        return "A-Za-z0-9_";
      case 's':
        return " \t\n\r\f\v";
      default:
        return {};
    }
  }

  void escape(bool inside) {
    if (at_ + 1 == text_.size()) return fail("it ends with a `\\`");
    const char c = text_[at_ + 1];
    const char lower = static_cast<char>(c | 0x20);
    repeatable_ = true;
    if (const std::string_view members = class_of(c); !members.empty()) {
      result_.posix += inside ? std::string(members) : "[" + std::string(members) + "]";
    } else if ((c == 'D' || c == 'W' || c == 'S') && !inside) {
      result_.posix += "[^" + std::string(class_of(lower)) + "]";
    } else if (c >= '1' && c <= '9') {
      return fail("Terraform's patterns cannot refer back to a group");
    } else if ((lower >= 'a' && lower <= 'z') || c == '0') {
      beyond();  // \b, \p{…}, \x41 …
      if (const std::size_t end = text_.find('}', at_); (lower == 'p' || lower == 'x') &&
                                                        text_.substr(at_ + 2).starts_with('{') &&
                                                        end != std::string_view::npos)
        at_ = end - 1;
    } else if (inside) {
      if (c == ']' || c == '^' || c == '-' || c == '\\')
        beyond();  // POSIX has no escapes in brackets
      else
        result_.posix += c;
    } else {
      result_.posix += text_.substr(at_, 2);
    }
    at_ += 2;
  }

  void bracket() {
    const std::size_t begin = at_;
    copy();
    if (rest().starts_with('^')) copy();
    if (rest().starts_with(']')) copy();
    while (at_ < text_.size() && text_[at_] != ']') {
      if (text_[at_] == '\\')
        escape(true);
      else if (rest().starts_with("[:") && rest().find(":]") != std::string_view::npos)
        copy(rest().find(":]") + 2);
      else
        copy();
      if (!result_.fault.empty()) return;
    }
    if (at_ == text_.size()) return fail("a `[` is never closed");
    copy();
    repeatable_ = at_ > begin;
  }

  void group() {
    ++open_;
    repeatable_ = false;
    if (rest().starts_with("(?:")) {
      result_.posix += '(';
      at_ += 3;
    } else if (rest().starts_with("(?=") || rest().starts_with("(?!") ||
               rest().starts_with("(?<=") || rest().starts_with("(?<!")) {
      fail("Terraform's patterns cannot look ahead or behind");
    } else if (rest().starts_with("(?<") || rest().starts_with("(?P")) {
      fail("Java and Terraform name groups in different ways: leave the name out");
    } else if (rest().starts_with("(?")) {
      beyond();  // flags
      at_ = std::min(text_.find_first_of(":)", at_), text_.size());
      if (rest().starts_with(':')) ++at_;
    } else {
      copy();
    }
  }

  void repeat() {
    constexpr std::size_t kMostTimes = 1000;  // RE2's own limit for {n,m}
    if (!repeatable_)
      return fail(std::string("there is nothing for the `") + text_[at_] + "` to repeat");
    if (text_[at_] == '{') {
      const std::size_t end = rest().find('}');
      const std::string count(rest().substr(1, end == std::string_view::npos ? 0 : end - 1));
      if (!matches(count, "[0-9]{1,4}(,([0-9]{1,4})?)?"))
        return fail(
            "`{` begins a number of times, such as `{3}` or `{1,8}`; for the sign itself write "
            "`\\{`");
      const std::size_t comma = count.find(',');
      const unsigned long low = std::stoul(count);
      const unsigned long high = comma == std::string::npos || comma + 1 == count.size()
                                     ? low
                                     : std::stoul(count.substr(comma + 1));
      if (std::max(low, high) > kMostTimes)
        return fail("nothing can be repeated more than 1000 times");
      if (high < low) return fail("`{" + count + "}` ends before it begins");
      states_ *= high + 1;
      if (states_ > kMostTimes) beyond();  // the C library unfolds it
      copy(end + 1);
    } else {
      copy();
    }
    if (rest().starts_with('?'))
      ++at_;  // lazily: for a whole text it is the same
    else if (rest().starts_with('+'))
      return fail("Terraform's patterns have no `++`, `*+` and `?+`");
    repeatable_ = false;
  }

  [[nodiscard]] bool compiles() const { return Compiled(result_.posix).valid(); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t states_ = 1;
  int open_ = 0;
  bool repeatable_ = false;
  bool known_ = true;
  DeployPattern result_;
};

}  // namespace

DeployPattern read_deploy_pattern(std::string_view pattern) {
  constexpr std::size_t kLongestPattern = 1000;
  if (pattern.size() > kLongestPattern)
    return {.fault = "it is longer than 1000 characters", .posix = {}};
  return PatternReader(pattern).read();
}

}  // namespace svc
