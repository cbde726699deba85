#include "cli/examine.h"

#include <fmt/format.h>

#include <deque>
#include <memory>
#include <set>
#include <tuple>

#include "base/paths.h"
#include "cli/terminal.h"
#include "driver/engine.h"
#include "driver/findings.h"

namespace svc::cli {

namespace {

// All programs that import a file report the same about it.
void keep_once(Findings& all) {
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, Code, std::string, std::string>>
      seen;
  std::vector<Diagnostic> kept;
  for (Diagnostic& d : all.diagnostics) {
    const std::string path = d.span.valid() ? normal_path(all.sources[d.span.file].path()) : "";
    if (seen.emplace(path, d.span.begin, d.span.end, d.code, d.message, d.environment).second)
      kept.push_back(std::move(d));
  }
  all.diagnostics = std::move(kept);
}

// The programs that were read. Each engine is freed as soon as its findings are known.
using Engines = std::deque<std::unique_ptr<driver::Engine>>;

// Collects programs without those that others import: of a chain of a thousand files, it keeps one.
class Programs {
 public:
  [[nodiscard]] bool is_part(std::string_view path) const {
    return parts_.contains(normal_path(path));
  }
  void add(std::unique_ptr<driver::Engine> engine) {
    const driver::Readings read = engine->readings();
    engines_.push_back(std::move(engine));
    if (read.in_circle || read.paths.size() < 2) return;
    for (std::size_t i = 1; i < read.paths.size(); ++i) parts_.insert(normal_path(read.paths[i]));
    std::erase_if(engines_, [this](const auto& each) { return is_part(each->main_path()); });
  }
  [[nodiscard]] Engines take() && { return std::move(engines_); }

 private:
  Engines engines_;
  std::set<std::string, std::less<>> parts_;  // of programs that are in no circle
};

// Reads a program; null if it cannot be read, for the reason given.
std::unique_ptr<driver::Engine> read(const FileSystem& files, const driver::Found& program,
                                     const Examination& how, std::string* why) {
  driver::Settings settings = program.settings();
  if (how.known) settings.known.clear();
  auto engine = std::make_unique<driver::Engine>(files, program.path, std::move(settings));
  engine->keep_at_most(how.most);
  engine->read();
  if (!engine->unreadable()) return engine;
  *why = *engine->unreadable();
  return nullptr;
}

Findings check_all(Engines engines, const std::string& environment) {
  std::vector<driver::Readings> readings;
  for (const auto& engine : engines) readings.push_back(engine->readings());
  const std::set<std::string, std::less<>> parts = driver::parts_of_others(readings);
  Findings all;
  Progress progress(engines.size());
  for (std::unique_ptr<driver::Engine>& engine : engines) {
    if (parts.contains(normal_path(engine->main_path()))) continue;
    progress.step("checking " + engine->main_path());
    engine->examine(environment.empty() ? std::nullopt : std::optional(environment));
    for (Span hidden : engine->hidden()) {
      hidden.file.index += static_cast<std::uint32_t>(all.sources.size());
      all.hidden.push_back(hidden);
    }
    driver::append_findings(all.sources, all.diagnostics, engine->sources(), engine->diagnostics());
    all.dropped += engine->dropped();
    engine.reset();
  }
  keep_once(all);
  return all;
}

// A file of the revision that is gone from the disk. It belongs to the project that now covers its
// path on disk; without one, to the project of the revision.
driver::Found gone_program(const Disk& disk, const Revision& revision, const std::string& path) {
  for (const FileSystem* files :
       {static_cast<const FileSystem*>(&disk), static_cast<const FileSystem*>(&revision)}) {
    const Result<std::vector<driver::Found>> found = driver::find_programs(*files, path);
    if (found && found.value().front().project != nullptr) return found.value().front();
  }
  return {path, nullptr, "."};
}

}  // namespace

Result<Findings> examine(const FileSystem& files, const std::vector<driver::Found>& programs,
                         const Examination& how) {
  Programs all;
  Progress progress(programs.size());
  std::string why;
  for (const driver::Found& program : programs) {
    progress.step("reading " + program.path);
    if (all.is_part(program.path)) continue;
    std::unique_ptr<driver::Engine> engine = read(files, program, how, &why);
    if (engine == nullptr) return Failure{program.unreadable(why)};
    all.add(std::move(engine));
  }
  return check_all(std::move(all).take(), how.environment);
}

Findings examine_revision(const Disk& disk, const Revision& revision,
                          std::vector<driver::Found> programs, const std::string& environment) {
  Programs all;
  std::string why;
  for (const std::string& path : revision.gone(".svc"))
    programs.push_back(gone_program(disk, revision, path));
  Progress progress(programs.size());
  for (const driver::Found& program : programs) {
    progress.step(fmt::format("reading {} of the revision", program.path));
    if (all.is_part(program.path)) continue;
    if (std::unique_ptr<driver::Engine> engine = read(revision, program, {}, &why))
      all.add(std::move(engine));
  }
  return check_all(std::move(all).take(), environment);
}

}  // namespace svc::cli
