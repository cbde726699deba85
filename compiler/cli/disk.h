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
  [[nodiscard]] bool inside(std::string_view root, std::string_view path) const override;
  [[nodiscard]] std::string resolved(std::string_view path) const override;
  [[nodiscard]] Result<std::string> standard_input() const override;
};

// Reads a file that is no program: a template, amounts, a report. Fails with a reason, also for one
// that is larger than svcc reads.
[[nodiscard]] Result<std::string> read_whole(const Disk& disk, const std::string& path);

// Writes or replaces one file, whole or not at all: through a symbolic link the file that it names,
// with its mode. A file with several names, which must stay one file, is written in place. Fails if
// the file may not be written.
[[nodiscard]] Result<bool> write_file(const std::string& path, std::string_view contents);

// The .svc files of a path: the file itself, or all in the folder and below, sorted. Fails with a
// reason if there are none.
[[nodiscard]] Result<std::vector<std::string>> program_files(const std::string& path);

}  // namespace svc::cli
