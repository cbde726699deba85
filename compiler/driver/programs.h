// Which programs a path stands for, and the project that they are of: for the command line and the
// language server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "project/project.h"

namespace svc::driver {

struct Found {
  std::string path;                                 // as diagnostics show it
  std::shared_ptr<const project::Project> project;  // null outside of any
  std::string folder;                               // of the project's svc.yaml; "." or a path
  std::uint32_t line = 0;                           // where that names the program; 0: nowhere
  std::uint32_t column = 0;

  // Why the program cannot be read, at the place that names it: `svc.yaml:2:7: shop.svc: no such
  // file`.
  [[nodiscard]] std::string unreadable(std::string_view why) const;

  // What `svcc build` writes for it, and `svcc check` looks at; empty: every target.
  [[nodiscard]] std::vector<std::string> targets() const {
    return project == nullptr ? std::vector<std::string>{} : project->targets;
  }
  [[nodiscard]] project::Levels levels() const {
    return project == nullptr ? project::Levels{} : project->lints;
  }
};

// A file stands for itself; a folder for the programs of the project that it lies in, as far as
// they are inside of the folder, and of the projects below it; outside of any project, for each
// .svc file in it and below (but for hidden folders and node_modules). The project is the nearest
// svc.yaml, found by walking up. `-` is standard input; an empty path the folder where the user
// stands, and the whole project if that holds no program (`docs/`). Files are read by `files`,
// folders listed from the disk. Fails with a reason that names the path: there is no program, or a
// svc.yaml has a mistake.
[[nodiscard]] Result<std::vector<Found>> find_programs(const FileSystem& files,
                                                       const std::string& path);

}  // namespace svc::driver
