// The files of a git revision.
#pragma once

#include <string>

#include "base/file_system.h"

namespace svc::cli {

// Reads files as they were in a revision, by the paths that they would have on the disk. Needs `git` in PATH.
class Revision final : public FileSystem {
 public:
  // Fails with a reason when git cannot be run, `folder` is in no repository, or the repository has no such revision.
  [[nodiscard]] static Result<Revision> open(std::string name, const std::string& folder);

  [[nodiscard]] Result<std::string> read(std::string_view path) const override;
  [[nodiscard]] bool exists(std::string_view path) const override;

 private:
  explicit Revision(std::string commit) : commit_(std::move(commit)) {}

  std::string commit_;  // its hash, so that a branch that moves meanwhile changes nothing
};

}  // namespace svc::cli
