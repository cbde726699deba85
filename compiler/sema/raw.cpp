#include "sema/raw.h"

#include <fmt/format.h>

#include "diagnostics/codes/kinds.h"
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

// The members of the environment's block of that name, or null.
const ast::Block* change_of(const Session& session, const Block& block) {
  if (session.environment == nullptr) return nullptr;
  for (const ast::Member* member : session.environment->members) {
    const auto* change = std::get_if<ast::Block>(&member->node);
    if (change == nullptr || change->kind.text != "raw") continue;
    const ast::Label* name = name_label(*change);
    if (name != nullptr && name->kind != ast::Label::Kind::String && name->name.text == block.name)
      return change;
  }
  return nullptr;
}

}  // namespace

const ast::Label* name_label(const ast::Block& block) {
  const std::size_t place = block.kind.text == "raw" ? 2 : 0;
  return block.labels.size() > place ? &block.labels[place] : nullptr;
}

bool raw_head_fits(Session& session, const ast::Block& block) {
  if (block.labels.size() != 3) {
    session.sink
        .report<diag::MissingLabel>(block.header, "raw",
                                    "three labels: a target, a type and a name")
        .help(raw_form());
    return false;
  }
  if (!target_named(session, block.labels.front(), raw_form())) return false;
  const ast::Label& type = block.labels[1];
  const auto* text =
      type.string == nullptr ? nullptr : std::get_if<ast::StringExpr>(&type.string->node);
  if (text != nullptr && text->pieces.size() == 1 && text->pieces.front().expr == nullptr)
    return true;
  session.sink
      .report<diag::LabelType>(type.span, "the type of the resource, a plain string in quotes")
      .help(raw_form());
  return false;
}

void fill_raw(Session& session, const PendingBlock& pending) {
  const auto& syntax = std::get<ast::Block>(pending.member->node);
  std::vector<Item> entries;
  read_entries(session, syntax.members, *pending.scope,
               {.holds = std::string(kHolds), .nested = true}, entries);
  if (const ast::Block* change = change_of(session, *pending.block)) {
    std::vector<Item> changes;
    read_entries(session, change->members, session.overlay_scope(),
                 {.holds = std::string(kHolds), .nested = true}, changes);
    overlay_map(entries, std::move(changes));
  }
  const std::string& type =
      std::get<ast::StringExpr>(syntax.labels[1].string->node).pieces.front().text;
  Value properties = properties_value(session, entries, pending.block->span);
  check_shown_properties(session, properties);
  pending.block->patches.push_back({.target = *find_target(syntax.labels.front().name.text),
                                    .part = type,
                                    .name = {},
                                    .properties = std::move(properties),
                                    .span = pending.scope->placed(syntax.labels[1].span)});
}

}  // namespace svc::sema
