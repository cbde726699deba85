#include "check/across.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/access.h"
#include "diagnostics/codes/pipelines.h"
#include "diagnostics/codes/stores.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

std::string known_text(const sema::Value& value) {
  const auto* text = value.get<std::string>();
  return text ? *text : std::string();
}

// The text before the first unknown part.
std::string beginning_of(const sema::Value& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  const auto* parts = value.get<sema::Interpolation>();
  return parts && !parts->parts.empty() ? beginning_of(parts->parts.front()) : std::string();
}

void add_arn(const sema::Value& value, Outline& outline) {
  const std::string text = beginning_of(value);
  if (!text.starts_with("arn:")) return;
  std::vector<std::string> parts;
  for (std::size_t at = 0; parts.size() < 5;) {
    const std::size_t colon = text.find(':', at);
    if (colon == std::string::npos) return;
    parts.push_back(text.substr(at, colon - at));
    at = colon + 1;
  }
  outline.arns.push_back({parts[4], parts[3], value.span});
}

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

// Where two environments are, if not in the same place: their accounts, else their regions.
struct Apart {
  std::string_view what;
  std::string_view own;
  std::string_view theirs;
};
std::optional<Apart> apart(const Outline& own, const Outline& other) {
  const auto differ = [](const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
  };
  if (differ(own.account, other.account)) return Apart{"account", own.account, other.account};
  if (differ(own.region, other.region)) return Apart{"region", own.region, other.region};
  return std::nullopt;
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

void check_stacks(const Outline& own, const std::vector<Outline>& all, Sink& sink) {
  for (const Outline::Stack& stack : own.stacks) {
    if (std::none_of(all.begin(), all.end(), [&](const Outline& other) {
          return other.environment == stack.environment;
        })) {
      std::vector<std::string_view> names;
      for (const Outline& other : all) names.push_back(other.environment);
      suggest(sink.report<diag::StackOfNoEnvironment>(stack.span, stack.environment), Span{},
              closest(stack.environment, names),
              fmt::format("the program has {}", enumerate(names, "and")));
      continue;
    }
    for (const Outline& other : all) {
      if (other.environment != stack.environment) continue;
      if (const auto place = apart(own, other))
        sink.report<diag::StackElsewhere>(stack.span, other.environment, place->what, place->theirs,
                                          place->what, place->own)
            .help("let the pipeline of each environment make its own stack");
    }
  }
}

// EventBridge tells of a pipeline only in its own account and region.
void check_followed(const Outline& own, const std::vector<Outline>& all, Sink& sink) {
  for (const Outline::Follow& follow : own.follows) {
    for (const Outline& other : all) {
      if (other.environment != follow.after) continue;
      if (const auto place = apart(own, other))
        sink.report<diag::FollowsElsewhere>(follow.span, follow.pipeline, other.environment,
                                            place->what, place->theirs, place->what, place->own)
            .help("leave `after` out, and let both pipelines start from the same source");
    }
  }
}

}  // namespace

Outline outline_of(const sema::Program& program) {
  Outline outline;
  outline.environment = program.environment;
  outline.account = known_text(program.account);
  outline.region = known_text(program.region);
  if (program.environments.size() < 2) return outline;
  for (const Block* pipeline : program.created("pipeline")) {
    if (pipeline->has("after"))
      outline.follows.push_back(
          {pipeline->name, std::string(pipeline->text("after")), (*pipeline)["after"].span});
    for (const Block* stack : pipeline->nested("deploy", "stack")) {
      if (stack->has("environment"))
        outline.stacks.push_back(
            {std::string(stack->text("environment")), (*stack)["environment"].span});
    }
  }
  for (const Block* block : program.blocks) {
    if (!block->existing) continue;
    if (block->kind->name == "key" || block->kind->name == "topic")
      add_arn((*block)["arn"], outline);
    if (block->kind->name == "secret") add_arn((*block)["name"], outline);
  }
  for (const Block& block : program.block_store) {
    for (const sema::Grant& grant : block.grants) {
      for (const sema::Value& resource : grant.resources) add_arn(resource, outline);
    }
  }
  return outline;
}

void check_across(const std::vector<Outline>& environments, Sink& sink) {
  if (environments.size() < 2) return;
  for (const Outline& own : environments) {
    sink.set_environment(own.environment);
    check_arns_of(own, environments, sink);
    check_circle(own, environments, sink);
    check_stacks(own, environments, sink);
    check_followed(own, environments, sink);
  }
  sink.set_environment("");
}

}  // namespace svc::check
