#include "lsp/documents.h"

#include "lsp/uri.h"

namespace svc::lsp {

std::string Documents::path_of(std::string_view uri) {
  return path_of_uri(uri).value_or(std::string(uri));
}

std::string Documents::uri_of(std::string_view path) const {
  const Document* open = find_path(path);
  if (open != nullptr) return open->uri;
  if (path.starts_with('/')) return uri_of_path(path);
  return path.starts_with("std/") || path.starts_with("prelude/") ? uri_of_own(path)
                                                                  : std::string(path);
}

const Document& Documents::open(const std::string& uri, std::int64_t version, std::string text) {
  const std::string path = path_of(uri);
  ++opened_;
  return by_path_[path] =
             Document{uri, path, version, std::make_shared<SourceFile>(path, std::move(text))};
}

const Document& Documents::change(const std::string& uri, std::int64_t version, const Json& changes,
                                  Encoding encoding) {
  const auto found = by_path_.find(path_of(uri));
  if (found == by_path_.end())
    throw RpcError(ErrorCode::InvalidParams, "a document was changed that is not open: " + uri);
  if (!changes.is_array()) throw RpcError(ErrorCode::InvalidParams, "`contentChanges` is a list");
  Document& document = found->second;
  for (const Json& change : changes) {
    const Json& inserted = at(change, {"text"});
    if (!inserted.is_string()) throw RpcError(ErrorCode::InvalidParams, "a change has a `text`");
    std::string text = inserted.get<std::string>();
    if (const Json& range = at(change, {"range"}); !range.is_null()) {
      const auto [begin, end] = offsets_of(*document.file, range, encoding);
      const std::string_view before = document.file->text();
      std::string whole;
      whole.reserve(before.size() + text.size());
      whole.append(before.substr(0, begin)).append(text).append(before.substr(end));
      text = std::move(whole);
    }
    document.file = std::make_shared<SourceFile>(document.path, std::move(text));
  }
  document.version = version;
  return document;
}

void Documents::close(const std::string& uri) {
  ++opened_;
  by_path_.erase(path_of(uri));
}

const Document* Documents::find_path(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &found->second;
}

const Document* Documents::find_uri(std::string_view uri) const {
  return find_path(path_of(uri));
}

Result<std::string> Documents::read(std::string_view path) const {
  if (const Document* open = find_path(path)) return std::string(open->file->text());
  if (!path.starts_with('/')) return Failure{"no such file"};
  return disk_.read(path);
}

bool Documents::exists(std::string_view path) const {
  return find_path(path) != nullptr || (path.starts_with('/') && disk_.exists(path));
}

bool Documents::inside(std::string_view root, std::string_view path) const {
  return !path.starts_with('/') || disk_.inside(root, path);
}

std::string Documents::resolved(std::string_view path) const {
  return path.starts_with('/') ? disk_.resolved(path) : std::string(path);
}

}  // namespace svc::lsp
