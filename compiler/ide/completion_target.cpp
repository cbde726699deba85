// Completion in a target's terms: in `patch` and `raw`, from the provider's schema.
#include <fmt/format.h>

#include "ide/completer.h"
#include "ide/target_words.h"

namespace svc::ide {

namespace {

// A value as a choice of a snippet.
std::string choice(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == ',' || c == '|' || c == '}' || c == '$' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// The text to insert for a property. `inline_only`: in an object, which cannot contain blocks.
std::string property_snippet(const emit::Schema& schema, bool inline_only) {
  const emit::Schema* structure = structure_of(&schema);
  if (!schema.allowed.empty() && schema.admits(emit::kString)) {
    std::string words;
    for (const std::string_view value : schema.allowed)
      words += (words.empty() ? "" : ",") + choice(value);
    return fmt::format("{} = \"${{1|{}|}}\"", schema.name, words);
  }
  if (schema.types == emit::kBoolean) return fmt::format("{} = ${{1|true,false|}}", schema.name);
  const bool several = structure != &schema && !schema.block;
  if (structure != nullptr && !structure->members.empty()) {
    if (several) return fmt::format("{} = [{{ $1 }}]", schema.name);
    return inline_only ? fmt::format("{} = {{ $1 }}", schema.name)
                       : fmt::format("{} {{\n\t$0\n}}", schema.name);
  }
  if (schema.admits(emit::kString)) return fmt::format("{} = \"$1\"", schema.name);
  if (schema.admits(emit::kList)) return fmt::format("{} = [$1]", schema.name);
  if (schema.admits(emit::kObject) || schema.admits(emit::kMap))
    return fmt::format("{} = {{ $1 }}", schema.name);
  return fmt::format("{} = $1", schema.name);
}

// The names that are set next to the place: in the list of members, or in the object.
std::vector<std::string_view> names_of(const sema::Members& members) {
  std::vector<std::string_view> names;
  for (const ast::Member* member : members) {
    if (const auto* field = std::get_if<ast::Field>(&member->node))
      names.push_back(field->name.text);
    if (const auto* block = std::get_if<ast::Block>(&member->node))
      names.push_back(block->kind.text);
  }
  return names;
}

std::vector<std::string_view> names_of(const ast::ObjectExpr& object) {
  std::vector<std::string_view> names;
  for (const ast::ObjectEntry& entry : object.entries) names.push_back(entry.key.text);
  return names;
}

}  // namespace

const ast::ObjectExpr* Completer::object_at() const {
  for (const ast::Expr& expr : variant_->tree().exprs) {
    const auto* object = std::get_if<ast::ObjectExpr>(&expr.node);
    if (object == nullptr) continue;
    for (const ast::ObjectEntry& entry : object->entries) {
      if (entry.key.text == kMarker && entry.key.span.begin == slot_.begin) return object;
    }
  }
  return nullptr;
}

emit::Registry& Completer::registry(TargetId target) {
  std::unique_ptr<emit::Registry>& place = registries_[target];
  if (place == nullptr) place = std::make_unique<emit::Registry>(target);
  return *place;
}

// The resources that a patch may mean: those of the program with the patch, else those of any
// program.
std::vector<TargetPart> Completer::parts(const ast::Block& patch) {
  std::string text = slot_.marked;
  if (slot_.kind == SlotKind::Value)
    text.replace(slot_.begin, kMarker.size(), "0");  // a name that nothing has would stop it
  const std::optional<graph::Graph> graph =
      Variant(program_, point_.file, std::move(text)).lower(environment_at());
  return graph ? parts_of(*graph, patch) : all_parts(*target_of(patch));
}

const emit::Schema* Completer::resource_schema(const ast::Block& block) {
  if (block.kind.text == "raw") return registry(*target_of(block)).find(text_of_label(block, 1));
  const std::optional<TargetPart> part = meant_part(parts(block), block);
  return part ? part->schema : nullptr;
}

// The properties that can be set at the place. Returns whether the place uses a target's terms.
bool Completer::target_members() {
  std::vector<const ast::Member*> around = path_;
  if (slot_.kind == SlotKind::Member && !around.empty()) around.pop_back();  // the marker itself
  const ast::Block* block = target_block(around);
  if (block == nullptr || !target_of(*block)) return block != nullptr;
  std::vector<std::string_view> steps = steps_to(*block, around, slot_.begin);
  const bool key = slot_.kind == SlotKind::Key;
  if (key && !steps.empty()) steps.pop_back();
  const emit::Schema* structure = structure_of(schema_at(resource_schema(*block), steps));
  if (structure == nullptr) return true;
  const ast::ObjectExpr* object = key ? object_at() : nullptr;
  const std::vector<std::string_view> set = object != nullptr ? names_of(*object)
                                            : key             ? std::vector<std::string_view>()
                                                              : names_of(*list_);
  const bool whole =
      block->kind.text == "raw" && !std::holds_alternative<ast::Environment>(path_.front()->node);
  for (const emit::Schema& property : structure->members) {
    if (property.read_only || std::find(set.begin(), set.end(), property.name) != set.end())
      continue;
    const bool needed = property.required && (whole || !steps.empty());
    const bool head = slot_.next_is_assign || slot_.next_is_brace;
    add_snippet(Form::Field, property.name, needed ? Rank::Needed : Rank::Fits,
                head ? std::string(property.name) : property_snippet(property, key),
                emit::types_text(property.types), describe_property(property));
    result_.items.back().required = needed;
  }
  return true;
}

// The values that the schema allows for a property. `quotes`: whether quotes must be added.
void Completer::target_values(bool quotes) {
  const ast::Block* block = target_block(path_);
  const auto* field = member_ == nullptr ? nullptr : std::get_if<ast::Field>(&member_->node);
  if (block == nullptr || !target_of(*block) || field == nullptr) return;
  const emit::Schema* schema =
      schema_at(resource_schema(*block), steps_to(*block, path_, slot_.begin));
  const bool bare = field->value == expr_ && schema != nullptr && schema->types == emit::kList;
  if (schema != nullptr && schema->allowed.empty() && schema->admits(emit::kList) &&
      schema->items != nullptr)
    schema = schema->items;
  if (schema == nullptr) return;
  for (const std::string_view value : schema->allowed) {
    CompletionItem& item =
        add(Form::Text, quotes ? fmt::format("\"{}\"", value) : std::string(value), Rank::Needed);
    if (bare) item.insert = fmt::format("[{}]", item.label);
  }
  if (!quotes || !schema->admits(emit::kBoolean) || schema->types == emit::kAny) return;
  add(Form::Value, "true", Rank::Needed);
  add(Form::Value, "false", Rank::Needed);
}

// The words behind `patch` and `raw`.
void Completer::target_heads(const ast::Block& block, std::size_t label) {
  const bool patch = block.kind.text == "patch";
  if (label == 0) {
    for (const TargetId target : kTargets) {
      const std::string word(info(target).word);
      const std::string rest =
          patch ? "${1:part} {\n\t$0\n}"
                : fmt::format("\"${{1:{}}}\" ${{2:name}} {{\n\t$0\n}}", info(target).resource_type);
      add_snippet(Form::Keyword, info(target).word, Rank::Fits,
                  slot_.at_line_end ? word + " " + rest : word, "", "");
    }
    return;
  }
  if (!target_of(block)) return;
  if (!patch) {
    if (label == 1) target_types(true);
    return;
  }
  const std::string_view word = text_of_label(block, 1);
  for (const TargetPart& part : parts(block)) {
    if (label == 2 && (part.part != word || part.name.empty())) continue;
    const std::string& name = label == 1 ? part.part : part.name;
    const bool known = std::any_of(result_.items.begin(), result_.items.end(),
                                   [&](const CompletionItem& item) { return item.label == name; });
    if (!known)
      add_snippet(Form::Name, name, Rank::Fits, slot_.at_line_end ? name + " {\n\t$0\n}" : name,
                  std::string(part.type), "");
  }
}

// Every type of the provider, for `raw`.
void Completer::target_types(bool quotes) {
  const auto* block = member_ == nullptr ? nullptr : std::get_if<ast::Block>(&member_->node);
  if (block == nullptr || !target_of(*block)) return;
  for (const std::string_view type : registry(*target_of(*block)).types())
    add(Form::Text, quotes ? fmt::format("\"{}\"", type) : std::string(type), Rank::Likely);
}

// The readable attributes of a `raw` resource.
void Completer::target_attributes(const sema::Block& raw) {
  if (raw.patches.empty()) return;
  for (const auto& [name, path] : raw.patches.front().attributes)
    add(Form::Attribute, name, Rank::Needed).detail = path;
  for (const std::string_view name :
       registry(raw.patches.front().target).attributes(raw.patches.front().part))
    add(Form::Attribute, name, Rank::Fits).detail = raw.patches.front().part;
}

}  // namespace svc::ide
