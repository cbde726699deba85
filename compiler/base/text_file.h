// A text that was embedded when svcc was built: an example, a starter.
#pragma once

#include <string_view>

namespace svc {

struct TextFile {
  std::string_view path;  // relative to the folder that was embedded, with `/`
  std::string_view text;  // UTF-8; other bytes are replaced by U+FFFD
};

}  // namespace svc
