// Renaming: names across files, and files across imports.
#include "ide/rename.h"

#include "base/paths.h"
#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

Json prepare_rename(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const Result<ide::Renamable> found =
      ide::prepare_rename(view->live(), point_of(session, *view, params));
  if (!found) throw RpcError(ErrorCode::RequestFailed, found.error());
  return {{"range", session.range(*view->file, found.value().span)},
          {"placeholder", found.value().name}};
}

// Renames in every program that reads the file with its declaration: a shared name is renamed
// everywhere or nowhere.
Json rename(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const Anchor anchor = anchor_of(*view, point_of(session, *view, params));
  session.workspace.settle(anchor.path);
  EditBuilder edits(session);
  for (WorkspaceProgram* program : session.workspace.programs_of(anchor.path)) {
    session.check_cancelled();
    const Result<std::vector<ide::TextEdit>> found = ide::rename(
        program->live, session.documents, {*program->live.find(anchor.path), anchor.offset},
        text_at(params, {"newName"}));
    if (!found) throw RpcError(ErrorCode::RequestFailed, found.error());
    Places places(session, program->live);
    edits.add(places, found.value());
  }
  return edits.build();
}

}  // namespace svc::lsp
