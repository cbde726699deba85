#include "cli/report.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "diagnostics/render.h"

namespace svc::cli {

namespace {

bool wants_color() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return ::isatty(STDERR_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') && !dumb;
}

}  // namespace

void show(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format) {
  if (format == Format::Json) {
    fmt::print("{}", render_json(diagnostics, sources));
    return;
  }
  const bool color = wants_color();
  for (const Diagnostic& diagnostic : diagnostics) {
    fmt::print(stderr, "{}", format == Format::Text ? render_text(diagnostic, sources, color) + "\n" : render_short(diagnostic, sources));
  }
  if (format == Format::Text && !diagnostics.empty()) fmt::print(stderr, "{}\n", render_count(diagnostics));
}

void complain(std::string_view path, std::string_view reason) { fmt::print(stderr, "svcc: {}: {}\n", path, reason); }
void complain(std::string_view reason) { fmt::print(stderr, "svcc: {}\n", reason); }

}  // namespace svc::cli
