#include "driver/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "base/paths.h"
#include "syntax/live_tree.h"
#include "syntax/parse.h"

namespace svc::driver {

// A file. Its tree is kept until its text changes.
struct ProgramFiles::File {
  SourceId source;
  std::uint64_t round = 0;  // the last round of reading that used it
  ast::Ast once;
  std::unique_ptr<syntax::LiveTree> live;  // null: the tree is `once`
  Sink sink;                               // its syntax errors
  [[nodiscard]] const ast::Ast& tree() const { return live == nullptr ? once : live->tree(); }
};

// The file system of the program, with a record of the requests. Environments are analysed in
// parallel, and each may read files.
class ProgramFiles::Watch final : public FileSystem {
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
  [[nodiscard]] bool inside(std::string_view root, std::string_view path) const override {
    return files_.inside(root, path);
  }
  [[nodiscard]] std::string resolved(std::string_view path) const override {
    return files_.resolved(path);
  }
  [[nodiscard]] Result<std::string> standard_input() const override {
    return files_.standard_input();
  }
  [[nodiscard]] bool was_asked(std::string_view path) const { return asked_.contains(path); }
  void forget() { before_ = std::exchange(asked_, {}); }
  void keep() { asked_.merge(before_); }

 private:
  const FileSystem& files_;
  mutable std::mutex mutex_;
  mutable std::set<std::string, std::less<>> asked_;
  std::set<std::string, std::less<>> before_;  // what was asked for until forget()
};

// Gives imported files to the linker.
class ProgramFiles::Trees final : public Library {
 public:
  Trees(ProgramFiles& files, Sink& sink, Timings& timings)
      : files_(files), sink_(sink), timings_(timings) {}
  [[nodiscard]] Result<const ast::Ast*> file(const std::string& path) override {
    const Result<File*> file = files_.load(path, timings_);
    if (!file) return Failure{file.error()};
    sink_.append(file.value()->sink);
    return &file.value()->tree();
  }
  [[nodiscard]] bool exists(const std::string& path) const override {
    return files_.watch_->exists(path);
  }
  [[nodiscard]] bool inside(std::string_view root, std::string_view path) const override {
    return files_.watch_->inside(root, path);
  }
  [[nodiscard]] std::string resolved(std::string_view path) const override {
    return files_.watch_->resolved(path);
  }

 private:
  ProgramFiles& files_;
  Sink& sink_;
  Timings& timings_;
};

ProgramFiles::ProgramFiles(const FileSystem& files, Reading reading)
    : reading_(reading), watch_(std::make_unique<Watch>(files)) {}
ProgramFiles::~ProgramFiles() = default;

bool ProgramFiles::changed(std::string_view path) {
  std::string key = normal_path(path);
  if (!by_path_.contains(key)) return false;
  stale_.insert(std::move(key));
  return true;
}

std::size_t ProgramFiles::keep_former(bool keep) {
  if (!keep) former_.clear();
  std::size_t bytes = 0;
  for (const SourceFile& file : former_) bytes += file.text().size();
  return bytes;
}

void ProgramFiles::keep_requests() {
  watch_->keep();
}

Result<ProgramFiles::File*> ProgramFiles::load(const std::string& path, Timings& timings,
                                               From from) {
  const std::string key = normal_path(path);
  const auto known = by_path_.find(key);
  File* file = known == by_path_.end() ? nullptr : known->second.get();
  // A file that was not part of the program for a while must be checked again, because its changes
  // were not reported.
  if (file != nullptr && !stale_.contains(key) && file->round + 1 >= round_) {
    file->round = round_;
    return file;
  }
  Result<std::string> text = is_std(path)                  ? read_std(path)
                             : from == From::StandardInput ? watch_->standard_input()
                                                           : watch_->read(path);
  if (!text) {
    edits_.reset();
    return Failure{text.error()};  // an earlier text of it stays stale
  }
  stale_.erase(key);
  if (file == nullptr) {
    file = by_path_.emplace(key, std::make_unique<File>()).first->second.get();
    file->source = sources_.add(SourceFile(path, std::move(text).value()));
  } else if (sources_[file->source].text() == text.value()) {
    file->round = round_;
    return file;
  } else {
    if (reading_ == Reading::Often) former_.push_back(std::move(sources_[file->source]));
    sources_[file->source] = SourceFile(path, std::move(text).value());
  }
  file->round = round_;
  parse(*file, timings);
  return file;
}

void ProgramFiles::parse(File& file, Timings& timings) {
  file.sink = {};
  timings.measure("parse", [&] {
    if (reading_ == Reading::Once) {
      file.once = syntax::parse(sources_, file.source, file.sink);
      return;
    }
    if (file.live == nullptr) file.live = std::make_unique<syntax::LiveTree>();
    file.live->read(sources_, file.source, file.sink);
    if (!file.live->item_edit())
      edits_.reset();
    else if (edits_)
      edits_->push_back({file.source, *file.live->item_edit()});
  });
}

std::optional<std::string> ProgramFiles::read(const std::string& main,
                                              const std::vector<PolicyFile>& policies, Sink& sink,
                                              Timings& timings) {
  ++round_;
  watch_->forget();
  modules_.clear();
  edits_.emplace();
  // Only the command line may name standard input: an import or file("-") would take the input of a
  // CI step.
  const Result<File*> file = load(main, timings, main == "-" ? From::StandardInput : From::Disk);
  if (!file) return file.error();
  sink.append(file.value()->sink);
  Trees trees(*this, sink, timings);
  modules_ = link(sources_, file.value()->tree(), trees, sink);
  for (const PolicyFile& policy : policies) {
    const Result<File*> rules = load(policy.path, timings);
    if (!rules) return fmt::format("its policy {} cannot be read: {}", policy.path, rules.error());
    sink.append(rules.value()->sink);
    modules_.push_back(
        {.ast = &rules.value()->tree(),
         .imports = {},
         .policy = policy.advice ? sema::Module::Policy::Advice : sema::Module::Policy::Rules});
  }
  return std::nullopt;
}

std::optional<SourceId> ProgramFiles::find(std::string_view path) const {
  return find_normal(normal_path(path));
}

std::optional<SourceId> ProgramFiles::find_normal(std::string_view path) const {
  const auto known = by_path_.find(path);
  if (known == by_path_.end() || tree(known->second->source) == nullptr) return std::nullopt;
  return known->second->source;
}

const ast::Ast* ProgramFiles::tree(SourceId file) const {
  const auto found =
      std::find_if(modules_.begin(), modules_.end(),
                   [file](const sema::Module& module) { return module.ast->file == file; });
  return found == modules_.end() ? nullptr : found->ast;
}

std::vector<std::string> ProgramFiles::paths() const {
  std::vector<std::string> all;
  for (const sema::Module& module : modules_) {
    const std::string& path = sources_[module.ast->file].path();
    if (!is_std(path)) all.push_back(path);
  }
  return all;
}

std::size_t ProgramFiles::size() const {
  std::size_t bytes = 0;
  for (const sema::Module& module : modules_) bytes += sources_[module.ast->file].text().size();
  return bytes;
}

bool ProgramFiles::depends_on(std::string_view path) const {
  return watch_->was_asked(path) || find_normal(path).has_value();
}

const FileSystem& ProgramFiles::disk() const {
  return *watch_;
}

}  // namespace svc::driver
