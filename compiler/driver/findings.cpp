#include "driver/findings.h"

#include <algorithm>

#include "driver/cascades.h"
#include "driver/imports.h"
#include "driver/secrets.h"
#include "lint/allow.h"

namespace svc::driver {

namespace {

// If a member is removed, the comma behind it is removed too: the next member cannot begin with it.
void widen_removals(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  for (Diagnostic& d : diagnostics) {
    for (Edit& edit : d.fix.edits) {
      if (!edit.member || !edit.span.valid()) continue;
      const std::string_view text = sources[edit.span.file].text();
      const std::size_t next = text.find_first_not_of(" \t", edit.span.end);
      if (next != std::string_view::npos && text[next] == ',')
        edit.span.end = static_cast<std::uint32_t>(next) + 1;
    }
  }
}

// A default has no place to edit, because the user did not write it. The standard library cannot be
// edited either.
void drop_impossible_fixes(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  for (Diagnostic& d : diagnostics) {
    const auto impossible = [&](const Edit& edit) {
      return !edit.span.valid() || is_std(sources[edit.span.file].path());
    };
    if (std::any_of(d.fix.edits.begin(), d.fix.edits.end(), impossible)) d.fix = {};
  }
}

}  // namespace

std::vector<Diagnostic> shown_findings(const Sink& sink, Extent extent, const lint::Files& files,
                                       const project::Levels& levels) {
  std::vector<Diagnostic> found = sink.sorted(extent.environments);
  drop_cascades(found, files.sources);
  lint::apply_allows(files, extent.whole, found);
  project::apply(levels, found);
  drop_impossible_fixes(found, files.sources);
  widen_removals(found, files.sources);
  hide_secrets(files, found);
  return found;
}

void append_findings(Sources& sources, std::vector<Diagnostic>& diagnostics,
                     const Sources& more_sources, std::vector<Diagnostic> more) {
  const auto offset = static_cast<std::uint32_t>(sources.size());
  const auto move_span = [offset](Span& span) {
    if (span.valid()) span.file.index += offset;
  };
  for (Diagnostic& d : more) {
    move_span(d.span);
    for (Related& related : d.related) move_span(related.span);
    for (Edit& edit : d.fix.edits) move_span(edit.span);
    diagnostics.push_back(std::move(d));
  }
  for (const SourceFile& file : more_sources) sources.add(file);
}

}  // namespace svc::driver
