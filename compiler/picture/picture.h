// The system as a picture: blocks and the flows between them, read from the resources.
//
// Nothing here knows a kind of the language. Frames are what contains resources (their subnets and
// their cluster); arrows are security group rules (who reaches whom, on which port), permissions
// (who may do what on what) and, where there is neither, references.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "source/source_file.h"

namespace svc::picture {

inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

struct Frame {
  std::string title;  // `network main`, `private subnets`, `cluster shop`
  std::size_t parent = kNowhere;
  std::string status;  // of the block that it is, as that of a node
};

struct Node {
  std::string title;                    // `service api`; of a resource its kind and name
  std::string concern;                  // of its first resource: `network`, `storage` (templates/)
  std::size_t frame = kNowhere;         // index of frames
  std::string file;                     // where it is declared; empty: nowhere
  std::uint32_t line = 0;               // from 1
  Span span = {};                       // the same place
  std::vector<std::string> parts = {};  // its resources: `ecs_service api`
  std::string status;  // the effect of a change on it: `add`, `update`, `replace`, `remove`
};

enum class Flow : std::uint8_t { Traffic, Permission, Reference };
[[nodiscard]] std::string_view flow_name(Flow flow);  // `traffic`, `permission`, `reference`

struct Edge {
  std::size_t from = 0;  // indices of nodes
  std::size_t to = 0;
  Flow flow{};
  std::vector<std::string> labels;  // `tcp 443`; `SendMessage`
};

struct Picture {
  std::string app;
  std::string environment;
  std::vector<Frame> frames;  // parents first
  std::vector<Node> nodes;    // in the order of the program
  std::vector<Edge> edges;    // one for each pair and flow
};

struct Options {
  bool resources = false;                      // each resource is a node, framed by its block
  std::map<std::string, std::string> changed;  // blocks with their status; those that are gone too
};

[[nodiscard]] Picture picture_of(const graph::Graph& graph, const Sources& sources,
                                 const Options& options = {});

// ---- Formats ----

[[nodiscard]] std::string mermaid(const Picture& picture);
// For Graphviz.
[[nodiscard]] std::string dot(const std::vector<Picture>& pictures);
// docs/guides/graph.md has the members.
[[nodiscard]] std::string json(const std::vector<Picture>& pictures);
// One self-contained page. A click on a line's link shows `sources` next to the picture; null: the
// page tells its host (an editor) which line.
[[nodiscard]] std::string html(const std::vector<Picture>& pictures, const Sources* sources);

}  // namespace svc::picture
