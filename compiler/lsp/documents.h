// The documents that are open in the editor, and the files on the disk: the compiler reads the
// editor's buffer if there is one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "lsp/positions.h"
#include "source/source_file.h"

namespace svc::lsp {

struct Document {
  std::string uri;   // as the client writes it
  std::string path;  // of a file; of another document (`untitled:…`) its URI
  std::int64_t version = 0;
  std::shared_ptr<const SourceFile> file;  // the text
};

// Implements FileSystem over the open documents and the disk. Relative paths name nothing.
class Documents final : public FileSystem {
 public:
  explicit Documents(const FileSystem& disk) : disk_(disk) {}

  // Messages of the client. Opening a document twice replaces it. Changes are
  // `TextDocumentContentChangeEvent`s in order; throws RpcError for anything else.
  const Document& open(const std::string& uri, std::int64_t version, std::string text);
  const Document& change(const std::string& uri, std::int64_t version, const Json& changes,
                         Encoding encoding);
  void close(const std::string& uri);

  // Counts opened and closed documents, because the names of documents may change with them.
  [[nodiscard]] std::uint64_t opened() const { return opened_; }

  // The open document of a path or URI, or null.
  [[nodiscard]] const Document* find_path(std::string_view path) const;
  [[nodiscard]] const Document* find_uri(std::string_view uri) const;
  // All of them, by path.
  [[nodiscard]] const std::map<std::string, Document, std::less<>>& all() const { return by_path_; }

  // The path of a URI, whether open or not: for a file its path, otherwise the URI.
  [[nodiscard]] static std::string path_of(std::string_view uri);
  // The URI of a path: as the client wrote it, if the document is open.
  [[nodiscard]] std::string uri_of(std::string_view path) const;

  [[nodiscard]] Result<std::string> read(std::string_view path) const override;
  [[nodiscard]] bool exists(std::string_view path) const override;
  [[nodiscard]] bool inside(std::string_view root, std::string_view path) const override;
  [[nodiscard]] std::string resolved(std::string_view path) const override;

 private:
  const FileSystem& disk_;
  std::uint64_t opened_ = 0;
  std::map<std::string, Document, std::less<>> by_path_;
};

}  // namespace svc::lsp
