#include "graph/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diagnostics/codes/changes.h"
#include "diagnostics/codes/names.h"
#include "graph/sizes.h"

namespace svc::graph {

namespace {

enum class Mark : std::uint8_t { New, Open, Done };

// Depth first with an explicit stack: a chain of thousands of nodes must not overflow the call
// stack.
class CycleFinder {
 public:
  using Further = std::map<NodeId, std::vector<NodeId>>;

  CycleFinder(const Graph& graph, const Further& further, Sink& sink)
      : graph_(graph), further_(further), sink_(sink), marks_(graph.nodes.size(), Mark::New) {}

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
    std::vector<NodeId> next = dependencies(graph_, node);
    if (const auto more = further_.find(node); more != further_.end())
      next.insert(next.end(), more->second.begin(), more->second.end());
    stack_.push_back({node, std::move(next), 0});
  }

  void report(NodeId closing) {
    const auto begin = std::find_if(stack_.begin(), stack_.end(),
                                    [closing](const Frame& f) { return f.node == closing; });
    const Node& first = graph_.nodes[closing];
    const bool alone = stack_.end() - begin == 1;  // it refers to itself
    const bool one_block = !alone && std::all_of(begin, stack_.end(), [&](const Frame& f) {
      return graph_.nodes[f.node].owner == first.owner;
    });
    std::vector<std::string> titles;
    for (auto at = begin; at != stack_.end(); ++at) {
      const Node& node = graph_.nodes[at->node];
      const std::string title = one_block ? node.kind + " " + node.name : node.owner;
      if (titles.empty() || titles.back() != title) titles.push_back(title);
    }
    if (titles.size() > 1 && titles.front() == titles.back()) titles.pop_back();
    titles.push_back(titles.front());
    const Span reference = one_block || alone ? reference_in(begin) : Span{};
    auto diagnostic = sink_.report<diag::CyclicReference>(
        reference.valid() ? reference : first.span, fmt::format("{}", fmt::join(titles, " → ")));
    for (auto at = begin + 1; at != stack_.end(); ++at) {
      if (graph_.nodes[at->node].owner != first.owner)
        diagnostic.related(graph_.nodes[at->node].span, "it needs this");
    }
    if (reference.valid()) diagnostic.related(first.span, "it is in this block");
    diagnostic.help("remove one of the references");
  }

  // The first reference of the program in the cycle from `begin` to the top of the stack; invalid
  // if the compiler made them all.
  [[nodiscard]] Span reference_in(std::vector<Frame>::const_iterator begin) const {
    for (auto at = begin; at != stack_.end(); ++at) {
      const NodeId next = at + 1 == stack_.end() ? begin->node : (at + 1)->node;
      const Node& node = graph_.nodes[at->node];
      for (const Attribute& attribute : node.attributes) {
        const Span span = reference_span(attribute.value, next);
        if (span.valid() && span != node.span) return span;
      }
    }
    return {};
  }

  const Graph& graph_;
  const Further& further_;
  Sink& sink_;
  std::vector<Mark> marks_;
  std::vector<Frame> stack_;
};

}  // namespace

namespace {

// Later in the program: it causes the clash, and the other one may be deployed already.
bool later(const Node& a, const Node& b) {
  return std::pair(a.span.file, a.span.begin) > std::pair(b.span.file, b.span.begin);
}

}  // namespace

namespace {

// Two nodes must not have the same place. Each target has its own raw resources.
std::string place_of(const Node& node) {
  std::string place = node.kind + ' ' + node.name;
  if (node.raw) place += fmt::format(" {}", info(node.raw->target).word);
  return place;
}

}  // namespace

void report_name_clash(std::string_view what, const Node& one, const Node& other, Sink& sink) {
  const Node& newer = later(one, other) ? one : other;
  const Node& older = &newer == &one ? other : one;
  sink.report<diag::NameClash>(newer.span, what, newer.owner, older.owner)
      .related(older.span, "the other one")
      .help(newer.owner == older.owner ? "give one of them another name"
                                       : fmt::format("rename {}", newer.owner));
}

void verify(const Graph& graph, Sink& sink) {
  std::unordered_map<std::string, const Node*> names;
  names.reserve(graph.nodes.size());
  std::set<std::pair<std::string, std::string>> clashes;  // two blocks may share several names
  for (const Node& node : graph.nodes) {
    const auto [first, added] = names.emplace(place_of(node), &node);
    if (!added && clashes.insert({first->second->owner, node.owner}).second)
      report_name_clash(node.kind + " " + node.name, *first->second, node, sink);
  }
  verify_cycles(graph, {}, sink);
  verify_sizes(graph, sink);
}

void verify_cycles(const Graph& graph, const std::map<NodeId, std::vector<NodeId>>& further,
                   Sink& sink) {
  CycleFinder(graph, further, sink).run();
}

}  // namespace svc::graph
