// The texts that are being compiled, and the way from byte offsets to lines and columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "source/span.h"

namespace svc {

// A place as people and editors count: lines and columns start at 1. `column` counts Unicode code
// points, `utf16` UTF-16 code units (LSP).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t utf16 = 1;
};

// One text with its name. Owns the bytes: every std::string_view of an Ast points into them, so a
// SourceFile must outlive its Ast.
class SourceFile {
 public:
  // `path` is for diagnostics; `text` is UTF-8 (a byte-order mark is left in place and skipped by
  // the parser).
  SourceFile(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  // The last part of the path: the file's name in emitted documents, so that they do not depend on
  // its place on this machine.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(Span span) const {
    return text().substr(span.begin, span.size());
  }
  // The place of a byte offset. An offset beyond the end gives the end.
  [[nodiscard]] Position position(std::uint32_t offset) const;
  // The text of a line (from 1) without its line end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(line_starts_.size());
  }

 private:
  std::string path_;
  std::string text_;
  // A counted column, so that later ones on a long line are not counted from its beginning.
  struct Milestone {
    std::uint32_t offset;
    std::uint32_t column;
    std::uint32_t utf16;
  };
  void add_milestones(std::uint32_t begin, std::uint32_t end);

  std::vector<std::uint32_t> line_starts_;
  std::vector<Milestone> milestones_;  // of long lines, by offset
};

// All the files of one compilation.
using Sources = Store<SourceFile>;

// `name:line` of the start of a span, for comments and metadata in the output.
[[nodiscard]] std::string line_reference(const Sources& sources, Span span);

}  // namespace svc
