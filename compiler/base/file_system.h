// The compiler reads files only through this interface. The command line gives the real disk; tests
// and the language server give memory.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace svc {

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // Gives the whole contents of a regular file, byte for byte. Fails with a reason for a missing
  // file, a folder, or a file that may not be read.
  [[nodiscard]] virtual Result<std::string> read(std::string_view path) const = 0;
  [[nodiscard]] virtual bool exists(std::string_view path) const = 0;
  // Whether the file at `path`, with every symbolic link on the way resolved, is in the folder
  // `root` or below it. True where there are no links.
  [[nodiscard]] virtual bool inside(std::string_view /*root*/, std::string_view /*path*/) const {
    return true;
  }
  // The path with every symbolic link on the way resolved: two paths of one file have the same. The
  // path itself where there are no links.
  [[nodiscard]] virtual std::string resolved(std::string_view path) const {
    return std::string(path);
  }
  // All of standard input.
  [[nodiscard]] virtual Result<std::string> standard_input() const {
    return Failure{"there is no standard input here"};
  }
};

// Files that exist only in this object.
class MemoryFileSystem final : public FileSystem {
 public:
  MemoryFileSystem() = default;
  explicit MemoryFileSystem(std::map<std::string, std::string, std::less<>> files)
      : files_(std::move(files)) {}
  void write(std::string path, std::string contents) {
    files_[std::move(path)] = std::move(contents);
  }
  [[nodiscard]] Result<std::string> read(std::string_view path) const override;
  [[nodiscard]] bool exists(std::string_view path) const override;

 private:
  std::map<std::string, std::string, std::less<>> files_;
};

}  // namespace svc
