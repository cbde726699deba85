#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/usage.h"
#include "project/starters.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

struct InitOptions {
  std::string starter;
  std::string folder = ".";
};

// The last part of the folder's full path: the name of the project.
std::string base_name(const std::string& folder) {
  std::error_code error;
  const fs::path whole = fs::absolute(folder, error).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

// `cd shop && `, to be copied; nothing for the folder that the shell is in.
std::string way_into(const std::string& folder) {
  const std::string path = fs::path(folder).lexically_normal().string();
  if (path == "." || path == "./") return "";
  const bool plain = std::all_of(path.begin(), path.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '/' || c == '.' || c == '_' || c == '-';
  });
  return fmt::format("cd {} && ", plain ? path : shell_quoted(path));
}

int run_init(const InitOptions& options) {
  std::vector<Output> files;
  const std::vector<project::StarterFile> starter =
      project::starter(options.starter, project::app_name(base_name(options.folder)));
  for (const project::StarterFile& file : starter) files.push_back({file.path, file.text});
  for (const Output& file : files) {
    const fs::path place = fs::path(options.folder) / file.path;
    std::error_code error;
    if (fs::symlink_status(place, error).type() == fs::file_type::not_found) continue;
    fmt::print(stderr, "svcc: {} exists already; nothing was written\n",
               place.lexically_normal().string());
    return kCannotRun;
  }
  if (const Result<bool> written = write_all(options.folder, files); !written)
    return complain(written.error()), kCannotRun;
  for (const Output& file : files)
    fmt::print(stderr, "wrote {}\n",
               (fs::path(options.folder) / file.path).lexically_normal().string());
  fmt::print(stderr, "next: {}svcc check\n", way_into(options.folder));
  return kFine;
}

}  // namespace

void add_init(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<InitOptions>();
  CLI::App* command = app.add_subcommand(
      "init", "Write a project that works: a web service, a worker, or both with a pipeline");
  command->footer(
      "For example:\n  svcc init web shop && cd shop && svcc check\n\nExit status: 0 it was "
      "written, 2 it was not: a file exists already, or cannot be written.");
  std::vector<std::string> names;
  for (const std::string_view name : project::starter_names()) names.emplace_back(name);
  command->add_option("starter", options->starter, "web, worker or full")
      ->required()
      ->check(one_of(names))
      ->type_name("STARTER");
  command
      ->add_option(
          "folder", options->folder,
          "The project's folder, which is made if it does not exist; it gives the project its name")
      ->capture_default_str()
      ->type_name("DIR");
  command->callback([options, &chosen] { chosen = [options] { return run_init(*options); }; });
}

}  // namespace svc::cli
