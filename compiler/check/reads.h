// Every attribute of a block that the program reads, wherever it does.
#pragma once

#include <functional>

#include "sema/program.h"

namespace svc::check {

// `alerts.arn` at a place in the program.
using AttributeRead = std::function<void(const sema::AttributeRef& read, Span span)>;

// Calls `found` for each, in the order of the program.
void each_attribute_read(const sema::Program& program, const AttributeRead& found);

}  // namespace svc::check
