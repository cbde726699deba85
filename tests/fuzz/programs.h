// What the targets of whole programs share.
#pragma once

#include <string_view>
#include <vector>

#include "driver/build.h"

namespace svc::fuzz {

// The documents of both targets; none where the program has an error.
[[nodiscard]] std::vector<driver::Artifact> built(std::string_view text);

void fuzz_carried(std::string_view input);  // carried.cpp
void fuzz_outputs(std::string_view input);  // outputs.cpp

}  // namespace svc::fuzz
