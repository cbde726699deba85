// Output documents that are shown next to the source and kept up to date.
#pragma once

#include "lsp/session.h"

namespace svc::lsp {

// `svcc.preview` {uri, position?, environment?, target?, document?}: opens one. `svcc.closePreview`
// {uri} closes it; `uri` is that of the preview.
[[nodiscard]] Json open_preview(Session& session, const Json& argument);
[[nodiscard]] Json close_preview(Session& session, const Json& argument);

// Notifies the client of previews of changed programs (`svcc/previewChanged`). Returns whether
// there were any.
bool refresh_previews(Session& session);

// The text of an open preview; nothing for other URIs.
[[nodiscard]] std::optional<std::string> preview_text(const Session& session, std::string_view uri);

}  // namespace svc::lsp
