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

// The lines of one side. Without sources, no line is known.
class Lines {
 public:
  Lines(const Sources* sources, const Ways& ways) : sources_(sources), ways_(ways) {}

  [[nodiscard]] Line line(Span span) const;
  // The places that decide about a span: its own line, and the lines that led there.
  [[nodiscard]] std::vector<std::string> places(Span span) const;

 private:
  const Sources* sources_;
  const Ways& ways_;
};

}  // namespace svc::diff
