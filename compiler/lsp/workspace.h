// The programs of the folders that are open in the editor, each kept up to date
// (ide/live_program.h).
//
// The programs of the workspace: those that the projects (svc.yaml) of the folders name; outside of
// projects, every .svc file that no other file imports; and every open document that none of them
// reads. A file that several programs import belongs to each of them.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "driver/programs.h"
#include "ide/live_program.h"
#include "lsp/documents.h"
#include "lsp/inbox.h"

namespace svc::lsp {

// A program that is or may be one of the workspace.
struct WorkspaceProgram {
  WorkspaceProgram(const FileSystem& files, driver::Found from)
      : found(std::move(from)), live(files, found.path, found.settings()) {}
  driver::Found found;
  ide::LiveProgram live;
  bool named =
      false;  // by a project; else it is one only while no other program reads its main file
  bool covered = false;  // read by another; then it is not kept up to date

  // The diagnostics, as far as the program was analysed: after its first step and after its second
  // one. In between, findings of the previous second step are still shown where the text has not
  // changed, so that they do not flicker with every keystroke.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics();
  // The diagnostics as sent to the client, by URI, and the state that they came from.
  struct Listed {
    std::uint64_t version = 0;
    bool deep = false;
    std::uint64_t documents = 0;  // Documents::opened()
    std::map<std::string, Json> by_uri;
  };
  Listed listed;

 private:
  void remember_late(const std::vector<Diagnostic>& all);
  void add_late(std::vector<Diagnostic>& all) const;

  std::vector<Diagnostic> said_;
  std::uint64_t said_version_ = 0;
  bool said_deep_ = false;
  std::vector<Diagnostic> first_;  // the findings of the first step
  std::vector<Diagnostic> late_;   // those that only the second one had, the last time …
  std::map<SourceId, std::string, std::less<>> late_texts_;  // … in these texts
};

// The faults of a project itself.
struct ProjectFault {
  std::string path;  // of svc.yaml
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::string message;
};

// Thrown when work was given up because something more urgent has come (Inbox::Interruptible): it
// is done again later.
struct Interrupted {};

class Workspace {
 public:
  // Both must outlive it.
  Workspace(const Documents& documents, Inbox& inbox) : documents_(documents), inbox_(inbox) {}

  // The open folders as absolute paths. The next scan finds the programs again.
  void set_roots(std::vector<std::string> roots);
  [[nodiscard]] const std::vector<std::string>& roots() const { return roots_; }
  // Whether programs are searched for in the folders, or only for open documents.
  void set_whole(bool whole);

  // A document was opened or closed.
  void opened(const std::string& path);
  void closed(const std::string& path);
  // A text is another one, or a file came or went. Gives whether any program depends on it.
  bool changed(const std::string& path);
  // Files were added or removed, or a project changed: the programs must be found again.
  void rescan() { scanned_ = false; }

  // Finds the programs if that has to be done.
  void scan();
  // Reads the programs that may use the file, so that programs_of() is right, and checks those that
  // do. Throws Interrupted.
  void settle(std::string_view path);
  // The programs that read the file: first the one with it as main file, then those of projects.
  // After settle().
  [[nodiscard]] std::vector<WorkspaceProgram*> programs_of(std::string_view path);
  // All programs that count, as far as is known: step() until it has nothing to do for the last
  // word.
  [[nodiscard]] std::vector<WorkspaceProgram*> programs();
  // The files in and below the folder of a program's main file, up to a limit: the candidates for
  // imports and reads.
  [[nodiscard]] std::vector<std::string> files_of(const WorkspaceProgram& program);
  [[nodiscard]] const std::vector<ProjectFault>& faults() const { return faults_; }

  enum class Step : std::uint8_t {
    Nothing,
    Read,
    Checked,
    Deepened,
    Finished
  };  // Finished: of a program everything is known now
  // Does a small part of the waiting work: first steps before second ones, the programs of open
  // documents first, or only those. Throws Interrupted.
  Step step(bool only_open = false);
  // Frees what changes have made void (driver::Engine::tidy).
  void tidy();
  // How many programs wait for their first step, and the total.
  [[nodiscard]] std::pair<std::size_t, std::size_t> waiting() const;

 private:
  void scan_root(const std::string& root);
  WorkspaceProgram& add(driver::Found found, bool named);
  void add_alone(const std::string& path);
  void cover();
  void read(WorkspaceProgram& program);
  void check(WorkspaceProgram& program);
  void run_interruptibly(const WorkspaceProgram& program,
                         const std::function<void(const Cancellation&)>& work);
  [[nodiscard]] bool may_read(const WorkspaceProgram& program, std::string_view path) const;
  [[nodiscard]] bool has_open(const WorkspaceProgram& program) const;
  [[nodiscard]] WorkspaceProgram* next_unchecked(bool only_open);

  const Documents& documents_;
  Inbox& inbox_;
  std::vector<std::string> roots_;
  bool whole_ = true;
  bool scanned_ = false;
  bool covered_ = false;
  std::map<std::string, std::unique_ptr<WorkspaceProgram>, std::less<>> programs_;  // by main file
  std::vector<ProjectFault> faults_;
  std::map<std::string, std::vector<std::string>, std::less<>>
      files_;  // by folder, since the last scan
};

}  // namespace svc::lsp
