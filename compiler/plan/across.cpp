#include "plan/across.h"

#include <algorithm>
#include <utility>

#include "plan/names.h"

namespace svc::plan {

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

void add_arns(const sema::Program& program, Outline& outline) {
  for (const sema::Block* block : program.blocks) {
    if (!block->existing) continue;
    if (block->kind->name == "key" || block->kind->name == "topic")
      add_arn((*block)["arn"], outline);
    if (block->kind->name == "secret") add_arn((*block)["name"], outline);
  }
  for (const sema::Block& block : program.block_store) {
    for (const sema::Grant& grant : block.grants) {
      for (const sema::Value& resource : grant.resources) add_arn(resource, outline);
    }
  }
}

bool is_for_stacks(const sema::Block& role) {
  return std::any_of(role.clauses.begin(), role.clauses.end(), [](const auto& clause) {
    const auto* symbol = clause.value.template get<sema::Symbol>();
    return clause.decl->name == "purpose" && symbol != nullptr && symbol->name == "stack";
  });
}

void add_pipeline(const sema::Block& pipeline, Outline& outline) {
  const std::string& name = first_name(pipeline);
  outline.pipelines.push_back(name);
  if (pipeline["after"].get<std::string>() != nullptr)
    outline.follows.push_back({name, std::string(pipeline.text("after")), pipeline["after"].span});
  for (const sema::Block* stack : pipeline.nested("deploy", "stack")) {
    const auto* const* role = (*stack)["role"].get<const sema::Block*>();
    if ((*stack)["environment"].get<std::string>() == nullptr || role == nullptr) continue;
    outline.stacks.push_back({name, std::string(stack->text("environment")), first_name(**role),
                              (*stack)["environment"].span, (*stack)["role"].span});
  }
}

const Outline::Role* find_role(const Outline& outline, std::string_view name) {
  const auto found = std::find_if(outline.roles.begin(), outline.roles.end(),
                                  [&](const Outline::Role& role) { return role.name == name; });
  return found == outline.roles.end() ? nullptr : &*found;
}

// What the pipelines of one environment deliver to the other, one delivery a pipeline. One border
// is crossed; check/deliveries.cpp refuses two.
void add_deliveries(const Outline& from, const Outline& to, std::vector<Delivery>& deliveries) {
  if (differ(from.account, to.account) == differ(from.region, to.region)) return;
  for (const Outline::Stack& stack : from.stacks) {
    const Outline::Role* role = find_role(to, stack.role);
    if (stack.environment != to.environment || role == nullptr) continue;
    const auto same =
        std::find_if(deliveries.begin(), deliveries.end(), [&](const Delivery& delivery) {
          return delivery.pipeline == stack.pipeline &&
                 delivery.from.environment == from.environment &&
                 delivery.to.environment == to.environment;
        });
    if (same == deliveries.end()) {
      deliveries.push_back({stack.pipeline, from, to, {*role}});
    } else if (std::none_of(same->roles.begin(), same->roles.end(),
                            [&](const Outline::Role& r) { return r.name == role->name; })) {
      same->roles.push_back(*role);
    }
  }
}

// The pipelines of `to` that follow those of `from`.
void add_relays(const Outline& from, const Outline& to, std::vector<Relay>& relays) {
  if (!differ(from.account, to.account) && !differ(from.region, to.region)) return;
  for (const Outline::Follow& follow : to.follows) {
    if (follow.after == from.environment && std::find(from.pipelines.begin(), from.pipelines.end(),
                                                      follow.pipeline) != from.pipelines.end())
      relays.push_back({follow.pipeline, from, to});
  }
}

}  // namespace

Outline outline_of(const sema::Program& program) {
  Outline outline;
  outline.environment = program.environment;
  outline.account = known_text(program.account);
  outline.region = known_text(program.region);
  if (program.environments.size() < 2) return outline;
  for (const sema::Block* pipeline : program.created("pipeline")) add_pipeline(*pipeline, outline);
  for (const sema::Block* block : program.blocks) {
    if (block->kind->name != "role" || !is_for_stacks(*block)) continue;
    outline.roles.push_back({first_name(*block), block->existing,
                             block->existing ? known_text((*block)["arn"]) : std::string()});
  }
  add_arns(program, outline);
  return outline;
}

Across across(const Outline& own, std::vector<Outline> others) {
  Across result;
  for (const Outline& other : others) {
    add_deliveries(own, other, result.sent);
    add_deliveries(other, own, result.received);
    add_relays(own, other, result.followed);
    add_relays(other, own, result.following);
  }
  result.others = std::move(others);
  return result;
}

bool differ(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && a != b;
}

const std::string& first_name(const sema::Block& block) {
  return block.names.empty() ? block.name : block.names.front();
}

std::string pipeline_role(std::string_view app, const Delivery& delivery) {
  return physical_name(app, delivery.from.environment, delivery.pipeline);
}

std::string delivery_role(std::string_view app, const Delivery& delivery) {
  return physical_name(app, delivery.to.environment,
                       delivery.pipeline + "-from-" + delivery.from.environment);
}

std::string stack_role(std::string_view app, const Delivery& delivery, const Outline::Role& role) {
  return physical_name(app, delivery.to.environment, role.name);
}

std::string relay_rule(std::string_view app, const Relay& relay) {
  return physical_name(app, relay.from.environment, relay.pipeline + "-to-" + relay.to.environment);
}

std::string relay_bus(std::string_view app, const Relay& relay) {
  return physical_name(app, relay.to.environment, relay.pipeline);
}

}  // namespace svc::plan
