// A block of the program in all of its environments. Private to hints and code actions.
#pragma once

#include <string>
#include <vector>

#include "ide/live_program.h"
#include "sema/program.h"

namespace svc::ide {

struct InEnvironment {
  const LiveEnvironment* environment = nullptr;
  std::vector<const sema::Block*> blocks;  // that are made at this place: several in a loop or a component, none where the environment has none
};

// The blocks whose header is at this span, for each environment that could be analysed.
[[nodiscard]] std::vector<InEnvironment> in_environments(const LiveProgram& program, Span header);

// `test: 1, prod: 2..20`, or an empty text if all environments agree, or there is only one.
struct Named {
  std::string environment;
  std::string text;
};
[[nodiscard]] std::string differences(const std::vector<Named>& values);

// Everything that a block says, on lines `path = value`, to compare it.
[[nodiscard]] std::vector<std::string> flat(const sema::Block& block);

}  // namespace svc::ide
