// The notices of the libraries and data that svcc contains.
#pragma once

#include <span>

#include "base/text_file.h"

namespace svc {

// One text for each library: its name, its copyright, an empty line, its license.
[[nodiscard]] std::span<const TextFile> license_files();

}  // namespace svc
