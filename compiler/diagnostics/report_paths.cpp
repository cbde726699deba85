#include "diagnostics/report_paths.h"

#include <filesystem>

#include "base/paths.h"

namespace svc {

std::string ReportPaths::of(std::string_view path) const {
  namespace fs = std::filesystem;
  if (path == "-" || root_.empty()) return path == "-" ? std::string(path) : normal_path(path);
  const fs::path whole = (fs::path(folder_) / fs::path(path)).lexically_normal();
  const fs::path inside = whole.lexically_relative(root_);
  return inside.empty() || *inside.begin() == ".." ? whole.generic_string()
                                                   : inside.generic_string();
}

}  // namespace svc
