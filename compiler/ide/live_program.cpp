#include "ide/live_program.h"

#include <algorithm>
#include <mutex>

#include "base/parallel.h"
#include "base/paths.h"
#include "driver/targets.h"
#include "ide/index.h"
#include "syntax/live_tree.h"

namespace svc::ide {

namespace {

constexpr std::size_t kWorthThreads =
    8192;  // bytes of program: to start a thread costs as much as to analyse a few hundred
constexpr std::size_t kSlice = 64;  // nodes of the graph that are looked at at once

}  // namespace

// A file whose tree is kept until its text changes.
struct LiveProgram::File {
  SourceId source;
  std::uint64_t version = 0;  // of the program, in which it was part of it last
  syntax::LiveTree live;
  Sink sink;  // what is wrong with its syntax
  [[nodiscard]] const ast::Ast& tree() const { return live.tree(); }
};

// The file system that the program was given, and what has been asked of it.
class LiveProgram::Watch final : public FileSystem {
 public:
  explicit Watch(const FileSystem& files) : files_(files) {}
  [[nodiscard]] Result<std::string> read(std::string_view path) const override {
    const std::lock_guard lock(mutex_);
    asked_.insert(normal_path(path));
    return files_.read(path);
  }
  [[nodiscard]] bool exists(std::string_view path) const override {
    const std::lock_guard lock(mutex_);
    asked_.insert(normal_path(path));
    return files_.exists(path);
  }
  [[nodiscard]] bool was_asked(std::string_view path) const { return asked_.contains(path); }
  void forget() { asked_.clear(); }

 private:
  const FileSystem& files_;
  mutable std::mutex
      mutex_;  // the environments are analysed side by side, and file("…") is read in each
  mutable std::set<std::string, std::less<>> asked_;
};

class LiveProgram::Reader final : public driver::Library {
 public:
  explicit Reader(LiveProgram& program) : program_(program) {}
  [[nodiscard]] Result<const ast::Ast*> file(const std::string& path) override {
    std::string why;
    File* file = program_.load(path, &why);
    if (file == nullptr) return Failure{why};
    program_.reading_.append(file->sink);
    return &file->tree();
  }

 private:
  LiveProgram& program_;
};

// Where the second step stands.
struct LiveProgram::Deepening {
  std::size_t environment = 0;
  std::size_t target = 0;
  std::unique_ptr<driver::TargetCheck> check;  // null: the target has not been begun
};

LiveProgram::LiveProgram(const FileSystem& files, std::string main, driver::Settings settings)
    : main_(std::move(main)),
      settings_(std::move(settings)),
      files_(std::make_unique<Watch>(files)) {}
LiveProgram::~LiveProgram() = default;

void LiveProgram::changed(std::string_view path) {
  std::string key = normal_path(path);
  if (by_path_.contains(key)) stale_.insert(std::move(key));
  fresh_ = false;
}

void LiveProgram::set_settings(driver::Settings settings) {
  if (settings == settings_) return;
  settings_ = std::move(settings);
  fresh_ = false;  // what a target refuses is among what has been found
}

bool LiveProgram::is_checked() const {
  return fresh_;
}
bool LiveProgram::is_deep() const {
  return fresh_ && deep_;
}

LiveProgram::File* LiveProgram::load(const std::string& path, std::string* why) {
  const std::string key = normal_path(path);
  const auto known = by_path_.find(key);
  File* file = known == by_path_.end() ? nullptr : known->second.get();
  // A file that was not part of the program for a while has to be looked at again: nobody had to
  // say that it changed.
  if (file != nullptr && !stale_.contains(key) && file->version + 1 >= version_) {
    file->version = version_;
    return file;
  }
  Result<std::string> text = driver::is_std(path) ? driver::read_std(path) : files_->read(path);
  if (!text) {
    *why = text.error();
    return nullptr;  // an earlier text of it stays stale
  }
  stale_.erase(key);
  if (file == nullptr) {
    file = by_path_.emplace(key, std::make_unique<File>()).first->second.get();
    file->source = sources_.add(SourceFile(path, std::move(text).value()));
  } else if (sources_[file->source].text() == text.value()) {
    file->version = version_;
    return file;
  } else {
    sources_[file->source] = SourceFile(path, std::move(text).value());
  }
  file->version = version_;
  file->sink = {};
  timings_.measure("parse", [&] {
    file->live.read(sources_, file->source, file->sink);
    return true;
  });
  return file;
}

void LiveProgram::read() {
  reading_ = {};
  modules_.clear();
  unreadable_.reset();
  std::string why;
  File* main = load(main_, &why);
  if (main == nullptr) {
    unreadable_ = why;
    return;
  }
  reading_.append(main->sink);
  Reader reader(*this);
  modules_ = driver::link(sources_, main->tree(), reader, reading_);
  broken_ = reading_.has_errors();
}

void LiveProgram::check() {
  if (fresh_) return;
  ++version_;
  deepening_.reset();
  deep_ = false;
  index_.reset();
  declarations_.reset();
  std::vector<std::unique_ptr<LiveEnvironment>> before = std::move(environments_);
  environments_.clear();
  files_->forget();
  read();
  fresh_ = true;
  if (unreadable_) return;
  std::vector<std::string> names;
  for (const sema::Environment& environment : sema::environments(*modules_.front().ast))
    names.emplace_back(environment.name);
  if (names.empty()) names.emplace_back();
  for (std::string& name : names)
    environments_.emplace_back(std::make_unique<LiveEnvironment>())->name = std::move(name);
  before.resize(std::min(before.size(), environments_.size()));
  check_environments(before);
}

// The environments know nothing of each other, so each is analysed in a thread of its own, where
// there is enough to do; taking apart what was known before is a good part of it.
void LiveProgram::check_environments(std::vector<std::unique_ptr<LiveEnvironment>>& before) {
  std::vector<driver::Timings> timings(environments_.size());
  const auto run = [&](std::size_t i) {
    if (i < before.size()) before[i].reset();
    LiveEnvironment& environment = *environments_[i];
    environment.checked =
        driver::check_environment(input(), environment.name, broken_, environment.sink, timings[i]);
  };
  for_each_parallel(environments_.size(), worth_threads(), run);
  for (const driver::Timings& one : timings) timings_.add(one);
}

bool LiveProgram::worth_threads() const {
  std::size_t bytes = 0;
  for (const sema::Module& module : modules_) bytes += sources_[module.ast->file].text().size();
  return bytes >= kWorthThreads;
}

bool LiveProgram::deepen() {
  check();
  if (deep_) return false;
  if (deepening_ == nullptr) deepening_ = std::make_unique<Deepening>();
  Deepening& at = *deepening_;
  while (at.environment < environments_.size() && !environments_[at.environment]->checked.sound)
    ++at.environment;
  if (at.environment == environments_.size()) {
    deepening_.reset();
    deep_ = true;
    return false;
  }
  LiveEnvironment& environment = *environments_[at.environment];
  const auto next_environment = [&at] {
    ++at.environment;
    at.target = 0;
    return true;
  };
  if (!environment.graph) {
    environment.graph =
        driver::lower_environment(environment.checked, sources_, environment.sink, timings_);
    return environment.graph ? true : next_environment();
  }
  const std::vector<const emit::Target*> targets = driver::chosen_targets(settings_.targets);
  if (at.target == targets.size()) return next_environment();
  const emit::Target& target = *targets[at.target];
  const bool more = timings_.measure(target.name(), [&] {
    if (at.check == nullptr)
      at.check = std::make_unique<driver::TargetCheck>(target, *environment.graph,
                                                       environment.checked.program.instantiations,
                                                       sources_, environment.sink);
    return at.check->step(kSlice);
  });
  if (more) return true;
  at.check.reset();
  ++at.target;
  return true;
}

std::vector<Diagnostic> LiveProgram::diagnostics() const {
  Sink all = reading_;
  for (const auto& environment : environments_) all.append(environment->sink);
  const bool judged = deep_ && !all.has_errors();
  bool whole = judged;
  driver::Timings timings;
  for (const auto& environment : environments_) {
    whole = whole && environment->checked.sound;
    if (judged && environment->checked.sound)
      driver::lint_environment(environment->checked, sources_, environment->name, all, timings);
  }
  if (judged) driver::lint_files({sources_, modules_}, all, timings);
  return driver::told(all, {.environments = environments_.size(), .whole = whole},
                      {sources_, modules_}, settings_.levels);
}

bool LiveProgram::depends_on(std::string_view path) const {
  const std::string key = normal_path(path);
  return key == normal_path(main_) || files_->was_asked(key) || find(key).has_value();
}

std::vector<std::string> LiveProgram::paths() const {
  std::vector<std::string> all;
  for (const sema::Module& module : modules_) {
    const std::string& path = sources_[module.ast->file].path();
    if (!driver::is_std(path)) all.push_back(path);
  }
  return all;
}

std::optional<SourceId> LiveProgram::find(std::string_view path) const {
  const auto known = by_path_.find(normal_path(path));
  if (known == by_path_.end() || tree(known->second->source) == nullptr) return std::nullopt;
  return known->second->source;
}

const ast::Ast* LiveProgram::tree(SourceId file) const {
  const auto found =
      std::find_if(modules_.begin(), modules_.end(),
                   [file](const sema::Module& module) { return module.ast->file == file; });
  return found == modules_.end() ? nullptr : found->ast;
}

const Declarations& LiveProgram::declarations() const {
  if (declarations_ == nullptr) {
    std::vector<const ast::Ast*> trees;
    for (const sema::Module& module : modules_) trees.push_back(module.ast);
    declarations_ = std::make_unique<Declarations>(trees);
  }
  return *declarations_;
}

const Index& LiveProgram::index() const {
  if (index_ == nullptr) index_ = std::make_unique<Index>(*this);
  return *index_;
}

sema::Input LiveProgram::input() const {
  return {.sources = sources_, .modules = modules_, .files = files_.get()};
}

}  // namespace svc::ide
