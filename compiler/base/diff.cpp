// Myers' algorithm (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986): the
// shortest way from one list of lines to the other, found by going as far as possible along each
// diagonal with 0, 1, 2 … changes.
#include "base/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/paths.h"
#include "base/printable.h"

namespace svc {

namespace {

constexpr std::size_t kAround = 3;      // unchanged lines that are shown before and behind a change
constexpr std::ptrdiff_t kMost = 2000;  // changes; the memory grows with their square

struct Line {
  char mark = ' ';  // ' ', '-', '+'
  std::string_view text;
};

// The lines with their ends, so that a last line without one differs from one with it.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

using Lines = std::vector<std::string_view>;

// The furthest point on each diagonal after each number of changes. Empty if there are more than
// kMost changes.
std::vector<std::vector<std::ptrdiff_t>> trace(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  std::vector<std::vector<std::ptrdiff_t>> steps;
  const std::ptrdiff_t most = std::min(n + m, kMost);
  std::vector<std::ptrdiff_t> far(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [most](std::ptrdiff_t k) { return static_cast<std::size_t>(k + most + 1); };
  for (std::ptrdiff_t d = 0; d <= most; ++d) {
    steps.emplace_back(far.begin() + (most + 1 - d), far.begin() + (most + 2 + d));
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      const bool down = k == -d || (k != d && far[at(k - 1)] < far[at(k + 1)]);
      std::ptrdiff_t x = down ? far[at(k + 1)] : far[at(k - 1)] + 1;
      while (x < n && x - k < m &&
             a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
        ++x;
      far[at(k)] = x;
      if (x >= n && x - k >= m) return steps;
    }
  }
  return {};
}

std::vector<Line> replaced(const Lines& a, const Lines& b) {
  std::vector<Line> script;
  for (const std::string_view line : a) script.push_back({'-', line});
  for (const std::string_view line : b) script.push_back({'+', line});
  return script;
}

// The lines of both, in order, each marked.
std::vector<Line> script_of(const Lines& a, const Lines& b) {
  const std::vector<std::vector<std::ptrdiff_t>> steps = trace(a, b);
  if (steps.empty()) return replaced(a, b);
  std::vector<Line> script;
  auto x = static_cast<std::ptrdiff_t>(a.size());
  auto y = static_cast<std::ptrdiff_t>(b.size());
  for (auto d = static_cast<std::ptrdiff_t>(steps.size()) - 1; d >= 0; --d) {
    // steps[d] holds the diagonals -d … d as they were before change number d.
    const auto far = [&](std::ptrdiff_t k) {
      return steps[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
    };
    const std::ptrdiff_t k = x - y;
    const bool down = k == -d || (k != d && far(k - 1) < far(k + 1));
    const std::ptrdiff_t from = d == 0 ? 0 : down ? far(k + 1) : far(k - 1);
    const std::ptrdiff_t from_y = d == 0 ? 0 : from - (down ? k + 1 : k - 1);
    while (x > from && y > from_y) script.push_back({' ', a[static_cast<std::size_t>(--x)]}), --y;
    if (d == 0) break;
    if (down)
      script.push_back({'+', b[static_cast<std::size_t>(--y)]});
    else
      script.push_back({'-', a[static_cast<std::size_t>(--x)]});
  }
  std::reverse(script.begin(), script.end());
  return script;
}

std::string range(std::size_t begin, std::size_t count) {
  if (count == 1) return fmt::format("{}", begin);
  return fmt::format("{},{}", count == 0 ? begin - 1 : begin, count);
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name) {
  if (before == after) return {};
  const std::vector<Line> script = script_of(split(before), split(after));
  const std::string path = normal_path(name);  // `patch -p1` takes no `a/./main.svc`
  std::string out = fmt::format("--- a/{}\n+++ b/{}\n", path, path);
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  std::size_t i = 0;
  while (i < script.size()) {
    std::size_t change = i;
    while (change < script.size() && script[change].mark == ' ') ++change;
    if (change == script.size()) break;
    // A hunk continues while the next change is so near that their context lines would meet.
    std::size_t end = change;
    for (std::size_t at = change; at < script.size() && at <= end + 2 * kAround; ++at) {
      if (script[at].mark != ' ') end = at + 1;
    }
    const std::size_t begin = change - i > kAround ? change - kAround : i;
    end = std::min(end + kAround, script.size());
    old_line += begin - i;
    new_line += begin - i;
    std::string body;
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    for (std::size_t at = begin; at < end; ++at) {
      const Line& line = script[at];
      body += fmt::format("{}{}{}", line.mark, line.text,
                          line.text.ends_with('\n') ? "" : "\n\\ No newline at end of file\n");
      old_count += line.mark != '+' ? 1U : 0U;
      new_count += line.mark != '-' ? 1U : 0U;
    }
    out += fmt::format("@@ -{} +{} @@\n{}", range(old_line, old_count), range(new_line, new_count),
                       body);
    old_line += old_count;
    new_line += new_count;
    i = end;
  }
  return out;
}

std::string shown_diff(std::string_view diff) {
  std::string out;
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find_first_of("\n\t"), diff.size());
    out += printable(diff.substr(0, end));
    if (end < diff.size()) out += diff[end];
    diff.remove_prefix(std::min(end + 1, diff.size()));
  }
  return out;
}

}  // namespace svc
