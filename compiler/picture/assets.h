// The parts of the page that shows a picture.
#pragma once

#include <span>

#include "base/text_file.h"

namespace svc::picture {

// The files of assets/graph.
[[nodiscard]] std::span<const TextFile> page_files();

}  // namespace svc::picture
