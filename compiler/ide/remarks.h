// Completion and hover in comments that speak to svcc (source/remark.h).
#pragma once

#include <optional>

#include "ide/completion.h"
#include "ide/hover.h"

namespace svc::ide {

// The verbs, and then the lints that can be allowed or the classes that can be accepted. Nothing if
// the place is not in such a comment.
[[nodiscard]] std::optional<Completion> complete_remark(const SourceFile& file, Point point);

// What the lint or the class at a place means. Nothing outside of such a comment.
[[nodiscard]] std::optional<Hover> hover_remark(const SourceFile& file, Point point);

}  // namespace svc::ide
