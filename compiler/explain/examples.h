// Examples of kinds and of the blocks in them, cut from the programs of tests/cases, which the
// tests compile for both targets.
#pragma once

#include <span>
#include <string>

#include "base/text_file.h"
#include "sema/kinds.h"

namespace svc::explain {

// The example of a kind, or of a nested block by the kind of its body. Empty if no program has one.
[[nodiscard]] std::string example_of(const sema::KindDecl& kind);

// The files `main.svc` of tests/cases, embedded when svcc was built, by path.
[[nodiscard]] std::span<const TextFile> case_files();

}  // namespace svc::explain
