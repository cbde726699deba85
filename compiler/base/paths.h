// Paths as text: nothing here looks at a disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace svc {

// The folder of a file: `a/b` of `a/b/c.svc`, empty of `c.svc`.
[[nodiscard]] std::string_view folder_of(std::string_view path);

// The path without `.` and `..` that can be resolved: `a/c` of `./a/b/../c`.
[[nodiscard]] std::string normal_path(std::string_view path);

// Whether a path has a byte that paths of a program must not have: NUL would end it early, and
// others do harm when printed.
[[nodiscard]] bool has_control_character(std::string_view path);
inline constexpr std::string_view kControlCharacter = "a path has no control characters";

// The path that `relative` means in a file of `folder`. Nothing if it is absolute or leaves the
// folder `root`.
[[nodiscard]] std::optional<std::string> resolve_within(std::string_view root,
                                                        std::string_view folder,
                                                        std::string_view relative);

}  // namespace svc
