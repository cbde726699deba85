// Documents that only the server has: the prelude, the standard library, the explanation of a
// diagnostic, a preview.
#include "base/targets.h"
#include "lsp/methods.h"
#include "lsp/preview.h"
#include "lsp/uri.h"
#include "lsp/views.h"

namespace svc::lsp {

// `svcc/document` {uri} → {text, languageId}. `workspace/textDocumentContent` (LSP 3.18) is the
// same.
Json own_document(Session& session, const Json& params) {
  const std::string uri = text_at(params, {"uri"});
  const std::optional<std::string> path = own_of_uri(uri);
  const std::optional<std::string> text = path ? own_text(*path) : preview_text(session, uri);
  if (!text) throw RpcError(ErrorCode::InvalidParams, "there is no document " + uri);
  const std::string_view name(uri);
  std::string_view language = name.ends_with(".svc") ? "svc" : document_language(name);
  if (language.empty()) language = "markdown";
  return {{"text", *text}, {"languageId", language}};
}

}  // namespace svc::lsp
