// The files of stdlib/std, which programs import, as they were when svcc was built.
#pragma once

#include <span>

#include "base/text_file.h"

namespace svc::sema {

// Sorted by path: `web.svc` is what programs import as `std/web`.
[[nodiscard]] std::span<const TextFile> std_files();

}  // namespace svc::sema
