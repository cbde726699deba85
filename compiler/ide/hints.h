// Decisions of svcc that the text does not show, displayed inside the text (inlay hints) and above
// blocks (code lenses).
#pragma once

#include <string>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

enum class HintForm : std::uint8_t { Default, Priority, Range, Name, Count };

struct InlayHint {
  HintForm form{};
  std::uint32_t offset = 0;  // the end of a line: within it, a hint would push columns apart
  std::string label;
  std::string tooltip;  // Markdown; may be empty
};

// Each sort can be left out.
struct HintOptions {
  bool defaults = true;    // the values of fields that are not written, behind the head of a block
  bool priorities = true;  // which the rule of a route gets
  bool ranges = true;      // which the subnets of a network get
  bool names = true;       // the logical id of the block's resource in CloudFormation; known once
                           // deepen() has lowered the program
  bool counts = true;      // the values of a field that differ between environments
};

// The hints for a part of a file, in order. The program must have been checked. Hints that need a
// faulty environment are left out.
[[nodiscard]] std::vector<InlayHint> inlay_hints(const LiveProgram& program, Span range,
                                                 const HintOptions& options = {});

enum class LensForm : std::uint8_t { Resources, Cost, Environments, References };

struct CodeLens {
  LensForm form{};
  Span span;          // the name that it is about
  std::string title;  // `7 resources`, `$9.01 a month`, `differs in prod`, `3 references`
  std::vector<Location> places;  // References: where; Environments: its places in the environments
};

// The lenses above the blocks and components of a file: resources and cost (after deepen() has
// lowered the program), environments that override it, references.
[[nodiscard]] std::vector<CodeLens> code_lenses(const LiveProgram& program, SourceId file);

}  // namespace svc::ide
