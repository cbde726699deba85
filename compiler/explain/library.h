// Documentation of the standard library's components, from stdlib/std: their params and their
// example.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/reference.h"

namespace svc::explain {

// Explains a file (`std/web`), a component (`web_service`), or a param or output of one
// (`web_service.port`). Nothing for other paths.
[[nodiscard]] std::optional<std::string> library_topic(std::string_view path);
// Every path that library_topic() explains.
[[nodiscard]] std::vector<std::string> library_topics();
// The one-line description of each component, by file.
[[nodiscard]] std::string library_list();
// docs/reference/std.md.
[[nodiscard]] Page library_page();

}  // namespace svc::explain
