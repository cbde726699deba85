// Documents that only the server has: the prelude, the standard library, the explanation of a diagnostic.
#include "lsp/methods.h"
#include "lsp/uri.h"
#include "lsp/views.h"

namespace svc::lsp {

// `svcc/document` {uri} → {text, languageId}; `workspace/textDocumentContent` (LSP 3.18) is the same.
Json own_document(Session&, const Json& params) {
  const std::string uri = text_at(params, {"uri"});
  const std::optional<std::string> path = own_of_uri(uri);
  const std::optional<std::string> text = path ? own_text(*path) : std::nullopt;
  if (!text) throw RpcError(ErrorCode::InvalidParams, "there is no document " + uri);
  return {{"text", *text}, {"languageId", path->ends_with(".svc") ? "svc" : path->ends_with(".md") ? "markdown" : "plaintext"}};
}

}  // namespace svc::lsp
