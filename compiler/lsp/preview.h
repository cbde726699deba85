// Documents that a program becomes, shown beside it and kept up to date.
#pragma once

#include "lsp/session.h"

namespace svc::lsp {

// `svcc.preview` {uri, position?, environment?, target?, document?}: shows one. `svcc.closePreview`
// {uri} ends it; `uri` is that of the preview.
[[nodiscard]] Json open_preview(Session& session, const Json& argument);
[[nodiscard]] Json close_preview(Session& session, const Json& argument);

// Tells the client of the previews whose programs have changed (`svcc/previewChanged`). Gives
// whether there was one.
bool refresh_previews(Session& session);

// The text of a preview that is open; nothing for another URI.
[[nodiscard]] std::optional<std::string> preview_text(const Session& session, std::string_view uri);

}  // namespace svc::lsp
