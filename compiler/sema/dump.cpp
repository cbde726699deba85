#include <fmt/format.h>

#include "base/printable.h"
#include "sema/program.h"

namespace svc::sema {

namespace {

void line(std::string& out, int depth, const std::string& text) {
  out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + printable(text) + "\n";
}

// The params that the deployment gives the value by, `  (param nodes)`.
std::string givers(const Value& value) {
  const auto one = [](const Parameter* param) {
    return param == nullptr ? std::string() : fmt::format("  (param {})", param->name);
  };
  if (const auto* range = value.get<Range>()) return one(range->low) + one(range->high);
  std::string text = one(value.given);
  if (const auto* list = value.get<List>()) {
    for (const Value& item : list->items) text += givers(item);
  }
  return text;
}

void dump_block(std::string& out, int depth, const Block& block, const Sources& sources) {
  std::string head = block.existing ? "existing " : "";
  head += std::string(block.decl != nullptr ? block.decl->name : block.kind->name);
  if (block.labels.empty() && block.parent == nullptr) head += " " + block.name;
  for (const LabelValue& label : block.labels) head += " " + label.text;
  for (const ClauseValue& clause : block.clauses) {
    head += fmt::format(" {} {}", clause.decl->keyword == ClauseDecl::Keyword::In ? "in" : "for",
                        value_text(clause.value));
  }
  line(out, depth, fmt::format("{}  @{}", head, line_reference(sources, block.span)));
  for (const FieldValue& field : block.fields) {
    if (!field.value.present()) continue;
    const auto* nested = field.value.get<const Block*>();
    if (nested != nullptr && !(*nested)->top_level) {
      dump_block(out, depth + 1, **nested, sources);
    } else {
      line(out, depth + 1,
           fmt::format("{} = {}{}{}", field.decl->name, value_text(field.value),
                       field.value.is_default ? "  (default)" : "", givers(field.value)));
    }
  }
  for (const Grant& grant : block.grants) {
    const Value actions{List{grant.actions}, {}, false};
    const Value resources{List{grant.resources}, {}, false};
    line(out, depth + 1,
         fmt::format("{} {} on {}{}", grant.allow ? "allow" : "deny", value_text(actions),
                     value_text(resources),
                     grant.when.present() ? " when " + value_text(grant.when) : ""));
  }
  for (const Patch& patch : block.patches)
    line(out, depth + 1,
         fmt::format("patch {} {}{}{} = {}", info(patch.target).word, patch.part,
                     patch.name.empty() ? "" : " ", patch.name, value_text(patch.properties)));
  for (const Block* nested : block.blocks) dump_block(out, depth + 1, *nested, sources);
}

}  // namespace

std::string dump(const Program& program, const Sources& sources) {
  std::string out;
  if (!program.environment.empty()) line(out, 0, "environment " + program.environment);
  if (program.app != nullptr) dump_block(out, 0, *program.app, sources);
  if (program.region.present()) line(out, 0, "region = " + value_text(program.region));
  if (program.account.present()) line(out, 0, "account = " + value_text(program.account));
  for (const auto& [key, value] : program.tags)
    line(out, 0, fmt::format("tag {} = {}", key, value_text(value)));
  for (const Parameter* parameter : program.parameters) {
    line(out, 0,
         fmt::format("param {}: {}{}{}", parameter->name, type_text(parameter->type),
                     parameter->value.present() ? " = " + value_text(parameter->value) : "",
                     parameter->secret ? "  (secret)" : ""));
  }
  for (const Block* block : program.blocks) dump_block(out, 0, *block, sources);
  for (const Output& output : program.outputs)
    line(out, 0, fmt::format("output {} = {}", output.name, value_text(output.value)));
  return out;
}

}  // namespace svc::sema
