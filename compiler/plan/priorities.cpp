// The priorities of listener rules whose routes name none.
//
// More specific conditions come first: a host before a path before neither; exact names before
// wildcards; of paths, the one with more letters. The number follows from the conditions of the
// route itself, so that a further route (or another order of the program) does not move the others:
// each class of conditions has a band of numbers, and within it each length of path has 25. Only
// routes alike in both are numbered one after the other, in the order of their texts.
//
//    1000  exact host and path       20000  path
//    9000  exact host                30000  other conditions only
//   10000  host pattern and path     40000  none: every request
//   18000  host pattern
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "plan/parts.h"

namespace svc::plan {
namespace {

constexpr std::int64_t kLongestPath = 128;  // of a path pattern, as AWS allows
constexpr std::int64_t kNumbersEachLength = 25;

// Twice the letters of a pattern that are not wildcards, and one more if it has no `*`. A pattern
// that another one covers never has less.
std::int64_t path_specificity(std::string_view path) {
  const auto wildcards =
      std::count(path.begin(), path.end(), '*') + std::count(path.begin(), path.end(), '?');
  const std::int64_t letters =
      std::min<std::int64_t>(static_cast<std::int64_t>(path.size()) - wildcards, kLongestPath);
  return 2 * letters + (path.find('*') == std::string_view::npos ? 1 : 0);
}

// Of several paths the least specific one counts: so that a list never comes before a route of
// which it covers every path.
std::int64_t path_specificity(const std::vector<std::string>& paths) {
  std::int64_t least = 2 * kLongestPath + 1;
  for (const std::string& path : paths) least = std::min(least, path_specificity(path));
  return least;
}

bool is_pattern(const std::string& text) {
  return text.find_first_of("*?") != std::string::npos;
}

bool matches_every_path(const std::vector<std::string>& paths) {
  return paths.empty() || std::any_of(paths.begin(), paths.end(),
                                      [](const std::string& p) { return p == "/*" || p == "*"; });
}

struct Rank {
  std::int64_t number = 0;          // where the route would like to stand
  std::size_t more_conditions = 0;  // beyond host and path; more come first
  std::size_t host_letters = 0;     // longer come first
  std::string text;  // the last word, so that the order never depends on the program's
};

Rank rank_of(const Route& route) {
  const Conditions& c = route.conditions;
  const bool path = !matches_every_path(c.paths);
  const bool host_pattern = std::any_of(c.hosts.begin(), c.hosts.end(), is_pattern);
  Rank rank;
  rank.more_conditions = c.headers.size() + c.query.size() + (c.methods.empty() ? 0 : 1) +
                         (c.source_ips.empty() ? 0 : 1);
  for (const std::string& host : c.hosts)
    rank.host_letters = std::max(rank.host_letters, host.size());
  if (c.hosts.empty()) {
    rank.number = path ? 20000 : rank.more_conditions > 0 ? 30000 : 40000;
  } else if (host_pattern) {
    rank.number = path ? 10000 : 18000;
  } else {
    rank.number = path ? 1000 : 9000;
  }
  if (path) rank.number += (2 * kLongestPath + 1 - path_specificity(c.paths)) * kNumbersEachLength;
  // Leaves numbers for routes that ask for more than the others of their length.
  if (rank.more_conditions == 0) rank.number += 10;
  rank.text = fmt::format("{}|{}|{}|{}|{}", fmt::join(c.hosts, ","), fmt::join(c.paths, ","),
                          fmt::join(c.methods, ","), fmt::join(c.source_ips, ","), route.name);
  return rank;
}

bool comes_before(const Rank& a, const Rank& b) {
  return std::tie(a.number, b.more_conditions, b.host_letters, a.text) <
         std::tie(b.number, a.more_conditions, a.host_letters, b.text);
}

void assign_on_balancer(const std::vector<Route*>& routes) {
  std::set<std::int64_t> taken;
  std::vector<std::pair<Rank, Route*>> open;
  for (Route* route : routes) {
    if (route->block->has("priority")) {
      route->priority = route->block->integer("priority");
      taken.insert(route->priority);
    } else {
      open.emplace_back(rank_of(*route), route);
    }
  }
  std::sort(open.begin(), open.end(),
            [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
  std::int64_t last = 0;
  for (const auto& [rank, route] : open) {
    last = std::max(rank.number, last + 1);
    while (taken.count(last) > 0) ++last;
    route->priority = last;
  }
}

}  // namespace

void assign_priorities(std::vector<Route>& routes) {
  std::map<const Block*, std::vector<Route*>> by_balancer;
  for (Route& route : routes) by_balancer[route.balancer->block].push_back(&route);
  for (const auto& [balancer, own] : by_balancer) assign_on_balancer(own);
}

}  // namespace svc::plan
