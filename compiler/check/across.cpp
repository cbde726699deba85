#include "check/across.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/codes/pipelines.h"
#include "diagnostics/codes/stores.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

using plan::Outline;

void check_arns_of(const Outline& own, const std::vector<Outline>& all, Sink& sink) {
  for (const Outline::Arn& arn : own.arns) {
    for (const Outline& other : all) {
      const bool account = !arn.account.empty() && !own.account.empty() &&
                           arn.account != own.account && arn.account == other.account;
      const bool region = !account && !arn.region.empty() && !own.region.empty() &&
                          arn.region != own.region && arn.region == other.region &&
                          (arn.account.empty() || arn.account == own.account);
      if (!account && !region) continue;
      sink.report<diag::ArnOfEnvironment>(arn.span, account ? "account" : "region",
                                          account ? arn.account : arn.region, other.environment)
          .help(account ? "write `${environment.account}`" : "write `${environment.region}`");
      break;
    }
  }
}

// Follows the pipelines back to the one that a push starts.
void check_circle(const Outline& own, const std::vector<Outline>& all, Sink& sink) {
  for (const Outline::Follow& follow : own.follows) {
    std::vector<std::string> way = {own.environment};
    std::string at = follow.after;
    while (!at.empty() && at != own.environment && way.size() <= all.size()) {
      way.push_back(at);
      std::string next;
      for (const Outline& other : all) {
        if (other.environment != at) continue;
        for (const Outline::Follow& one : other.follows) {
          if (one.pipeline == follow.pipeline) next = one.after;
        }
      }
      at = next;
    }
    if (at != own.environment || way.size() < 2) continue;
    way.push_back(at);
    sink.report<diag::AfterCircle>(follow.span, fmt::format("{}", fmt::join(way, " → ")))
        .help("leave `after` out in the environment that a push starts");
  }
}

// `deploy stack` makes the stack of an environment. Another name may be that of a template that is
// no output of svcc; a slip is reported.
void check_stacks(const Outline& own, const std::vector<Outline>& all, Sink& sink) {
  for (const Outline::Stack& stack : own.stacks) {
    std::vector<std::string_view> names;
    for (const Outline& other : all) names.push_back(other.environment);
    const std::string_view meant = closest(stack.environment, names);
    if (meant.empty() || meant == stack.environment) continue;
    suggest(sink.report<diag::StackOfNoEnvironment>(stack.span, stack.environment), stack.span,
            meant, {}, true);
  }
}

}  // namespace

void check_across(const std::vector<Outline>& environments, Sink& sink) {
  if (environments.size() < 2) return;
  for (const Outline& own : environments) {
    sink.set_environment(own.environment);
    check_arns_of(own, environments, sink);
    check_circle(own, environments, sink);
    check_stacks(own, environments, sink);
  }
  sink.set_environment("");
}

}  // namespace svc::check
