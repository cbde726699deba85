// Shared by the files of lower/: the graph under construction, and the mapping of the program's
// values and blocks to the graph's.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/graph.h"
#include "lower/part.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::lower {

class Context {
 public:
  Context(const sema::Program& program, const plan::Plan& plan, const Sources& sources);

  const sema::Program& program;
  const plan::Plan& plan;
  const Sources& sources;
  graph::Graph graph;

  // Adds a node for (a part of) `owner`. `name`: in snake_case, unique for its kind
  // (graph::verify() reports two that are alike); it must not depend on other blocks.
  // Sets a `tags` attribute (a map with Name, where `tagged`); the app's own tags are added by the
  // emitters.
  graph::NodeId add(std::string_view kind, std::string_view name, const sema::Block& owner);
  graph::Node& node(graph::NodeId id) { return graph.nodes[id]; }

  // Remembers what a node is for its block, so that the lowering of other blocks finds it. For
  // kinds with several nodes, adds one.
  void remember(const sema::Block& block, Part part, graph::NodeId node);
  // The first node that is this part; throws std::logic_error if there is none (the order of kinds
  // makes sure that there is).
  [[nodiscard]] graph::NodeId part(const sema::Block& block, const Part& part) const;
  // All of them, in the order of remember().
  [[nodiscard]] const std::vector<graph::NodeId>& parts(const sema::Block& block,
                                                        const Part& part) const;
  [[nodiscard]] bool has_part(const sema::Block& block, const Part& part) const;
  // Remembers the value of a block's attribute (`main.id`). Attributes that are not remembered are
  // those of the same name of the block's "main" node.
  void define_attribute(const sema::Block& block, std::string_view attribute, graph::Value value);
  [[nodiscard]] graph::Value attribute(const sema::Block& block, std::string_view attribute) const;
  // A value that only the finished graph has: `known` is called once everything is lowered. Until
  // keep_promises() the value is a reference to no node; `identity` distinguishes it from others.
  using Promise = std::function<graph::Value()>;
  [[nodiscard]] graph::Value later(std::string identity, Promise known) const;
  // Puts the values in the place of all that was promised.
  void keep_promises();

  // A value of the program as one of the graph, at its span: durations in seconds, sizes in MiB,
  // cpu in AWS units, references and deferred values as references. Method calls go to
  // lower_method().
  [[nodiscard]] graph::Value value(const sema::Value& value) const;
  [[nodiscard]] graph::Value field(const sema::Block& block, std::string_view name) const {
    return value(block[name]);
  }

  // The reference to a param of the program.
  [[nodiscard]] graph::Value given(const sema::Parameter& parameter) const;
  // The param that gives the value at deployment, or else `known`, which svcc worked out from it.
  [[nodiscard]] graph::Value given_or(const sema::Value& value, graph::Value known) const;
  // The range of addresses of a network.
  [[nodiscard]] graph::Value range_of(const plan::Network& network) const;
  // The two ends of a count: of a number, twice the same.
  [[nodiscard]] std::pair<graph::Value, graph::Value> ends(const sema::Value& value) const;

  // The value while a service or job runs, and while the first deployment holds it: a choice at
  // deployment if the program has one (plan::First), else the first value.
  [[nodiscard]] graph::Value while_running(graph::Value running, graph::Value held) const;

  // `shop-prod-<suffix>` with underscores as hyphens.
  [[nodiscard]] std::string physical_name(std::string_view suffix) const;
  // The same in another environment of the program.
  [[nodiscard]] std::string physical_name_in(std::string_view environment,
                                             std::string_view suffix) const;

 private:
  [[nodiscard]] graph::Value lower_end(const sema::Range& range) const;
  [[nodiscard]] graph::Value upper_end(const sema::Range& range) const;

  std::map<std::pair<const sema::Block*, Part>, std::vector<graph::NodeId>> parts_;
  std::map<std::pair<const sema::Block*, std::string>, graph::Value> attributes_;
  mutable std::vector<Promise> promises_;  // reading an attribute changes nothing that is there
};

// An attribute of a node that is made later, in any order of the program: of services, jobs, routes
// and capacities (late.cpp). Absent for other attributes.
[[nodiscard]] graph::Value late_attribute(const Context& context, const sema::Block& block,
                                          std::string_view attribute);
// The ARN of the listener of a balancer on a port (late.cpp).
[[nodiscard]] graph::Value late_listener(const Context& context, const sema::Block& balancer,
                                         std::int64_t port);

// `images.tag("x")`, `db.key("password")`: one entry for each method of the prelude (methods.cpp).
[[nodiscard]] graph::Value lower_method(const Context& context, const sema::MethodCall& call);

// The security group of a block. `members` describes its members, such as "Tasks of".
// lower/connections.cpp adds the rules.
[[nodiscard]] graph::NodeId add_security_group(Context& context, const sema::Block& owner,
                                               const std::string& name, std::string_view members,
                                               const sema::Block& network);

// Lets the members of a group call every address of a range; gives the rule.
graph::NodeId allow_outbound(Context& context, const sema::Block& owner, std::string_view name,
                             graph::NodeId group, std::string_view range,
                             std::string_view description);

// A security group for members that only accept connections. Both targets need a rule for that,
// because CloudFormation allows all outbound traffic for a group without outbound rules, and
// Terraform none. This is the rule that AWS documents, to an address that does not exist:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
void close_outbound(Context& context, const sema::Block& owner, std::string_view name,
                    graph::NodeId group);

// The parameter that holds services and jobs during a first deployment, if the program needs
// one (begin_first), and what must be filled meanwhile (end_first), once everything is lowered.
void begin_first(Context& context);
void end_first(Context& context);

// Resources that follow from several blocks. (Each kind has a function lower_<kind>() in a file of
// its own: kinds.h.)
void lower_route(Context& context, const plan::Route& route);
void lower_scaling(Context& context, const plan::Service& service);
// The security group rules of every edge: balancer → service, service → service, sources.
void lower_connections(Context& context);
// The patches of all blocks, after everything that they may refer to.
void lower_patches(Context& context);

}  // namespace svc::lower
