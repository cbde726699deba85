// A program with marks, and the questions that can be asked at them.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::test {

struct Mark {
  std::string path;
  std::uint32_t offset = 0;
  std::string argument;
};

class Marked {
 public:
  explicit Marked(const std::string& text) {
    std::string path = "main.svc";
    std::string contents;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      const std::string line = text.substr(at, end - at);
      if (line.starts_with("//! ")) {
        add(path, contents);
        path = line.substr(4, line.find_last_not_of('\n') - 3);
        contents.clear();
      } else {
        contents += line;
      }
      at = end;
    }
    add(path, contents);
    program_ = std::make_unique<ide::LiveProgram>(files_, "main.svc");
    program_->check();
  }

  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }
  [[nodiscard]] ide::LiveProgram& program() { return *program_; }
  [[nodiscard]] const FileSystem& files() const { return files_; }
  [[nodiscard]] ide::Point point(const Mark& mark) const {
    return {program_->find(mark.path).value(), mark.offset};
  }
  [[nodiscard]] std::string text(const std::string& path) const {
    if (auto document = ide::std_document(path)) return *document;
    return files_.read(path).value();
  }

  // The line of the mark, the mark shown as `|`.
  [[nodiscard]] std::string line_with_mark(const Mark& mark) const {
    const std::string all = text(mark.path);
    const std::size_t begin = mark.offset == 0 ? 0 : all.rfind('\n', mark.offset - 1) + 1;
    const std::size_t end = std::min(all.find('\n', mark.offset), all.size());
    return all.substr(begin, mark.offset - begin) + "|" +
           all.substr(mark.offset, end - mark.offset) +
           (mark.argument.empty() ? "" : "   → " + mark.argument);
  }

  // `main.svc:3:5 "text"`
  [[nodiscard]] std::string place(const ide::Location& at) const {
    const SourceFile file(at.path, text(at.path));
    const Position position = file.position(at.begin);
    return fmt::format(
        "{}:{}:{} {}", at.path, position.line, position.column,
        at.end == at.begin
            ? ""
            : "`" + std::string(file.text().substr(at.begin, at.end - at.begin)) + "`");
  }
  [[nodiscard]] std::string place(Span span) const {
    return place(ide::location_of(program_->sources(), span));
  }

 private:
  void add(const std::string& path, std::string contents) {
    for (std::size_t at = contents.find("/*|"); at != std::string::npos;
         at = contents.find("/*|", at)) {
      const std::size_t end = contents.find("*/", at);
      marks_.push_back(
          {path, static_cast<std::uint32_t>(at), contents.substr(at + 3, end - at - 3)});
      contents.erase(at, end + 2 - at);
    }
    files_.write(path, std::move(contents));
  }

  MemoryFileSystem files_;
  std::vector<Mark> marks_;
  std::unique_ptr<ide::LiveProgram> program_;
};

// The answer to a question at a mark, as text. Throws for unknown questions.
[[nodiscard]] std::string answer(const std::string& question, Marked& program, const Mark& mark);

}  // namespace svc::test
