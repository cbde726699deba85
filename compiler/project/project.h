// svc.yaml: the project's settings.
//
//   name: shop
//   main: main.svc                        # or `programs:` with a name and a file each
//   targets: [cloudformation, terraform]  # what `svcc build` writes; both, if left out
//   output: out                           # where to; standard output, if left out
//   lints: { SVC4407: error, SVC4703: off }
//   layout: split                         # several CloudFormation stacks; else only above a limit
//   baseline: known.json                  # warnings and notes that are left for later
//   svcc: ">= 0.2"                        # the versions of svcc that may compile it (pin.h)
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/layout.h"
#include "base/result.h"
#include "diagnostics/diagnostic.h"

namespace svc::project {

inline constexpr std::string_view kFileName = "svc.yaml";

// The severity of a warning or a note in this project.
enum class Level : std::uint8_t { Off, Note, Warning, Error };
using Levels = std::map<Code, Level>;

struct Program {
  std::string name;
  std::string main;        // relative to the folder of svc.yaml, and inside it
  std::uint32_t line = 1;  // of that path in svc.yaml
  std::uint32_t column = 1;
};

// Rules that the programs have to keep: files of the language, by a pattern.
struct Policy {
  std::string pattern;  // relative to the folder of svc.yaml: `policies/*.svc`
  bool advice = false;  // what breaks it is warned about
};

// A block that need not keep a rule.
struct Exception {
  std::string block;  // `service legacy`
  std::string rule;   // a part of the rule's message
  std::string reason;
  std::string until;  // `2027-01-31`; empty: for good
};

struct Project {
  std::string name;
  std::vector<Program> programs;     // at least one, in the order written
  std::vector<std::string> targets;  // empty: all
  std::string output;                // relative to the folder of svc.yaml; empty: standard output
  Levels lints;
  std::string baseline;  // the file of known findings, relative to the folder of svc.yaml; or empty
  std::vector<std::string> known;  // the fingerprints in it; parse() leaves that to its caller
  // The most that an environment may cost in a month, in US dollars; `default`: every other one.
  std::map<std::string, double, std::less<>> budgets;
  std::vector<Policy> policies;
  std::vector<Exception> exceptions;
  Layout layout;  // of the CloudFormation stacks
};

// Parses the text of a svc.yaml. `path` names it in messages, `known_targets` are the existing
// targets. Fails with place and reason: `svc.yaml:3:1: there is no setting `mian`; did you mean
// `main`?`.
[[nodiscard]] Result<Project> parse(const std::string& text, const std::string& path,
                                    const std::vector<std::string_view>& known_targets);

// Gives each diagnostic the severity that the project wants, and drops those that are off.
void apply(const Levels& levels, std::vector<Diagnostic>& diagnostics);

}  // namespace svc::project
