#include "cli/disk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "base/paths.h"
#include "cli/files.h"
#include "syntax/parse.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

// Reads to the end, or to just past the compiler's limit: the caller then reports that the file is
// too large.
Result<std::string> read_bounded(int descriptor) {
  std::string text;
  char buffer[65536];
  while (text.size() <= syntax::kMaxFileBytes) {
    const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failure{system_reason()};
    if (got == 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace

Result<std::string> Disk::read(std::string_view path) const {
  if (has_control_character(path)) return Failure{std::string(kControlCharacter)};
  // O_NONBLOCK: opening a fifo must not wait for its writer.
  const Descriptor file(::open(std::string(path).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid()) return Failure{errno == ENOENT ? "no such file" : system_reason()};
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return Failure{system_reason()};
  if (S_ISDIR(status.st_mode)) return Failure{"this is a folder, not a file"};
  if (!S_ISREG(status.st_mode)) return Failure{"this is not a regular file"};
  return read_bounded(file.get());
}

bool Disk::exists(std::string_view path) const {
  std::error_code error;
  return !has_control_character(path) && fs::is_regular_file(std::string(path), error);
}

bool Disk::inside(std::string_view root, std::string_view path) const {
  std::error_code error;
  const fs::path folder = fs::canonical(root.empty() ? fs::path(".") : fs::path(root), error);
  if (error) return true;  // then there is nothing to read
  // Of a relative path that names nothing, weakly_canonical() would give a relative one.
  const fs::path file = fs::weakly_canonical(fs::absolute(fs::path(path), error), error);
  // What may not be entered may not be read either, and reading then says why.
  if (error == std::errc::permission_denied) return true;
  if (error) return false;
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end();
}

std::string Disk::resolved(std::string_view path) const {
  std::error_code error;
  const fs::path file = fs::weakly_canonical(fs::absolute(fs::path(path), error), error);
  return error ? std::string(path) : file.string();
}

Result<std::string> Disk::standard_input() const {
  Result<std::string> text = read_bounded(STDIN_FILENO);
  if (!text) return Failure{fmt::format("standard input cannot be read: {}", text.error())};
  return text;
}

Result<std::string> read_whole(const Disk& disk, const std::string& path) {
  Result<std::string> text = disk.read(path);
  if (text && text.value().size() > syntax::kMaxFileBytes)
    return Failure{fmt::format("it has more than {} MiB", syntax::kMaxFileBytes / 1024 / 1024)};
  return text;
}

namespace {

// POSIX can read it only by setting it.
mode_t current_umask() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

// The part behind the old end is written first: that is what a full disk refuses, and the old text
// is then whole.
Result<bool> write_in_place(const std::string& path, std::string_view contents, off_t before) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  const auto old = std::min(contents.size(), static_cast<std::size_t>(before));
  const auto failed = [&] {
    return Failure{fmt::format("cannot write {}: {}", path, system_reason())};
  };
  if (!file.valid() || ::lseek(file.get(), static_cast<off_t>(old), SEEK_SET) < 0) return failed();
  if (!write_to(file.get(), contents.substr(old))) {
    Failure reason = failed();
    (void)!::ftruncate(file.get(), before);
    return reason;
  }
  if (::lseek(file.get(), 0, SEEK_SET) < 0 || !write_to(file.get(), contents.substr(0, old)) ||
      ::ftruncate(file.get(), static_cast<off_t>(contents.size())) != 0)
    return failed();
  return true;
}

}  // namespace

Result<bool> write_file(const std::string& path, std::string_view contents) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  const std::string place = error ? path : canonical.string();
  struct stat status {};
  const bool missing = ::stat(place.c_str(), &status) != 0;
  if (missing && errno != ENOENT)
    return Failure{fmt::format("cannot write {}: {}", path, system_reason())};
  if (missing) {
    status.st_mode = 0666 & ~current_umask();
    status.st_nlink = 1;
    status.st_uid = ::geteuid();
  }
  constexpr mode_t kAnybodyWrites = 0222;
  if ((status.st_mode & kAnybodyWrites) == 0)  // even if root could still write
    return Failure{fmt::format("cannot write {}: it is write-protected", path)};
  if (status.st_nlink > 1 || status.st_uid != ::geteuid())
    return write_in_place(place, contents, status.st_size);
  const std::string folder(folder_of(place));
  Result<std::string> temporary = write_new(folder.empty() ? "." : folder, contents);
  if (!temporary) return Failure{fmt::format("cannot write {}: {}", path, temporary.error())};
  const std::string& name = temporary.value();
  if (::chmod(name.c_str(), status.st_mode & 07777) == 0 &&
      std::rename(name.c_str(), place.c_str()) == 0)
    return true;
  const Failure failure{fmt::format("cannot write {}: {}", path, system_reason())};
  std::remove(name.c_str());
  return failure;
}

Result<std::vector<std::string>> program_files(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) return std::vector<std::string>{path};
  if (const fs::directory_iterator readable(path, error); error) return Failure{error.message()};
  std::vector<std::string> found;
  for (auto at = fs::recursive_directory_iterator(
           path, fs::directory_options::skip_permission_denied, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->path().extension() == ".svc" && at->is_regular_file(error))
      found.push_back(normal_path(at->path().string()));
  }
  std::sort(found.begin(), found.end());
  if (found.empty()) return Failure{"there is no .svc file in this folder"};
  return found;
}

}  // namespace svc::cli
