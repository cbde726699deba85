// The source map of a document: which line of the program decided each resource and each property (read by compiler/trace).
//
//   { "version": 1, "target": "terraform", "document": "shop-prod",
//     "sources": ["shop.svc"],
//     "lines": { "0:14": "network main {" },
//     "origins": { "aws_vpc.main": { "": [0, 14, 1], "cidr_block": [0, 15, 11] } } }
//
// A place is [source, line, column], counted from 1. A path in a resource has its steps separated by dots, indices of lists among them; of a place deeper
// than the first step only what differs from the place above it is written. Names of sources are relative to the folder of the main file.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emit/resources.h"

namespace svc::emit {

// Collects the places while the resources are made, since a node's trees are gone once it is printed. The lines are those of the program as it was
// compiled, so that a trace is right after the program has changed; a line that declares a secret is left out.
class SourceMap {
 public:
  // Begins with the parameters. `resources` and `sources` outlive the map.
  SourceMap(const Resources& resources, const Sources& sources);

  // The resources that a node has become, after shape().
  void add(graph::NodeId node);
  // Something that has no properties: an output.
  void add(std::string_view address, Span span) { entry(address, span, nullptr); }
  // The whole map.
  [[nodiscard]] std::string text(std::string_view target) const;

 private:
  void hide(Span span);
  void entry(std::string_view address, Span span, const Object* properties);
  void members(const Object& object, Span above, bool first);
  void items(const List& list, Span above);
  void step(std::string_view name, const Tree& tree, Span above, bool first);
  void quoted(std::string_view text);
  const std::string& place(Span span);
  std::size_t source_index(SourceId id);
  [[nodiscard]] std::string relative(const SourceFile& file) const;

  const Resources& resources_;
  const Sources& sources_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> hidden_;  // lines that declare secrets
  std::map<std::uint32_t, std::size_t> indices_;
  std::vector<std::string> names_;
  std::map<std::pair<std::size_t, std::uint32_t>, std::string_view> lines_;
  Span last_span_;
  std::string last_place_;
  std::string path_;  // to the property that is being looked at
  std::string entries_;
};

}  // namespace svc::emit
