// Logical ids and references of CloudFormation.
#pragma once

#include <string>
#include <vector>

#include "emit/resources.h"

namespace svc::emit::cloudformation {

// `main_cluster` -> `MainCluster`: letters and digits only.
[[nodiscard]] std::string pascal_case(std::string_view name);

class Names final : public Dialect {
 public:
  explicit Names(const graph::Graph& graph);

  [[nodiscard]] TargetId target() const override { return TargetId::CloudFormation; }
  [[nodiscard]] std::string name(const Resource& resource, const graph::Node& node,
                                 std::string_view element) const override;
  [[nodiscard]] Reference reference(const Resource& resource,
                                    std::string_view attribute) const override;
  [[nodiscard]] Tree parameter(const graph::Parameter& parameter) const override;
  [[nodiscard]] Tree pseudo(graph::Pseudo pseudo) const override;
  [[nodiscard]] Tree zone(int index) const override { return Zone{index}; }
  [[nodiscard]] Tree subnet(Tree range, const graph::SubnetOf& part) const override;
  // The stack's tags (stack_tags()) give it to every type whose schema says so. Tags that the
  // instances of a group get are not among them.
  [[nodiscard]] bool writes_common_tag(const Resource& resource, const Place& place,
                                       const graph::Value& tag) const override;
  [[nodiscard]] bool waits_for_companions() const override { return true; }
  [[nodiscard]] const Schema& attribute_schema() const override;
  [[nodiscard]] Object attributes(const Resource& resource) const override;
  [[nodiscard]] Life life(const Object& attributes) const override;

  [[nodiscard]] const std::string& parameter_name(std::size_t index) const {
    return parameters_[index];
  }

 private:
  const graph::Graph& graph_;
  std::vector<std::string> parameters_;
};

}  // namespace svc::emit::cloudformation
