#include "cli/artifacts.h"

#include "cli/output.h"

namespace svc::cli {

namespace {

// The first line of every Terraform file that svcc writes. A later run recognises its files by it.
constexpr std::string_view kMarker = "# Compiled by svcc";

}  // namespace

Result<bool> write_artifacts(const std::string& folder,
                             const std::vector<driver::Artifact>& artifacts) {
  std::vector<Output> files;
  for (const driver::Artifact& artifact : artifacts)
    files.push_back({artifact.path, artifact.contents});
  return write_all(folder, files, kMarker);
}

}  // namespace svc::cli
