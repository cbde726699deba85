#include "syntax/format/rows.h"

#include <algorithm>

#include "syntax/format/flow.h"

namespace svc::syntax {

namespace {

[[nodiscard]] bool in_one_line(const Row& row) {
  return row.head.find('\n') == std::string::npos && row.tail.find('\n') == std::string::npos;
}

// Whether the second row, directly below the first, is aligned with it.
[[nodiscard]] bool same_run(const Row& first, const Row& second) {
  return !second.blank_before && first.align == second.align && first.group == second.group;
}

// Pads the heads of each run to the longest of it.
void align_heads(std::vector<Row>& rows) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && same_run(rows[begin], rows[end])) ++end;
    if (rows[begin].align != Row::Align::None) {
      std::size_t longest = 0;
      for (std::size_t i = begin; i < end; ++i) longest = std::max(longest, width(rows[i].head));
      for (std::size_t i = begin; i < end; ++i) rows[i].head.append(longest - width(rows[i].head), ' ');
    }
    begin = end;
  }
}

[[nodiscard]] std::string line_of(const Row& row) {
  return row.tail.empty() ? row.head : row.head + " " + row.tail;
}

// Pads the lines of neighbours with comments, so that the comments stand below each other.
void align_comments(const std::vector<Row>& rows, std::vector<std::string>& lines) {
  const auto aligned = [&rows](std::size_t i) { return !rows[i].comment.empty() && in_one_line(rows[i]); };
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && aligned(begin) && aligned(end) && !rows[end].blank_before) ++end;
    std::size_t longest = 0;
    for (std::size_t i = begin; i < end; ++i) longest = std::max(longest, width(lines[i]));
    for (std::size_t i = begin; i < end; ++i) {
      if (rows[i].comment.empty()) continue;
      if (aligned(i)) lines[i].append(longest - width(lines[i]), ' ');
      lines[i] += "  " + rows[i].comment;
    }
    begin = end;
  }
}

}  // namespace

std::string write_rows(std::vector<Row> rows, std::size_t indent) {
  align_heads(rows);
  std::vector<std::string> lines;
  lines.reserve(rows.size());
  for (const Row& row : rows) lines.push_back(line_of(row));
  align_comments(rows, lines);
  std::string out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].blank_before && i > 0) out += '\n';
    out.append(indent, ' ');
    out += lines[i];
    out += '\n';
  }
  return out;
}

}  // namespace svc::syntax
