#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "base/paths.h"
#include "cli/files.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHidden = ".svcc";
constexpr std::string_view kJournal = "journal";
constexpr std::string_view kFirstLine = "svcc journal 1";
constexpr std::string_view kLastLine = "end";

// One step of a journal: a file of the hidden folder that is moved, or, with an empty `from`, a
// place that is cleared.
struct Step {
  std::string from;
  std::string place;  // relative to the output folder
};

// A path that a journal may name: it must be inside the folder, because others may have written the
// journal.
bool harmless(const Step& step) {
  return step.from.find('/') == std::string::npos && resolve_within("", "", step.place) &&
         !has_control_character(step.place);
}

std::string written(const std::vector<Step>& steps) {
  std::string text = fmt::format("{}\n", kFirstLine);
  for (const Step& step : steps) text += fmt::format("{}\t{}\n", step.from, step.place);
  return text + fmt::format("{}\n", kLastLine);
}

// The steps of a journal; nothing if it is not one, or not whole.
std::optional<std::vector<Step>> parse_journal(const fs::path& path) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::regular) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string line;
  if (!std::getline(in, line) || line != kFirstLine) return std::nullopt;
  std::vector<Step> steps;
  while (std::getline(in, line)) {
    if (line == kLastLine) return steps;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) return std::nullopt;
    Step step{line.substr(0, tab), line.substr(tab + 1)};
    if (!harmless(step)) return std::nullopt;
    steps.push_back(std::move(step));
  }
  return std::nullopt;
}

// One run's hold on an output folder that exists.
class Folder {
 public:
  explicit Folder(fs::path root) : root_(std::move(root)), hidden_(root_ / kHidden) {
    const int opened = ::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    lock_.emplace(opened);
    // If the file system has no locks, the user must avoid two runs at once.
    if (lock_->valid()) (void)::flock(lock_->get(), LOCK_EX);
  }

  // Finishes the decided steps of a killed run, and removes its other files. Where a step fails,
  // the journal stays for the next run.
  Result<bool> clean() {
    std::error_code error;
    if (fs::symlink_status(hidden_, error).type() != fs::file_type::directory) return true;
    if (const auto steps = parse_journal(hidden_ / kJournal)) {
      if (Result<bool> done = apply(*steps, true); !done) return done;
    }
    remove_hidden();
    return true;
  }

  void remove_hidden() {
    std::error_code error;
    fs::remove_all(hidden_, error);
  }

  // Makes the hidden folder, which only svcc uses.
  Result<bool> open_hidden() {
    constexpr mode_t kOwnerOnly = 0700;
    if (::mkdir(hidden_.c_str(), kOwnerOnly) == 0) return true;
    return Failure{fmt::format("cannot make the folder {}: {}", hidden_.string(), system_reason())};
  }

  // Writes a file into the hidden folder; gives its name there.
  [[nodiscard]] Result<std::string> stage(std::string_view contents) const {
    Result<std::string> made = write_new(hidden_.string(), contents);
    if (!made) return made;
    return fs::path(made.value()).filename().string();
  }

  // From here on, the new output is the valid one.
  Result<bool> commit(const std::vector<Step>& steps) {
    const fs::path journal = hidden_ / kJournal;
    Result<std::string> name = stage(written(steps));
    if (!name) return Failure{fmt::format("cannot write {}: {}", journal.string(), name.error())};
    if (std::rename((hidden_ / name.value()).c_str(), journal.c_str()) != 0)
      return Failure{fmt::format("cannot write {}: {}", journal.string(), system_reason())};
    return apply(steps, false);
  }

  [[nodiscard]] const fs::path& root() const { return root_; }

 private:
  // Does the steps of a journal. `again`: some may have been done before.
  Result<bool> apply(const std::vector<Step>& steps, bool again) {
    for (const Step& step : steps) {
      const fs::path place = root_ / step.place;
      std::error_code error;
      if (step.from.empty()) {
        if (fs::is_directory(fs::symlink_status(place, error))) continue;
        if (!fs::remove(place, error) && error)
          return Failure{fmt::format("cannot remove {}: {}", place.string(), error.message())};
        continue;
      }
      const fs::path from = hidden_ / step.from;
      if (again && !fs::exists(fs::symlink_status(from, error))) continue;
      fs::create_directories(place.parent_path(), error);
      if (std::rename(from.c_str(), place.c_str()) != 0)
        return Failure{fmt::format("cannot write {}: {}", place.string(), system_reason())};
    }
    return true;
  }

  fs::path root_;
  fs::path hidden_;
  std::optional<Descriptor> lock_;
};

// Whether the file already has this content. It is then left alone, so that its modification time
// stays true.
bool holds(const fs::path& path, std::string_view contents) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::regular) return false;
  std::FILE* in = std::fopen(path.c_str(), "rb");
  if (in == nullptr) return false;
  std::setvbuf(in, nullptr, _IONBF, 0);
  std::string there(contents.size() + 1, '\0');
  const bool same = std::fread(there.data(), 1, there.size(), in) == contents.size() &&
                    contents == std::string_view(there).substr(0, contents.size());
  std::fclose(in);
  return same;
}

// A file that an earlier version of svcc left behind when it was killed: `main.tf.svcc-4711`.
bool is_leftover(std::string_view name) {
  const std::size_t at = name.rfind(".svcc-");
  return at != std::string::npos && at != 0 && at + 6 < name.size() &&
         name.find_first_not_of("0123456789", at + 6) == std::string::npos;
}

// A path relative to the output folder, in its parts.
struct Place {
  std::string folder;  // with the `/` at its end; empty: the output folder itself
  std::string name;
  std::string extension;  // with the dot

  explicit Place(std::string_view path)
      : folder(path.substr(0, path.rfind('/') + 1)), name(path.substr(folder.size())) {
    const std::size_t dot = name.rfind('.');
    if (dot != std::string::npos && dot > 0) extension = name.substr(dot);
  }
};

// What this run writes, to tell the files of earlier ones.
struct Writing {
  std::set<std::string, std::less<>> paths;
  std::set<std::string, std::less<>> first_lines;
};

// Whether an earlier run wrote the file. Several programs share the folder of templates: a template
// there names its program, and this run has to have written that.
bool is_ours(const fs::path& path, const Place& place, std::string_view marker,
             const Writing& writing) {
  std::string first;
  std::ifstream in(path);
  if (!std::getline(in, first) || !first.starts_with(marker)) return false;
  if (place.extension != ".yaml") return true;
  const std::string program = first.substr(first.rfind(' ') + 1);
  return writing.first_lines.contains(first) ||
         writing.paths.contains(place.folder + program + ".yaml");
}

// The files of earlier runs that this one did not write.
std::vector<Step> stale(const fs::path& root, const std::vector<Output>& files,
                        std::string_view marker) {
  Writing writing;
  std::set<std::pair<std::string, std::string>> places;  // folders, with the endings of names
  for (const Output& file : files) {
    const Place place(file.path);
    writing.paths.emplace(file.path);
    writing.first_lines.emplace(file.contents.substr(0, file.contents.find('\n')));
    places.emplace(place.folder, place.extension);
  }
  std::vector<Step> steps;
  for (const auto& [folder, extension] : places) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(root / folder, error)) {
      if (entry.symlink_status(error).type() != fs::file_type::regular) continue;
      const Place place(folder + entry.path().filename().string());
      const std::string path = place.folder + place.name;
      const bool ours = place.extension == extension && !writing.paths.contains(path) &&
                        is_ours(entry.path(), place, marker, writing);
      if (ours || is_leftover(place.name)) steps.push_back({"", path});
    }
  }
  return steps;
}

// The folders that a run makes. A run that fails leaves none of them: those that are empty at the
// end are removed.
class NewFolders {
 public:
  NewFolders() = default;
  NewFolders(const NewFolders&) = delete;
  NewFolders& operator=(const NewFolders&) = delete;
  ~NewFolders() {
    std::error_code error;  // one that holds something stays
    for (auto made = made_.rbegin(); made != made_.rend(); ++made) fs::remove(*made, error);
  }

  // Makes the folder and those around it.
  Result<bool> make(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> missing;
    for (fs::path at = folder; !at.empty() && !fs::exists(fs::symlink_status(at, error));
         at = at.parent_path())
      missing.push_back(at);
    made_.insert(made_.end(), missing.rbegin(), missing.rend());
    fs::create_directories(folder, error);
    if (!error) return true;
    return Failure{fmt::format("cannot make the folder {}: {}", folder.string(), error.message())};
  }

 private:
  std::vector<fs::path> made_;  // outer ones first
};

// Everything that could stop the files from being moved, found before any is.
Result<bool> make_places(const fs::path& root, const std::vector<Output>& files,
                         NewFolders& folders) {
  std::set<std::string> made;
  for (const Output& file : files) {
    const std::string folder = Place(file.path).folder;
    if (made.insert(folder).second) {
      if (Result<bool> done = folders.make((root / folder).parent_path()); !done) return done;
    }
    std::error_code error;
    const fs::path place = root / file.path;
    if (fs::is_directory(place, error))
      return Failure{
          fmt::format("cannot write {}: a folder of that name is there", place.string())};
  }
  return true;
}

// A move that fails halfway would leave a mixture of two outputs, so the folders are tried first.
Result<bool> check_folders(const fs::path& root, const std::vector<Step>& steps) {
  std::set<fs::path> folders;
  for (const Step& step : steps) folders.insert((root / step.place).parent_path());
  for (const fs::path& folder : folders) {
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
      return Failure{fmt::format("cannot write into {}: {}", folder.string(), system_reason())};
  }
  return true;
}

}  // namespace

Result<bool> write_all(const std::string& folder, const std::vector<Output>& files,
                       std::string_view marker) {
  NewFolders folders;
  if (Result<bool> made = folders.make(folder); !made) return made;
  Folder out(folder);
  if (Result<bool> cleaned = out.clean(); !cleaned) return cleaned;
  if (Result<bool> places = make_places(out.root(), files, folders); !places) return places;
  std::vector<Step> steps = marker.empty() ? std::vector<Step>{} : stale(out.root(), files, marker);
  std::vector<const Output*> changed;
  for (const Output& file : files) {
    if (!holds(out.root() / file.path, file.contents)) changed.push_back(&file);
  }
  if (changed.empty() && steps.empty()) return true;
  std::vector<Step> all = steps;
  for (const Output* file : changed) all.push_back({"", std::string(file->path)});
  if (Result<bool> checked = check_folders(out.root(), all); !checked) return checked;
  if (Result<bool> hidden = out.open_hidden(); !hidden) return hidden;
  for (const Output* file : changed) {
    Result<std::string> name = out.stage(file->contents);
    if (!name) {
      (void)out.clean();
      return Failure{
          fmt::format("cannot write {}: {}", (out.root() / file->path).string(), name.error())};
    }
    steps.push_back({std::move(name).value(), std::string(file->path)});
  }
  Result<bool> done = out.commit(steps);
  if (done) {
    out.remove_hidden();
    return true;
  }
  (void)out.clean();
  return done;
}

void recover(const std::string& folder) {
  std::error_code error;
  if (fs::symlink_status(fs::path(folder) / kHidden, error).type() == fs::file_type::directory)
    (void)Folder(folder).clean();
}

}  // namespace svc::cli
