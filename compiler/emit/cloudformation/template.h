// The CloudFormation template as a tree.
#pragma once

#include <string>

#include "emit/cloudformation/names.h"
#include "emit/origins.h"
#include "emit/patch.h"
#include "source/source_file.h"

namespace svc::emit::cloudformation {

// The condition that a truth value of the deployment is true: `IsRunning` for `Running`.
[[nodiscard]] std::string condition_name(const Reference& parameter);

// The whole program as one template, in parts. Encodings are already functions (`Fn::Base64`) or
// texts.
class Template {
 public:
  // `map` (may be null) gets every resource.
  Template(Resources& resources, const Names& names, const Sources& sources, SourceMap* map,
           Sink& sink)
      : resources_(resources),
        names_(names),
        sources_(sources),
        map_(map),
        sink_(sink),
        patches_(resources, sink) {}

  // The sections before the resources: AWSTemplateFormatVersion, Description, Metadata, Parameters.
  [[nodiscard]] Object head() const;
  // The resources of a node, shaped and checked. Call it once per node. Nodes that are only looked
  // up have none.
  [[nodiscard]] std::vector<Member> resources_of(graph::NodeId node);
  // What a comment says of a node: the line that declares it, and its block.
  [[nodiscard]] std::string comment(graph::NodeId node) const;
  // The same as data, for a format without comments.
  [[nodiscard]] Object metadata(graph::NodeId node) const;
  // The same without the resources: reports what the schema rejects, then drops them.
  void check_node(graph::NodeId node);
  [[nodiscard]] Object outputs() const;
  [[nodiscard]] std::size_t node_count() const { return resources_.graph().nodes.size(); }
  [[nodiscard]] std::vector<graph::NodeId> order() const { return resources_.order(); }

 private:
  void settle(graph::NodeId node);

  Resources& resources_;
  const Names& names_;
  const Sources& sources_;
  SourceMap* map_;
  Sink& sink_;
  Patches patches_;
};

}  // namespace svc::emit::cloudformation
