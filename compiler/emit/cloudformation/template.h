// The CloudFormation template as a tree, and its two ways to text.
#pragma once

#include <string>

#include "emit/cloudformation/names.h"
#include "emit/origins.h"
#include "emit/patch.h"
#include "source/source_file.h"

namespace svc::emit::cloudformation {

// The condition that a truth value of the deployment is true: `IsRunning` for `Running`.
[[nodiscard]] std::string condition_name(const Reference& parameter);

// A template in parts, as trees, for the printers.
class Sections {
 public:
  virtual ~Sections() = default;
  // The sections before the resources: AWSTemplateFormatVersion, Description, Metadata, Parameters.
  [[nodiscard]] virtual Object head() const = 0;
  [[nodiscard]] virtual std::vector<graph::NodeId> order() const = 0;
  // The resources of a node. Call it once per node.
  [[nodiscard]] virtual std::vector<Member> resources_of(graph::NodeId node) = 0;
  // What a comment says of a node: the line that declares it, and its block.
  [[nodiscard]] virtual std::string comment(graph::NodeId node) const = 0;
  // The same as data, for a format without comments.
  [[nodiscard]] virtual Object metadata(graph::NodeId node) const = 0;
  [[nodiscard]] virtual Object outputs() const = 0;
};

// The whole program as one template. Encodings are already functions (`Fn::Base64`) or texts.
class Template final : public Sections {
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

  [[nodiscard]] Object head() const override;
  // Shaped and checked. Nodes that are only looked up have none.
  [[nodiscard]] std::vector<Member> resources_of(graph::NodeId node) override;
  [[nodiscard]] std::string comment(graph::NodeId node) const override;
  [[nodiscard]] Object metadata(graph::NodeId node) const override;
  // The same without the resources: reports what the schema rejects, then drops them.
  void check_node(graph::NodeId node);
  [[nodiscard]] Object outputs() const override;
  [[nodiscard]] std::size_t node_count() const { return resources_.graph().nodes.size(); }
  [[nodiscard]] std::vector<graph::NodeId> order() const override { return resources_.order(); }

 private:
  void settle(graph::NodeId node);

  Resources& resources_;
  const Names& names_;
  const Sources& sources_;
  SourceMap* map_;
  Sink& sink_;
  Patches patches_;
};

// Sections as text, one behind the other.
[[nodiscard]] std::string print_yaml(const Object& sections);
[[nodiscard]] std::string print_json(const Object& document);

// The short form of YAML: `!Ref`, `!GetAtt`, `!Sub`. It works resource by resource, so that only
// one tree is in memory.
// `first_line`: a comment, with its line end; may be empty.
[[nodiscard]] Printed print_yaml(Sections& document, Text::Notes notes,
                                 std::string_view first_line = {});
// The long form of JSON: `Ref`, `Fn::GetAtt`, `Fn::Sub`.
[[nodiscard]] Printed print_json(Sections& document, Text::Notes notes);

// A text with references for Fn::Sub: `${Name}`, `${Name.Attribute}`, `${!literal}`. A value that
// Fn::Sub cannot name (a zone, a list) becomes one of its variables.
struct Substitution {
  Tree text;         // without references
  Object variables;  // usually none
};
[[nodiscard]] Substitution substitution(const Concat& concat);

}  // namespace svc::emit::cloudformation
