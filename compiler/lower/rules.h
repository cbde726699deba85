// Rules of security groups.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lower/context.h"

namespace svc::lower {

struct Port {
  std::int64_t number = 0;
  std::string protocol = {};  // tcp, udp
  std::int64_t last = 0;      // of a range that begins with `number`; 0: just that one
  [[nodiscard]] std::string text() const;
};

struct Rule {
  bool inbound = true;
  std::string name;     // of the node
  graph::NodeId group;  // the group of the rule …
  graph::Value given;   // … or its id, if it exists already
  Port port;
  graph::Value cidr;   // the other side: a range …
  graph::Value other;  // … or the id of a security group
  std::string description;
  Span span;
  // One side represents all tasks on the instances of this cluster. So several services may need
  // the same rule, but AWS accepts it only once.
  const sema::Block* shared = nullptr;
};

// Adds the rule. A shared one is added once, and belongs to its cluster.
graph::NodeId add_rule(Context& context, const sema::Block& owner, const Rule& rule);

// One of `sources`: a range of addresses, or a security group. Its name is part of the rule's.
struct Source {
  graph::Value range;
  graph::Value group;
  std::string name;
};

[[nodiscard]] Source source_of(const Context& context, const sema::Value& source);
[[nodiscard]] Source range_source(const Context& context, graph::Value range);
// Those in a field of the block.
[[nodiscard]] std::vector<Source> sources_in(const Context& context, const sema::Block& block,
                                             std::string_view field);
void set_source(Rule& rule, const Source& source);

}  // namespace svc::lower
