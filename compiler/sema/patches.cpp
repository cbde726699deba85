#include "sema/patches.h"

#include <fmt/format.h>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "sema/entries.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/secrets.h"

namespace svc::sema {

namespace {

// `patch cloudformation PART { Property = value }`, for each target.
std::string patch_form() {
  std::string form;
  for (const TargetId target : kTargets)
    form += fmt::format("{}`patch {} PART {{ {} = value }}`", form.empty() ? "write " : " or ",
                        info(target).word, info(target).some_property);
  return form;
}

// The same with a known part.
std::string part_form(std::string_view part) {
  std::string form;
  for (const TargetId target : kTargets)
    form += fmt::format("{}`patch {} {} {{ … }}`", form.empty() ? "write " : " or ",
                        info(target).word, part);
  return form;
}

bool labels_fit(Session& session, const ast::Block& block) {
  if (block.labels.size() < 2 || block.labels.size() > 3) {
    if (block.labels.size() < 2)
      session.sink
          .report<diag::MissingLabel>(block.header, "patch",
                                      "a target and the part that it changes")
          .help(block.labels.size() == 1 && !find_target(block.labels.front().name.text)
                    ? part_form(block.labels.front().name.text)
                    : patch_form());
    else
      session.sink.report<diag::WrongLabels>(block.labels[3].span, "patch").help(patch_form());
    return false;
  }
  return target_named(session, block.labels.front(), patch_form()).has_value();
}

}  // namespace

std::optional<TargetId> target_named(Session& session, const ast::Label& target,
                                     std::string_view form) {
  if (const std::optional<TargetId> found = find_target(target.name.text)) return found;
  const auto words = target_words();
  const std::string_view meant =
      meant_symbol(target.name.text, std::vector<std::string_view>(words.begin(), words.end()));
  auto report = session.sink.report<diag::LabelType>(target.span, "the name of a target");
  if (meant.empty()) {
    report.help(std::string(form));
  } else {
    report.help(fmt::format("did you mean `{}`?", meant))
        .repair(fmt::format("Write `{}`", meant), {{target.span, std::string(meant)}});
  }
  return std::nullopt;
}

Value properties_value(Session& session, const std::vector<Item>& entries, Span span) {
  Object object;
  for (const Item& entry : entries) {
    Value value =
        entry.form == Item::Form::Map
            ? properties_value(session, entry.children, entry.scope->placed(entry.name.span))
            : evaluate(session, *entry.scope, *entry.value);
    // Each property is written out, so a long text that many of them name counts many times.
    if (entry.form != Item::Form::Map && !session.work.whole(value, value.span))
      value = error_value(value.span);
    const Span whole =
        entry.member->span;  // a message of the target about a property is also about its name
    value.span = {whole.file, whole.begin, whole.end, way_of(session, entry, value.span.way)};
    object.entries.emplace_back(entry.name.text, std::move(value));
  }
  return {std::move(object), span, false};
}

std::vector<RemovedProperty> take_removed(std::vector<Item>& entries) {
  std::vector<RemovedProperty> removed;
  std::vector<Item> kept;
  for (Item& entry : entries) {
    const auto* name =
        entry.value == nullptr ? nullptr : std::get_if<ast::NameExpr>(&entry.value->node);
    if (name != nullptr && name->name == "null" && entry.scope->find("null") == nullptr) {
      removed.push_back({{std::string(entry.name.text)}, entry.scope->placed(entry.member->span)});
      continue;
    }
    for (RemovedProperty& inner : take_removed(entry.children)) {
      inner.path.insert(inner.path.begin(), std::string(entry.name.text));
      removed.push_back(std::move(inner));
    }
    kept.push_back(std::move(entry));
  }
  entries = std::move(kept);
  return removed;
}

std::optional<Item> patch_item(Session& session, const ast::Block& block, const ast::Member& member,
                               const Scope& scope) {
  if (!labels_fit(session, block)) return std::nullopt;
  Item item{.form = Item::Form::Patch,
            .name = block.kind,
            .scope = &scope,
            .member = &member,
            .labels = {},
            .children = {}};
  for (const ast::Label& label : block.labels) {
    std::optional<LabelValue> value = label_value(session, scope, label);
    if (!value) return std::nullopt;
    item.labels.push_back(std::move(*value));
  }
  read_entries(
      session, block.members, scope,
      {.holds = "`patch` holds properties `Name = value`, and structures of them `Name { … }`",
       .nested = true},
      item.children);
  return item;
}

Patch make_patch(Session& session, const Item& item) {
  const auto& block = std::get<ast::Block>(item.member->node);
  std::vector<Item> entries = item.children;
  std::vector<RemovedProperty> removed = take_removed(entries);
  Value properties = properties_value(session, entries, item.scope->placed(block.header));
  check_shown_properties(session, properties);
  return {.target = *find_target(block.labels.front().name.text),
          .part = item.labels[1].text,
          .name = item.labels.size() > 2 ? item.labels[2].text : std::string(),
          .properties = std::move(properties),
          .removed = std::move(removed),
          .span = item.scope->placed(block.header)};
}

}  // namespace svc::sema
