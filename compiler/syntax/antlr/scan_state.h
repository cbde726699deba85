// What the scanner of a file knows while it goes through the text. Private to scan.cpp and
// scan_mistakes.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "base/lines.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// A string with an open `${`: the following tokens belong to it, up to the closing `}`.
struct OpenString {
  std::uint32_t begin = 0;          // the first quote
  std::uint32_t interpolation = 0;  // the `${` that is open
  bool block = false;               // """
  int braces = 0;                   // `{` open inside the interpolation
};

class ScanState {
 protected:
  explicit ScanState(Reporter& reporter) : reporter_(reporter), text_(reporter.text()) {}

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] std::uint32_t end_of_line(std::uint32_t at) const {
    return static_cast<std::uint32_t>(line_end(text_, at));
  }
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void add(std::size_t type, std::uint32_t begin, std::uint32_t end) {
    scan_.lexemes.push_back({.type = static_cast<std::uint16_t>(type),
                             .line_start = line_start_,
                             .bad = bad_next_,
                             .begin = begin,
                             .end = end});
    line_start_ = false;
    bad_next_ = false;
    in_shell_ = false;
  }

  Reporter& reporter_;
  std::string_view text_;
  Scan scan_;
  std::vector<OpenString> strings_;
  std::uint32_t at_ = 0;
  std::uint32_t line_begin_ = 0;
  bool line_start_ = true;
  bool bad_next_ = false;
  bool in_shell_ = false;  // the lines before were commands of a shell too
};

}  // namespace svc::syntax
