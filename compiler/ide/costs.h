// What a block costs in a month, in each environment. Private to hover and lenses.
#pragma once

#include <string>

#include "ide/live_program.h"

namespace svc::ide {

// `$9.01 a month`, or of environments that differ `a month: test $9.01, prod $36.04`, at the
// desired counts. Empty where nothing is charged, no price is known, or the program has not been
// lowered.
[[nodiscard]] std::string cost_title(const LiveProgram& program, Span member);

// The same for a hover, in Markdown: also the least and the largest, and what depends on use.
[[nodiscard]] std::string cost_text(const LiveProgram& program, Span member);

}  // namespace svc::ide
