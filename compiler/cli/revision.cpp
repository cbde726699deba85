#include "cli/revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/process.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

// A path for git: from a folder that exists now (the file's own may have been removed since), then
// `./` and the rest.
struct GitPath {
  std::string folder;
  std::string name;
};

GitPath asked(std::string_view path) {
  std::error_code error;
  const fs::path whole = fs::absolute(fs::path(path), error).lexically_normal();
  fs::path folder = whole.parent_path();
  while (!fs::is_directory(folder, error) && folder != folder.parent_path())
    folder = folder.parent_path();
  return {folder.string(), "./" + whole.lexically_relative(folder).generic_string()};
}

std::string without_line_end(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

Result<Finished> git(const std::string& folder, std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "-C", folder});
  return run_program(words);
}

}  // namespace

Result<Revision> Revision::open(std::string name, const std::string& folder) {
  const Result<Finished> found =
      git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (!found)
    return Failure{fmt::format("{} is neither a file nor a folder; to look for a revision: {}",
                               name, found.error())};
  if (found.value().status != 0) {
    const Result<Finished> inside = git(folder, {"rev-parse", "--git-dir"});
    if (inside && inside.value().status != 0)
      return Failure{
          fmt::format("{} is neither a file nor, outside of a git repository, a revision", name)};
    return Failure{
        fmt::format("{} is neither a file nor a revision of this repository; a shallow clone has "
                    "to fetch it first",
                    name)};
  }
  std::string commit = without_line_end(found.value().output);
  return Revision(std::move(commit), folder);
}

Result<std::string> Revision::read(std::string_view path) const {
  const GitPath where = asked(path);
  Result<Finished> text = git(where.folder, {"cat-file", "blob", commit_ + ":" + where.name});
  if (!text) return Failure{text.error()};
  if (text.value().status != 0) return Failure{"no such file"};
  return std::move(text).value().output;
}

bool Revision::exists(std::string_view path) const {
  const GitPath where = asked(path);
  const Result<Finished> found = git(where.folder, {"cat-file", "-e", commit_ + ":" + where.name});
  return found && found.value().status == 0;
}

std::vector<std::string> Revision::gone(std::string_view extension) const {
  const Result<Finished> top = git(folder_, {"rev-parse", "--show-toplevel"});
  const Result<Finished> listed =
      git(folder_, {"ls-tree", "-r", "-z", "--name-only", "--full-tree", commit_});
  std::vector<std::string> found;
  if (!top || top.value().status != 0 || !listed || listed.value().status != 0) return found;
  const fs::path root = without_line_end(top.value().output);
  std::string_view names = listed.value().output;
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find('\0'));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    std::error_code error;
    if (name.ends_with(extension) && !fs::exists(root / name, error))
      found.push_back((root / name).generic_string());
  }
  return found;
}

}  // namespace svc::cli
