// Which version of an image a program names. Private to lint/.
#pragma once

#include "lint/programs.h"

namespace svc::lint {

// The tag of an image that is written as a text: empty if it has neither tag nor digest; `sha256:…`
// of one with a digest.
[[nodiscard]] std::string image_version(std::string_view image);

}  // namespace svc::lint
