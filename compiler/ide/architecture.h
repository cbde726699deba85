// The relations of blocks: the program as a graph, and the calls as a hierarchy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

enum class EdgeForm : std::uint8_t {
  Contains,  // `in main`: a network its clusters, a cluster its services
  Calls,     // `connect = [billing]`, and values of another block in a container
  Routes,    // `route edge`: a balancer sends requests
  Grants,    // `allow send on orders`
  Triggers,  // its start, input or growth: `trigger`, `subscribe`, `scale queue`
  Uses,      // any other reference: an image, a certificate, a role
};
[[nodiscard]] std::string_view word(EdgeForm form);  // `connect`, `route` …

struct ArchitectureNode {
  std::string kind;  // `service`
  std::string name;  // `api`
  Span head;         // the whole header
  Span name_span;
};

struct ArchitectureEdge {
  std::size_t from = 0;  // indices of nodes
  std::size_t to = 0;
  EdgeForm form{};
  std::string label;  // the verbs of a grant, the path of a route
  Span span;          // what says so
};

struct Architecture {
  std::string app;
  std::string environment;
  std::vector<ArchitectureNode> nodes;  // in the order of the program
  std::vector<ArchitectureEdge> edges;  // each once
};

// The blocks of one environment and their relations; for a program with errors, as far as known.
[[nodiscard]] Architecture architecture(const LiveProgram& program, std::string_view environment);
// As a Mermaid flowchart: networks and clusters as frames.
[[nodiscard]] std::string mermaid(const Architecture& architecture);

// ---- Call hierarchy ----

struct CallItem {
  std::string kind;
  std::string name;
  Span head;  // for a block from a component: of the instance
  Span name_span;
};
struct Call {
  CallItem item;            // who is called, or who calls
  std::vector<Span> spans;  // what says so
  std::string detail;       // `connect`, `route`, `send receive`
};

// The block that is named or used at a place: a service, a job, a balancer, a queue … Nothing for
// blocks without callers (a network, a let).
[[nodiscard]] std::vector<CallItem> prepare_calls(const LiveProgram& program, Point point);
// Its callees and its callers, through connections, routes, triggers and permissions, in every
// environment.
[[nodiscard]] std::vector<Call> outgoing_calls(const LiveProgram& program, const CallItem& item);
[[nodiscard]] std::vector<Call> incoming_calls(const LiveProgram& program, const CallItem& item);
// The block of that name in the current program; nothing if there is none.
[[nodiscard]] std::optional<CallItem> find_call_item(const LiveProgram& program,
                                                     std::string_view name);

}  // namespace svc::ide
