#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/terminal.h"
#include "diagnostics/render.h"
#include "explain/reference.h"

namespace svc::cli {

namespace {

void show_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  const Terminal terminal = stderr_terminal();
  for (const Diagnostic& diagnostic : diagnostics) fmt::print(stderr, "{}\n", render_text(diagnostic, sources, terminal));
  if (!diagnostics.empty()) fmt::print(stderr, "{}\n", render_count(diagnostics));
}

}  // namespace

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names{"text", "short", "json", "sarif", "github", "gitlab", "junit"};
  return names;
}

Format parse_format(std::string_view name) {
  const std::vector<std::string>& names = format_names();
  return static_cast<Format>(std::find(names.begin(), names.end(), name) - names.begin());
}

void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format, Severity failing) {
  switch (format) {
    case Format::Text: return show_text(diagnostics, sources);
    case Format::Short:
      for (const Diagnostic& diagnostic : diagnostics) fmt::print(stderr, "{}", render_short(diagnostic, sources));
      return;
    case Format::Github:
      for (const Diagnostic& diagnostic : diagnostics) fmt::print("{}", render_github(diagnostic, sources));
      return;
    case Format::Json: return fmt::print("{}", render_json(diagnostics, sources));
    case Format::Sarif: return fmt::print("{}", render_sarif(diagnostics, sources, explain::rules(), SVCC_VERSION));
    case Format::Gitlab: return fmt::print("{}", render_gitlab(diagnostics, sources));
    case Format::Junit: return fmt::print("{}", render_junit(diagnostics, sources, failing));
  }
}

void complain(std::string_view path, std::string_view reason) { fmt::print(stderr, "svcc: {}: {}\n", path, reason); }
void complain(std::string_view reason) { fmt::print(stderr, "svcc: {}\n", reason); }

}  // namespace svc::cli
