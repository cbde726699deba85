// Comments that speak to svcc: `// svcc: allow SVC9001 reason`, `// svcc: accept data_lost reason`.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "source/span.h"

namespace svc {

// The verbs that such a comment may have.
inline constexpr std::array<std::string_view, 2> kRemarkVerbs = {"allow", "accept"};

// Views into the comment; empty: not written.
struct Remark {
  std::string_view verb;    // `allow`
  std::string_view word;    // the code of a lint, the class of a consequence
  std::string_view reason;  // the rest of the line
};

// Reads a comment from its `//` on. Nothing if it does not speak to svcc.
[[nodiscard]] std::optional<Remark> read_remark(std::string_view comment);

// The place of a part of the text at `whole`; `whole` itself for an empty part.
[[nodiscard]] Span span_in(Span whole, std::string_view text, std::string_view part);

}  // namespace svc
