#include "driver/programs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>

#include "base/paths.h"
#include "diagnostics/baseline.h"
#include "driver/targets.h"
#include "syntax/parse.h"

namespace svc::driver {

namespace fs = std::filesystem;

namespace {

// The files of a pattern such as `policies/*.svc`, in the order of their names; the pattern itself
// where there are none, so that reading it says so.
std::vector<std::string> files_of(const std::string& folder, const std::string& pattern) {
  const fs::path whole =
      folder.empty() || folder == "." ? fs::path(pattern) : fs::path(folder) / pattern;
  const std::string last = whole.filename().string();
  const std::size_t star = last.find('*');
  std::vector<std::string> files;
  if (star != std::string::npos) {
    const std::string begin = last.substr(0, star);
    const std::string end = last.substr(star + 1);
    const fs::path parent = whole.parent_path();
    std::error_code error;
    for (auto at = fs::directory_iterator(parent.empty() ? "." : parent, error);
         !error && at != fs::directory_iterator(); at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (name.size() >= begin.size() + end.size() && name.starts_with(begin) &&
          name.ends_with(end) && at->is_regular_file(error))
        files.push_back((parent / name).generic_string());
    }
    std::sort(files.begin(), files.end());
  }
  if (files.empty()) files.push_back(whole.generic_string());
  return files;
}

// Nobody has to name the folder that they are in; who begins in it learns how.
std::string no_program(const std::string& folder) {
  constexpr std::string_view kReason = "there is no .svc file in this folder";
  std::error_code error;
  if (const fs::directory_iterator readable(folder, error); error == std::errc::permission_denied)
    return fmt::format("{}: {}", folder, error.message());
  return folder == "." ? fmt::format("{}; `svcc init web` writes a project to begin with", kReason)
                       : fmt::format("{}: {}", folder, kReason);
}

class Finder {
 public:
  Finder(const FileSystem& files, bool absolute_paths)
      : files_(files), absolute_paths_(absolute_paths) {}

  Result<std::vector<Found>> file(const std::string& path) {
    const Result<Found> project = nearest(fs::path(path).parent_path());
    if (!project) return project.failure();
    return std::vector<Found>{{path, project.value().project, project.value().folder}};
  }

  Result<std::vector<Found>> folder(const std::string& path, bool or_whole_project) {
    const Result<Found> project = nearest(path);
    if (!project) return project.failure();
    std::vector<Found> found;
    if (project.value().project != nullptr) {
      add_programs(project.value(), absolute(path), found);
      if (!found.empty()) return found;
    }
    Result<std::vector<Found>> all = below(path, project.value());
    if (all || !or_whole_project || project.value().project == nullptr) return all;
    add_programs(project.value(), absolute(project.value().folder), found);
    return found;
  }

 private:
  static fs::path absolute(const fs::path& path) {
    std::error_code error;
    const fs::path whole = fs::absolute(path.empty() ? "." : path, error).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
  }

  // A path as the user would write it: relative to the working folder, with `..` where needed.
  [[nodiscard]] std::string shown(const fs::path& path) const {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    const fs::path near = error || absolute_paths_
                              ? path.lexically_normal()
                              : path.lexically_normal().lexically_proximate(here);
    return near.empty() ? "." : near.generic_string();
  }

  // Folders that never contain programs of the user and can be very large.
  static bool is_foreign(const fs::path& folder) {
    const std::string name = folder.filename().string();
    return name.starts_with('.') || name == "node_modules";
  }

  static bool is_below(const fs::path& path, const fs::path& folder) {
    const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
  }

  // The project of the svc.yaml in the folder, or of the nearest one above. An empty project if
  // there is none.
  Result<Found> nearest(const fs::path& start) {
    for (fs::path folder = absolute(start);; folder = folder.parent_path()) {
      const fs::path file = folder / project::kFileName;
      if (files_.exists(file.string())) return load(folder);
      std::error_code error;
      if (fs::exists(fs::symlink_status(file, error)) && !fs::is_regular_file(file, error))
        return Failure{fmt::format("{}: this is not a regular file", shown(file))};
      if (folder == folder.parent_path()) return Found{};
    }
  }

  // The paths of svc.yaml stay in its folder, with every symbolic link resolved: what they name is
  // read, quoted in messages and written.
  [[nodiscard]] std::optional<Failure> leads_out(const fs::path& folder,
                                                 const project::Project& project) const {
    std::vector<std::string> paths;
    for (const project::Program& program : project.programs)
      paths.push_back((folder / program.main).string());
    for (const project::Policy& policy : project.policies) {
      for (std::string& file : files_of(folder.string(), policy.pattern))
        paths.push_back(std::move(file));
    }
    for (const std::string& path : {project.baseline, project.output}) {
      if (!path.empty()) paths.push_back((folder / path).string());
    }
    for (const std::string& path : paths) {
      if (files_.inside(folder.string(), path)) continue;
      return Failure{
          fmt::format("{}: {} is outside of the project's folder: a symbolic link leads there",
                      shown(folder / project::kFileName), shown(path))};
    }
    return std::nullopt;
  }

  // A baseline that is not written yet holds nothing.
  [[nodiscard]] std::optional<Failure> read_baseline(const fs::path& folder,
                                                     project::Project& project) const {
    const std::string path = (folder / project.baseline).string();
    if (project.baseline.empty() || !files_.exists(path)) return std::nullopt;
    const Result<std::string> text = files_.read(path);
    if (!text) return Failure{fmt::format("{}: {}", shown(path), text.error())};
    Result<std::vector<std::string>> known = baseline_fingerprints(text.value(), shown(path));
    if (!known) return known.failure();
    project.known = std::move(known).value();
    return std::nullopt;
  }

  Result<Found> load(const fs::path& folder) {
    const auto known = loaded_.find(folder);
    if (known != loaded_.end()) return known->second;
    const std::string path = shown(folder / project::kFileName);
    const Result<std::string> text = files_.read((folder / project::kFileName).string());
    if (!text) return Failure{fmt::format("{}: {}", path, text.error())};
    if (text.value().size() > syntax::kMaxFileBytes)
      return Failure{
          fmt::format("{}: it has more than {} MiB", path, syntax::kMaxFileBytes / 1024 / 1024)};
    std::vector<std::string_view> targets;
    for (const emit::Target* target : driver::targets()) targets.push_back(target->name());
    Result<project::Project> parsed = project::parse(text.value(), path, targets);
    if (!parsed) return parsed.failure();
    project::Project project = std::move(parsed).value();
    if (std::optional<Failure> failure = leads_out(folder, project)) return std::move(*failure);
    if (const std::optional<Failure> failure = read_baseline(folder, project)) return *failure;
    return loaded_[folder] = Found{"", std::make_shared<const project::Project>(std::move(project)),
                                   shown(folder)};
  }

  // The project's programs in `folder`.
  void add_programs(const Found& project, const fs::path& folder, std::vector<Found>& found) const {
    const fs::path root = absolute(project.folder);
    for (const project::Program& program : project.project->programs) {
      const fs::path main = (root / program.main).lexically_normal();
      if (is_below(main, folder))
        found.push_back(
            {shown(main), project.project, project.folder, program.line, program.column});
    }
  }

  // Every .svc file in the folder and below. A folder with a svc.yaml adds only the programs that
  // it names.
  Result<std::vector<Found>> below(const std::string& path, const Found& project) {
    std::vector<Found> found;
    std::vector<fs::path> projects;
    std::vector<std::string> files;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(
             path, fs::directory_options::skip_permission_denied, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
      if (at->is_directory(error) && is_foreign(at->path())) at.disable_recursion_pending();
      if (!at->is_regular_file(error)) continue;
      if (at->path().filename() == project::kFileName)
        projects.push_back(absolute(at->path().parent_path()));
      else if (at->path().extension() == ".svc")
        files.push_back(normal_path(at->path().string()));  // `main.svc` of `./main.svc`
    }
    for (const std::string& file : files) {
      const fs::path whole = absolute(file);
      const bool owned = std::any_of(projects.begin(), projects.end(), [&](const fs::path& folder) {
        return is_below(whole, folder);
      });
      if (!owned) found.push_back({file, project.project, project.folder});
    }
    for (const fs::path& folder : projects) {
      const Result<Found> inner = load(folder);
      if (!inner) return inner.failure();
      add_programs(inner.value(), folder, found);
    }
    std::sort(found.begin(), found.end(),
              [](const Found& a, const Found& b) { return a.path < b.path; });
    if (found.empty()) return Failure{no_program(path)};
    return found;
  }

  const FileSystem& files_;
  bool absolute_paths_;
  std::map<fs::path, Found> loaded_;
};

// `2026-11-30`
std::string today() {
  const char* const set = std::getenv("SOURCE_DATE_EPOCH");
  const std::time_t now =
      set != nullptr ? static_cast<std::time_t>(std::atoll(set)) : std::time(nullptr);
  std::tm day{};
  ::gmtime_r(&now, &day);
  return fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

}  // namespace

Settings Found::settings() const {
  if (project == nullptr) return {};
  Settings settings{project->lints, project->targets, project->known, {}, {}, project->budgets, {},
                    project->layout};
  std::error_code error;
  if (!settings.known.empty()) settings.known_in = fs::absolute(folder, error).lexically_normal();
  for (const project::Policy& policy : project->policies) {
    for (std::string& file : files_of(folder, policy.pattern))
      settings.policies.push_back({std::move(file), policy.advice});
  }
  for (const project::Exception& one : project->exceptions)
    settings.exceptions.push_back(
        {one.block, one.rule, one.reason, one.until, !one.until.empty() && one.until < today()});
  return settings;
}

std::string Found::unreadable(std::string_view why) const {
  const std::string reason = fmt::format("{}: {}", path, why);
  return line == 0
             ? reason
             : fmt::format(
                   "{}:{}:{}: {}",
                   (fs::path(folder) / project::kFileName).lexically_normal().generic_string(),
                   line, column, reason);
}

std::set<std::string, std::less<>> parts_of_others(const std::vector<Readings>& programs) {
  std::set<std::string, std::less<>> imported;
  for (const Readings& program : programs) {
    for (std::size_t i = 1; i < program.paths.size(); ++i)
      imported.insert(normal_path(program.paths[i]));
  }
  for (const Readings& program : programs) {
    if (program.in_circle) imported.erase(program.main);
  }
  return imported;
}

Result<std::vector<Found>> find_programs(const FileSystem& files, const std::string& path) {
  if (path == "-") return std::vector<Found>{{path, nullptr, "."}};
  std::error_code error;
  Finder finder(files, fs::path(path).is_absolute());
  if (path.empty()) return finder.folder(".", true);
  return fs::is_directory(path, error) ? finder.folder(path, false) : finder.file(path);
}

}  // namespace svc::driver
