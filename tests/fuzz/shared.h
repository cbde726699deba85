// What the targets share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace svc::fuzz {

inline constexpr const char* kMain = "main.svc";

// Ends the process, so that the fuzzer keeps the input.
void hold(bool holds, std::string_view what, std::string_view detail = {});

// The codes of diagnostics, in order.
[[nodiscard]] std::vector<std::string> codes(const std::vector<Diagnostic>& diagnostics);

// The text as `svcc fmt` writes it, and the codes of the mistakes in it. What cannot be parsed at
// all stays.
[[nodiscard]] std::string formatted(std::string_view text,
                                    std::vector<std::string>* found = nullptr);

}  // namespace svc::fuzz
