// Addresses and references of Terraform.
#pragma once

#include <string>

#include "emit/resources.h"

namespace svc::emit::terraform {

class Names final : public Dialect {
 public:
  [[nodiscard]] TargetId target() const override { return TargetId::Terraform; }
  [[nodiscard]] std::string name(const Resource& resource, const graph::Node& node,
                                 std::string_view element) const override;
  [[nodiscard]] Reference reference(const Resource& resource,
                                    std::string_view attribute) const override;
  [[nodiscard]] Tree parameter(const graph::Parameter& parameter) const override;
  [[nodiscard]] Tree pseudo(graph::Pseudo pseudo) const override;
  [[nodiscard]] Tree zone(int index) const override;
  [[nodiscard]] std::string_view declared_attribute(std::string_view attribute) const override {
    return attribute.substr(0, attribute.find_first_of(".["));
  }
  [[nodiscard]] Tree subnet(Tree range, const graph::SubnetOf& part) const override;
  // The provider's default_tags give them to every resource except those that write tags as blocks
  // (aws_autoscaling_group).
  [[nodiscard]] bool writes_common_tag(const Resource&, const Place& place,
                                       const graph::Value&) const override {
    return place.as == As::TagBlocks;
  }
  [[nodiscard]] bool waits_for_companions() const override { return true; }
  [[nodiscard]] const Schema& attribute_schema() const override;
  [[nodiscard]] Object attributes(const Resource& resource) const override;
  [[nodiscard]] Life life(const Object& attributes) const override;
};

// Whether the resource is a data source.
[[nodiscard]] bool is_data(const Resource& resource);

// The data sources for values that only the deployment knows.
inline constexpr std::string_view kRegion = "data.aws_region.current";
inline constexpr std::string_view kCaller = "data.aws_caller_identity.current";
inline constexpr std::string_view kPartition = "data.aws_partition.current";
inline constexpr std::string_view kZones = "data.aws_availability_zones.available";

}  // namespace svc::emit::terraform
