// Keeps the secrets of a program out of its diagnostics.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "lint/lint.h"

namespace svc::driver {

// The places of the program's files that no excerpt shows, in the order that render_text() wants.
[[nodiscard]] std::vector<Span> hidden_texts(const std::vector<sema::Module>& modules);

// Messages and helps show `***` in place of a secret. A fix that would write one is dropped.
void hide_secrets(const lint::Files& files, std::vector<Diagnostic>& diagnostics);

}  // namespace svc::driver
