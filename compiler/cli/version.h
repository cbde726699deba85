// The output of `svcc --version` and `svcc --licenses`.
#pragma once

#include <string>

namespace svc::cli {

// Version and commit, then where the schemas of each target are from, a line each, without a line
// end at the end.
[[nodiscard]] std::string version_text();

// The license of svcc in short, then the notices of everything that it contains.
[[nodiscard]] std::string licenses_text();

}  // namespace svc::cli
