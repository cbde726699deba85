#include "lsp/workspace.h"

#include <algorithm>
#include <filesystem>

#include "base/paths.h"
#include "lsp/uri.h"
#include "syntax/relocate.h"

namespace svc::lsp {

namespace {

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) &&
         (folder.ends_with('/') || path[folder.size()] == '/');
}

// Every open document is one, except projects and the server's own documents.
bool may_be_program(std::string_view path) {
  return !own_of_uri(path) && !path.ends_with(project::kFileName);
}

// A failure at its place in a svc.yaml, or at the beginning of `otherwise`.
ProjectFault fault_of(const Failure& failure, const std::string& otherwise) {
  if (failure.place.line == 0) return {otherwise, 1, 1, failure.message};
  return {failure.place.file, failure.place.line, failure.place.column, failure.place.message};
}

}  // namespace

const std::vector<Diagnostic>& WorkspaceProgram::diagnostics() {
  if (said_version_ != live.version() || said_deep_ != live.is_deep()) {
    said_version_ = live.version();
    said_deep_ = live.is_deep();
    said_ = live.diagnostics();
    if (said_deep_) {
      remember_late(said_);
    } else {
      first_ = said_;
      add_late(said_);
    }
  }
  return said_;
}

void WorkspaceProgram::remember_late(const std::vector<Diagnostic>& all) {
  late_.clear();
  late_texts_.clear();
  for (const Diagnostic& d : all) {
    const bool early = std::any_of(first_.begin(), first_.end(), [&](const Diagnostic& other) {
      return other.code == d.code && other.span == d.span && other.message == d.message;
    });
    if (early || !d.span.valid()) continue;
    late_.push_back(d);
    late_.back().related.clear();  // those places may have changed, and nothing checks that
    late_.back().fix = {};
    late_texts_.try_emplace(d.span.file, live.sources()[d.span.file].text());
  }
}

void WorkspaceProgram::add_late(std::vector<Diagnostic>& all) const {
  std::map<SourceId, syntax::TextChange> changes;
  for (const auto& [file, before] : late_texts_)
    changes.emplace(file, syntax::TextChange::between(before, live.sources()[file].text()));
  for (Diagnostic d : late_) {
    const syntax::TextChange& change = changes.at(d.span.file);
    if (d.span.begin >= change.end) {  // behind it
      d.span.begin = static_cast<std::uint32_t>(d.span.begin + change.shift);
      d.span.end = static_cast<std::uint32_t>(d.span.end + change.shift);
    } else if (d.span.end > change.begin) {
      continue;
    }
    all.push_back(std::move(d));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span < b.span; });
}

void Workspace::set_roots(std::vector<std::string> roots) {
  roots_ = std::move(roots);
  rescan();
}

void Workspace::set_whole(bool whole) {
  if (whole_ != whole) rescan();
  whole_ = whole;
}

WorkspaceProgram& Workspace::add(driver::Found found, bool named) {
  found.path = normal_path(found.path);
  std::unique_ptr<WorkspaceProgram>& place = programs_[found.path];
  if (place == nullptr) {
    place = std::make_unique<WorkspaceProgram>(documents_, std::move(found));
    place->live.set_interruptibly(
        [this, program = place.get()](const auto& work) { run_interruptibly(*program, work); });
  } else {
    place->live.set_settings(found.settings());
    place->found = std::move(found);
  }
  place->named = named;
  covered_ = false;
  return *place;
}

// A file that may be a separate program.
void Workspace::add_alone(const std::string& path) {
  if (programs_.contains(path)) return;
  driver::Found found{path, nullptr, ""};
  if (path.starts_with('/')) {
    const Result<std::vector<driver::Found>> own = driver::find_programs(documents_, path);
    if (own)
      found = own.value().front();
    else
      faults_.push_back(fault_of(own.failure(), path));
    // Its project may be one of no open folder.
    if (own && found.project != nullptr) {
      for (const project::Program& program : found.project->programs)
        add({normal_path(found.folder + "/" + program.main), found.project, found.folder}, true);
    }
  }
  if (!programs_.contains(path)) add(std::move(found), false);
}

void Workspace::opened(const std::string& path) {
  if (scanned_ && may_be_program(path)) add_alone(path);
  changed(path);
}

void Workspace::closed(const std::string& path) {
  changed(path);
  rescan();  // it may have been a program only because it was open
}

bool Workspace::changed(const std::string& written) {
  const std::string path = normal_path(written);
  bool any = false;
  for (const auto& [main, program] : programs_) {
    if (!program->live.depends_on_normal(path)) continue;
    program->live.changed(path);
    any = true;
  }
  if (any) covered_ = false;
  return any;
}

void Workspace::scan_root(const std::string& root) {
  const Result<std::vector<driver::Found>> found = driver::find_programs(documents_, root);
  if (!found) {
    const ProjectFault fault = fault_of(found.failure(), "");
    if (!fault.path.empty())
      faults_.push_back(
          fault);  // else there is only no program, which is not an error in an editor
    return;
  }
  for (const driver::Found& one : found.value()) {
    const bool named =
        one.project != nullptr &&
        std::any_of(one.project->programs.begin(), one.project->programs.end(),
                    [&](const project::Program& program) {
                      return normal_path(one.folder + "/" + program.main) == normal_path(one.path);
                    });
    add(one, named);
  }
}

void Workspace::scan() {
  if (scanned_) return;
  scanned_ = true;
  covered_ = false;
  faults_.clear();
  files_.clear();
  auto before = std::move(programs_);
  programs_.clear();
  // Programs that were known before keep their state.
  const auto keep = [&] {
    for (auto& [path, program] : programs_) {
      const auto old = before.find(path);
      if (old == before.end() || old->second == nullptr) continue;
      old->second->found = program->found;
      old->second->named = program->named;
      old->second->live.set_settings(program->found.settings());
      program = std::move(old->second);
      before.erase(old);
    }
  };
  if (whole_) {
    for (const std::string& root : roots_) scan_root(root);
  }
  for (const auto& [path, document] : documents_.all()) {
    if (may_be_program(path)) add_alone(path);
  }
  keep();
}

// A program that may import the file: imports stay in the folder of the main file and below, and a
// text without the word imports nothing.
bool Workspace::may_read(const WorkspaceProgram& program, std::string_view path) const {
  const std::string& main = program.found.path;
  if (main == path) return true;
  if (!is_below(path, folder_of(main)) && !path.starts_with("std/")) return false;
  const Document* open = documents_.find_path(main);
  return open == nullptr || open->file->text().find("import") != std::string_view::npos;
}

void Workspace::settle(std::string_view path) {
  scan();
  if (!programs_.contains(path) && path.starts_with('/') && documents_.exists(path)) {
    const bool known = std::any_of(programs_.begin(), programs_.end(), [&](const auto& one) {
      return one.second->live.find(path).has_value();
    });
    if (!known && path.ends_with(".svc")) add_alone(std::string(path));
  }
  // A program must be read, too, if the program that read it is gone.
  const auto wanted = [&](const auto& one) {
    return !one.second->covered && !one.second->live.is_read() && may_read(*one.second, path);
  };
  do {
    for (const auto& one : programs_) {
      if (wanted(one)) read(*one.second);
    }
    cover();
  } while (std::any_of(programs_.begin(), programs_.end(), wanted));
  for (WorkspaceProgram* program : programs_of(path)) check(*program);
}

void Workspace::read(WorkspaceProgram& program) {
  program.live.read();
  covered_ = false;
}

void Workspace::check(WorkspaceProgram& program) {
  if (program.live.is_checked()) return;
  if (!program.live.is_read()) read(program);
  run_interruptibly(program,
                    [&](const Cancellation& cancellation) { program.live.check(&cancellation); });
}

void Workspace::run_interruptibly(const WorkspaceProgram& program,
                                  const std::function<void(const Cancellation&)>& work) {
  std::set<std::string> uris;
  for (const std::string& path : program.live.paths()) uris.insert(documents_.uri_of(path));
  const Inbox::Interruptible interruptible(inbox_, std::move(uris));
  work(interruptible.cancellation());
  if (interruptible.cancellation().cancelled()) throw Interrupted{};
}

// Decides which programs are parts of others. A program whose text changed keeps its old state
// until it is read again.
void Workspace::cover() {
  if (covered_) return;
  covered_ = true;
  std::vector<driver::Readings> readings;
  bool circles = false;
  for (const auto& [main, program] : programs_) {
    if (!program->live.is_read()) continue;
    readings.push_back(program->live.readings());
    circles = circles || readings.back().in_circle;
  }
  const std::set<std::string, std::less<>> parts = driver::parts_of_others(readings);
  for (const auto& [main, program] : programs_) {
    const bool unknown = circles && !program->live.is_read();  // it may be in the circle
    program->covered = parts.contains(main) && !unknown;
  }
}

std::vector<WorkspaceProgram*> Workspace::programs() {
  cover();
  std::vector<WorkspaceProgram*> all;
  for (const auto& [main, program] : programs_) {
    if (!program->covered) all.push_back(program.get());
  }
  return all;
}

std::vector<WorkspaceProgram*> Workspace::programs_of(std::string_view path) {
  std::vector<WorkspaceProgram*> found;
  for (WorkspaceProgram* program : programs()) {
    if (program->live.find(path)) found.push_back(program);
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](const WorkspaceProgram* a, const WorkspaceProgram* b) {
                     const auto rank = [&](const WorkspaceProgram* one) {
                       return one->found.path == path ? 0 : one->named ? 1 : 2;
                     };
                     return rank(a) < rank(b);
                   });
  return found;
}

std::vector<std::string> Workspace::files_of(const WorkspaceProgram& program) {
  namespace fs = std::filesystem;
  constexpr std::size_t kMost = 2000;
  const std::string folder(folder_of(program.found.path));
  if (!folder.starts_with('/')) return {};
  const auto known = files_.find(folder);
  if (known != files_.end()) return known->second;
  std::vector<std::string>& files = files_[folder];
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(
           folder, fs::directory_options::skip_permission_denied, error);
       !error && at != fs::recursive_directory_iterator() && files.size() < kMost;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with('.') || name == "node_modules")
      at.disable_recursion_pending();
    else if (at->is_regular_file(error))
      files.push_back(at->path().generic_string());
  }
  for (const auto& [path, document] : documents_.all()) {
    if (is_below(path, folder) && std::find(files.begin(), files.end(), path) == files.end())
      files.push_back(path);
  }
  return files;
}

bool Workspace::has_open(const WorkspaceProgram& program) const {
  const std::vector<std::string> paths = program.live.paths();
  return documents_.find_path(program.found.path) != nullptr ||
         std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
           return documents_.find_path(path) != nullptr;
         });
}

WorkspaceProgram* Workspace::next_unchecked(bool only_open) {
  WorkspaceProgram* later = nullptr;
  for (const auto& [main, program] : programs_) {
    if (program->covered || program->live.is_checked()) continue;
    if (has_open(*program)) return program.get();
    if (later == nullptr && !only_open) later = program.get();
  }
  return later;
}

void Workspace::tidy() {
  for (const auto& [main, program] : programs_) program->live.tidy();
}

Workspace::Step Workspace::step(bool only_open) {
  scan();
  for (const auto& [main, program] : programs_) {
    if (program->covered || program->live.is_read() || (only_open && !has_open(*program))) continue;
    read(*program);
    cover();
    return Step::Read;
  }
  if (WorkspaceProgram* program = next_unchecked(only_open)) {
    check(*program);
    return Step::Checked;
  }
  WorkspaceProgram* next = nullptr;
  for (WorkspaceProgram* program : programs()) {
    if (program->live.is_deep() || !program->live.is_checked()) continue;
    const bool open = has_open(*program);
    if (open || (next == nullptr && !only_open)) next = program;
    if (open) break;
  }
  if (next == nullptr) {  // another program may no longer read one of them
    WorkspaceProgram* program = next_unchecked(only_open);
    if (program == nullptr) return Step::Nothing;
    check(*program);
    return Step::Checked;
  }
  return next->live.deepen() ? Step::Deepened : Step::Finished;
}

std::pair<std::size_t, std::size_t> Workspace::waiting() const {
  const auto count = std::count_if(programs_.begin(), programs_.end(), [](const auto& one) {
    return !one.second->covered && !one.second->live.is_checked();
  });
  return {static_cast<std::size_t>(count), programs_.size()};
}

}  // namespace svc::lsp
