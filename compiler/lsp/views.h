// The document of a request, with its tree and the program that is used for it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "lsp/session.h"

namespace svc::lsp {

struct View {
  std::string uri;
  const SourceFile* file = nullptr;
  const ast::Ast* tree = nullptr;
  SourceId id;                          // of the file among the sources of the program, or of `own`
  WorkspaceProgram* program = nullptr;  // null for documents that are in none: those of the prelude

  // The program, for requests about the meaning of something.
  [[nodiscard]] ide::LiveProgram& live() const { return program->live; }

  struct Own {  // the text and tree of a document without a program
    Sources sources;
    ast::Ast tree;
  };
  std::shared_ptr<const Own> own;
};

// The document of `textDocument.uri`, open or not; nothing if it does not exist (any more). If it
// has a program, the program is up to date (its first step).
[[nodiscard]] std::optional<View> view_of(Session& session, const Json& params);
// The same for a URI.
[[nodiscard]] std::optional<View> view_of_uri(Session& session, const std::string& uri);

// The text of one of the server's own documents (`prelude/service.svc`, `std/web.svc`,
// `reference/SVC4101.md`); nothing for other names.
[[nodiscard]] std::optional<std::string> own_text(std::string_view path);

// The byte offset of `position` of the parameters.
[[nodiscard]] std::uint32_t place_of(const Session& session, const View& view, const Json& params);

}  // namespace svc::lsp
