// Who reaches whom: security groups, addresses and routes of the resources.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ask/blocks.h"

namespace svc::ask {

// The other end of a path that is not a block: every address outside the networks.
inline constexpr std::string_view kInternet = "internet";

struct Port {
  std::string protocol = "tcp";
  int number = 0;
};

// A path into a block or out of it.
struct Way {
  std::string from;  // `service api`, `internet`, `10.0.0.0/16`
  std::string to;
  std::string traffic;  // `tcp 443`, `tcp 1024-65535`, `all`
  bool open = false;    // every part of it allows it
  std::string why;      // if not: what blocks it
  std::vector<Step> steps;
};

// Every way in and every way out that some rule names, in the order of the program.
[[nodiscard]] std::vector<Way> ways_into(const graph::Graph& graph, const std::string& block);
[[nodiscard]] std::vector<Way> ways_out_of(const graph::Graph& graph, const std::string& block);

// Whether one reaches the other: on this port, or on any. Either may be kInternet.
[[nodiscard]] Way reach(const graph::Graph& graph, const std::string& from, const std::string& to,
                        const std::optional<Port>& port);

}  // namespace svc::ask
