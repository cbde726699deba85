#include "base/closest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

namespace svc {

namespace {

constexpr std::size_t kLongest =
    64;  // longer words are rarely mistyped, and the table grows with the square

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The greatest edit distance that still counts as a typo.
std::size_t allowed(std::string_view a, std::string_view b) {
  return std::max<std::size_t>(1, std::max(a.size(), b.size()) / 3);
}

// One bit for each letter, digit and sign that a word has.
std::uint64_t letters(std::string_view word) {
  std::uint64_t found = 0;
  for (const char c : word)
    found |= std::uint64_t{1} << (static_cast<unsigned char>(lower(c)) % 64);
  return found;
}

// No distance is less: a change brings in one letter that the other word does not have, and takes
// one away, at most.
std::size_t least_distance(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::size_t>(std::max(std::popcount(a & ~b), std::popcount(b & ~a)));
}

// The optimal string alignment distance: Levenshtein's with swaps of neighbours, without regard to
// case. Both have at most kLongest bytes. Only three rows of the table are kept: a program that is
// being typed asks for this often.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::uint8_t, kLongest + 1>, 3> rows;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& before_that = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      int best = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (swapped) best = std::min(best, before_that[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(best);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string_view closest(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (name.size() > kLongest) return {};
  const std::uint64_t wanted = letters(name);
  std::string_view best;
  std::size_t best_distance = kLongest + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::size_t most = std::min(
        {allowed(name, candidate), candidate.size() - std::min<std::size_t>(candidate.size(), 1),
         best_distance - 1});
    const std::size_t apart =
        std::max(name.size(), candidate.size()) - std::min(name.size(), candidate.size());
    if (apart > most || least_distance(wanted, letters(candidate)) > most)
      continue;  // each byte more is a change
    const std::size_t d = distance(name, candidate);
    if (d > most) continue;
    best = candidate;
    best_distance = d;
    if (d == 0) break;
  }
  return best;
}

std::vector<std::string_view> likely_first(std::string_view word,
                                           std::vector<std::string_view> names) {
  constexpr std::size_t kShortest = 3;
  std::string plain;
  for (const char c : word.substr(0, kLongest)) {
    if (c != '_' && c != '-') plain += lower(c);
  }
  const auto likeness = [&plain](std::string_view name) {
    std::string other;
    for (const char c : name.substr(0, kLongest)) {
      if (c != '_' && c != '-') other += lower(c);
    }
    std::size_t longest = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      for (std::size_t j = 0; j < other.size(); ++j) {
        std::size_t k = 0;
        while (i + k < plain.size() && j + k < other.size() && plain[i + k] == other[j + k]) ++k;
        longest = std::max(longest, k);
      }
    }
    return longest < kShortest ? std::size_t{0} : longest;
  };
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (const std::string_view name : names) ranked.emplace_back(likeness(name), name);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::transform(ranked.begin(), ranked.end(), names.begin(),
                 [](const auto& one) { return one.second; });
  return names;
}

std::string enumerate(const std::vector<std::string_view>& names, std::string_view last_word,
                      std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(names.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) text += i + 1 == names.size() ? " " + std::string(last_word) + " " : ", ";
    text += "`" + std::string(names[i]) + "`";
  }
  if (shown < names.size()) text += ", …";
  return text;
}

}  // namespace svc
