// Paths in URIs.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// The path with every byte percent-encoded that a URI path cannot contain (RFC 3986, section 3.3).
// Slashes stay. A relative path stays relative, with `./` in front if its first segment would be
// read as a scheme.
[[nodiscard]] std::string uri_reference(std::string_view path);

}  // namespace svc
