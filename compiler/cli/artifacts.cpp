#include "cli/artifacts.h"

namespace svc::cli {

namespace {

// The first line of every Terraform file that svcc writes. A later run recognises its files by it.
constexpr std::string_view kMarker = "# Compiled by svcc";

}  // namespace

std::unique_ptr<Draft> draft_of_artifacts(const std::string& folder) {
  return make_draft(folder, kMarker);
}

Result<bool> write_artifacts(const std::string& folder,
                             const std::vector<driver::Artifact>& artifacts) {
  std::vector<Output> files;
  for (const driver::Artifact& artifact : artifacts)
    files.push_back({artifact.path, artifact.contents});
  return write_all(folder, files, kMarker);
}

}  // namespace svc::cli
