#include "cli/revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

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

std::string absolute(std::string_view path) {
  std::error_code error;
  return fs::absolute(fs::path(path), error).lexically_normal().generic_string();
}

// One answer of `git cat-file --batch`: `HASH TYPE SIZE`, the bytes, a line end; or a line that
// ends with a word for a name that means nothing. Takes it from the front of `output`.
struct Answer {
  std::string hash;  // empty: there is no such thing
  std::string text;
};
Answer take_answer(std::string_view& output) {
  const std::size_t end = std::min(output.find('\n'), output.size());
  const std::string_view head = output.substr(0, end);
  output.remove_prefix(std::min(output.size(), end + 1));
  const std::size_t first = head.find(' ');
  const std::size_t last = head.rfind(' ');
  const bool found = first != std::string_view::npos && last > first &&
                     head.find_first_not_of("0123456789", last + 1) == std::string_view::npos;
  if (!found) return {};
  const auto size = static_cast<std::size_t>(std::min<unsigned long long>(
      std::strtoull(std::string(head.substr(last + 1)).c_str(), nullptr, 10), output.size()));
  Answer answer{std::string(head.substr(0, first)), std::string(output.substr(0, size))};
  output.remove_prefix(std::min(output.size(), size + 1));
  return answer;
}

}  // namespace

Revision::Asked Revision::begin(std::string name, const std::string& folder,
                                const std::vector<std::string>& paths) {
  Asked asked{std::move(name), {}, {"git", 0, -1, EINVAL}};
  if (asked.name.find_first_of("\n\r") != std::string::npos) return asked;
  const std::string here = absolute(folder);
  std::string input = asked.name + "^{commit}\n";
  for (const std::string& path : paths) {
    const std::string whole = absolute(path);
    const std::string line = fmt::format("{}:./{}\n", asked.name,
                                         fs::path(whole).lexically_relative(here).generic_string());
    if (whole.find_first_of("\n\r") != std::string::npos || input.size() + line.size() > kMostInput)
      continue;
    input += line;
    asked.paths.push_back(whole);
  }
  asked.git = start_program({"git", "-C", folder, "cat-file", "--batch"}, input);
  return asked;
}

Result<Revision> Revision::open(std::string name, const std::string& folder, Asked* asked) {
  if (asked != nullptr && asked->name == name) {
    const Result<Finished> done = wait_for(asked->git);
    std::string_view output = done ? std::string_view(done.value().output) : std::string_view();
    std::string commit = take_answer(output).hash;
    if (!commit.empty()) {
      Revision made(std::move(commit), folder);
      for (std::string& path : asked->paths) {
        Answer answer = take_answer(output);
        made.known_.emplace(std::move(path), answer.hash.empty()
                                                 ? std::nullopt
                                                 : std::optional(std::move(answer.text)));
      }
      return made;
    }
  }
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
  if (const auto ahead = known_.find(absolute(path)); ahead != known_.end()) {
    if (!ahead->second) return Failure{"no such file"};
    return *ahead->second;
  }
  const GitPath where = asked(path);
  Result<Finished> text = git(where.folder, {"cat-file", "blob", commit_ + ":" + where.name});
  if (!text) return Failure{text.error()};
  if (text.value().status != 0) return Failure{"no such file"};
  return std::move(text).value().output;
}

bool Revision::exists(std::string_view path) const {
  if (const auto ahead = known_.find(absolute(path)); ahead != known_.end())
    return ahead->second.has_value();
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
