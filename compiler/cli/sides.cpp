#include "cli/sides.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/paths.h"
#include "cli/report.h"
#include "diff/read.h"
#include "driver/documents.h"
#include "driver/targets.h"

namespace svc::cli {

namespace fs = std::filesystem;

namespace {

std::vector<const emit::Target*> wanted_targets(const SideOptions& options,
                                                const driver::Found& program) {
  std::vector<const emit::Target*> wanted;
  const std::vector<std::string> names = program.settings().targets;
  for (const emit::Target* target : driver::targets()) {
    const bool of_project =
        names.empty() || std::find(names.begin(), names.end(), target->name()) != names.end();
    if (options.target.empty() ? of_project : options.target == target->name())
      wanted.push_back(target);
  }
  return wanted;
}

// A region without prices leaves the cost unknown.
void add_estimate(diff::Program& program, const graph::Graph& graph, const CostBasis& basis) {
  const cost::Prices prices = cost::prices_for(graph, basis.prices);
  if (!prices.empty()) program.estimates.push_back(cost::estimate(graph, prices, basis.usage));
}

// Adds a program; fails if its file cannot be read. Its mistakes are shown.
Result<bool> add_program(LoadedSide& loaded, const FileSystem& files, const driver::Found& program,
                         const SideOptions& options) {
  driver::Settings settings = program.settings();
  if (!options.checked) settings.policies.clear();  // what was deployed is judged by no rule of now
  auto owned = std::make_unique<driver::Engine>(files, program.path, std::move(settings));
  driver::Engine& engine = *owned;
  engine.read();
  if (engine.unreadable()) return Failure{program.unreadable(*engine.unreadable())};
  loaded.engines.push_back(std::move(owned));
  driver::DocumentOptions wanted{.environment = options.environment.empty()
                                                    ? std::nullopt
                                                    : std::optional(options.environment),
                                 .targets = wanted_targets(options, program),
                                 .checked = options.checked,
                                 .printed = options.as_output,
                                 .graphs = options.basis != nullptr};
  diff::Program made{"", &engine.sources(), engine.hidden(), {}, {}};
  for (driver::Documented& one : driver::documents(engine, wanted)) {
    if (one.graph) add_estimate(made, *one.graph, *options.basis);
    made.documents.push_back(options.as_output ? diff::as_read(one.files, one.document)
                                               : std::move(one.document));
  }
  if (engine.has_errors()) {
    std::vector<Diagnostic> errors = engine.diagnostics();
    std::erase_if(errors, [](const Diagnostic& d) { return d.severity != Severity::Error; });
    show(errors, engine.sources(), engine.hidden(), Format::Text);
    loaded.errors = true;
  }
  if (made.documents.empty()) return true;
  made.app = made.documents.front().app;
  loaded.side.programs.push_back(std::move(made));
  return true;
}

Result<bool> add_programs(LoadedSide& loaded, const Disk& disk, const std::string& path,
                          const SideOptions& options) {
  const Result<std::vector<driver::Found>> programs = driver::find_programs(disk, path);
  if (!programs) return Failure{programs.error()};
  for (const driver::Found& program : programs.value()) {
    const Result<bool> added = add_program(loaded, disk, program, options);
    if (!added) return Failure{added.error()};
  }
  return true;
}

// The programs of a revision: those that there are now, and those that are gone or were renamed.
Result<bool> add_revision(LoadedSide& loaded, const Disk& disk, const std::string& name,
                          const SideOptions& options) {
  const Result<std::vector<driver::Found>> programs = driver::find_programs(disk, options.path);
  if (!programs) return Failure{programs.error()};
  const std::string folder(folder_of(programs.value().front().path));
  Result<Revision> revision = Revision::open(name, folder.empty() ? "." : folder, options.asked);
  if (!revision) return Failure{revision.error()};
  loaded.revision = std::make_shared<Revision>(std::move(revision).value());
  std::size_t found = 0;
  for (const driver::Found& program : programs.value())
    found += add_program(loaded, *loaded.revision, program, options).ok() ? 1 : 0;
  if (found == programs.value().size()) return true;
  // A program that did not exist under this path was renamed.
  for (const std::string& path : loaded.revision->gone(".svc"))
    (void)add_program(loaded, *loaded.revision, {path, programs.value().front().project, "."},
                      options);
  return true;
}

Result<bool> add_output(LoadedSide& loaded, const Disk& disk, const std::string& path,
                        const SideOptions& options) {
  std::vector<std::string> files;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      if (entry.is_regular_file(error)) files.push_back(entry.path().generic_string());
    }
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path);
  }
  diff::OutputReader reader;
  for (const std::string& file : files) {
    if (!diff::OutputReader::reads(file)) continue;
    const Result<std::string> text = read_whole(disk, file);
    if (!text) return Failure{fmt::format("{}: {}", file, text.error())};
    const Result<bool> read = reader.add(file, text.value());
    if (!read) return Failure{fmt::format("{}: {}", file, read.error())};
  }
  Result<std::vector<diff::Program>> taken = std::move(reader).take();
  if (!taken) return Failure{taken.error()};
  loaded.side.programs = std::move(taken).value();
  if (!options.environment.empty()) {
    for (diff::Program& program : loaded.side.programs)
      std::erase_if(program.documents,
                    [&](const emit::Document& d) { return d.environment != options.environment; });
  }
  if (loaded.side.programs.empty())
    return Failure{fmt::format("{}: holds neither a program nor output of svcc", path)};
  return true;
}

}  // namespace

bool is_output(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return diff::OutputReader::reads(path);
  if (fs::exists(fs::path(path) / "svc.yaml", error)) return false;
  bool output = false;
  for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
    if (entry.path().extension() == ".svc") return false;
    output = output || diff::OutputReader::reads(entry.path().generic_string());
  }
  return output;
}

bool is_one_document(const std::string& word) {
  std::error_code error;
  if (fs::is_regular_file(word, error)) return diff::OutputReader::reads(word);
  if (!fs::is_directory(word, error)) return false;
  const fs::directory_iterator files(word, error);
  return std::any_of(begin(files), end(files),
                     [](const auto& entry) { return entry.path().extension() == ".tf"; });
}

std::optional<Revision::Asked> begin_side(const Disk& disk, const std::string& word,
                                          const SideOptions& options) {
  std::error_code error;
  if (word.empty() || fs::exists(word, error)) return std::nullopt;
  const Result<std::vector<driver::Found>> programs = driver::find_programs(disk, options.path);
  if (!programs) return std::nullopt;
  std::vector<std::string> paths;
  for (const driver::Found& program : programs.value()) paths.push_back(program.path);
  const std::string folder(folder_of(paths.front()));
  return Revision::begin(word, folder.empty() ? "." : folder, paths);
}

Result<LoadedSide> load_side(const Disk& disk, const std::string& word,
                             const SideOptions& options) {
  LoadedSide loaded;
  loaded.side.title = word.empty() ? "the working tree" : word;
  std::error_code error;
  const bool there = !word.empty() && fs::exists(word, error);
  const Result<bool> read = word.empty() ? add_programs(loaded, disk, options.path, options)
                            : there && is_output(word) ? add_output(loaded, disk, word, options)
                            : there                    ? add_programs(loaded, disk, word, options)
                                                       : add_revision(loaded, disk, word, options);
  if (!read) return Failure{read.error()};
  return loaded;
}

}  // namespace svc::cli
