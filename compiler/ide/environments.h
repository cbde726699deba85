// A block of the program in all of its environments. Private to hints and code actions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "ide/live_program.h"
#include "sema/program.h"

namespace svc::ide {

struct InEnvironment {
  const LiveEnvironment* environment = nullptr;
  std::vector<const sema::Block*> blocks;  // the blocks of this place: several in a loop or a
                                           // component; the environment may have none
};

// The blocks with their header at this span, for each environment that could be analysed.
[[nodiscard]] std::vector<InEnvironment> in_environments(const LiveProgram& program, Span header);

// `test: 1, prod: 2..20`, or an empty text if all environments agree, or there is only one.
struct Named {
  std::string environment;
  std::string text;
};
[[nodiscard]] std::string differences(const std::vector<Named>& values);
// One text for each environment. Several values (in a loop, in a component) are separated by ` / `,
// each once.
[[nodiscard]] std::vector<Named> by_environment(const std::vector<Named>& values);

// The component instance that declares a block in its body; null if there is none. `name`: of the
// block, or of a resource's owner.
[[nodiscard]] const sema::Instantiation* instance_of(const sema::Program& program, Span block,
                                                     std::string_view name);

// Whether a resource comes from a member of a file: from a block in it, or from the body of a
// component with an instance in it.
class MadeBy {
 public:
  // `program` must outlive it.
  MadeBy(const sema::Program& program, Span member);
  [[nodiscard]] bool operator()(const graph::Node& node) const;

 private:
  Span member_;
  std::vector<std::string_view> instances_;
};

// Everything that a block says, on lines `path = value`, to compare it.
[[nodiscard]] std::vector<std::string> flat(const sema::Block& block);

}  // namespace svc::ide
