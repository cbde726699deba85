#include "cli/revision.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/process.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

// A path as git is asked for it: from a folder that there is now (the file's own may have been removed since), `./` and the rest.
struct Asked {
  std::string folder;
  std::string name;
};

Asked asked(std::string_view path) {
  std::error_code error;
  const fs::path whole = fs::absolute(fs::path(path), error).lexically_normal();
  fs::path folder = whole.parent_path();
  while (!fs::is_directory(folder, error) && folder != folder.parent_path()) folder = folder.parent_path();
  return {folder.string(), "./" + whole.lexically_relative(folder).generic_string()};
}

Result<Finished> git(const std::string& folder, std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "-C", folder});
  return run_program(words);
}

}  // namespace

Result<Revision> Revision::open(std::string name, const std::string& folder) {
  const Result<Finished> found = git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (!found) return Failure{found.error()};
  if (found.value().status != 0) {
    const Result<Finished> inside = git(folder, {"rev-parse", "--git-dir"});
    if (inside && inside.value().status != 0) return Failure{fmt::format("{} is neither a file nor, outside of a git repository, a revision", name)};
    return Failure{fmt::format("{} is neither a file nor a revision of this repository; a shallow clone has to fetch it first", name)};
  }
  std::string commit = found.value().output;
  while (!commit.empty() && commit.back() == '\n') commit.pop_back();
  return Revision(std::move(commit));
}

Result<std::string> Revision::read(std::string_view path) const {
  const Asked where = asked(path);
  Result<Finished> text = git(where.folder, {"cat-file", "blob", commit_ + ":" + where.name});
  if (!text) return Failure{text.error()};
  if (text.value().status != 0) return Failure{"no such file"};
  return std::move(text).value().output;
}

bool Revision::exists(std::string_view path) const {
  const Asked where = asked(path);
  const Result<Finished> found = git(where.folder, {"cat-file", "-e", commit_ + ":" + where.name});
  return found && found.value().status == 0;
}

}  // namespace svc::cli
