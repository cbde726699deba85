// Lints: code that AWS accepts, but that has no effect, hides a mistake or makes production
// fragile.
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

// The files of a program, independent of the environment. The main file comes first.
struct Files {
  const Sources& sources;
  const std::vector<sema::Module>& modules;
};

// A rule checks the files, or the program in one environment. Exactly one of the two functions is
// set.
struct Rule {
  Code code{};
  std::string_view about;  // why; the documentation that `svcc explain CODE` shows
  void (*files)(const Files& files, Sink& sink) = nullptr;
  void (*program)(const sema::Program& program, const plan::Plan& plan, Sink& sink) = nullptr;
};

// The documentation of a rule's code; empty for other codes.
[[nodiscard]] std::string_view about(Code code);

// Reports findings in the files themselves. They must be free of errors: names used on a broken
// line would seem unused.
void lint_files(const Files& files, Sink& sink);

// Reports findings in the environment of `program` and `plan`. Both must be free of errors.
void lint_program(const sema::Program& program, const plan::Plan& plan, Sink& sink);

}  // namespace svc::lint
