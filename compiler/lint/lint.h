// What a program may say but had better not: nothing that AWS would refuse, but what is of no use,
// hides a mistake or makes production frail.
//
// A lint is a warning or a note, never an error. `// svcc: allow CODE reason` on the line before
// silences one (allow.h), `lints:` of svc.yaml sets the levels.
#pragma once

#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "plan/plan.h"
#include "sema/analyze.h"
#include "sema/program.h"

namespace svc::lint {

// What the files of a program say, whatever the environment: the main file first.
struct Files {
  const Sources& sources;
  const std::vector<sema::Module>& modules;
};

// A rule judges the files, or the program as it stands in one environment. Exactly one of the two
// functions is set.
struct Rule {
  Code code{};
  std::string_view about;  // why; the documentation that `svcc explain CODE` shows
  void (*files)(const Files& files, Sink& sink) = nullptr;
  void (*program)(const sema::Program& program, const plan::Plan& plan, Sink& sink) = nullptr;
};

// The documentation of a rule's code; empty for a code that is not a rule's.
[[nodiscard]] std::string_view about(Code code);

// Reports what the files themselves show. They must be free of errors: what a broken line would
// have used looks unused.
void lint_files(const Files& files, Sink& sink);

// Reports what shows in the environment for which `program` and `plan` stand; both must be free of
// errors.
void lint_program(const sema::Program& program, const plan::Plan& plan, Sink& sink);

}  // namespace svc::lint
