// The lines of a block, and their alignment.
#pragma once

#include <string>
#include <vector>

namespace svc::syntax {

// A member or a comment, laid out but not yet aligned.
struct Row {
  enum class Align : std::uint8_t { None, Field, Block };
  bool blank_before = false;
  bool only_comment = false;
  Align align = Align::None;
  std::string group;  // blocks are aligned with neighbours of the same kind only
  std::string
      head;  // the padded part: `cidr`, `capacity fargate`; the whole row if nothing is aligned
  std::string tail;     // `= 10.0.0.0/16`, `{ base = 1 }`
  std::string comment;  // at the end of the line
};

// Writes the rows, each with its indentation and a line end.
[[nodiscard]] std::string write_rows(std::vector<Row> rows, std::size_t indent);

}  // namespace svc::syntax
