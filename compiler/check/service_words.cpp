#include "check/service_words.h"

#include <optional>

#include "check/definition.h"

namespace svc::check {

const sema::Value* ServiceWords::get(std::string_view cloudformation,
                                     std::string_view terraform_name) const {
  return member(*properties, terraform ? terraform_name : cloudformation);
}

const sema::Value* ServiceWords::part(const sema::Value& object, std::string_view cloudformation,
                                      std::string_view terraform_name) const {
  return member(object, terraform ? terraform_name : cloudformation);
}

namespace {

// The raw task definition that a raw service names, in the words of the same target.
std::optional<Raw> definition_of(const Raw& service) {
  const sema::Value* name = service.get("TaskDefinition", "task_definition");
  const sema::Block* block = name ? read_block(*name) : nullptr;
  if (block == nullptr || block->kind->name != "raw") return std::nullopt;
  for (const sema::Patch& patch : block->patches) {
    const bool terraform = patch.target == TargetId::Terraform;
    if (terraform == service.terraform &&
        (patch.part == "AWS::ECS::TaskDefinition" || patch.part == "aws_ecs_task_definition"))
      return Raw{block, terraform, &patch.properties};
  }
  return std::nullopt;
}

}  // namespace

void each_service_words(const sema::Program& program, const plan::Plan& plan,
                        const std::function<void(const ServiceWords&)>& visit) {
  for (const Raw& raw : raw_resources(program, "AWS::ECS::Service", "aws_ecs_service")) {
    ServiceWords words{raw.block, raw.terraform, raw.properties, nullptr, nullptr, nullptr};
    const std::optional<Raw> named = definition_of(raw);
    std::optional<Definition> definition;
    if (named) {
      words.task = &definition.emplace(*named).task();
      words.definition = named->properties;
    }
    visit(words);
  }
  for (const plan::Service& service : plan.services) {
    for (const sema::Block* at = service.block; at != nullptr; at = at->parent) {
      for (const sema::Patch& patch : at->patches) {
        if (patch.part != "service" || !patch.name.empty()) continue;
        visit({service.block, patch.target == TargetId::Terraform, &patch.properties, &service,
               service.task, nullptr});
      }
    }
  }
}

}  // namespace svc::check
