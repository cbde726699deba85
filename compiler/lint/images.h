// The version of an image in a program. Private to lint/.
#pragma once

#include "lint/programs.h"

namespace svc::lint {

// The tag of an image given as text: empty without tag and digest; `sha256:…` with a digest.
[[nodiscard]] std::string image_version(std::string_view image);

}  // namespace svc::lint
