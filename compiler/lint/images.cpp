#include "lint/images.h"

namespace svc::lint {

std::string image_version(std::string_view image) {
  if (const std::size_t at = image.find('@'); at != std::string_view::npos)
    return std::string(image.substr(at + 1));
  const std::size_t slash = image.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? image : image.substr(slash + 1);
  const std::size_t colon = last.find(':');
  return colon == std::string_view::npos ? "" : std::string(last.substr(colon + 1));
}

}  // namespace svc::lint
