#include "cli/version.h"

#include <fmt/format.h>

#include "base/licenses.h"
#include "base/version.h"
#include "emit/registry.h"

namespace svc::cli {

namespace {

// The first line of a schema file names its source: `# cfn-lint 1.51.0, cut on …`.
std::string_view origin(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  return text.starts_with("# ") ? text.substr(2) : text;
}

}  // namespace

std::string version_text() {
  std::string text = fmt::format("svcc {}", version());
  if (!commit().empty()) text += fmt::format(" ({})", commit());
  for (const TextFile& file : emit::schema_files())
    text += fmt::format("\n{} schemas: {}", file.path.substr(0, file.path.find('.')),
                        origin(file.text));
  return text;
}

std::string licenses_text() {
  std::string text =
      "svcc is under the Apache License 2.0. It contains the following libraries and data.\n";
  for (const TextFile& file : license_files())
    text += fmt::format("\n{}\n{}", std::string(80, '-'), file.text);
  return text;
}

}  // namespace svc::cli
