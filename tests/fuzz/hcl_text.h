// A reader of the texts that the Terraform printer writes, as Terraform reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace svc::fuzz {

// What stands for a reference in the text that is read.
inline constexpr std::string_view kReference = "\u0001REFERENCE\u0001";

// The text of `"…"`, `<<-EOT` or `chomp(<<-EOT …)` at the beginning; nothing where it cannot be
// read.
[[nodiscard]] std::optional<std::string> read_hcl_text(std::string_view expression);

}  // namespace svc::fuzz
