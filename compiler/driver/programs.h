// Maps a path to programs and their project, for the command line and the language server.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/layout.h"
#include "base/result.h"
#include "project/project.h"
#include "sema/analyze.h"

namespace svc::driver {

// A file of rules.
struct PolicyFile {
  std::string path;
  bool advice = false;  // what breaks it is warned about
  friend bool operator==(const PolicyFile&, const PolicyFile&) = default;
};

// How a project wants its programs to be judged. `svcc check` and the language server both read it
// here, so they agree.
struct Settings {
  project::Levels levels;            // the levels of warnings and notes
  std::vector<std::string> targets;  // the targets of the program; empty: every target
  std::vector<std::string> known;    // fingerprints of findings that are left for later
  std::string known_in;              // the folder that their paths begin at, absolute
  std::vector<PolicyFile> policies;  // the rules that it has to keep
  std::map<std::string, double, std::less<>> budgets;  // project::Project::budgets
  std::vector<sema::PolicyException> exceptions;       // from them
  Layout layout{};                                     // how CloudFormation divides it
  friend bool operator==(const Settings&, const Settings&) = default;
};

struct Found {
  std::string path;                                 // as diagnostics show it
  std::shared_ptr<const project::Project> project;  // null outside of any
  std::string folder;                               // of the project's svc.yaml; "." or a path
  std::uint32_t line = 0;                           // where that names the program; 0: nowhere
  std::uint32_t column = 0;

  // Why the program cannot be read, at the place that names it: `svc.yaml:2:7: shop.svc: no such
  // file`.
  [[nodiscard]] std::string unreadable(std::string_view why) const;

  // Looks at the disk for the files of policies, and at the clock for exceptions that have ended
  // (SOURCE_DATE_EPOCH counts instead, where it is set).
  [[nodiscard]] Settings settings() const;
};

// A file means itself. A folder means the programs of its project that are inside the folder, and
// those of projects below it. Outside of any project it means every .svc file in it and below,
// except in hidden folders and node_modules. The project is the nearest svc.yaml, found by walking
// up. `-` is standard input. An empty path is the working folder, or the whole project if that
// folder holds no program (`docs/`). Files are read through `files`, folders are listed from the
// disk. Fails with a reason that names the path: there is no program, or svc.yaml has a mistake.
[[nodiscard]] Result<std::vector<Found>> find_programs(const FileSystem& files,
                                                       const std::string& path);

// The files that a program has read, for parts_of_others().
struct Readings {
  std::string main;                // its path, normal
  std::vector<std::string> paths;  // of its files, the main one first
  bool in_circle = false;          // they import each other
};

// The main files that other programs import: they are checked as parts of those. Files that import
// each other are not parts of one another.
[[nodiscard]] std::set<std::string, std::less<>> parts_of_others(
    const std::vector<Readings>& programs);

}  // namespace svc::driver
