// A file system with some texts replaced.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/paths.h"

namespace svc {

class OverlaidFiles final : public FileSystem {
 public:
  // `below` must outlive it.
  explicit OverlaidFiles(const FileSystem& below) : below_(below) {}
  void write(std::string_view path, std::string text) {
    texts_[normal_path(path)] = std::move(text);
  }
  [[nodiscard]] Result<std::string> read(std::string_view path) const override {
    const auto found = texts_.find(normal_path(path));
    return found == texts_.end() ? below_.read(path) : Result<std::string>(found->second);
  }
  [[nodiscard]] bool exists(std::string_view path) const override {
    return texts_.contains(normal_path(path)) || below_.exists(path);
  }
  [[nodiscard]] bool inside(std::string_view root, std::string_view path) const override {
    return below_.inside(root, path);
  }
  [[nodiscard]] std::string resolved(std::string_view path) const override {
    return below_.resolved(path);
  }

 private:
  const FileSystem& below_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace svc
