// Code actions: fixes, extractions, rewrites.
#include "ide/actions.h"

#include <algorithm>

#include "lsp/diagnostics.h"
#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

std::string_view kind_of(ide::ActionForm form) {
  switch (form) {
    case ide::ActionForm::QuickFix:
      return "quickfix";
    case ide::ActionForm::FixAll:
      return "source.fixAll.svcc";
    case ide::ActionForm::Extract:
      return "refactor.extract";
    case ide::ActionForm::Inline:
      return "refactor.inline";
    case ide::ActionForm::Rewrite:
      return "refactor.rewrite";
    case ide::ActionForm::Move:
      return "refactor.move";
    case ide::ActionForm::Sort:
      return "source.sort.svcc";
  }
  return "";
}

// Whether the client requested actions of this kind: `refactor` includes `refactor.extract`. Those
// of `source` are sent only if it requests them, or everything.
bool wanted(const Json& only, std::string_view kind) {
  if (!only.is_array() || only.empty()) return true;
  return std::any_of(only.begin(), only.end(), [kind](const Json& one) {
    if (!one.is_string()) return false;
    const auto asked = one.get<std::string>();
    return asked.empty() || kind == asked || (kind.starts_with(asked) && kind[asked.size()] == '.');
  });
}

// For clients that offer a rename after an action (`experimental.svcc.rename`): a client command
// with the byte offset of the new name in the edited text.
Json rename_command(Places& places, const ide::Location& name) {
  return {{"title", "Rename"},
          {"command", "svcc.rename"},
          {"arguments", Json::array({{{"uri", places.uri(name)}, {"offset", name.begin}}})}};
}

// The edits, and the files that have to be made first.
Json workspace_edit(Session& session, Places& places, const std::vector<ide::TextEdit>& edits) {
  EditBuilder builder(session);
  for (const ide::TextEdit& edit : edits) {
    if (!ide::is_std_document(edit.at.path) && !session.documents.exists(edit.at.path))
      builder.create(places.uri(edit.at));
  }
  builder.add(places, edits);
  return builder.build();
}

Json action_json(Session& session, Places& places, const View& view,
                 const ide::CodeAction& action) {
  Json one{{"title", action.title},
           {"kind", kind_of(action.form)},
           {"edit", workspace_edit(session, places, action.edits)}};
  if (action.preferred) one["isPreferred"] = true;
  if (action.fixes && action.fixes->span.valid())
    one["diagnostics"] = Json::array(
        {lsp_diagnostic(session, view.live().sources(), *action.fixes, view.live().main_path())});
  if (action.name && session.client.can({"experimental", "svcc", "rename"}))
    one["command"] = rename_command(places, *action.name);
  return one;
}

}  // namespace

Json code_actions(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const auto [begin, end] = offsets_of(*view->file, at(params, {"range"}), session.client.encoding);
  const Json& only = at(params, {"context", "only"});
  Places places(session, view->live());
  std::vector<ide::CodeAction> actions = ide::code_actions(view->live(), {view->id, begin, end});
  if (std::optional<ide::CodeAction> all = ide::fix_all(view->live(), view->id))
    actions.push_back(std::move(*all));
  Json list = Json::array();
  for (const ide::CodeAction& action : actions) {
    if (wanted(only, kind_of(action.form)))
      list.push_back(action_json(session, places, *view, action));
  }
  return list;
}

}  // namespace svc::lsp
