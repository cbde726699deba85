#include "check/properties.h"

#include "base/number.h"

namespace svc::check {

const sema::Value* member(const sema::Value& object, std::string_view path) {
  const sema::Value* at = &object;
  while (at != nullptr && !path.empty()) {
    if (const auto* list = at->get<sema::List>())
      at = list->items.empty() ? nullptr : &list->items.front();
    const auto* entries = at != nullptr ? at->get<sema::Object>() : nullptr;
    if (entries == nullptr) return nullptr;
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    at = nullptr;
    for (const auto& [key, value] : entries->entries) {
      if (key == name) at = &value;
    }
  }
  return at;
}

const sema::Value* patched(const sema::Block& block, const Property& property,
                           std::string_view name) {
  for (const sema::Block* at = &block; at != nullptr; at = at->parent) {
    for (const sema::Patch& patch : at->patches) {
      if (patch.part != property.part || patch.name != name) continue;
      const std::string_view path =
          patch.target == TargetId::Terraform ? property.terraform : property.cloudformation;
      if (path.empty()) continue;
      if (const sema::Value* value = member(patch.properties, path)) return value;
    }
  }
  return nullptr;
}

std::vector<const sema::Value*> items_of(const sema::Value* value) {
  if (value == nullptr) return {};
  const auto* list = value->get<sema::List>();
  if (list == nullptr) return {value};
  std::vector<const sema::Value*> items;
  for (const sema::Value& item : list->items) items.push_back(&item);
  return items;
}

std::optional<std::string> text_of(const sema::Value& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  if (const auto* number = value.get<std::int64_t>()) return std::to_string(*number);
  if (const auto* flag = value.get<bool>()) return std::string(*flag ? "true" : "false");
  if (const auto* range = value.get<sema::Cidr>()) return range->text;
  return std::nullopt;
}

std::optional<double> number_of(const sema::Value& value) {
  if (const auto* number = value.get<std::int64_t>()) return static_cast<double>(*number);
  if (const auto* number = value.get<double>()) return *number;
  if (const auto* text = value.get<std::string>()) return read_number(*text);
  return std::nullopt;
}

std::optional<bool> flag_of(const sema::Value& value) {
  if (const auto* flag = value.get<bool>()) return *flag;
  const auto* text = value.get<std::string>();
  if (text != nullptr && *text == "true") return true;
  if (text != nullptr && *text == "false") return false;
  return std::nullopt;
}

const sema::Block* read_block(const sema::Value& value) {
  if (const auto* const* block = value.get<const sema::Block*>()) return *block;
  if (const auto* read = value.get<sema::AttributeRef>()) return read->block;
  if (const auto* call = value.get<sema::MethodCall>()) return call->block;
  return nullptr;
}

const sema::Value* Raw::get(std::string_view cloudformation,
                            std::string_view terraform_name) const {
  const std::string_view name = terraform ? terraform_name : cloudformation;
  return name.empty() ? nullptr : member(*properties, name);
}

std::string_view raw_type(const sema::Block& block) {
  return block.kind->name == "raw" && !block.patches.empty()
             ? std::string_view(block.patches.front().part)
             : std::string_view();
}

namespace {

Raw raw_of_patch(const sema::Block& block, const sema::Patch& patch) {
  return {&block, patch.target == TargetId::Terraform, &patch.properties};
}

}  // namespace

Raw raw_of(const sema::Block& block) {
  return raw_of_patch(block, block.patches.front());
}

std::vector<Raw> raw_resources(const sema::Program& program, std::string_view cloudformation,
                               std::string_view terraform) {
  std::vector<Raw> found;
  for (const sema::Block* block : program.blocks) {
    if (block->kind->name != "raw") continue;
    for (const sema::Patch& patch : block->patches) {
      if (patch.part == cloudformation || patch.part == terraform)
        found.push_back(raw_of_patch(*block, patch));
    }
  }
  return found;
}

}  // namespace svc::check
