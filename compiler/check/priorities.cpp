// The order of a listener's rules: no two have the same number, and no rule hides a later one.
#include "plan/priorities.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "check/subjects.h"
#include "diagnostics/codes/routing.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

using plan::Route;

bool share_listener(const Route& a, const Route& b) {
  return std::any_of(a.listeners.begin(), a.listeners.end(), [&](std::size_t listener) {
    return std::find(b.listeners.begin(), b.listeners.end(), listener) != b.listeners.end();
  });
}

// A number near the route's own that no route of the balancer has and that keeps it in order with
// `other`: in its band, else before what covers it or after what it covers.
std::int64_t free_number(const Route& route, const Route& other,
                         const std::vector<const Route*>& routes) {
  std::set<std::int64_t> taken;
  for (const Route* each : routes) taken.insert(each->priority);
  const plan::Band band = plan::band_of(route);
  for (std::int64_t step = 1; step < band.size; ++step) {
    const std::int64_t number = band.first + (route.priority - band.first + step) % band.size;
    if (number > 0 && taken.count(number) == 0) return number;
  }
  const bool before = plan::covers(other.conditions, route.conditions);
  std::int64_t number = route.priority;
  while (taken.count(number) > 0) number += before ? -1 : 1;
  return number;
}

// One block in a loop or a component makes several routes, and they would all get the same number.
bool written_once(const Route& route, const std::vector<const Route*>& others) {
  return std::none_of(others.begin(), others.end(), [&](const Route* other) {
    return other != &route && other->block->span == route.block->span;
  });
}

Span place_of(const Route& route) {
  return route.block->has("priority") ? (*route.block)["priority"].span : route.block->span;
}

// Priorities are unique on a listener. `newer` is the one that the program writes later: to
// change the other would change a rule that may be deployed.
void report_same_priority(const Route& older, const Route& newer,
                          const std::vector<const Route*>& others, Sink& sink) {
  const bool written = older.block->has("priority") || newer.block->has("priority");
  auto report = written ? sink.report<diag::DuplicatePriority>(
                              place_of(newer), newer.balancer->block->name, newer.priority)
                        : sink.report<diag::PriorityClash>(place_of(newer), older.service->name,
                                                           newer.service->name, newer.priority);
  report.related(place_of(older), "the other route");
  const std::int64_t number = free_number(newer, older, others);
  if (!written_once(newer, others)) {
    report.help(fmt::format("give one of them a `priority` of its own, such as {}", number));
    return;
  }
  report.help(fmt::format("write `priority = {}` in this route", number))
      .fix(fmt::format("Write `priority = {}`", number),
           sema::set_field(*newer.block, "priority", std::to_string(number)));
}

bool numbered(const Route& a, const Route& b) {
  return a.block->has("priority") || b.block->has("priority");
}

// Whether `wide` comes first on every listener of `narrow` and takes all of its requests. If both
// are alike, the one written first counts as the first.
bool shadows(const Route& wide, const Route& narrow, bool earlier) {
  if (!earlier && wide.priority >= narrow.priority) return false;  // the cheapest question first
  if (!plan::covers(wide.conditions, narrow.conditions)) return false;
  const bool alike = !numbered(wide, narrow) && plan::covers(narrow.conditions, wide.conditions);
  return (alike ? earlier : wide.priority < narrow.priority) &&
         std::all_of(narrow.listeners.begin(), narrow.listeners.end(), [&](std::size_t listener) {
           return std::find(wide.listeners.begin(), wide.listeners.end(), listener) !=
                  wide.listeners.end();
         });
}

// L15
void report_shadow(const Route& route, const Route& shadow, Sink& sink) {
  const bool later = shadow.priority < route.priority;
  // Routes from one component share one line of the program. Their paths tell them apart.
  const bool one_line = route.block->span == shadow.block->span && route.block->has("path");
  sink.report<diag::RouteShadowed>(one_line ? (*route.block)["path"].span : route.block->span,
                                   "route",
                                   fmt::format("a route of service `{}`", shadow.service->name))
      .related(place_of(shadow),
               later ? fmt::format("this route comes first, with priority {} before {}",
                                   shadow.priority, route.priority)
                     : "this route has the same conditions")
      .help(numbered(route, shadow)
                ? "leave out `priority`: svcc then puts the more specific route first"
                : "give the two routes different conditions")
      .tag(Tag::Unnecessary);
}

void check_route(std::size_t index, const std::vector<const Route*>& routes, Sink& sink) {
  const Route& route = *routes[index];
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (i != index && shadows(*routes[i], route, i < index))
      return report_shadow(route, *routes[i], sink);
  }
  for (std::size_t i = 0; i < index; ++i) {
    if (routes[i]->priority == route.priority && share_listener(*routes[i], route))
      return report_same_priority(*routes[i], route, routes, sink);
  }
}

}  // namespace

void check_priorities(const plan::Plan& plan, Sink& sink) {
  // Each with each, but only on one balancer, which has 100 rules at the most by default. What is
  // far behind that is not compared.
  constexpr std::size_t kMostCompared = 500;
  std::map<const plan::Balancer*, std::vector<const Route*>> by_balancer;
  for (const Route& route : plan.routes) by_balancer[route.balancer].push_back(&route);
  for (const plan::Balancer& balancer : plan.balancers) {
    if (balancer.layer4) continue;
    std::vector<const Route*>& routes = by_balancer[&balancer];
    if (routes.size() > kMostCompared) routes.resize(kMostCompared);
    for (std::size_t i = 0; i < routes.size(); ++i) check_route(i, routes, sink);
  }
}

}  // namespace svc::check
