#include "sema/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/overloaded.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/lints.h"
#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"
#include "sema/functions.h"
#include "sema/items.h"
#include "sema/kinds.h"
#include "sema/loops.h"

namespace svc::sema {

namespace {

// `service` → `services`, `repository` → `repositories`, `key` → `keys`.
std::string plural(std::string_view kind) {
  const bool swaps =
      kind.size() > 1 && kind.back() == 'y' &&
      std::string_view("aeiou").find(kind[kind.size() - 2]) == std::string_view::npos;
  return swaps ? fmt::format("{}ies", kind.substr(0, kind.size() - 1)) : fmt::format("{}s", kind);
}

class Judge {
 public:
  Judge(Session& session, Module::Policy policy) : session_(session), policy_(policy) {}

  void walk(const std::vector<const ast::Member*>& members, const Scope& outer) {
    const Scope& scope = with_lets(session_, members, outer);
    for (const ast::Member* member : members) {
      std::visit(
          overloaded{[](const ast::Let&) {},
                     [&](const ast::For& m) {
                       for_each(session_, m, scope,
                                [&](const Scope& inner) { walk(m.members, inner); });
                     },
                     [&](const ast::If& m) {
                       const std::optional<bool> yes = evaluate_condition(
                           session_, scope, *m.condition, "the condition of `if`");
                       if (yes) walk(*yes ? m.then : m.otherwise, scope);
                     },
                     [&](const ast::Assert& m) { rule(m, scope); },
                     [&](const auto&) {
                       session_.sink.report<diag::Misplaced>(member->span, member_title(*member))
                           .help(
                               "a policy holds `let`, `for`, `if` and `assert`: what a program "
                               "has to be, and nothing of its own");
                     }},
          member->node);
    }
  }

 private:
  void rule(const ast::Assert& assertion, const Scope& scope) {
    *session_.policy = {};
    const std::optional<bool> holds =
        evaluate_condition(session_, scope, *assertion.condition, "the condition of `assert`");
    const PolicyReading read = *session_.policy;  // the message may read other blocks
    if (!read.unknown.empty()) {
      report(assertion, read, fmt::format("the cost is not known, because {}", read.unknown));
      return;
    }
    const std::optional<std::string> message =
        holds && !*holds
            ? evaluate_text(session_, scope, *assertion.message, "the message of `assert`")
            : std::nullopt;
    if (message) report(assertion, read, *message);
  }

  const PolicyException* exception_for(const PolicyReading& read,
                                       const std::string& message) const {
    if (session_.input.exceptions == nullptr || read.block == nullptr) return nullptr;
    const std::string name = fmt::format("{} {}", read.block->kind->name, read.block->name);
    for (const PolicyException& one : *session_.input.exceptions) {
      if (one.block == name && message.find(one.rule) != std::string::npos) return &one;
    }
    return nullptr;
  }

  void report(const ast::Assert& assertion, const PolicyReading& read, const std::string& message) {
    const PolicyException* exception = exception_for(read, message);
    if (exception != nullptr && !exception->ended) return;
    const Span place = read.place.valid() ? read.place : assertion.condition->span;
    Report made = policy_ == Module::Policy::Advice
                      ? session_.sink.report<diag::PolicyAdvice>(place, message)
                      : session_.sink.report<diag::PolicyBroken>(place, message);
    if (read.place.valid()) made.related(assertion.condition->span, "the rule");
    if (exception != nullptr)
      made.help(fmt::format("its exception ended on {}: {}", exception->until, exception->reason));
  }

  Session& session_;
  Module::Policy policy_;
};

// `services` and the others, in the scope of a policy.
void name_blocks(Session& session, Scope& scope) {
  for (const KindDecl* kind : builtin_kinds()) {
    std::vector<Value> items;
    for (const Block* block : session.program.blocks) {
      if (block->kind->name == kind->name && !block->existing)
        items.push_back(Value{block, block->span, false});
    }
    Binding binding{.form = Binding::Form::Value, .span = {}, .value = {}};
    binding.value = Value{List{std::move(items)}, {}, false};
    scope.names.try_emplace(plural(kind->name), std::move(binding));
  }
  if (session.program.app == nullptr) return;
  Binding app{.form = Binding::Form::Value, .span = {}, .value = {}};
  app.value = Value{session.program.app, session.program.app->span, false};
  scope.names.try_emplace("app", std::move(app));
}

// Whether an image is one of a `repository` block: `images.tag("1")`, `images.url`.
bool is_of_repository(const Value& image) {
  const auto* call = image.get<MethodCall>();
  const auto* read = image.get<AttributeRef>();
  const Block* block = call != nullptr ? call->block : read != nullptr ? read->block : nullptr;
  return block != nullptr && block->kind->name == "repository";
}

// `public.ecr.aws` of an image; `repository` of an image of a `repository` block, in any account.
// Nothing where only the deployment knows it. An image without a host is one of Docker Hub:
// https://docs.docker.com/reference/cli/docker/image/tag/
std::optional<std::string> registry_of(const Value& image) {
  const auto* parts = image.get<Interpolation>();
  const Value& first = parts == nullptr ? image : parts->parts.front();
  if (is_of_repository(first)) return "repository";
  const auto* text = first.get<std::string>();
  if (text == nullptr) return std::nullopt;
  const std::size_t slash = text->find('/');
  if (slash == std::string::npos)
    return parts == nullptr ? std::optional<std::string>("docker.io") : std::nullopt;
  const std::string host = text->substr(0, slash);
  const bool is_host = host.find_first_of(".:") != std::string::npos || host == "localhost";
  return is_host ? host : "docker.io";
}

}  // namespace

std::optional<Value> policy_field(Session& session, const Block& block, std::string_view name) {
  PolicyReading& reading = *session.policy;
  const auto read = [&](Value value) {
    reading.block = &block.outermost();
    reading.place = value.span.valid() && !value.is_default ? value.span : block.span;
    return std::optional(std::move(value));
  };
  if (block.kind->field(name) != nullptr) return read(block[name]);
  if (name == "name") return read(Value{block.name, block.name_span, false});
  if (name == "registry" && block.kind->field("image") != nullptr) {
    const Value& image = block["image"];
    if (std::optional<std::string> host = registry_of(image))
      return read(Value{std::move(*host), image.span, false});
  }
  if (name == "kind") return read(Value{std::string(block.kind->name), block.span, false});
  const bool nests = std::any_of(block.kind->blocks.begin(), block.kind->blocks.end(),
                                 [&](const BlockDecl& one) { return one.name == name; });
  if (!nests) return std::nullopt;
  std::vector<Value> items;
  for (const Block* nested : block.blocks) {
    if (nested->decl != nullptr && nested->decl->name == name)
      items.push_back(Value{nested, nested->span, false});
  }
  return read(Value{List{std::move(items)}, block.span, false});
}

Value call_cost(const Call& call) {
  Session& session = call.session;
  if (session.policy == nullptr) {
    session.sink.report<diag::CostOutsidePolicy>(call.span).help(
        "write the rule into a file that `policies` of svc.yaml names");
    return call.give(ErrorValue{});
  }
  const auto* block = call.get<const Block*>(0);
  if (block == nullptr && call.get<Object>(0) == nullptr)
    return call.wrong(0, "`environment` or a block");
  PolicyReading& reading = *session.policy;
  reading.block = block == nullptr ? session.program.app : &(*block)->outermost();
  if (reading.block != nullptr) reading.place = reading.block->span;
  session.program.reads_costs = true;
  const Costs* costs = session.input.costs;
  if (costs == nullptr) return call.give(ErrorValue{});
  reading.unknown = costs->unknown;
  if (!costs->unknown.empty()) return call.give(ErrorValue{});
  const auto known = block == nullptr
                         ? costs->blocks.end()
                         : costs->blocks.find(fmt::format("{} {}", reading.block->kind->name,
                                                          reading.block->name));
  const double usd = block == nullptr               ? costs->environment
                     : known == costs->blocks.end() ? 0
                                                    : known->second;
  return call.give(std::round(usd * 100) / 100);
}

void judge_by_policies(Session& session) {
  const std::vector<Module>& modules = session.input.modules;
  PolicyReading reading;
  session.policy = &reading;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    if (modules[i].policy == Module::Policy::None) continue;
    name_blocks(session, session.scopes[i]);
    Judge(session, modules[i].policy).walk(modules[i].ast->items, session.scopes[i]);
  }
  session.policy = nullptr;
}

}  // namespace svc::sema
