// "Did you mean", as a help and as an edit.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "diagnostics/sink.h"

namespace svc {

// Suggests `meant` with a fix that writes it at `span`. If `meant` is empty (nothing is close),
// sets the help to `otherwise`. `quoted`: the word is in quotes. Without a place (an invalid span:
// the word is only a part of what is written) there is a help, and no fix.
inline void suggest(Report report, Span span, std::string_view meant, std::string otherwise,
                    bool quoted = false) {
  if (meant.empty()) {
    if (!otherwise.empty()) report.help(std::move(otherwise));
    return;
  }
  const std::string text = quoted ? fmt::format("\"{}\"", meant) : std::string(meant);
  report.help(quoted ? fmt::format("did you mean {}?", text)
                     : fmt::format("did you mean `{}`?", text));
  if (!span.valid()) return;
  report.repair(quoted ? fmt::format("Write {}", text) : fmt::format("Write `{}`", text),
                {{span, text}});
}

// Like suggest() for a whole text of the program that may be in quotes or a bare word, as far as
// its length tells.
inline void suggest_text(Report report, Span span, std::string_view written, std::string_view meant,
                         std::string otherwise) {
  suggest(report, span, meant, std::move(otherwise), span.size() != written.size());
}

// Like suggest() for a `word` in the text `whole` at `span`. The fix is offered only if that text
// is written there as it is: directly (no name leads there), in quotes and without escapes.
inline void suggest_within(Report report, Span span, std::string_view whole, std::string_view word,
                           std::string_view meant, std::string otherwise) {
  constexpr std::uint32_t kQuotes = 2;
  const std::size_t at = whole.find(word);
  const bool literal = span.way == 0 && span.size() == whole.size() + kQuotes;
  const bool once =
      at != std::string_view::npos && whole.find(word, at + 1) == std::string_view::npos;
  Span place;
  if (literal && once) {
    place = span;
    place.begin += static_cast<std::uint32_t>(at) + 1;
    place.end = place.begin + static_cast<std::uint32_t>(word.size());
  }
  suggest(report, place, meant, std::move(otherwise));
}

}  // namespace svc
