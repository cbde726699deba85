// File names in reports for other programs.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// CI services expect paths from the root of the repository and compare them exactly, wherever the
// check ran and however its command line wrote them.
class ReportPaths {
 public:
  // Paths stay as the command line gave them, but for `./` and the like.
  ReportPaths() = default;
  // `folder` is the base of the program's relative paths, `root` that of the report's. Both are
  // absolute.
  ReportPaths(std::string folder, std::string root)
      : folder_(std::move(folder)), root_(std::move(root)) {}

  // `infra/shop.svc` for `./shop.svc` in the folder `infra`. Paths outside of the root are
  // absolute. `-`, standard input, stays as it is.
  [[nodiscard]] std::string of(std::string_view path) const;

 private:
  std::string folder_;
  std::string root_;
};

}  // namespace svc
