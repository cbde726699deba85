// HCL exactly as `terraform fmt` writes it.
#pragma once

#include <string>
#include <string_view>

#include "emit/tree.h"

namespace svc::emit::terraform {

// A value as an expression. Values of several lines continue at `indent`.
[[nodiscard]] std::string print_expression(const Tree& value, int indent);

// `name` with quotes, and its escapes.
[[nodiscard]] std::string quote(std::string_view text);

// A block: `header {`, its body, `}`. The members of the body are each on a line: arguments in
// their order, with aligned `=`, then the nested blocks. A block without a name holds arguments
// after the previous blocks.
[[nodiscard]] std::string print_block(std::string_view header, const Object& body, int indent);
// The same at the top of a file, behind what is there; with `notes` also which place in the program
// decided each line. `span` decided the block.
void print_block(std::string_view header, const Object& body, Span span, bool notes, Printed& out);

}  // namespace svc::emit::terraform
