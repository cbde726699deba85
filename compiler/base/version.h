// The version of svcc.
#pragma once

#include <string_view>

namespace svc {

// The version, such as `0.2.0`.
[[nodiscard]] std::string_view version();

// The first twelve digits of the commit that a release was built from; empty in development builds,
// and if the sources were not a git repository.
[[nodiscard]] std::string_view commit();

}  // namespace svc
