// HCL exactly as `terraform fmt` writes it.
#pragma once

#include <string>
#include <string_view>

#include "emit/tree.h"

namespace svc::emit::terraform {

// The members of a block, each on its line: arguments in their order, with aligned `=`, then the
// nested blocks. A block without a name holds arguments that stand after the blocks before it.
[[nodiscard]] std::string print_body(const Object& body, int indent);

// A value as an expression; what has several lines continues at `indent`.
[[nodiscard]] std::string print_expression(const Tree& value, int indent);

// `name` with quotes, and its escapes.
[[nodiscard]] std::string quote(std::string_view text);

// A block: `header {`, its body, `}`.
[[nodiscard]] std::string print_block(std::string_view header, const Object& body, int indent);

}  // namespace svc::emit::terraform
