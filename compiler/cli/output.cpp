#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
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
  std::array<char, 64UL * 1024> piece;  // to clear it would take longer than to read most files
  std::size_t read = piece.size();
  bool same = true;
  while (same && read == piece.size()) {
    read = std::fread(piece.data(), 1, piece.size(), in);
    same = contents.starts_with(std::string_view(piece.data(), read));
    contents.remove_prefix(std::min(read, contents.size()));
  }
  std::fclose(in);
  return same && contents.empty();
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
  std::set<std::pair<std::string, std::string>> places;  // folders, with the endings of names

  void add(std::string_view path, std::string_view contents) {
    const Place place(path);
    paths.emplace(path);
    first_lines.emplace(contents.substr(0, contents.find('\n')));
    places.emplace(place.folder, place.extension);
  }
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
std::vector<Step> stale(const fs::path& root, const Writing& writing, std::string_view marker) {
  std::vector<Step> steps;
  for (const auto& [folder, extension] : writing.places) {
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

// Everything that could stop a file from being moved is found before any is: a move that fails
// halfway would leave a mixture of two outputs.
class StagedFiles final : public Draft {
 public:
  StagedFiles(std::string folder, std::string_view marker)
      : folder_(std::move(folder)), marker_(marker) {}
  StagedFiles(const StagedFiles&) = delete;
  StagedFiles& operator=(const StagedFiles&) = delete;
  ~StagedFiles() override {
    if (hidden_) (void)out_->clean();
  }

  void add(std::string_view path, std::string_view contents) override {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (state_) state_ = stage(path, contents);
  }

  [[nodiscard]] Result<bool> finish() override {
    if (state_) state_ = open();
    if (!state_) return state_;
    std::vector<Step> steps =
        marker_.empty() ? std::vector<Step>{} : stale(out_->root(), writing_, marker_);
    for (const Step& step : steps) {
      if (Result<bool> checked = check_folder(step.place); !checked) return checked;
    }
    std::move(staged_.begin(), staged_.end(), std::back_inserter(steps));
    if (steps.empty()) return true;
    if (Result<bool> opened = open_hidden(); !opened) return opened;
    Result<bool> done = out_->commit(steps);
    if (done) {
      out_->remove_hidden();
      hidden_ = false;
    }
    return done;
  }

 private:
  // Takes hold of the folder.
  Result<bool> open() {
    if (out_) return true;
    if (Result<bool> made = folders_.make(folder_); !made) return made;
    out_.emplace(folder_);
    return out_->clean();
  }

  Result<bool> open_hidden() {
    if (hidden_) return true;
    Result<bool> opened = out_->open_hidden();
    hidden_ = static_cast<bool>(opened);
    return opened;
  }

  Result<bool> stage(std::string_view path, std::string_view contents) {
    if (Result<bool> opened = open(); !opened) return opened;
    writing_.add(path, contents);
    if (Result<bool> made = make_place(path); !made) return made;
    if (holds(out_->root() / path, contents)) return true;
    if (Result<bool> checked = check_folder(path); !checked) return checked;
    if (Result<bool> opened = open_hidden(); !opened) return opened;
    Result<std::string> name = out_->stage(contents);
    if (!name)
      return Failure{
          fmt::format("cannot write {}: {}", (out_->root() / path).string(), name.error())};
    staged_.push_back({std::move(name).value(), std::string(path)});
    return true;
  }

  Result<bool> make_place(std::string_view path) {
    const std::string folder = Place(path).folder;
    if (made_.insert(folder).second) {
      if (Result<bool> done = folders_.make((out_->root() / folder).parent_path()); !done)
        return done;
    }
    std::error_code error;
    const fs::path place = out_->root() / path;
    if (!fs::is_directory(place, error)) return true;
    return Failure{fmt::format("cannot write {}: a folder of that name is there", place.string())};
  }

  Result<bool> check_folder(std::string_view path) {
    const fs::path folder = (out_->root() / path).parent_path();
    if (!checked_.insert(folder).second) return true;
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return true;
    return Failure{fmt::format("cannot write into {}: {}", folder.string(), system_reason())};
  }

  std::string folder_;
  std::string_view marker_;
  std::mutex mutex_;
  Result<bool> state_ = true;  // what failed first
  NewFolders folders_;         // destroyed after the hidden folder is removed
  std::optional<Folder> out_;
  bool hidden_ = false;  // the hidden folder is there
  Writing writing_;
  std::set<std::string> made_;
  std::set<fs::path> checked_;
  std::vector<Step> staged_;
};

}  // namespace

std::unique_ptr<Draft> make_draft(std::string folder, std::string_view marker) {
  return std::make_unique<StagedFiles>(std::move(folder), marker);
}

Result<bool> write_all(const std::string& folder, const std::vector<Output>& files,
                       std::string_view marker) {
  const std::unique_ptr<Draft> draft = make_draft(folder, marker);
  for (const Output& file : files) draft->add(file.path, file.contents);
  return draft->finish();
}

void recover(const std::string& folder) {
  std::error_code error;
  if (fs::symlink_status(fs::path(folder) / kHidden, error).type() == fs::file_type::directory)
    (void)Folder(folder).clean();
}

}  // namespace svc::cli
