#include "driver/former_names.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "lower/lower.h"

namespace svc::driver {

void add_former_names(Checked& checked, const sema::Input& input, const std::string& environment) {
  sema::Input unrecorded = input;
  unrecorded.recorder = nullptr;
  for (std::size_t ago = 1; ago <= checked.program.renamings(); ++ago) {
    Sink nobody;
    Checked::Former former;
    former.program = sema::analyze(unrecorded, environment, nobody);
    former.program.call_as(ago);
    former.plan = plan::make_plan(former.program, nobody);
    former.plan.across = checked.plan->across;
    checked.former.push_back(std::move(former));
  }
}

graph::Graph lower_with_former_names(const Checked& checked, const Sources& sources) {
  graph::Graph now = lower::lower(checked.program, *checked.plan, sources);
  if (checked.former.empty()) return now;
  std::vector<graph::Graph> before;
  for (const Checked::Former& former : checked.former)
    before.push_back(lower::lower(former.program, former.plan, sources));
  graph::Graph oldest = std::move(before.back());
  before.pop_back();
  for (std::uint32_t i = 0; i < oldest.nodes.size(); ++i) {
    const graph::NodeId id{i};
    graph::Node& node = oldest.nodes[id];
    std::vector<std::string> names = {node.name};
    for (auto graph = before.rbegin(); graph != before.rend(); ++graph) {
      if (graph->nodes[id].name != names.back()) names.push_back(graph->nodes[id].name);
    }
    const graph::Node& present = now.nodes[id];
    if (present.kind != node.kind)
      throw std::logic_error("a renamed block makes other resources: " + node.kind);
    if (present.name != names.back()) names.push_back(present.name);
    node.name = names.back();
    node.owner = present.owner;
    names.pop_back();
    node.former_names = std::move(names);
  }
  oldest.patches = now.patches;
  return oldest;
}

}  // namespace svc::driver
