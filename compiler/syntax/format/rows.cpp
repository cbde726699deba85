#include "syntax/format/rows.h"

#include <algorithm>

#include "base/lines.h"
#include "syntax/format.h"
#include "syntax/format/flow.h"

namespace svc::syntax {

namespace {

[[nodiscard]] bool in_one_line(const Row& row) {
  return !has_line_end(row.head) && !has_line_end(row.tail);
}

// Whether the second row, directly below the first, is aligned with it.
[[nodiscard]] bool same_run(const Row& first, const Row& second) {
  return !second.blank_before && first.align == second.align && first.group == second.group;
}

// The width of a row without comments, if its head is padded to `head` columns: that of its first
// line.
[[nodiscard]] std::size_t row_width(const Row& row, std::size_t head) {
  const std::size_t tail = width(std::string_view(row.tail).substr(0, line_end(row.tail, 0)));
  return tail == 0 ? head : head + 1 + tail;
}

// Pads the heads of each run to the longest one, unless that makes a row too long. Then the run
// stays as it is, because its rows were laid out for their unpadded width.
void align_heads(std::vector<Row>& rows, std::size_t indent) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && same_run(rows[begin], rows[end])) ++end;
    if (rows[begin].align != Row::Align::None) {
      std::size_t longest = 0;
      for (std::size_t i = begin; i < end; ++i) longest = std::max(longest, width(rows[i].head));
      const bool fits =
          std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                      rows.begin() + static_cast<std::ptrdiff_t>(end), [&](const Row& row) {
                        return indent + row_width(row, longest) <= kLineWidth ||
                               indent + row_width(row, width(row.head)) > kLineWidth;
                      });
      for (std::size_t i = begin; fits && i < end; ++i)
        rows[i].head.append(longest - width(rows[i].head), ' ');
    }
    begin = end;
  }
}

[[nodiscard]] std::string line_of(const Row& row) {
  return row.tail.empty() ? row.head : row.head + " " + row.tail;
}

// Pads the lines of adjacent comments to align them, if all still fit.
void align_comments(const std::vector<Row>& rows, std::vector<std::string>& lines,
                    std::size_t indent) {
  const auto aligned = [&rows](std::size_t i) {
    return !rows[i].comment.empty() && in_one_line(rows[i]);
  };
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && aligned(begin) && aligned(end) && !rows[end].blank_before) ++end;
    std::size_t longest = 0;
    for (std::size_t i = begin; i < end; ++i) longest = std::max(longest, width(lines[i]));
    bool fits = true;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t comment = 2 + width(rows[i].comment);
      fits = fits && (indent + longest + comment <= kLineWidth ||
                      indent + width(lines[i]) + comment > kLineWidth);
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (rows[i].comment.empty()) continue;
      if (fits && aligned(i)) lines[i].append(longest - width(lines[i]), ' ');
      lines[i] += "  " + rows[i].comment;
    }
    begin = end;
  }
}

}  // namespace

std::string write_rows(std::vector<Row> rows, std::size_t indent) {
  align_heads(rows, indent);
  std::vector<std::string> lines;
  lines.reserve(rows.size());
  for (const Row& row : rows) lines.push_back(line_of(row));
  align_comments(rows, lines, indent);
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
