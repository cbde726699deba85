// "Did you mean", as a help and as an edit.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "diagnostics/sink.h"

namespace svc {

// Says what was probably meant and offers to write it at `span`; where nothing is near (`meant` is
// empty), says `otherwise`. `quoted`: it stands in quotes.
inline void suggest(Report report, Span span, std::string_view meant, std::string otherwise,
                    bool quoted = false) {
  if (meant.empty()) {
    if (!otherwise.empty()) report.help(std::move(otherwise));
    return;
  }
  const std::string text = quoted ? fmt::format("\"{}\"", meant) : std::string(meant);
  report
      .help(quoted ? fmt::format("did you mean {}?", text)
                   : fmt::format("did you mean `{}`?", text))
      .fix(quoted ? fmt::format("Write {}", text) : fmt::format("Write `{}`", text),
           {{span, text}});
}

}  // namespace svc
