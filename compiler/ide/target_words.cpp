#include "ide/target_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "emit/mapping.h"
#include "emit/patch.h"
#include "ide/declarations.h"
#include "ide/describe.h"

namespace svc::ide {

namespace {

// Goes into a value: objects add the key, lists and the branches of `? :` nothing.
void into(const ast::Expr& expr, std::uint32_t offset, std::vector<std::string_view>& steps) {
  const auto inside = [offset](const Span& span) {
    return span.begin <= offset && offset <= span.end;
  };
  if (const auto* object = std::get_if<ast::ObjectExpr>(&expr.node)) {
    for (const ast::ObjectEntry& entry : object->entries) {
      if (!inside(entry.key.span) && (entry.value == nullptr || !inside(entry.value->span)))
        continue;
      steps.push_back(entry.key.text);
      if (entry.value != nullptr && !inside(entry.key.span)) into(*entry.value, offset, steps);
      return;
    }
  } else if (const auto* list = std::get_if<ast::ListExpr>(&expr.node)) {
    for (const ast::Expr* item : list->items) {
      if (inside(item->span)) return into(*item, offset, steps);
    }
  } else if (const auto* choice = std::get_if<ast::TernaryExpr>(&expr.node)) {
    for (const ast::Expr* branch : {choice->yes, choice->no}) {
      if (inside(branch->span)) return into(*branch, offset, steps);
    }
  }
}

TargetPart part(std::string_view word, std::string name, const emit::Side& side) {
  return {std::string(word), std::move(name), side.type, side.schema};
}

}  // namespace

const ast::Block* target_block(const std::vector<const ast::Member*>& path) {
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const auto* block = std::get_if<ast::Block>(&(*at)->node);
    if (block != nullptr && (block->kind.text == "patch" || block->kind.text == "raw") &&
        block->labels.size() > 1)
      return block;
  }
  return nullptr;
}

std::optional<TargetId> target_of(const ast::Block& block) {
  return find_target(text_of_label(block, 0));
}

std::string_view text_of_label(const ast::Block& block, std::size_t label) {
  if (label >= block.labels.size()) return {};
  const ast::Label& one = block.labels[label];
  if (one.string == nullptr) return one.name.text;
  const auto* text = std::get_if<ast::StringExpr>(&one.string->node);
  return text != nullptr && text->pieces.size() == 1 && text->pieces.front().expr == nullptr
             ? std::string_view(text->pieces.front().text)
             : std::string_view();
}

std::vector<std::string_view> steps_to(const ast::Block& block,
                                       const std::vector<const ast::Member*>& path,
                                       std::uint32_t offset) {
  std::vector<std::string_view> steps;
  bool inside = false;
  for (const ast::Member* member : path) {
    const auto* nested = std::get_if<ast::Block>(&member->node);
    if (nested == &block) {
      inside = true;
    } else if (inside && nested != nullptr) {
      steps.push_back(nested->kind.text);
    } else if (const auto* field = std::get_if<ast::Field>(&member->node);
               inside && field != nullptr) {
      steps.push_back(field->name.text);
      if (field->value != nullptr && offset > field->name.span.end)
        into(*field->value, offset, steps);
    }
  }
  return steps;
}

const emit::Schema* structure_of(const emit::Schema* schema) {
  while (schema != nullptr && schema->members.empty() && schema->items != nullptr &&
         schema->admits(emit::kList))
    schema = schema->items;
  return schema;
}

const emit::Schema* schema_at(const emit::Schema* resource,
                              const std::vector<std::string_view>& steps) {
  const emit::Schema* here = resource;
  for (const std::string_view name : steps) {
    here = structure_of(here);
    if (here == nullptr) return nullptr;
    const emit::Schema* member = here->member(name);
    here = member == nullptr && here->admits(emit::kMap) ? here->items : member;
  }
  return here;
}

std::string describe_property(const emit::Schema& property) {
  std::string out = code(fmt::format("{}: {}", property.name, emit::types_text(property.types)));
  std::string allowed;
  for (const std::string_view value : property.allowed)
    allowed += fmt::format("{}`{}`", allowed.empty() ? "\nOne of " : ", ", value);
  if (!allowed.empty()) out += allowed + "\n";
  std::string remarks = property.required ? "Needed. " : "";
  if (property.read_only) remarks += "Known only when it has been deployed. ";
  if (property.replace == emit::Replace::Always) remarks += "To change it makes a new resource. ";
  if (property.replace == emit::Replace::Sometimes)
    remarks += "To change it may make a new resource. ";
  if (!remarks.empty()) out += "\n" + remarks.substr(0, remarks.size() - 1) + "\n";
  return out;
}

std::vector<TargetPart> parts_of(const graph::Graph& graph, const ast::Block& patch) {
  std::vector<TargetPart> parts;
  const auto found =
      std::find_if(graph.patches.begin(), graph.patches.end(),
                   [&](const graph::Patch& one) { return one.span == patch.header; });
  if (found == graph.patches.end()) return parts;
  for (const emit::Patchable& one : emit::patchable(graph, *found)) {
    const emit::Mapping* mapping = emit::find_mapping(one.node->kind);
    if (mapping == nullptr || !mapping->sides[found->target].written) continue;
    parts.push_back(part(one.part, one.node->name, mapping->sides[found->target]));
  }
  return parts;
}

std::vector<TargetPart> all_parts(TargetId target) {
  std::vector<TargetPart> parts;
  for (const emit::Mapping& mapping : emit::mappings()) {
    const emit::Side& side = mapping.sides[target];
    if (!mapping.lookup && side.written && side.schema != nullptr)
      parts.push_back(part(emit::part_of(mapping.kind), "", side));
  }
  return parts;
}

std::optional<TargetPart> meant_part(std::vector<TargetPart> parts, const ast::Block& patch) {
  const std::string_view word = text_of_label(patch, 1);
  const std::string_view name = text_of_label(patch, 2);
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const TargetPart& one) {
    return one.part == word && (name.empty() || one.name.empty() || one.name == name);
  });
  return found == parts.end() ? std::nullopt : std::optional(std::move(*found));
}

}  // namespace svc::ide
