// The engine: a program with its files, environments and diagnostics. `svcc check` and `svcc build`
// run it once. The language server keeps it alive, changes texts, and runs it in small steps.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/file_system.h"
#include "diagnostics/sink.h"
#include "driver/files.h"
#include "driver/pipeline.h"
#include "driver/programs.h"
#include "driver/timings.h"
#include "graph/graph.h"
#include "sema/analyze.h"

namespace svc::driver {

// The state of one environment of the program.
struct EnvironmentState {
  std::string name;  // empty: the nameless one of a program that declares none
  Checked checked;
  std::optional<graph::Graph> graph;  // once it was lowered; nothing if it has errors
  Sink sink;                          // the diagnostics
  Sink lints;                         // the lints' diagnostics
  bool linted = false;
  Timings timings;
  // To check it again after an edit inside of a block; null: it is always checked as a whole.
  std::unique_ptr<LiveCheck> live;
  bool again = false;  // the last check was of that kind
};

// What an engine has done so far, for tests and measurements.
struct Effort {
  std::uint64_t analyses = 0;  // each of one environment, as a whole
  std::uint64_t refills = 0;   // the same of blocks that were edited
  std::uint64_t slices = 0;    // of deepen()
  std::uint64_t nodes = 0;     // of graphs that were held against a schema
};

class Engine {
 public:
  // How long results are kept: a run of the command line needs each once; the server asks again.
  using Reading = ProgramFiles::Reading;
  // `files` gives the texts and must outlive the engine; `main` is the path of the main file as
  // `files` knows it. Nothing is read yet.
  Engine(const FileSystem& files, std::string main, Settings settings = {},
         Reading reading = Reading::Once);
  virtual ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // ---- Changes
  // The text of this file is another now, or the file has come or gone.
  void changed(std::string_view path);
  // The project's settings are these now.
  void set_settings(Settings settings);
  [[nodiscard]] const Settings& settings() const { return settings_; }

  // Keeps at most so many errors (Sink::kMost if this is not called); the rest is only counted.
  void keep_at_most(std::size_t errors) { most_ = errors; }

  // ---- Step by step. After a change, everything taken from the engine earlier (trees, programs,
  // spans' texts) is void.
  // Reads, parses and links the changed files: tens of microseconds a change.
  void read();
  [[nodiscard]] bool is_read() const { return stage_ != Stage::Stale; }
  // Analyses, plans and checks every environment: milliseconds. Gives up between two steps of the
  // analysis when it is cancelled, and gives whether everything was done.
  bool check(const Cancellation* cancellation = nullptr);
  [[nodiscard]] bool is_checked() const { return stage_ >= Stage::Checked; }
  // Frees what changes have made void. It may be done once the results are shown.
  void tidy();
  // Does the next slice of the rest, about a millisecond: lints, resources, checks against the
  // targets' schemas. (An environment is lowered in one slice, which may take longer.) Returns
  // whether more remains.
  bool deepen();
  [[nodiscard]] bool is_deep() const { return stage_ == Stage::Deep; }

  // ---- All at once
  // Finds every mistake of every environment, or of the one named.
  void examine(const std::optional<std::string>& environment);
  // Reads the program and gives the result of `work(environment, alone)` for each requested
  // environment, in parallel where that pays. `work` may write only to the environment. `alone`: it
  // is the only one that runs, and may use threads itself.
  template <typename Work>
  auto each_environment(const std::optional<std::string>& wanted, Work work) {
    begin(wanted);
    std::vector<decltype(work(*environments_.front(), true))> made(environments_.size());
    run([&](std::size_t i, EnvironmentState& environment, bool alone) {
      made[i] = work(environment, alone);
    });
    return made;
  }
  // The first step of one environment.
  void check_environment(EnvironmentState& environment, bool checks = true) const;

  // ---- Results
  // The diagnostics to show, in reading order. If the main file cannot be read there are none:
  // unreadable() says why.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  [[nodiscard]] bool has_errors() const;
  // The places of the text that no excerpt shows (driver/secrets.h).
  [[nodiscard]] std::vector<Span> hidden() const;
  // How many diagnostics were found beyond those that are kept.
  [[nodiscard]] std::size_t dropped() const;
  // The diagnostics of syntax and imports, before any is dropped.
  [[nodiscard]] const Sink& found_in_reading() const { return found_; }
  [[nodiscard]] const std::optional<std::string>& unreadable() const { return unreadable_; }
  // Its files as parts_of_others() wants them. After read().
  [[nodiscard]] Readings readings() const;
  // Whether the program's meaning depends on this file: it is the main file, imported, read by
  // file("…"), or was not found. The second function takes a normal path (base/paths.h).
  [[nodiscard]] bool depends_on(std::string_view path) const;
  [[nodiscard]] bool depends_on_normal(std::string_view path) const;
  // The paths of its .svc files, the main file first, without the standard library. After read().
  [[nodiscard]] std::vector<std::string> paths() const { return files_.paths(); }
  [[nodiscard]] const Sources& sources() const { return files_.sources(); }
  // The file of the program at this path (`std/web.svc` for the standard library); nothing if it is
  // not part of it.
  [[nodiscard]] std::optional<SourceId> find(std::string_view path) const {
    return files_.find(path);
  }
  // The tree of a file; null if the program does not have that file (any more).
  [[nodiscard]] const ast::Ast* tree(SourceId file) const { return files_.tree(file); }
  [[nodiscard]] const std::vector<sema::Module>& modules() const { return files_.modules(); }
  [[nodiscard]] const std::string& main_path() const { return main_; }
  // The checked environments, in the order of the source.
  [[nodiscard]] const std::vector<std::unique_ptr<EnvironmentState>>& environments() const {
    return environments_;
  }
  // Whether they should run in parallel, each in a thread.
  [[nodiscard]] bool worth_threads() const;
  // The input of an analysis of the current program.
  [[nodiscard]] sema::Input input() const;
  // How long the phases took since the engine was made.
  [[nodiscard]] const Timings& timings() const { return timings_; }
  Timings& timings() { return timings_; }
  [[nodiscard]] const Effort& effort() const { return effort_; }
  // Counts how often something was read again, for callers that keep results.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 protected:
  // Called before results made from the program become void.
  virtual void forget() {}

 private:
  enum class Stage : std::uint8_t { Stale, Read, Checked, Deep };
  struct Deepening;

  [[nodiscard]] bool deepen(EnvironmentState& environment, Deepening& at);
  void lint(EnvironmentState& environment) const;
  void judge_budget(EnvironmentState& environment) const;
  void judge_costs(EnvironmentState& environment) const;
  void add_environment(std::string name);
  void report_out_of_memory(EnvironmentState& environment) const;
  // As if it had not been analysed.
  void leave_out(EnvironmentState& environment) const;
  [[nodiscard]] bool cancelled() const;
  void keep_for_later();
  [[nodiscard]] bool take_edits();
  [[nodiscard]] bool keeps_live() const;
  [[nodiscard]] bool check_again(EnvironmentState& environment) const;
  void count_work();
  void examine(EnvironmentState& environment) const;
  // Reads the program and prepares the requested environments.
  void begin(const std::optional<std::string>& wanted);
  using Work = std::function<void(std::size_t index, EnvironmentState& environment, bool alone)>;
  void run(const Work& work);

  std::string main_;
  std::string normal_main_;
  Settings settings_;
  Reading reading_;
  ProgramFiles files_;
  Stage stage_ = Stage::Stale;
  std::optional<std::string> unreadable_;
  Sink found_;           // syntax, imports, unknown environments
  bool broken_ = false;  // a file has syntax errors or cannot be read
  bool all_ = true;      // every environment is checked
  std::vector<std::unique_ptr<EnvironmentState>> environments_;
  std::vector<std::unique_ptr<EnvironmentState>> before_;  // void, to be freed
  std::vector<std::unique_ptr<EnvironmentState>> edited_;  // to be checked again
  bool other_change_ = true;  // something else than the program's texts is another
  std::size_t edits_ = 0;     // since every environment was checked as a whole
  const Cancellation* cancellation_ = nullptr;
  std::unique_ptr<Deepening> deepening_;  // null: not begun, or done
  Timings timings_;
  Effort effort_;
  std::uint64_t version_ = 0;
  std::size_t most_ = Sink::kMost;
};

}  // namespace svc::driver
