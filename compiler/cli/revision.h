// The files of a git revision.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "cli/process.h"

namespace svc::cli {

// Reads files as they were in a revision, by the paths that they would have on the disk. Needs
// `git` in PATH.
class Revision final : public FileSystem {
 public:
  // Fails with a reason when git cannot be run, `folder` is in no repository, or the repository has
  // no such revision.
  // `asked`: what begin() started for it; null: nothing.
  struct Asked;
  [[nodiscard]] static Result<Revision> open(std::string name, const std::string& folder,
                                             Asked* asked = nullptr);

  // Starts to read these files of a revision, for a later open(), while something else is done: one
  // git in place of one for each file.
  struct Asked {
    std::string name;
    std::vector<std::string> paths;
    Running git;
  };
  [[nodiscard]] static Asked begin(std::string name, const std::string& folder,
                                   const std::vector<std::string>& paths);

  [[nodiscard]] Result<std::string> read(std::string_view path) const override;
  [[nodiscard]] bool exists(std::string_view path) const override;

  // The absolute paths of the files with this extension (`.svc`) that the revision has and the disk
  // has no more: removed since, or renamed.
  [[nodiscard]] std::vector<std::string> gone(std::string_view extension) const;

 private:
  Revision(std::string commit, std::string folder)
      : commit_(std::move(commit)), folder_(std::move(folder)) {}

  // The files that were read ahead, by their absolute paths; nothing: the revision has none.
  std::map<std::string, std::optional<std::string>, std::less<>> known_;
  std::string commit_;  // its hash, so that a branch that moves meanwhile changes nothing
  std::string folder_;  // one of the repository's
};

}  // namespace svc::cli
