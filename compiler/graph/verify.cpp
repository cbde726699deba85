#include "graph/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_set>
#include <vector>

#include "diagnostics/codes/names.h"

namespace svc::graph {

namespace {

enum class Mark : std::uint8_t { New, Open, Done };

// Depth first with a stack of its own: a chain of thousands of nodes must not exhaust the
// machine's.
class CycleFinder {
 public:
  CycleFinder(const Graph& graph, Sink& sink)
      : graph_(graph), sink_(sink), marks_(graph.nodes.size(), Mark::New) {}

  void run() {
    for (std::uint32_t i = 0; i < graph_.nodes.size(); ++i) {
      if (marks_[i] == Mark::New) visit(NodeId{i});
    }
  }

 private:
  struct Frame {
    NodeId node;
    std::vector<NodeId> next;
    std::size_t at = 0;
  };

  void visit(NodeId start) {
    push(start);
    while (!stack_.empty()) {
      Frame& top = stack_.back();
      if (top.at == top.next.size()) {
        marks_[top.node.index] = Mark::Done;
        stack_.pop_back();
        continue;
      }
      const NodeId next = top.next[top.at++];
      if (next.index >= marks_.size())
        throw std::logic_error(fmt::format("{} {} refers to no node", graph_.nodes[top.node].kind,
                                           graph_.nodes[top.node].name));
      if (marks_[next.index] == Mark::Open) report(next);
      if (marks_[next.index] == Mark::New) push(next);
    }
  }

  void push(NodeId node) {
    marks_[node.index] = Mark::Open;
    stack_.push_back({node, dependencies(graph_, node), 0});
  }

  void report(NodeId closing) {
    const auto begin = std::find_if(stack_.begin(), stack_.end(),
                                    [closing](const Frame& f) { return f.node == closing; });
    std::vector<std::string> owners;
    for (auto at = begin; at != stack_.end(); ++at) {
      const std::string& owner = graph_.nodes[at->node].owner;
      if (owners.empty() || owners.back() != owner) owners.push_back(owner);
    }
    if (owners.size() > 1 && owners.front() == owners.back()) owners.pop_back();
    owners.push_back(owners.front());
    const Node& first = graph_.nodes[closing];
    auto diagnostic = sink_.report<diag::CyclicReference>(
        first.span, fmt::format("{}", fmt::join(owners, " → ")));
    for (auto at = begin + 1; at != stack_.end(); ++at) {
      if (graph_.nodes[at->node].owner != first.owner)
        diagnostic.related(graph_.nodes[at->node].span, "it needs this");
    }
    diagnostic.help("take one of the references away");
  }

  const Graph& graph_;
  Sink& sink_;
  std::vector<Mark> marks_;
  std::vector<Frame> stack_;
};

}  // namespace

void verify(const Graph& graph, Sink& sink) {
  std::unordered_set<std::string> names;
  names.reserve(graph.nodes.size());
  for (const Node& node : graph.nodes) {
    if (!names.insert(node.kind + ' ' + node.name).second)
      throw std::logic_error(fmt::format("two nodes are called {} {}", node.kind, node.name));
  }
  CycleFinder(graph, sink).run();
}

}  // namespace svc::graph
