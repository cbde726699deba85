// Makes the fixes that leave no choice: for `svcc check --fix` and "fix all" of editors.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_file.h"

namespace svc::driver {

// The certain fixes (Fix::certain) among the diagnostics that can be made together, in their order.
// If two change the same place, the first is taken. A fix that several diagnostics share is taken
// once. The pointers are into `diagnostics`.
[[nodiscard]] std::vector<const Fix*> certain_fixes(const std::vector<Diagnostic>& diagnostics,
                                                    const Sources& sources);

// A file after its fixes.
struct Repaired {
  std::string path;
  std::string text;
};

// The files that the fixes change, by path. A formatted file (syntax/format.h) stays formatted. In
// any other file, only the text of the fixes changes.
[[nodiscard]] std::vector<Repaired> repair(const std::vector<const Fix*>& fixes,
                                           const Sources& sources);

// The text in the one format (syntax/format.h), as far as it can be parsed. `path` is for messages.
[[nodiscard]] std::string formatted(const std::string& path, std::string text);

}  // namespace svc::driver
