// Paths as they stand in a URI.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// The path with every byte percent-encoded that a path of a URI cannot hold as it is (RFC 3986,
// section 3.3). Slashes stay; a relative path stays relative, with `./` in front where its first
// segment would be read as a scheme.
[[nodiscard]] std::string uri_reference(std::string_view path);

}  // namespace svc
