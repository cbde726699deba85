#include "cli/disk.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>

#include "syntax/parse.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

std::string reason() {
  return std::generic_category().message(errno);
}

// Reads a stream to its end, or to just past what the parser accepts: the parser then says that it
// is too large.
std::string read_bounded(std::FILE* in) {
  std::string text;
  char buffer[65536];
  std::size_t got = 0;
  while (text.size() <= syntax::kMaxFileBytes &&
         (got = std::fread(buffer, 1, sizeof buffer, in)) != 0)
    text.append(buffer, got);
  return text;
}

// Writes a file beside its final place; gives its temporary name.
Result<std::string> write_beside(const fs::path& path, std::string_view contents) {
  const std::string temporary = fmt::format("{}.svcc-{}", path.string(), ::getpid());
  std::FILE* out = std::fopen(temporary.c_str(), "wb");
  if (out == nullptr) return Failure{fmt::format("cannot write {}: {}", path.string(), reason())};
  const bool written = std::fwrite(contents.data(), 1, contents.size(), out) == contents.size();
  const bool closed = std::fclose(out) == 0;
  if (written && closed) return temporary;
  const Failure failure{fmt::format("cannot write {}: {}", path.string(), reason())};
  std::remove(temporary.c_str());
  return failure;
}

// Whether the file says just that already. It is then left alone, so that its time of change stays
// true and a second run writes nothing.
bool holds(const fs::path& path, std::string_view contents) {
  std::FILE* in = std::fopen(path.c_str(), "rb");
  if (in == nullptr) return false;
  std::setvbuf(in, nullptr, _IONBF, 0);
  std::string there(contents.size() + 1, '\0');
  const bool same = std::fread(there.data(), 1, there.size(), in) == contents.size() &&
                    contents == std::string_view(there).substr(0, contents.size());
  std::fclose(in);
  return same;
}

}  // namespace

Result<std::string> Disk::read(std::string_view path) const {
  const std::string name(path);
  if (name == "-") {
    std::string text = read_bounded(stdin);
    if (std::ferror(stdin) != 0)
      return Failure{fmt::format("standard input cannot be read: {}", reason())};
    return text;
  }
  std::error_code error;
  const fs::file_status status = fs::status(name, error);
  if (!fs::exists(status)) return Failure{"no such file"};
  if (fs::is_directory(status)) return Failure{"this is a folder, not a .svc file"};
  if (!fs::is_regular_file(status)) return Failure{"this is not a regular file"};
  std::FILE* in = std::fopen(name.c_str(), "rb");
  if (in == nullptr) return Failure{reason()};
  std::string text = read_bounded(in);
  const bool failed = std::ferror(in) != 0;
  std::fclose(in);
  if (failed) return Failure{"it cannot be read"};
  return text;
}

bool Disk::exists(std::string_view path) const {
  std::error_code error;
  return fs::is_regular_file(std::string(path), error);
}

Result<bool> write_all(const std::string& folder, const std::vector<Output>& files) {
  std::vector<std::pair<std::string, fs::path>> pending;  // temporary name, final place
  std::set<fs::path> folders;
  const auto give_up = [&pending](Failure failure) {
    for (const auto& [temporary, place] : pending) std::remove(temporary.c_str());
    return failure;
  };
  for (const Output& file : files) {
    const fs::path place = fs::path(folder) / file.path;
    std::error_code error;
    if (holds(place, file.contents)) continue;
    if (folders.insert(place.parent_path()).second)
      fs::create_directories(place.parent_path(), error);
    if (error)
      return give_up({fmt::format("cannot make the folder {}: {}", place.parent_path().string(),
                                  error.message())});
    if (fs::is_directory(place))
      return give_up(
          {fmt::format("cannot write {}: a folder of that name is there", place.string())});
    Result<std::string> temporary = write_beside(place, file.contents);
    if (!temporary) return give_up({temporary.error()});
    pending.emplace_back(std::move(temporary).value(), place);
  }
  for (const auto& [temporary, place] : pending) {
    if (std::rename(temporary.c_str(), place.c_str()) != 0)
      return give_up({fmt::format("cannot write {}: {}", place.string(), reason())});
  }
  return true;
}

Result<bool> write_file(const std::string& path, std::string_view contents) {
  Result<std::string> temporary = write_beside(path, contents);
  if (!temporary) return Failure{temporary.error()};
  std::error_code error;
  fs::permissions(temporary.value(), fs::status(path, error).permissions(),
                  error);  // a formatted file keeps its mode
  if (std::rename(temporary.value().c_str(), path.c_str()) == 0) return true;
  const Failure failure{fmt::format("cannot write {}: {}", path, reason())};
  std::remove(temporary.value().c_str());
  return failure;
}

void remove_stale(const std::string& folder, const std::vector<Output>& files,
                  std::string_view marker) {
  std::set<fs::path> written;
  std::set<std::pair<fs::path, std::string>> places;
  for (const Output& file : files) {
    const fs::path path = fs::path(folder) / file.path;
    written.insert(path);
    places.emplace(path.parent_path(), path.extension().string());
  }
  for (const auto& [place, extension] : places) {
    std::error_code error;
    std::vector<fs::path> stale;
    for (const fs::directory_entry& entry : fs::directory_iterator(place, error)) {
      if (entry.path().extension() != extension || written.contains(entry.path()) ||
          !entry.is_regular_file(error))
        continue;
      std::string first;
      std::ifstream in(entry.path());
      if (std::getline(in, first) && first.starts_with(marker)) stale.push_back(entry.path());
    }
    for (const fs::path& path : stale) fs::remove(path, error);
  }
}

Result<std::vector<std::string>> program_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> found;
  for (auto at = fs::recursive_directory_iterator(
           path, fs::directory_options::skip_permission_denied, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->path().extension() == ".svc" && at->is_regular_file(error))
      found.push_back(at->path().string());
  }
  std::sort(found.begin(), found.end());
  if (found.empty()) return Failure{"there is no .svc file in this folder"};
  return found;
}

}  // namespace svc::cli
