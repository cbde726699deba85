// Renaming: names across files, and files across imports.
#include "ide/rename.h"

#include "base/paths.h"
#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

Json prepare_rename(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const Result<ide::Renamable> found = ide::prepare_rename(view->live(), point_of(session, *view, params));
  if (!found) throw RpcError(ErrorCode::RequestFailed, found.error());
  return {{"range", session.range(*view->file, found.value().span)}, {"placeholder", found.value().name}};
}

// In every program that has the file: a shared name is renamed wherever it is used, or nowhere.
Json rename(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const std::uint32_t offset = place_of(session, *view, params);
  EditBuilder edits(session);
  for (WorkspaceProgram* program : session.workspace.programs_of(view->file->path())) {
    session.check_cancelled();
    const Result<std::vector<ide::TextEdit>> found =
        ide::rename(program->live, session.documents, {*program->live.find(view->file->path()), offset}, text_at(params, {"newName"}));
    if (!found) throw RpcError(ErrorCode::RequestFailed, found.error());
    Places places(session, program->live);
    edits.add(places, found.value());
  }
  return edits.build();
}

}  // namespace svc::lsp
