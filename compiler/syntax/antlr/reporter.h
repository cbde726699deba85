// Reporting in the syntax phase: one file, and a limit, so that a file in another language does not
// produce thousands of messages.
#pragma once

#include <string_view>

#include "diagnostics/codes/syntax.h"
#include "diagnostics/sink.h"
#include "source/source_file.h"

namespace svc::syntax {

// Thrown when the limit is passed, and caught in parse(): never crosses it.
struct TooManyErrors {};

class Reporter {
 public:
  static constexpr int kMaxErrors = 50;

  // Of the text up to `end`: all of it, or a part that is read alone.
  Reporter(const SourceFile& source, SourceId file, Sink& sink,
           std::size_t end = std::string_view::npos)
      : text_(source.text().substr(0, end)), file_(file), sink_(sink) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(std::uint32_t begin, std::uint32_t end) const {
    return text().substr(begin, end - begin);
  }
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const {
    return {file_, begin, end};
  }
  [[nodiscard]] SourceId file() const { return file_; }
  [[nodiscard]] int count() const { return count_; }

  template <typename D, typename... Args>
  Report report(At where, const Args&... args) {
    if (count_ >= kMaxErrors) {
      sink_.report<diag::TooManySyntaxErrors>(where.span)
          .help("correct the first of them; many of the others may follow from it");
      throw TooManyErrors{};
    }
    ++count_;
    return sink_.report<D>(where, args...);
  }

 private:
  std::string_view text_;
  SourceId file_;
  Sink& sink_;
  int count_ = 0;
};

}  // namespace svc::syntax
