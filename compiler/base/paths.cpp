#include "base/paths.h"

#include <algorithm>
#include <filesystem>

namespace svc {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string normal_path(std::string_view path) {
  return std::filesystem::path(path).lexically_normal().generic_string();
}

bool has_control_character(std::string_view path) {
  constexpr unsigned char kFirstPrintable = 0x20;
  constexpr unsigned char kDelete = 0x7f;
  return std::any_of(path.begin(), path.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < kFirstPrintable || byte == kDelete;
  });
}

std::optional<std::string> resolve_within(std::string_view root, std::string_view folder,
                                          std::string_view relative) {
  namespace fs = std::filesystem;
  const fs::path written(relative);
  if (relative.empty() || written.is_absolute()) return std::nullopt;
  const fs::path full = (fs::path(folder) / written).lexically_normal();
  const fs::path base = root.empty() ? fs::path(".") : fs::path(root).lexically_normal();
  const fs::path inside = (root.empty() ? full : full.lexically_relative(base)).lexically_normal();
  if (inside.empty() || *inside.begin() == "..") return std::nullopt;
  return full.generic_string();
}

}  // namespace svc
