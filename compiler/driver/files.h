// The files of a program: their texts and trees, read again when they change.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diagnostics/sink.h"
#include "driver/imports.h"
#include "driver/programs.h"
#include "driver/timings.h"
#include "sema/analyze.h"
#include "source/source_file.h"
#include "syntax/ast.h"
#include "syntax/live_tree.h"

namespace svc::driver {

class ProgramFiles {
 public:
  // Often: texts will change, so the parts of a tree are kept, and only the items that an edit
  // touches are parsed again (syntax/live_tree.h).
  enum class Reading : std::uint8_t { Once, Often };
  // `files` gives the texts and must outlive this. Nothing is read yet.
  ProgramFiles(const FileSystem& files, Reading reading);
  ~ProgramFiles();
  ProgramFiles(const ProgramFiles&) = delete;
  ProgramFiles& operator=(const ProgramFiles&) = delete;

  // The text of this file is another now, or the file has come or gone: it is read again next time.
  // Gives whether it is one of the program's texts.
  bool changed(std::string_view path);
  // Reads and parses the main file and all that it imports, as far as they are not up to date.
  // Mistakes of syntax and imports go to the sink. Gives the reason why the main file cannot be
  // read; nothing if it could. Trees taken from here earlier are void. `policies` become the last
  // modules.
  [[nodiscard]] std::optional<std::string> read(const std::string& main,
                                                const std::vector<PolicyFile>& policies, Sink& sink,
                                                Timings& timings);

  // An edit inside of one item of a file.
  struct Edited {
    SourceId file;
    syntax::ItemEdit edit;
  };
  // The edits since the last reading but one, if each text that the last reading read has changed
  // inside of one item only (syntax/live_tree.h).
  [[nodiscard]] const std::optional<std::vector<Edited>>& item_edits() const { return edits_; }
  // The texts until the last edits are kept from now on: something still points into them.
  // Otherwise they are forgotten. Gives how many bytes they are.
  std::size_t keep_former(bool keep);
  // What the last reading but one found in its files still counts: which others it read.
  void keep_requests();

  // The texts. A file keeps its id when its text changes.
  [[nodiscard]] const Sources& sources() const { return sources_; }
  // The files as they import each other, the main one first.
  [[nodiscard]] const std::vector<sema::Module>& modules() const { return modules_; }
  // The file of the program at this path (`std/web.svc` for the standard library).
  [[nodiscard]] std::optional<SourceId> find(std::string_view path) const;
  // The tree of a file; null if the program does not have that file (any more).
  [[nodiscard]] const ast::Ast* tree(SourceId file) const;
  // The paths of the .svc files, the main file first, without those of the standard library.
  [[nodiscard]] std::vector<std::string> paths() const;
  // Bytes of text of the whole program.
  [[nodiscard]] std::size_t size() const;
  // Whether the file at this normal path is part of the program, was read by file("…"), or was not
  // found.
  [[nodiscard]] bool depends_on(std::string_view path) const;
  // The file system with a record of the requests: for file("…"), from several threads.
  [[nodiscard]] const FileSystem& disk() const;

 private:
  class Watch;
  class Trees;
  struct File;

  [[nodiscard]] std::optional<SourceId> find_normal(std::string_view path) const;
  enum class From : std::uint8_t { Disk, StandardInput };
  [[nodiscard]] Result<File*> load(const std::string& path, Timings& timings,
                                   From from = From::Disk);
  void parse(File& file, Timings& timings);

  Reading reading_;
  std::unique_ptr<Watch> watch_;
  Sources sources_;
  std::map<std::string, std::unique_ptr<File>, std::less<>> by_path_;
  std::set<std::string, std::less<>> stale_;  // paths that must be read again
  std::vector<sema::Module> modules_;
  std::uint64_t round_ = 0;  // of reading
  std::optional<std::vector<Edited>> edits_;
  std::deque<SourceFile> former_;  // texts that were replaced
};

}  // namespace svc::driver
