#include "sema/raw.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/entries.h"
#include "sema/evaluate.h"
#include "sema/items.h"
#include "sema/patches.h"
#include "sema/secrets.h"

namespace svc::sema {

namespace {

// `raw cloudformation "AWS::SNS::Topic" NAME { TopicName = "…" }`, for each target.
std::string raw_form() {
  std::string form;
  for (const TargetId target : kTargets)
    form += fmt::format("{}`raw {} \"{}\" NAME {{ {} = \"…\" }}`", form.empty() ? "write " : " or ",
                        info(target).word, info(target).resource_type, info(target).property);
  return form;
}
constexpr std::string_view kHolds =
    "`raw` holds properties `Name = value`, and structures of them `Name { … }`";

// `cloudformation = "Arn", terraform = "arn"`
std::string attribute_form() {
  std::string form;
  for (const TargetId target : kTargets)
    form += fmt::format("{}{} = \"…\"", form.empty() ? "" : ", ", info(target).word);
  return form;
}

// `DependsOn = [orders, main]`: blocks, not the names that a target gives them.
void check_order(Session& session, const Value& properties, TargetId target) {
  const std::string_view name = order_property(target);
  for (const auto& [key, value] : properties.get<Object>()->entries) {
    if (key != name || value.is_error()) continue;
    const Span whole = value.span;
    const auto judge = [&](const Value& item) {
      if (item.is_error() || item.get<const Block*>() != nullptr) return;
      session.sink
          .report<diag::TypeMismatch>(item.span.valid() ? item.span : whole,
                                      fmt::format("`{}`", name), "a block, or a list of blocks",
                                      describe(item))
          .help(fmt::format("name the blocks to create before it: `{} = [orders]`", name));
    };
    const auto* list = value.get<List>();
    if (list == nullptr)
      judge(value);
    else
      std::for_each(list->items.begin(), list->items.end(), judge);
  }
}

// Adds the properties for one target: the members, overridden by those of the environment (null:
// none).
void add_patch(Session& session, const PendingBlock& pending, TargetId target,
               const std::string& type, Span type_span,
               const std::vector<const ast::Member*>& members,
               const std::vector<const ast::Member*>* change) {
  std::vector<Item> entries;
  read_entries(session, members, *pending.scope, {.holds = std::string(kHolds), .nested = true},
               entries);
  if (change != nullptr) {
    std::vector<Item> changes;
    read_entries(session, *change, session.overlay_scope(),
                 {.holds = std::string(kHolds), .nested = true}, changes);
    overlay_map(entries, std::move(changes));
  }
  Value properties = properties_value(session, entries, pending.block->span);
  check_shown_properties(session, properties);
  check_order(session, properties, target);
  pending.block->patches.push_back({.target = target,
                                    .part = type,
                                    .name = {},
                                    .properties = std::move(properties),
                                    .span = pending.scope->placed(type_span)});
}

// The members of the environment's block of that name, or null.
const ast::Block* change_of(Session& session, const Block& block) {
  if (session.environment == nullptr) return nullptr;
  const EnvironmentMembers& members = members_by_name(session);
  const auto found = members.blocks.find(block.name);
  if (found == members.blocks.end()) return nullptr;
  for (const std::size_t place : found->second) {
    const auto& change = std::get<ast::Block>(session.environment->members[place]->node);
    if (change.kind.text == "raw" && name_label(change)->kind != ast::Label::Kind::String)
      return &change;
  }
  return nullptr;
}

bool is_for_both(const ast::Block& block) {
  return !block.labels.empty() && block.labels.front().kind != ast::Label::Kind::String &&
         block.labels.front().name.text == kBothTargets;
}

// The type of a resource, which a document writes as a word: `AWS::SNS::Topic`,
// `Custom::My-Type@1`, `aws_sns_topic`.
bool is_type(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_word(c) || c == ':' || c == '-' || c == '@' || c == '.';
  });
}

const std::string* type_of(Session& session, const ast::Label& label) {
  const std::string* type = plain_text(label);
  if (type != nullptr && is_type(*type)) return type;
  session.sink
      .report<diag::LabelType>(label.span, "the type of the resource, a plain string in quotes")
      .help(raw_form());
  return nullptr;
}

// ---- `raw both`

// `cloudformation "TYPE" { … }`, for each target.
std::string both_form() {
  std::string form;
  for (const TargetId target : kTargets)
    form += fmt::format("{}`{} \"{}\" {{ … }}`", form.empty() ? "write " : " and ",
                        info(target).word, info(target).resource_type);
  return form + " in it, and `attributes { … }`";
}

// The blocks in a `raw both`, by their role.
struct Halves {
  PerTarget<const ast::Block*> of;
  const ast::Block* attributes = nullptr;
};

Halves halves_of(Session& session, const std::vector<const ast::Member*>& members) {
  Halves halves;
  for (const ast::Member* member : members) {
    const auto* block = std::get_if<ast::Block>(&member->node);
    const std::optional<TargetId> target =
        block == nullptr ? std::nullopt : find_target(block->kind.text);
    const bool attributes = block != nullptr && block->kind.text == "attributes";
    if (!target && !attributes) {
      session.sink.report<diag::Misplaced>(member->span, member_title(*member)).help(both_form());
      continue;
    }
    const ast::Block*& place = target ? halves.of[*target] : halves.attributes;
    if (place != nullptr)
      session.sink.report<diag::RepeatedBlock>(block->header, block->kind.text)
          .related(place->header, "the first one")
          .help("join them in one block");
    else
      place = block;
  }
  return halves;
}

// `host = { cloudformation = "Endpoint.Address", terraform = "address" }`: the names of an
// attribute in each target.
void read_attributes(Session& session, const ast::Block& block, const Scope& scope,
                     PerTarget<Patch*>& patches) {
  std::vector<Item> entries;
  read_entries(session, block.members, scope,
               {.holds = "`attributes` holds entries `NAME = { … }`"}, entries);
  for (const Item& entry : entries) {
    const Value value = evaluate(session, *entry.scope, *entry.value);
    if (value.is_error()) continue;
    const auto* names = value.get<Object>();
    for (const TargetId target : kTargets) {
      const std::string* path = nullptr;
      for (std::size_t i = 0; names != nullptr && i < names->entries.size(); ++i) {
        const auto& [key, name] = names->entries[i];
        if (key == info(target).word) path = name.get<std::string>();
      }
      if (path != nullptr && patches[target] != nullptr) {
        patches[target]->attributes.emplace_back(entry.name.text, *path);
      } else if (path == nullptr) {
        session.sink
            .report<diag::TypeMismatch>(entry.value->span, fmt::format("`{}`", entry.name.text),
                                        "the attribute's name in each target, in quotes",
                                        describe(value))
            .help(fmt::format("write `{} = {{ {} }}`", entry.name.text, attribute_form()));
        break;
      }
    }
  }
}

void fill_both(Session& session, const PendingBlock& pending) {
  const auto& syntax = std::get<ast::Block>(pending.member->node);
  const ast::Block* change = change_of(session, *pending.block);
  const Halves own = halves_of(session, syntax.members);
  const Halves changes = change == nullptr ? Halves() : halves_of(session, change->members);
  for (const TargetId target : kTargets) {
    const ast::Block* half = own.of[target];
    if (half == nullptr) {
      session.sink
          .report<diag::MissingField>(pending.block->span,
                                      fmt::format("`raw both {}`", pending.block->name),
                                      fmt::format("`{}`", info(target).word))
          .help(both_form());
      continue;
    }
    if (half->labels.size() != 1) {
      session.sink
          .report<diag::MissingLabel>(half->header, half->kind.text,
                                      "one label: the type of the resource, in quotes")
          .help(fmt::format("write `{} \"{}\" {{ … }}`", info(target).word,
                            info(target).resource_type));
      continue;
    }
    const std::string* type = type_of(session, half->labels.front());
    if (type != nullptr)
      add_patch(session, pending, target, *type, half->labels.front().span, half->members,
                changes.of[target] == nullptr ? nullptr : &changes.of[target]->members);
  }
  PerTarget<Patch*> patches;
  for (Patch& patch : pending.block->patches) patches[patch.target] = &patch;
  if (own.attributes != nullptr) read_attributes(session, *own.attributes, *pending.scope, patches);
}

}  // namespace

std::string_view order_property(TargetId target) {
  return target == TargetId::Terraform ? "depends_on" : "DependsOn";
}

const std::string* plain_text(const ast::Label& label) {
  const auto* text =
      label.string == nullptr ? nullptr : std::get_if<ast::StringExpr>(&label.string->node);
  const bool plain =
      text != nullptr && text->pieces.size() == 1 && text->pieces.front().expr == nullptr;
  return plain ? &text->pieces.front().text : nullptr;
}

const ast::Label* name_label(const ast::Block& block) {
  const std::size_t place = block.kind.text != "raw" ? 0 : is_for_both(block) ? 1 : 2;
  return block.labels.size() > place ? &block.labels[place] : nullptr;
}

// Advises the head that the labels mean in any order: `raw cloudformation "AWS::…" NAME`.
void advise_raw_head(const Session& session, Report report, const ast::Block& block) {
  report.help(raw_form());
  std::string_view type;
  std::string_view name;
  for (const ast::Label& label : block.labels) {
    std::string_view text = session.sources[label.span.file].text(label.span);
    if (text.size() > 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    if (find_target(text)) continue;
    const bool typed = text.find("::") != std::string_view::npos || text.starts_with("aws_");
    (typed ? type : name) = text;
  }
  const bool plain = type.find('$') == std::string_view::npos;
  if (type.empty() || name.empty() || !plain || block.labels.size() > 3) return;
  const TargetId target = type.starts_with("aws_") ? TargetId::Terraform : TargetId::CloudFormation;
  const std::string head = fmt::format("raw {} \"{}\" {}", info(target).word, type, name);
  report.help(fmt::format("write `{} {{ … }}`", head))
      .repair(fmt::format("Write `{}`", head), {{block.header, head}});
}

bool raw_head_fits(Session& session, const ast::Block& block) {
  if (is_for_both(block)) {
    if (block.labels.size() == 2) return true;
    session.sink.report<diag::MissingLabel>(block.header, "raw both", "one label: a name")
        .help("write `raw both NAME { … }`");
    return false;
  }
  if (block.labels.size() != 3) {
    advise_raw_head(session,
                    session.sink.report<diag::MissingLabel>(
                        block.header, "raw", "three labels: a target, a type and a name"),
                    block);
    return false;
  }
  if (!target_named(session, block.labels.front(), raw_form())) return false;
  if (const std::string* type = plain_text(block.labels[1]); type != nullptr && is_type(*type))
    return true;
  advise_raw_head(session,
                  session.sink.report<diag::LabelType>(
                      block.labels[1].span, "the type of the resource, a plain string in quotes"),
                  block);
  return false;
}

void fill_raw(Session& session, const PendingBlock& pending) {
  const auto& syntax = std::get<ast::Block>(pending.member->node);
  if (is_for_both(syntax)) return fill_both(session, pending);
  const ast::Block* change = change_of(session, *pending.block);
  add_patch(session, pending, *find_target(syntax.labels.front().name.text),
            *plain_text(syntax.labels[1]), syntax.labels[1].span, syntax.members,
            change == nullptr ? nullptr : &change->members);
}

}  // namespace svc::sema
