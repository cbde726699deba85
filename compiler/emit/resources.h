// Maps the graph to the resources of one target: their list, their names, and the form of
// references to them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "emit/mapping.h"
#include "emit/registry.h"
#include "emit/sequence.h"
#include "emit/switches.h"
#include "emit/tree.h"
#include "graph/graph.h"

namespace svc::emit {

// One resource of the target, or something that exists and is looked up.
struct Resource {
  std::string name;       // the logical id, or the local name; unique as the target wants it
  std::string_view type;  // `AWS::SQS::Queue`
  const Mapping* mapping = nullptr;
  const Companion* companion = nullptr;  // null: the node's own resource
  const graph::Value* item = nullptr;    // the element of an `each` companion
  std::string element;  // distinguishes it from the companions of other elements, else empty
  const Schema* schema = nullptr;
  graph::NodeId node;
  Object properties;
  Object attributes;  // what the target says of a resource beside its properties: `DeletionPolicy`,
                      // `lifecycle`
  std::vector<std::string> initial;     // the properties that others change after creation
  std::vector<std::size_t> depends_on;  // other resources, by index, that no reference implies
};

// What happens to a resource that is removed or replaced.
struct Life {
  bool retained = false;             // it stays
  bool guarded = false;              // the target refuses to destroy it
  bool create_first = false;         // its replacement is created before it is deleted
  std::vector<std::string> initial;  // properties that others change after creation
};

// The target's rules for names and references.
class Dialect {
 public:
  virtual ~Dialect() = default;
  [[nodiscard]] virtual TargetId target() const = 0;
  // The target's name in messages: `CloudFormation`.
  [[nodiscard]] std::string_view title() const { return info(target()).title; }
  [[nodiscard]] const Side& side(const Mapping& mapping) const { return mapping.sides[target()]; }
  // Whether a test has left this part of a mapping on (emit/switches.h); `part` makes its name.
  template <typename Part>
  [[nodiscard]] bool on(const Mapping& mapping, Part part) const {
    return switches::on_at([&] { return switch_name(mapping, target(), part()); });
  }
  // The name of the resource, from its node alone. `element`: for a companion of a list element,
  // what distinguishes it from the companions of other elements; else empty.
  [[nodiscard]] virtual std::string name(const Resource& resource, const graph::Node& node,
                                         std::string_view element) const = 0;
  [[nodiscard]] virtual Reference reference(const Resource& resource,
                                            std::string_view attribute) const = 0;
  [[nodiscard]] virtual Tree parameter(const graph::Parameter& parameter) const = 0;
  [[nodiscard]] virtual Tree pseudo(graph::Pseudo pseudo) const = 0;
  [[nodiscard]] virtual Tree zone(int index) const = 0;
  // The attribute that the type's schema must know when this one is read. For a member of a
  // structure, that is the structure, if the target can read into one.
  [[nodiscard]] virtual std::string_view declared_attribute(std::string_view attribute) const {
    return attribute;
  }
  // The n-th part of a range of addresses.
  [[nodiscard]] virtual Tree subnet(Tree range, const graph::SubnetOf& part) const = 0;
  // Whether a tag of the whole graph is written on a resource that puts its tags at `place`.
  [[nodiscard]] virtual bool writes_common_tag(const Resource& resource, const Place& place,
                                               const graph::Value& tag) const = 0;
  // The attributes that a program may patch, as the members of one structure.
  [[nodiscard]] virtual const Schema& attribute_schema() const = 0;
  // The attributes that a shaped resource has without a patch.
  [[nodiscard]] virtual Object attributes(const Resource& resource) const = 0;
  // What attributes mean for the resource's life.
  [[nodiscard]] virtual Life life(const Object& attributes) const = 0;
  // Whether an explicit dependency on a resource also waits for its companions, and whether a
  // looked-up resource can be a dependency.
  [[nodiscard]] virtual bool waits_for_companions() const = 0;
};

// Knows every resource of a graph in one target, and resolves references between them.
class Resources {
 public:
  Resources(const graph::Graph& graph, const Dialect& dialect, Sink& sink);

  [[nodiscard]] const std::vector<Resource>& all() const { return all_; }
  [[nodiscard]] std::vector<Resource>& all() { return all_; }
  [[nodiscard]] const graph::Graph& graph() const { return graph_; }
  [[nodiscard]] const Dialect& dialect() const { return dialect_; }

  // A value in the target's words, its structure unchanged. A reference that the target cannot
  // write is reported at its span, or at `fallback`.
  [[nodiscard]] Tree value(const graph::Value& value, Span fallback) const;
  // A text of a template in the context of `resource` (the node's own, or a companion).
  [[nodiscard]] Tree pattern(const Pattern& pattern, const Resource& resource, Span fallback) const;
  // The node's own resource, or null if the target has none.
  [[nodiscard]] const Resource* own(graph::NodeId node) const;
  [[nodiscard]] const std::vector<std::size_t>& of(graph::NodeId node) const;
  // The nodes in the order in which they are written: that of the graph, except that a rule of a
  // group follows its group (Mapping::beside).
  [[nodiscard]] std::vector<graph::NodeId> order() const;
  // The order that references imply.
  [[nodiscard]] const Sequence& sequence() const { return sequence_; }

 private:
  void add(graph::NodeId id);
  void add_raw(graph::NodeId id);
  [[nodiscard]] Tree raw_reference(const graph::Ref& given, Span where) const;
  void report_raw_attribute(const Resource& resource, std::string_view given,
                            std::string_view attribute, const std::vector<std::string_view>& names,
                            Span where) const;
  // Adds those of the node that the template names; they come behind all nodes' own resources.
  void add_companion(const Resource& own, const Companion& companion,
                     std::vector<Resource>& companions);
  [[nodiscard]] Tree reference(const graph::Ref& ref, Span where) const;
  [[nodiscard]] Tree piece(const Piece& piece, const Resource& resource, Span fallback) const;
  [[nodiscard]] Tree companion(const Piece& piece, const Resource& resource) const;
  [[nodiscard]] bool written(const Pattern& pattern, const Resource& own) const;
  void check_names() const;

  const graph::Graph& graph_;
  const Dialect& dialect_;
  Sink& sink_;
  std::vector<const Mapping*> mappings_;  // by node; null: it is raw, or of an unknown kind
  std::vector<Resource> all_;
  std::vector<std::vector<std::size_t>> by_node_;
  Sequence sequence_;
  std::unique_ptr<Registry> registry_;  // once a raw resource needs it
};

}  // namespace svc::emit
