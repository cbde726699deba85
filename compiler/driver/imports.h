// The files of a program: the main one, and what it and they import.
#pragma once

#include <string_view>
#include <vector>

#include "driver/pipeline.h"

namespace svc::driver {

// Parses the compilation's main source and, once each, every file that it imports, directly or not. What cannot be read, lies outside the project's folder or
// imports itself is reported at the `import`.
void read_all(Compilation& compilation);

// A file of the standard library that programs import (`std/web`) as text; empty for a name that it does not have.
[[nodiscard]] std::string_view std_text(std::string_view name);
// The names of all of them, sorted.
[[nodiscard]] std::vector<std::string_view> std_names();

}  // namespace svc::driver
