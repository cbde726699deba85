// How reports that other programs read name files.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// CI services count paths from the root of the repository and match them letter by letter, wherever
// in it the check ran and however its command line wrote them.
class ReportPaths {
 public:
  // Paths stay as the command line gave them, but for `./` and the like.
  ReportPaths() = default;
  // `folder` is where relative paths of the program begin, `root` where those of a report do; both
  // absolute.
  ReportPaths(std::string folder, std::string root)
      : folder_(std::move(folder)), root_(std::move(root)) {}

  // `infra/shop.svc` of `./shop.svc` in the folder `infra`. What lies outside of the root has an
  // absolute path; `-`, standard input, stays what it is.
  [[nodiscard]] std::string of(std::string_view path) const;

 private:
  std::string folder_;
  std::string root_;
};

}  // namespace svc
