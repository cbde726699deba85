// Overlays: the blocks that an environment names, and the program's blocks after its changes.
#include <algorithm>
#include <unordered_set>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/suggest.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/instantiate.h"
#include "sema/items.h"
#include "sema/raw.h"

namespace svc::sema {

namespace {

// Whether a block of an environment overrides this block of the program.
bool is_about(Session& session, const ast::Block& change, const Block& block) {
  const ast::Label* name = name_label(change);
  if (change.kind.text != block.kind->name || name == nullptr) return false;
  const ast::Label& label = *name;
  if (label.kind != ast::Label::Kind::String) return label.name.text == block.name;
  const std::optional<LabelValue> text = label_value(session, session.globals(), label);
  return text && text->text == block.name;
}

// The environment's blocks about a block of the program, in their order.
std::vector<const ast::Block*> changes_of(Session& session, const Block& block, bool removals) {
  const EnvironmentMembers& members = members_by_name(session);
  if (!session.work.step(block.span, members.computed.size())) return {};
  std::vector<std::size_t> places = members.computed;
  if (const auto found = members.blocks.find(block.name); found != members.blocks.end()) {
    places.insert(places.end(), found->second.begin(), found->second.end());
    std::sort(places.begin(), places.end());
  }
  std::vector<const ast::Block*> changes;
  for (const std::size_t place : places) {
    const auto& change = std::get<ast::Block>(session.environment->members[place]->node);
    if (change.remove == removals && is_about(session, change, block)) changes.push_back(&change);
  }
  return changes;
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
  if (std::any_of(begin, end,
                  [&](const auto& entry) { return entry.second->kind->name == change.kind.text; }))
    return true;
  const auto [first, last] = session.declared.removed.equal_range(name->text);
  return change.remove && std::any_of(first, last, [&](const auto& entry) {
           return entry.second == change.kind.text;
         });
}

// Reports an environment block without a counterpart, and suggests its meaning: a block of that
// name of another kind, or one of that kind with a similar name.
void report_nothing(Session& session, const ast::Environment& environment,
                    const ast::Block& change) {
  const ast::Label* label = name_label(change);
  const std::optional<LabelValue> name =
      label == nullptr ? std::nullopt : label_value(session, session.globals(), *label);
  auto report = session.sink.report<diag::NothingToOverlay>(
      change.header, environment.name.text, change.remove ? "removes" : "overrides",
      name ? fmt::format("{} {}", change.kind.text, name->text) : std::string(change.kind.text),
      "the program");
  if (label == nullptr) {
    if (const auto known = session.declared.by_name.find(change.kind.text);
        known != session.declared.by_name.end()) {
      const std::string head = fmt::format("{} {}", known->second->kind->name, change.kind.text);
      report
          .help(fmt::format("`{}` is {}: write `{} {{ … }}`", change.kind.text,
                            with_article(known->second->kind->name), head))
          .repair(fmt::format("Write `{}`", head), {{change.kind.span, head}});
      return;
    }
    std::vector<std::string_view> of_kind;
    for (const auto& [known, block] : session.declared.by_name) {
      if (block->kind->name == change.kind.text) of_kind.push_back(known);
    }
    if (!of_kind.empty()) {
      report.help(fmt::format("say which one: `{} {} {{ … }}`", change.kind.text, of_kind.front()));
      if (of_kind.size() == 1)
        report.repair(
            fmt::format("Write `{} {}`", change.kind.text, of_kind.front()),
            {{change.kind.span, fmt::format("{} {}", change.kind.text, of_kind.front())}});
      return;
    }
  }
  if (name) {
    const auto [begin, end] = session.declared.by_name.equal_range(name->text);
    if (begin != end) {
      const std::string_view kind = begin->second->kind->name;
      report
          .help(fmt::format("`{}` is {}: write `{} {} {{ … }}`", name->text, with_article(kind),
                            kind, name->text))
          .fix(fmt::format("Write `{}`", kind), {{change.kind.span, std::string(kind)}});
      return;
    }
    if (const auto removed = session.declared.removed.find(name->text);
        removed != session.declared.removed.end()) {
      report.help("the same environment removes it: keep one of the two");
      return;
    }
    std::vector<std::string_view> names;
    for (const auto& [known, block] : session.declared.by_name) {
      if (block->kind->name == change.kind.text) names.push_back(known);
    }
    if (const std::string_view meant = closest(name->text, names); !meant.empty()) {
      const bool word = label->kind == ast::Label::Kind::Name;
      report.help(fmt::format("did you mean `{}`?", meant))
          .repair(fmt::format("Write `{}`", meant),
                  {{label->span, word ? std::string(meant) : fmt::format("\"{}\"", meant)}});
      return;
    }
  }
  report.help(change.remove
                  ? "leave the line out"
                  : "an environment overrides blocks of the program; declare a block that only it "
                    "has at the top level, in `if environment.name == …`");
}

// Properties that an environment cannot change: `existing`, and the place of a block.
void check_head(Session& session, const ast::Block& change) {
  if (change.existing)
    session.sink.report<diag::Misplaced>(change.header, "`existing`")
        .help("an environment changes a block as it is declared: leave the word out");
  if (!change.clauses.empty() && !change.remove) {
    const ast::Clause& clause = change.clauses.front();
    session.sink.report<diag::OverlayClause>(clause.keyword_span, with_article(change.kind.text))
        .help("leave it out")
        .fix("Leave it out", {{join(clause.keyword_span, clause.reference->span), ""}});
  }
  if (change.remove && change.kind.text == "app")
    session.sink.report<diag::Misplaced>(change.header, "`remove`")
        .help("every environment has the program's `app`");
}

// For a recorder: the parts of a label such as "api.jobs", each the name of an instance but the
// last.
void record_label(Session& session, const LabelValue& label, Span declaration) {
  const std::size_t last = label.text.rfind('.');
  const bool plain =
      session.sources[label.span.file].text(label.span) == fmt::format("\"{}\"", label.text);
  if (last == std::string::npos || !plain)
    return session.recorder()->declared(label.span, declaration);
  const std::uint32_t first = label.span.begin + 1;  // behind the quote
  session.recorder()->declared(
      {label.span.file, first + static_cast<std::uint32_t>(last) + 1, label.span.end - 1},
      declaration);
  for (std::size_t begin = 0; begin < last;) {
    const std::size_t end = label.text.find('.', begin);
    const auto instance =
        session.declared.by_name.find(std::string_view(label.text).substr(0, end));
    if (instance != session.declared.by_name.end()) {
      session.recorder()->declared({label.span.file, first + static_cast<std::uint32_t>(begin),
                                    first + static_cast<std::uint32_t>(end)},
                                   instance->second->name_span);
    }
    begin = end + 1;
  }
}

// For a recorder: the meaning of the names in an environment.
void record_environment(Session& session, const ast::Environment& environment) {
  Recorder& recorder = *session.recorder();
  const KindDecl& app = *find_kind("app");
  recorder.place(environment.members, session.globals());
  for (const ast::Member* member : environment.members) {
    if (const auto* field = std::get_if<ast::Field>(&member->node)) {
      if (const FieldDecl* decl = app.field(field->name.text))
        recorder.field(field->name.span, app, *decl);
      for (const PendingParameter& p : session.declared.parameters) {
        if (p.parameter->name == field->name.text)
          recorder.declared(field->name.span, p.parameter->span);
      }
    } else if (const auto* block = std::get_if<ast::Block>(&member->node)) {
      if (block->labels.empty()) continue;
      const std::optional<LabelValue> name =
          label_value(session, session.globals(), block->labels.front());
      if (!name) continue;
      const auto [begin, end] = session.declared.by_name.equal_range(name->text);
      const auto found = std::find_if(begin, end, [&](const auto& entry) {
        return entry.second->kind->name == block->kind.text;
      });
      if (found == end) continue;
      recorder.kind(block->kind.span, *found->second->kind);
      record_label(session, *name, found->second->name_span);
    }
  }
}

// `count = 3` in an environment: a field of a block belongs in that block.
bool advise_overlay(Session& session, const ast::Environment& environment,
                    const ast::Field& field) {
  if (session.sink.full()) return false;  // nobody reads the help
  if (find_kind("app")->field(field.name.text) != nullptr) return false;
  std::vector<std::string> heads;
  for (const auto& [name, block] : session.declared.by_name) {
    if (block->kind->field(field.name.text) != nullptr)
      heads.push_back(fmt::format("{} {}", block->kind->name, name));
  }
  if (heads.empty()) return false;
  const auto text = [&](const std::string& head) {
    return fmt::format("{} {{ {} = {} }}", head, field.name.text,
                       session.sources[field.value->span.file].text(field.value->span));
  };
  auto report = session.sink.report<diag::UnknownField>(
      field.name.span, fmt::format("environment `{}`", environment.name.text), "field",
      field.name.text);
  report.help(
      fmt::format("an environment changes the fields of a block: write `{}`", text(heads.front())));
  if (heads.size() == 1)
    report.repair(fmt::format("Write `{}`", text(heads.front())),
                  {{join(field.name.span, field.value->span), text(heads.front())}});
  return true;
}

}  // namespace

// Members of the environment that name neither one of its fields, nor a param, nor a block of the
// program.
void check_environment(Session& session) {
  if (session.environment == nullptr) return;
  const ast::Environment& environment = *session.environment;
  const Declarations& declared = session.declared;
  const KindDecl* app = find_kind("app");
  if (session.recorder() != nullptr) record_environment(session, environment);
  const EnvironmentMembers& members = members_by_name(session);
  std::vector<std::string_view> names = {"region", "account", "tags"};
  for (const PendingParameter& p : declared.parameters) names.push_back(p.parameter->name);
  const std::unordered_set<std::string_view> known(names.begin(), names.end());
  std::erase_if(names, [&](std::string_view name) { return members.fields.contains(name); });
  for (const ast::Member* member : environment.members) {
    if (const auto* field = std::get_if<ast::Field>(&member->node)) {
      const ast::Field* first = members.fields.at(field->name.text);
      if (first != field)
        session.sink.report<diag::RepeatedField>(field->name.span, field->name.text)
            .related(first->name.span, "it is set here first")
            .help("keep one of them")
            .fix("Remove this one", {{member->span, "", true}});
      if (known.contains(field->name.text)) continue;
      std::string_view meant =
          session.sink.full() ? std::string_view() : closest(field->name.text, names);
      for (const ForeignMeaning* word : foreign(field->name.text, ForeignMeaning::Form::Member)) {
        const bool fits = meant.empty() && word->in == "app" && !word->name.empty() &&
                          std::find(names.begin(), names.end(), word->name) != names.end();
        if (fits) meant = word->name;
      }
      if (meant.empty() && advise_overlay(session, environment, *field)) continue;
      if (meant.empty() && app->field(field->name.text) != nullptr) {
        session.sink
            .report<diag::UnknownField>(field->name.span,
                                        fmt::format("environment `{}`", environment.name.text),
                                        "field", field->name.text)
            .help(fmt::format("it is a field of the app: write `app {} {{ {} = … }}`",
                              declared.app ? declared.app->block->name : "NAME", field->name.text));
        continue;
      }
      suggest(session.sink.report<diag::UnknownField>(
                  field->name.span, fmt::format("environment `{}`", environment.name.text), "field",
                  field->name.text),
              field->name.span, meant,
              "it sets `region`, `account`, `tags` and the values of params");
    } else if (const auto* block = std::get_if<ast::Block>(&member->node)) {
      if (block->labels.empty() && app->field(block->kind.text) != nullptr) continue;
      if (block->kind.text == "app" && block->labels.empty()) {
        session.sink.report<diag::MissingLabel>(block->kind.span, "app", "a name")
            .help(fmt::format("write `app {} {{ … }}`",
                              declared.app ? declared.app->block->name : "NAME"));
      } else if (changes_something(session, *block)) {
        check_head(session, *block);
      } else {
        report_nothing(session, environment, *block);
      }
    } else if (!std::holds_alternative<ast::Param>(member->node)) {
      session.sink.report<diag::Misplaced>(member->span, member_title(*member))
          .help(
              "an environment holds fields, params and their values, and blocks that change the "
              "program's");
    }
  }
}

const EnvironmentMembers& members_by_name(Session& session) {
  std::optional<EnvironmentMembers>& members = session.declared.changes;
  if (members) return *members;
  members.emplace();
  if (session.environment == nullptr) return *members;
  const std::vector<const ast::Member*>& all = session.environment->members;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (const auto* field = std::get_if<ast::Field>(&all[i]->node))
      members->fields.emplace(field->name.text, field);
    const auto* block = std::get_if<ast::Block>(&all[i]->node);
    const ast::Label* label = block == nullptr ? nullptr : name_label(*block);
    if (label == nullptr) continue;
    const std::string* text = plain_text(*label);
    if (label->kind != ast::Label::Kind::String)
      members->blocks[label->name.text].push_back(i);
    else if (text != nullptr)
      members->blocks[*text].push_back(i);
    else
      members->computed.push_back(i);
  }
  return *members;
}

const ast::Block* removal_of(Session& session, const Block& block) {
  if (session.environment == nullptr) return nullptr;
  for (const ast::Block* change : changes_of(session, block, true)) {
    if (change->kind.text == "app") continue;
    if (session.recorder() != nullptr) {
      session.recorder()->kind(change->kind.span, *block.kind);
      if (const auto name = label_value(session, session.globals(), *name_label(*change)))
        record_label(session, *name, block.name_span);
    }
    return change;
  }
  return nullptr;
}

void fill_block(Session& session, const PendingBlock& pending) {
  const Within within(session, *pending.scope);
  if (is_raw(*pending.block->kind)) return fill_raw(session, pending);
  Block& block = *pending.block;
  const auto& syntax = std::get<ast::Block>(pending.member->node);
  const Title title = [&block] { return block_title(*block.kind, block.name); };
  fill_clauses(session, block, syntax, *pending.scope, title);
  std::vector<Item> own;
  std::vector<Item>& items = pending.items == nullptr ? own : *pending.items;
  items = collect(session, syntax.members, *pending.scope, *block.kind, title);
  if (session.environment != nullptr) {
    const ast::Block* first = nullptr;
    for (const ast::Block* change : changes_of(session, block, false)) {
      if (first != nullptr) {
        session.sink
            .report<diag::RepeatedBlock>(change->header,
                                         fmt::format("{} {}", block.kind->name, block.name))
            .related(first->header, "the environment changes it here first")
            .help("join them in one block");
        continue;
      }
      first = change;
      const bool one = change->members.size() == 1;
      session.program.overlays.push_back(
          {.block = block.name,
           .extent = {block.span.file, block.span.begin, std::max(block.span.end, block.close.end)},
           .change = one ? change->members.front()->span : change->header});
      overlay(session, items,
              collect(session, change->members, session.overlay_scope(), *block.kind, title),
              title);
    }
  }
  fill(session, block, items, title);
}

void fill_early(Session& session, const Block& block) {
  constexpr std::size_t kDeepest =
      200;  // blocks that name parts of each other: frames of the stack
  const auto found = session.declared.waiting.find(&block);
  if (found == session.declared.waiting.end() || session.filling >= kDeepest) return;
  const PendingBlock& pending = *found->second;
  session.declared.waiting.erase(found);
  ++session.filling;
  const std::size_t begin = session.sink.diagnostics().size();
  fill_block(session, pending);
  const std::size_t end = session.sink.diagnostics().size();
  if (end != begin) session.declared.reported.push_back({&block, begin, end});
  --session.filling;
}

void fill_for_parts(Session& session, const Block& block) {
  fill_early(session, block);
  session.declared.parts_named.insert(&block.outermost());
}

}  // namespace svc::sema
