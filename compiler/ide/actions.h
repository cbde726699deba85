// Edits of a program that an editor can request.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

enum class ActionForm : std::uint8_t { QuickFix, FixAll, Extract, Inline, Rewrite, Move, Sort };

struct CodeAction {
  ActionForm form{};
  std::string title;                // `Write \`orders\``
  std::optional<Diagnostic> fixes;  // QuickFix: the diagnostic that it fixes
  bool preferred = false;           // the one thing to do
  std::vector<TextEdit> edits;  // in the order of the texts, without overlaps; of a file that does
                                // not exist yet, its whole text at 0
  std::optional<Location>
      name;  // of something new: where its name is after the edits, for a rename
};

// Everything that can be done at a range: the fixes of the diagnostics that touch it, required
// fields, extract, inline, shorthands, sorting, moving. The edits of a file that is formatted leave
// it formatted. The program must have been checked.
[[nodiscard]] std::vector<CodeAction> code_actions(const LiveProgram& program, Span range);

// The certain fixes of a file (driver/repairs.h) as one action; nothing if there are none.
[[nodiscard]] std::optional<CodeAction> fix_all(const LiveProgram& program, SourceId file);

}  // namespace svc::ide
