// A program that somebody is writing: its files, their trees and what is wrong with them, kept up
// to date with the least work.
//
// It works in two steps, because a person types faster than documents of both targets are made.
// check() reads what has changed, and analyses, plans and checks every environment: milliseconds.
// deepen() then does the rest in small slices, which the caller runs when he has nothing better to
// do. After both, diagnostics() gives what `svcc check` says of the same texts.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diagnostics/sink.h"
#include "driver/environment.h"
#include "driver/imports.h"
#include "driver/programs.h"
#include "driver/timings.h"
#include "sema/analyze.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::ide {

class Index;
class Declarations;

// One environment of the program as far as it has been looked into.
struct LiveEnvironment {
  std::string name;  // empty: the nameless one of a program that declares none
  driver::Checked checked;
  std::optional<graph::Graph> graph;  // once deepen() has lowered it; nothing if it has errors
  Sink sink;
};

class LiveProgram {
 public:
  // `files` gives the texts, those of unsaved buffers in place of what is on the disk, and must
  // outlive the program. `main` is the path of the main file as `files` knows it. Nothing is read
  // yet.
  LiveProgram(const FileSystem& files, std::string main, driver::Settings settings = {});
  ~LiveProgram();
  LiveProgram(const LiveProgram&) = delete;
  LiveProgram& operator=(const LiveProgram&) = delete;

  // Says that the text of this file is another now, or that the file has come or gone. The next
  // check() reads it again.
  void changed(std::string_view path);
  // The project's settings are these now.
  void set_settings(driver::Settings settings);
  [[nodiscard]] const driver::Settings& settings() const { return settings_; }

  // First step: reads, parses and checks what is not up to date. Cheap if nothing has changed.
  // Everything that was taken from the program before (trees, programs, spans' texts) is void if
  // something had.
  void check();
  [[nodiscard]] bool is_checked() const;
  // Second step: does the next slice, about a millisecond's work (an environment is lowered in one
  // slice, which may take longer); gives whether there is more.
  bool deepen();
  [[nodiscard]] bool is_deep() const;

  // What is known to be wrong, in reading order; after both steps, exactly what `svcc check` says.
  // If the main file cannot be read, nothing: unreadable() says why.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  [[nodiscard]] const std::optional<std::string>& unreadable() const { return unreadable_; }

  // Whether the program's meaning depends on this file: it is the main file, imported, read by
  // file("…"), or looked for in vain.
  [[nodiscard]] bool depends_on(std::string_view path) const;
  // The paths of the .svc files of the program, the main file first; without those of the standard
  // library.
  [[nodiscard]] std::vector<std::string> paths() const;

  // The texts. A file keeps its id as long as the program lives, whatever becomes of its text.
  [[nodiscard]] const Sources& sources() const { return sources_; }
  // The file of the program at this path (`std/web.svc` for the standard library); nothing if it is
  // none.
  [[nodiscard]] std::optional<SourceId> find(std::string_view path) const;
  // The tree of a file; null if the program has no such file (any more).
  [[nodiscard]] const ast::Ast* tree(SourceId file) const;
  [[nodiscard]] const std::vector<sema::Module>& modules() const { return modules_; }
  [[nodiscard]] const std::string& main_path() const { return main_; }
  // There is so much of it that its environments are better looked at side by side, each in a
  // thread.
  [[nodiscard]] bool worth_threads() const;
  // One for each environment that the program declares, in the order of the source, else the
  // nameless one.
  [[nodiscard]] const std::vector<std::unique_ptr<LiveEnvironment>>& environments() const {
    return environments_;
  }
  // What an analysis of the program as it stands is given.
  [[nodiscard]] sema::Input input() const;

  // Every declaration of the program's own files and of the parts of std/ that it imports. Made
  // when it is first asked for after a change. The program must have been checked.
  [[nodiscard]] const Declarations& declarations() const;
  // What every name stands for; made when it is first asked for after a change (a few milliseconds
  // an environment). The program must have been checked.
  [[nodiscard]] const Index& index() const;

  // How long the phases took since the program was made.
  [[nodiscard]] const driver::Timings& timings() const { return timings_; }
  // Counts the times that something was read anew: whoever keeps what he made of the program
  // compares it.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  struct File;
  class Reader;
  class Watch;
  struct Deepening;

  File* load(const std::string& path, std::string* why);
  void read();
  void check_environments(std::vector<std::unique_ptr<LiveEnvironment>>& before);

  std::string main_;
  driver::Settings settings_;
  std::unique_ptr<Watch> files_;  // notes what is read
  Sources sources_;
  std::map<std::string, std::unique_ptr<File>, std::less<>> by_path_;
  std::set<std::string, std::less<>> stale_;  // paths whose texts have to be read again
  std::vector<sema::Module> modules_;
  std::vector<std::unique_ptr<LiveEnvironment>> environments_;
  Sink reading_;         // syntax and imports
  bool broken_ = false;  // a file has syntax errors or cannot be read
  bool fresh_ = false;
  std::optional<std::string> unreadable_;
  std::unique_ptr<Deepening> deepening_;  // null: not begun, or done
  bool deep_ = false;
  driver::Timings timings_;
  std::uint64_t version_ = 0;
  // Null: nobody has asked since the last change.
  mutable std::unique_ptr<Declarations> declarations_;
  mutable std::unique_ptr<Index> index_;
};

}  // namespace svc::ide
