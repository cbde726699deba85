// Checks that need all environments of a program.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diagnostics/sink.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::check {

// What the checks of other environments need to know about one environment.
struct Outline {
  std::string environment;
  std::string account;  // empty if unknown
  std::string region;
  struct Follow {
    std::string pipeline;
    std::string after;  // the environment of the pipeline that starts it
    Span span;
  };
  std::vector<Follow> follows;
  struct Stack {
    std::string environment;  // the environment of the stack that the pipeline makes
    Span span;
  };
  std::vector<Stack> stacks;
  struct Arn {
    std::string account;
    std::string region;
    Span span;
  };
  std::vector<Arn> arns;  // that are written in permissions
};

[[nodiscard]] Outline outline_of(const sema::Program& program);

// Compares the environments of a program. A mistake in one of them is reported under its name.
void check_across(const std::vector<Outline>& environments, Sink& sink);

}  // namespace svc::check
