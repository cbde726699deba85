// Brackets: their nesting depth, and repairs if they do not match.
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

[[nodiscard]] bool is_opener(std::uint16_t type);
[[nodiscard]] bool is_closer(std::uint16_t type);

// Reports brackets and operators that are nested too deeply for the recursion of later phases. The
// file is then not parsed further.
[[nodiscard]] bool nested_too_deeply(const Scan& scan, Reporter& reporter);

// Gives every bracket a partner: inserts missing ones, drops surplus ones, and reports each. It
// finds the mistake by indentation, because counting would blame the end of the file. Gives false
// if something was wrong.
[[nodiscard]] bool balance_brackets(Scan& scan, Reporter& reporter);

// The partners and parents in a sequence of balanced brackets.
[[nodiscard]] Brackets pair_brackets(const std::vector<Lexeme>& lexemes);

}  // namespace svc::syntax
