// Turns the places of compiler/ide into LSP's.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ide/location.h"
#include "lsp/views.h"

namespace svc::lsp {

// Turns ide::Locations of one program into LSP's. It keeps the texts of standard library documents
// that it has read.
class Places {
 public:
  Places(Session& session, const ide::LiveProgram& program)
      : session_(session), program_(program) {}

  [[nodiscard]] std::string uri(const ide::Location& at) const {
    return session_.documents.uri_of(at.path);
  }
  [[nodiscard]] Json range(const ide::Location& at);
  [[nodiscard]] Json location(const ide::Location& at) {
    return {{"uri", uri(at)}, {"range", range(at)}};
  }

 private:
  [[nodiscard]] const SourceFile& file(const std::string& path);

  Session& session_;
  const ide::LiveProgram& program_;
  std::map<std::string, SourceFile> others_;
};

// The point of `position` in the view.
[[nodiscard]] ide::Point point_of(const Session& session, const View& view, const Json& params);

// The declaration of a name, through which every program that knows the name can be asked; the
// place itself if it is not in the user's files.
struct Anchor {
  std::string path;
  std::uint32_t offset = 0;
};
[[nodiscard]] Anchor anchor_of(const View& view, ide::Point point);

// A WorkspaceEdit: by documents with their versions if the client supports that, each edit once.
class EditBuilder {
 public:
  explicit EditBuilder(Session& session) : session_(session) {}
  void add(const std::string& uri, const Json& range, const std::string& text);
  void add(Places& places, const std::vector<ide::TextEdit>& edits);
  // Makes a file, with a text.
  void create(const std::string& uri);
  [[nodiscard]] bool empty() const { return edits_.empty(); }
  [[nodiscard]] Json build() const;

 private:
  Session& session_;
  std::vector<std::string> created_;
  std::map<std::string, Json> edits_;  // by URI
};

}  // namespace svc::lsp
