// The table of all diagnostics, for everything that searches for codes: svc.yaml, `allow` comments,
// `explain`.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace svc {

struct CodeInfo {
  Code code{};
  std::string_view name;  // `UnknownName`
  Severity severity{};
  std::string_view message;  // with `{}` for each argument
};

// Every diagnostic, by number.
[[nodiscard]] std::span<const CodeInfo> all_codes();

// The diagnostic that `SVC0042` names; null if there is none.
[[nodiscard]] const CodeInfo* find_code(std::string_view text);

}  // namespace svc
