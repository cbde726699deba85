// The lines of a program, as reports quote them.
#pragma once

#include <string>
#include <vector>

#include "diff/report.h"
#include "source/source_file.h"
#include "source/ways.h"

namespace svc::diff {

// `main.svc` of `./main.svc`, which a folder given as `.` leads to.
[[nodiscard]] std::string shown_path(const SourceFile& file);

// The lines of one side. Without sources, no line is known. `hidden` is as in shown_text().
class Lines {
 public:
  Lines(const Sources* sources, const Ways& ways, const std::vector<Span>& hidden)
      : sources_(sources), ways_(ways), hidden_(hidden) {}

  [[nodiscard]] Line line(Span span) const;
  // The places that decide about a span: its own line, and the lines that led there.
  [[nodiscard]] std::vector<std::string> places(Span span) const;

 private:
  const Sources* sources_;
  const Ways& ways_;
  const std::vector<Span>& hidden_;
};

}  // namespace svc::diff
