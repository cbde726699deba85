// What makes a finding the same finding tomorrow, when lines above it have come or gone.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_file.h"

namespace svc {

// One fingerprint for each diagnostic, in their order: `9f86d081884c7d65:1`. It is made of the code, the file's path and the text of the line without its
// blanks, and the number counts those that are alike in a file, so a finding keeps its fingerprint when lines are moved or the message's figures change.
// Environments are left out: a fault that spreads to a second environment is still the same fault.
[[nodiscard]] std::vector<std::string> fingerprints(const std::vector<Diagnostic>& diagnostics, const Sources& sources);

// The diagnostics whose fingerprint is not among `known`.
[[nodiscard]] std::vector<Diagnostic> only_new(std::vector<Diagnostic> diagnostics, const Sources& sources, const std::vector<std::string>& known);

}  // namespace svc
