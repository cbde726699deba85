// The real disk: reading for the compiler, and writing that is whole or not at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace svc::cli {

// Reads regular files, at most a little more than the compiler accepts, so that no device or huge
// file fills the memory.
class Disk final : public FileSystem {
 public:
  [[nodiscard]] Result<std::string> read(std::string_view path) const override;
  [[nodiscard]] bool exists(std::string_view path) const override;
};

// A file to write; the views must outlive the call.
struct Output {
  std::string_view path;  // relative to the folder
  std::string_view contents;
};

// Writes all files below `folder`, making folders as needed. Every file is first written in full
// beside its place and then renamed, so that a failure leaves what was there before. Fails with the
// path and the reason.
[[nodiscard]] Result<bool> write_all(const std::string& folder, const std::vector<Output>& files);

// Replaces one file, whole or not at all.
[[nodiscard]] Result<bool> write_file(const std::string& path, std::string_view contents);

// Removes files of an earlier run that this run did not write: those below the folders of `files`
// whose name ends alike and whose first line is `marker`.
void remove_stale(const std::string& folder, const std::vector<Output>& files,
                  std::string_view marker);

// The .svc files that a path stands for: itself, or those in the folder and below, sorted. Fails
// with a reason when there is none.
[[nodiscard]] Result<std::vector<std::string>> program_files(const std::string& path);

}  // namespace svc::cli
