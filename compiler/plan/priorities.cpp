// The priorities of listener rules for routes without a written one.
//
// A number follows from the route's own conditions and its service, so no other route moves it: AWS
// refuses an update in which one rule takes the number that another one still holds. The conditions
// choose a band of numbers, and a hash of conditions and service chooses the number in the band.
// Another service has another number, so a route can move there while the old rule still exists.
//
// If two routes can overlap and one covers the other, its band is later. Conditions that cannot
// overlap share a band, which makes bands wide: two paths without wildcards, or two such as
// `/cart/*` and `/user/*`. Two routes with the same number are an error (check/priorities.cpp).
#include "plan/priorities.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

#include "base/hash.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

// Smaller numbers are for routes that write their own. AWS allows 1 to 50,000:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
constexpr Band kAll{1000, 49000};

constexpr std::size_t kLongestPattern = 128;  // as AWS allows
constexpr std::size_t kDeepest = 4;           // segments that have a band of their own
constexpr std::size_t kMostMarks = 8;         // question marks that count

// What a pattern matches, in the order that rules need: a smaller one never covers a larger one.
struct Shape {
  enum Level : std::size_t { Literal, Marks, Deep, Three, Two, One, None };
  Level level = Literal;
  bool whole = false;  // whole segments and then `*`: it covers paths that begin with the same ones
  std::size_t length = 0;  // characters that are not `*`; longer ones come first
  std::size_t marks = 0;   // `?`; fewer come first

  [[nodiscard]] auto key() const {
    return std::tuple(level, whole, kLongestPattern - std::min(length, kLongestPattern), marks);
  }
};

// How many whole segments without a wildcard the text begins with, and where the rest begins.
std::pair<std::size_t, std::size_t> literal_segments(std::string_view text, char separator) {
  std::size_t count = 0;
  std::size_t rest = 0;
  for (;;) {
    const std::size_t end = text.find(separator, rest);
    const std::size_t wildcard = text.find_first_of("*?", rest);
    if (end == std::string_view::npos || wildcard < end) return {count, rest};
    ++count;
    rest = end + 1;
  }
}

// `segments`: the pattern in the order of importance.
Shape shape_of(std::string_view segments, char separator) {
  Shape shape;
  const auto stars = static_cast<std::size_t>(std::count(segments.begin(), segments.end(), '*'));
  shape.marks = static_cast<std::size_t>(std::count(segments.begin(), segments.end(), '?'));
  shape.length = segments.size() - stars;
  if (stars == 0) {
    shape.level = shape.marks == 0 ? Shape::Literal : Shape::Marks;
    return shape;
  }
  const auto [depth, rest] = literal_segments(segments, separator);
  constexpr std::array kLevels = {Shape::None, Shape::One, Shape::Two, Shape::Three, Shape::Deep};
  shape.level = kLevels.at(std::min(depth, kDeepest));
  shape.whole = depth < kDeepest && segments.find_first_not_of('*', rest) == std::string::npos;
  return shape;
}

Shape path_shape(std::string_view path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  return shape_of(path, '/');
}

Shape host_shape(const std::string& host) {
  return shape_of(std::string(host.rbegin(), host.rend()), '.');
}

// A list covers everything that any of its patterns covers, so the least specific one counts.
template <typename ShapeOf>
Shape least_specific(const std::vector<std::string>& patterns, const ShapeOf& shape) {
  Shape least;
  for (const std::string& pattern : patterns) {
    const Shape one = shape(pattern);
    if (one.key() > least.key()) least = one;
  }
  return least;
}

// Longer before shorter; of each length, those without `?` first. Short patterns are the most
// common and have the most numbers.
Band by_length(const Band& band, const Shape& shape) {
  constexpr std::size_t kCommon = 24;
  constexpr std::size_t kUncommon = 48;
  const std::size_t length = std::min(shape.length, kLongestPattern);
  const Band group = band.part({80, 72, 192}, length > kUncommon ? 0 : length > kCommon ? 1 : 2);
  const std::size_t longest = length > kUncommon ? kLongestPattern
                              : length > kCommon ? kUncommon
                                                 : kCommon;
  const std::size_t shortest = length > kUncommon ? kUncommon + 1
                               : length > kCommon ? kCommon + 1
                                                  : 0;
  const auto count = static_cast<std::int64_t>(longest - shortest + 1);
  const auto index = static_cast<std::int64_t>(longest - length);
  const Band one{group.first + group.size * index / count,
                 std::max<std::int64_t>(1, group.size / count)};
  return one.part({7, 1}, shape.marks == 0 ? 0 : 1);
}

// The share of each level in a band: the level that programs use most has the most.
constexpr std::initializer_list<int> kPathShares = {12, 1, 8, 8, 15, 32, 24};
constexpr std::initializer_list<int> kHostShares = {1, 1, 2, 8, 20, 1, 2};

Band by_shape(const Band& band, const Shape& shape, std::initializer_list<int> shares) {
  const Band level = band.part(shares, shape.level);
  if (shape.level == Shape::Literal) return level;
  if (shape.level == Shape::Marks)
    return level.part({1, 1, 1, 1, 1, 1, 1, 1}, std::min(shape.marks, kMostMarks) - 1);
  if (shape.level == Shape::Deep || shape.level == Shape::None) return by_length(level, shape);
  const Band kind = level.part({3, 7}, shape.whole ? 1 : 0);
  return shape.whole ? kind : by_length(kind, shape);
}

bool match_everything(const std::vector<std::string>& patterns) {
  return patterns.empty() || std::any_of(patterns.begin(), patterns.end(),
                                         [](const auto& p) { return p == "/*" || p == "*"; });
}

std::size_t further_conditions(const Conditions& c) {
  return c.headers.size() + c.query.size() + (c.methods.empty() ? 0 : 1) +
         (c.source_ips.empty() ? 0 : 1);
}

// A host before a path before neither, exact hosts before patterns.
enum class Class : std::size_t { HostPath, Host, HostsPath, Hosts, Path, Other, Every };

Class class_of(const Conditions& c) {
  const bool path = !match_everything(c.paths);
  if (match_everything(c.hosts))
    return path ? Class::Path : further_conditions(c) > 0 ? Class::Other : Class::Every;
  const bool pattern = std::any_of(c.hosts.begin(), c.hosts.end(), [](const std::string& host) {
    return host.find_first_of("*?") != std::string::npos;
  });
  if (pattern) return path ? Class::HostsPath : Class::Hosts;
  return path ? Class::HostPath : Class::Host;
}

// Among rules with the same host and path, those with more conditions come first, and those with
// fewer alternatives.
Band by_rest(const Band& band, const Conditions& c) {
  const auto beyond_first = [](std::size_t size) { return size == 0 ? 0 : size - 1; };
  const std::size_t alternatives =
      beyond_first(c.paths.size()) + beyond_first(c.hosts.size()) + beyond_first(c.methods.size());
  return band.part({1, 1, 2, 18}, 3 - std::min<std::size_t>(further_conditions(c), 3))
      .part({24, 4, 2, 1, 1}, std::min<std::size_t>(alternatives, 4));
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace

std::string canonical_text(const Conditions& c) {
  std::vector<std::string> more;
  for (const auto& [name, values] : c.headers)
    more.push_back(fmt::format("h {}={}", name, fmt::join(sorted(values), ",")));
  for (const auto& [key, value] : c.query) more.push_back(fmt::format("q {}={}", key, value));
  return fmt::format("{}|{}|{}|{}|{}", fmt::join(sorted(c.hosts), ","),
                     fmt::join(sorted(c.paths), ","), fmt::join(sorted(c.methods), ","),
                     fmt::join(sorted(c.source_ips), ","), fmt::join(sorted(more), "|"));
}

namespace {

// Loops make texts that differ only in their numbers, such as `/shard-7/*` and `/shard-8/*`. The
// numbers are added to the hash of the rest, so up to a band of them never collide. Two random
// hashes of a hundred in a band would.
std::uint64_t spread_hash(std::string_view text) {
  constexpr std::uint64_t kStep = 101;  // tells two numbers of one text apart
  std::string rest;
  std::uint64_t sum = 0;
  std::uint64_t weight = 1;
  for (std::size_t i = 0; i < text.size();) {
    if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) {
      rest += text[i++];
      continue;
    }
    std::uint64_t number = 0;
    for (; i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0; ++i)
      number = number * 10 + static_cast<std::uint64_t>(text[i] - '0');
    rest += '0';
    sum += number * weight;
    weight *= kStep;
  }
  return stable_hash(rest) + sum;
}

std::int64_t priority_of(const Route& route) {
  if (route.block->has("priority")) return route.block->integer("priority");
  const Band band = band_of(route);
  const std::uint64_t hash =
      spread_hash(route.service->name + "|" + canonical_text(route.conditions));
  return band.first + static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(band.size));
}

}  // namespace

Band Band::part(std::initializer_list<int> weights, std::size_t index) const {
  std::int64_t total = 0;
  std::int64_t before = 0;
  std::int64_t through = 0;
  std::size_t at = 0;
  for (const int weight : weights) {
    if (at < index) before += weight;
    if (at <= index) through += weight;
    total += weight;
    ++at;
  }
  const std::int64_t begin = size * before / total;
  const std::int64_t end = size * through / total;
  return {first + std::min(begin, size - 1), std::max<std::int64_t>(1, end - begin)};
}

Band band_of(const Route& route) {
  const Conditions& c = route.conditions;
  const Class kind = class_of(c);
  Band band = kAll.part({24, 14, 8, 6, 44, 1, 1}, static_cast<std::size_t>(kind));
  if (kind == Class::HostPath || kind == Class::HostsPath || kind == Class::Path)
    band = by_shape(band, least_specific(c.paths, path_shape), kPathShares);
  if (kind == Class::HostsPath || kind == Class::Hosts)
    band = by_shape(band, least_specific(c.hosts, host_shape), kHostShares);
  return by_rest(band, c);
}

void assign_priorities(std::vector<Route>& routes) {
  for (Route& route : routes) route.priority = priority_of(route);
}

}  // namespace svc::plan
