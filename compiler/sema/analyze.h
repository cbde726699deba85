// Ast → Program
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/file_system.h"
#include "diagnostics/sink.h"
#include "sema/program.h"
#include "syntax/ast.h"

namespace svc::sema {

class Recorder;

// One file of a program. Its imports have been read already: `imports` has the module of each
// `import` line.
struct Module {
  struct Import {
    static constexpr std::size_t kUnreadable = static_cast<std::size_t>(-1);
    const ast::Import* syntax = nullptr;
    std::size_t module = kUnreadable;  // an index of Input::modules; kUnreadable: why there is none
                                       // has been reported
  };
  const ast::Ast* ast = nullptr;
  std::vector<Import> imports;  // in the order of the file
  bool standard = false;        // it is of the standard library
  // Rules that programs have to keep (sema/policies.cpp): nobody imports them, and they are read
  // once the program is known. Advice is warned about, everything else an error.
  enum class Policy : std::uint8_t { None, Rules, Advice };
  Policy policy = Policy::None;
};

// A block that need not keep a rule, until a day.
struct PolicyException {
  std::string block;  // `service legacy`
  std::string rule;   // a part of the rule's message
  std::string reason;
  std::string until;   // `2027-01-31`; empty: for good
  bool ended = false;  // that day is over
  friend bool operator==(const PolicyException&, const PolicyException&) = default;
};

// What an environment costs in a month, in US dollars, at the desired counts: from an earlier
// analysis of the same program (driver/engine.cpp), for the policies that read it.
struct Costs {
  double environment = 0;
  std::map<std::string, double, std::less<>> blocks;  // `service api`
  std::string unknown;                                // why the cost is not known; empty: it is
};

// All that is analysed.
struct Input {
  const Sources& sources;
  std::vector<Module> modules;        // the main file first
  const FileSystem* files = nullptr;  // for file("…"); null: no files can be read
  Recorder* recorder = nullptr;       // for editors (recorder.h); null: nothing is recorded
  // Set by another thread when the result is no longer needed. The result is then unfinished, and
  // nothing is reported.
  const Cancellation* cancellation = nullptr;
  const std::vector<PolicyException>* exceptions = nullptr;  // from policies; null: none
  const Costs* costs = nullptr;  // null: not known yet. Rules that read them are then left out
  // Judges the program with this value of a param (Program::possibilities); null: with what svcc
  // judges by otherwise.
  const Possibility* possibility = nullptr;
};

// The environments that a program declares, in source order; empty if there are none.
[[nodiscard]] std::vector<Environment> environments(const ast::Ast& ast);

// Gives the program as it is in one environment (empty name: the nameless one of a program that
// declares none): overlays merged, names resolved, components instantiated, values evaluated and
// checked against the kinds' declarations. Every mistake goes to the sink; parts that depend on a
// mistake are left out silently. A program that needs more work than sema/limits.h allows gets one
// diagnostic, and the rest is not analysed.
[[nodiscard]] Program analyze(const Input& input, std::string_view environment, Sink& sink);
// The same for a program of one file that reads no others.
[[nodiscard]] Program analyze(const ast::Ast& ast, const Sources& sources,
                              std::string_view environment, Sink& sink);

}  // namespace svc::sema
