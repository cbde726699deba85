// Checks that need all environments of a program.
#pragma once

#include <vector>

#include "diagnostics/sink.h"
#include "plan/across.h"

namespace svc::check {

// Compares the environments of a program. A mistake in one of them is reported under its name.
void check_across(const std::vector<plan::Outline>& environments, Sink& sink);

}  // namespace svc::check
