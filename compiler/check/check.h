// Program and Plan → diagnostics: mistakes that AWS would refuse, or that would hang a deployment,
// although every single block is well formed.
//
// One file per subject, one function per check. docs/checks.md lists them with their sources.
#pragma once

#include <vector>

#include "diagnostics/sink.h"
#include "plan/aws_values.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::check {

// Runs every check on one environment of a program. Its analysis and plan must have found no
// errors.
void check(const sema::Program& program, const plan::Plan& plan, Sink& sink);

// Reports the properties of patches that AWS does not take.
void check_limits(const std::vector<plan::OutsideLimits>& outside, Sink& sink);

}  // namespace svc::check
