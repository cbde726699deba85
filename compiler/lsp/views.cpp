#include "lsp/views.h"

#include "explain/codes.h"
#include "ide/location.h"
#include "lsp/uri.h"
#include "syntax/parse.h"

namespace svc::lsp {

namespace {

View own_view(const std::string& uri, std::string text) {
  auto own = std::make_shared<View::Own>();
  const SourceId id = own->sources.add(SourceFile(uri, std::move(text)));
  Sink nobody;
  own->tree = syntax::parse(own->sources, id, nobody);
  return {uri, &own->sources[id], &own->tree, id, nullptr, own};
}

}  // namespace

std::optional<std::string> own_text(std::string_view path) {
  constexpr std::string_view kReference = "reference/";
  if (std::optional<std::string> text = ide::std_document(uri_of_own(path))) return text;
  if (path.starts_with(kReference)) {
    path.remove_prefix(kReference.size());
    const Result<std::string> text = explain::code(path.substr(0, path.find('.')));
    return text ? std::optional(text.value()) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<View> view_of_uri(Session& session, const std::string& uri) {
  if (const std::optional<std::string> own = own_of_uri(uri)) {
    std::optional<std::string> text = own_text(*own);
    if (!text || !own->ends_with(".svc")) return std::nullopt;
    return own_view(uri, std::move(*text));
  }
  const std::string path = Documents::path_of(uri);
  if (!session.documents.exists(path)) return std::nullopt;
  session.workspace.settle(path);
  for (WorkspaceProgram* program : session.workspace.programs_of(path)) {
    const std::optional<SourceId> id = program->live.find(path);
    const ast::Ast* tree = id ? program->live.tree(*id) : nullptr;
    if (tree != nullptr)
      return View{session.documents.uri_of(path),
                  &program->live.sources()[*id],
                  tree,
                  *id,
                  program,
                  nullptr};
  }
  return std::nullopt;
}

std::optional<View> view_of(Session& session, const Json& params) {
  const Json& uri = at(params, {"textDocument", "uri"});
  if (!uri.is_string()) throw RpcError(ErrorCode::InvalidParams, "`textDocument.uri` is missing");
  return view_of_uri(session, uri.get<std::string>());
}

std::uint32_t place_of(const Session& session, const View& view, const Json& params) {
  return offset_of(*view.file, at(params, {"position"}), session.client.encoding);
}

}  // namespace svc::lsp
