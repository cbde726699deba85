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

constexpr std::string_view kWordCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

bool in_word(char c) {
  return c == '-' || kWordCharacters.find(c) != std::string_view::npos;
}

// The key before a value, `KEY = ` or `"KEY" = `; an invalid span if there is another text.
Span key_before(std::string_view text, Span value, std::string_view key) {
  std::string_view before = text.substr(0, value.begin);
  const auto trim = [&] {
    const std::size_t last = before.find_last_not_of(" \t\r\n");
    before = before.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  trim();
  if (!before.ends_with('=')) return {};
  before.remove_suffix(1);
  trim();
  const std::size_t quotes = before.ends_with('"') ? 1 : 0;
  const std::size_t size = key.size() + 2 * quotes;
  if (before.size() < size || before.substr(before.size() - size + quotes, key.size()) != key)
    return {};
  value.begin = static_cast<std::uint32_t>(before.size() - size);
  value.end = static_cast<std::uint32_t>(before.size());
  return value;
}

// The only place of a word in a part of the text; an invalid span if there is none, or several.
Span word_within(std::string_view text, Span part, std::string_view word) {
  Span found;
  for (std::size_t at = text.find(word, part.begin);
       at != std::string_view::npos && at + word.size() <= part.end; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at > 0 && in_word(text[at - 1])) || (end < text.size() && in_word(text[end]))) continue;
    if (found.valid()) return {};
    found = part;
    found.begin = static_cast<std::uint32_t>(at);
    found.end = static_cast<std::uint32_t>(end);
  }
  return found;
}

// Finds the words that edits replace. A name that is no identifier is written in quotes.
void place_words(std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  for (Diagnostic& d : diagnostics) {
    for (Edit& edit : d.fix.edits) {
      if (edit.word.empty() || !edit.span.valid()) continue;
      const std::string_view text = sources[edit.span.file].text();
      const Span whole = edit.span;
      edit.span = key_before(text, whole, edit.word);
      if (!edit.span.valid()) edit.span = word_within(text, whole, edit.word);
      if (!edit.span.valid()) continue;
      const std::size_t next = text.find_first_not_of(" \t", edit.span.end);
      const bool key = next != std::string_view::npos && text[next] == '=';
      if (key && (text[edit.span.begin] == '"' ||
                  edit.text.find_first_not_of(kWordCharacters) != std::string::npos))
        edit.text = "\"" + edit.text + "\"";
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
  place_words(found, files.sources);
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
