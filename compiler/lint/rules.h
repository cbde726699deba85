// The rules, one file each in rules/, with documentation and check. Private to lint/.
#pragma once

#include "lint/lint.h"

namespace svc::lint::rules {

// `rules/unused_let.cpp` defines `unused_let`. CMake writes the list from the names of the files.
#define SVC_LINT(name) extern const Rule name;
#include "lint_rules.inc"
#undef SVC_LINT

}  // namespace svc::lint::rules
