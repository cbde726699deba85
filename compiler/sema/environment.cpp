// What an environment changes: the blocks that it names, and the blocks as they are with its changes.
#include <algorithm>

#include "base/closest.h"
#include "diagnostics/suggest.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/instantiate.h"
#include "sema/raw.h"

namespace svc::sema {

namespace {

// Whether a block of an environment changes this block of the program.
bool overlays(Session& session, const ast::Block& change, const Block& block) {
  if (change.kind.text != block.kind->name || change.labels.empty()) return false;
  const ast::Label& label = change.labels.front();
  if (label.kind != ast::Label::Kind::String) return label.name.text == block.name;
  const std::optional<LabelValue> text = label_value(session, session.globals(), label);
  return text && text->text == block.name;
}

// The name and the kind of a block of an environment are those of a block of the program.
bool changes_something(Session& session, const ast::Block& change) {
  if (change.kind.text == "app") return session.declared.app.has_value();
  const ast::Label* label = name_label(change);
  if (label == nullptr) return false;
  const std::optional<LabelValue> name = label_value(session, session.globals(), *label);
  if (!name) return true;  // reported
  const Binding* binding = session.globals().find(name->text);
  if (binding != nullptr && binding->form == Binding::Form::Unsupported) return true;
  const auto [begin, end] = session.declared.by_name.equal_range(name->text);
  return std::any_of(begin, end, [&](const auto& entry) { return entry.second->kind->name == change.kind.text; });
}

// For a recorder: the parts of a label such as "api.jobs", each the name of an instance but the last.
void record_label(Session& session, const LabelValue& label, Span declaration) {
  const std::size_t last = label.text.rfind('.');
  const bool plain = session.sources[label.span.file].text(label.span) == fmt::format("\"{}\"", label.text);
  if (last == std::string::npos || !plain) return session.recorder()->declared(label.span, declaration);
  const std::uint32_t first = label.span.begin + 1;  // behind the quote
  session.recorder()->declared({label.span.file, first + static_cast<std::uint32_t>(last) + 1, label.span.end - 1}, declaration);
  for (std::size_t begin = 0; begin < last;) {
    const std::size_t end = label.text.find('.', begin);
    const auto instance = session.declared.by_name.find(std::string_view(label.text).substr(0, end));
    if (instance != session.declared.by_name.end()) {
      session.recorder()->declared({label.span.file, first + static_cast<std::uint32_t>(begin), first + static_cast<std::uint32_t>(end)}, instance->second->name_span);
    }
    begin = end + 1;
  }
}

// For a recorder: what the names in an environment stand for.
void record_environment(Session& session, const ast::Environment& environment) {
  Recorder& recorder = *session.recorder();
  const KindDecl& app = *find_kind("app");
  recorder.place(environment.members, session.globals());
  for (const ast::Member* member : environment.members) {
    if (const auto* field = std::get_if<ast::Field>(&member->node)) {
      if (const FieldDecl* decl = app.field(field->name.text)) recorder.field(field->name.span, app, *decl);
      for (const PendingParameter& p : session.declared.parameters) {
        if (p.parameter->name == field->name.text) recorder.declared(field->name.span, p.parameter->span);
      }
    } else if (const auto* block = std::get_if<ast::Block>(&member->node)) {
      if (block->labels.empty()) continue;
      const std::optional<LabelValue> name = label_value(session, session.globals(), block->labels.front());
      if (!name) continue;
      const auto [begin, end] = session.declared.by_name.equal_range(name->text);
      const auto found = std::find_if(begin, end, [&](const auto& entry) { return entry.second->kind->name == block->kind.text; });
      if (found == end) continue;
      recorder.kind(block->kind.span, *found->second->kind);
      record_label(session, *name, found->second->name_span);
    }
  }
}

}  // namespace

// Members of the environment that name neither one of its fields, nor a param, nor a block of the program.
void check_environment(Session& session) {
  if (session.environment == nullptr) return;
  const ast::Environment& environment = *session.environment;
  const Declarations& declared = session.declared;
  const KindDecl* app = find_kind("app");
  if (session.recorder() != nullptr) record_environment(session, environment);
  for (const ast::Member* member : environment.members) {
    if (const auto* field = std::get_if<ast::Field>(&member->node)) {
      std::vector<std::string_view> names = {"region", "account", "tags"};
      for (const PendingParameter& p : declared.parameters) names.push_back(p.parameter->name);
      if (std::find(names.begin(), names.end(), field->name.text) != names.end()) continue;
      const std::string_view meant = closest(field->name.text, names);
      suggest(session.sink.report<diag::UnknownField>(field->name.span, fmt::format("environment `{}`", environment.name.text), field->name.text), field->name.span, meant,
              "it sets `region`, `account`, `tags` and the values of params");
    } else if (const auto* block = std::get_if<ast::Block>(&member->node)) {
      if (block->labels.empty() && app->field(block->kind.text) != nullptr) continue;
      const ast::Label* label = name_label(*block);
      const std::string name = label == nullptr ? std::string() : std::string(label->name.text);
      if (changes_something(session, *block)) continue;
      session.sink.report<diag::NothingToOverlay>(block->header, environment.name.text, fmt::format("{} {}", block->kind.text, name))
          .help("an environment changes blocks that the program declares; a block that only it has stands at the top, in `if environment.name == …`");
    } else {
      session.sink.report<diag::Misplaced>(member->span, "this").help("an environment holds fields, values of params, and blocks that change the program's");
    }
  }
}

void fill_block(Session& session, const PendingBlock& pending) {
  const Within within(session, *pending.scope);
  if (is_raw(*pending.block->kind)) return fill_raw(session, pending);
  Block& block = *pending.block;
  const auto& syntax = std::get<ast::Block>(pending.member->node);
  const std::string title = block_title(*block.kind, block.name);
  fill_clauses(session, block, syntax, *pending.scope, title);
  std::vector<Item> items = collect(session, syntax.members, *pending.scope, *block.kind, title);
  if (session.environment != nullptr) {
    for (const ast::Member* member : session.environment->members) {
      const auto* change = std::get_if<ast::Block>(&member->node);
      if (change == nullptr || !overlays(session, *change, block)) continue;
      overlay(session, items, collect(session, change->members, session.overlay_scope(), *block.kind, title));
    }
  }
  fill(session, block, items, title);
}

}  // namespace svc::sema
