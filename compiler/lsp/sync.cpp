// Text synchronization: documents that the client opens, changes and closes, and changes on the
// disk.
#include <fmt/format.h>

#include "lsp/diagnostics.h"
#include "lsp/methods.h"
#include "lsp/uri.h"
#include "project/project.h"

namespace svc::lsp {

namespace {

std::string uri_of(const Json& params) {
  const Json& uri = at(params, {"textDocument", "uri"});
  if (!uri.is_string()) throw RpcError(ErrorCode::InvalidParams, "`textDocument.uri` is missing");
  return uri.get<std::string>();
}

std::int64_t version_of(const Json& params) {
  const Json& version = at(params, {"textDocument", "version"});
  return version.is_number_integer() ? version.get<std::int64_t>() : 0;
}

bool is_project(std::string_view path) {
  return path.ends_with(fmt::format("/{}", project::kFileName));
}

// A text has changed, wherever it is.
void touch(Session& session, const std::string& path) {
  session.typed = std::chrono::steady_clock::now();
  if (is_project(path)) session.workspace.rescan();
  const bool known = session.workspace.changed(path);
  // An unknown file: watchers may report a new file as changed.
  if (!known && path.ends_with(".svc") && session.documents.find_path(path) == nullptr)
    session.workspace.rescan();
  session.touched.insert(path);
  session.diagnostics_due = true;
}

// A file or a folder came or went.
void appeared_or_vanished(Session& session, const std::string& uri) {
  const std::optional<std::string> path = path_of_uri(uri);
  if (!path) return;
  session.workspace.rescan();
  touch(session, *path);
}

}  // namespace

void did_open(Session& session, const Json& params) {
  const std::string uri = uri_of(params);
  const Json& text = at(params, {"textDocument", "text"});
  if (!text.is_string()) throw RpcError(ErrorCode::InvalidParams, "`textDocument.text` is missing");
  const Document& document =
      session.documents.open(uri, version_of(params), text.get<std::string>());
  if (is_project(document.path))
    session.workspace.rescan();
  else
    session.workspace.opened(document.path);
  session.touched.insert(document.path);
  session.diagnostics_due = true;
}

void did_change(Session& session, const Json& params) {
  const std::string uri = uri_of(params);
  const Document* before = session.documents.find_uri(uri);
  if (before != nullptr && version_of(params) < before->version) {
    session.log(
        2, fmt::format("{}: version {} came after {}", uri, version_of(params), before->version));
  }
  const Document& document = session.documents.change(
      uri, version_of(params), at(params, {"contentChanges"}), session.client.encoding);
  touch(session, document.path);
}

// Only the buffer matters, before and after. But other files of a program, which are not open, may
// have been written with it.
void did_save(Session& session, const Json& params) {
  const Document* document = session.documents.find_uri(uri_of(params));
  if (document != nullptr && is_project(document->path)) touch(session, document->path);
}

void did_close(Session& session, const Json& params) {
  const std::string uri = uri_of(params);
  const Document* document = session.documents.find_uri(uri);
  if (document == nullptr)
    throw RpcError(ErrorCode::InvalidParams, "a document was closed that is not open: " + uri);
  const std::string path = document->path;
  session.documents.close(uri);
  session.sent_tokens.erase(uri);
  session.pulled.erase(uri);
  session.workspace.closed(path);
  forget_document(session, uri);
  session.diagnostics_due = true;
}

void files_changed(Session& session, const Json& params) {
  constexpr int kChanged = 2;  // FileChangeType: 1 created, 2 changed, 3 deleted
  for (const Json& change : at(params, {"changes"})) {
    const std::string uri = text_at(change, {"uri"});
    if (at(change, {"type"}) == kChanged)
      touch(session, Documents::path_of(uri));
    else
      appeared_or_vanished(session, uri);
  }
}

void files_created(Session& session, const Json& params) {
  for (const Json& file : at(params, {"files"}))
    appeared_or_vanished(session, text_at(file, {"uri"}));
}

void files_renamed(Session& session, const Json& params) {
  for (const Json& file : at(params, {"files"})) {
    appeared_or_vanished(session, text_at(file, {"oldUri"}));
    appeared_or_vanished(session, text_at(file, {"newUri"}));
  }
}

void files_deleted(Session& session, const Json& params) {
  files_created(session, params);
}

}  // namespace svc::lsp
