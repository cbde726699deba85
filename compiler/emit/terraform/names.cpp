#include "emit/terraform/names.h"

#include <fmt/format.h>

namespace svc::emit::terraform {

bool is_data(const Resource& resource) {
  return resource.mapping->lookup && resource.companion == nullptr;
}

// A companion has its own type and the node's name. The name of a list element's companion contains
// the element: `api_record_example_com`.
std::string Names::name(const Resource& resource, const graph::Node& node,
                        std::string_view element) const {
  if (element.empty()) return node.name;
  return fmt::format("{}_{}_{}", node.name, resource.companion->name, element);
}

Reference Names::reference(const Resource& resource, std::string_view attribute) const {
  std::string address = is_data(resource) ? "data." : "";
  address.append(resource.type).append(1, '.').append(resource.name);
  return {std::move(address), std::string(attribute), Reference::Type::Text};
}

Tree Names::parameter(const graph::Parameter& parameter) const {
  Reference reference{"var." + parameter.name, "", Reference::Type::Text};
  switch (parameter.type) {
    case graph::Parameter::Type::String:
      break;
    case graph::Parameter::Type::Number:
      reference.type = Reference::Type::Number;
      break;
    case graph::Parameter::Type::Bool:
      reference.type = Reference::Type::Bool;
      break;
    case graph::Parameter::Type::List:
      reference.type = Reference::Type::List;
      break;
  }
  return reference;
}

Tree Names::pseudo(graph::Pseudo pseudo) const {
  const auto attribute = [](std::string_view source, std::string_view name) {
    return Reference{std::string(source), std::string(name), Reference::Type::Text};
  };
  switch (pseudo) {
    // `name` is deprecated since 6.0, `region` unknown before. `id` works in both.
    case graph::Pseudo::Region:
      return attribute(kRegion, "id");
    case graph::Pseudo::AccountId:
      return attribute(kCaller, "account_id");
    case graph::Pseudo::Partition:
      return attribute(kPartition, "partition");
    case graph::Pseudo::UrlSuffix:
      return attribute(kPartition, "dns_suffix");
  }
  return {};
}

Tree Names::subnet(Tree range, const graph::SubnetOf& part) const {
  return Expression{{Tree("cidrsubnet("), std::move(range),
                     Tree(fmt::format(", {}, {})", part.bits, part.index))}};
}

Tree Names::zone(int index) const {
  return Reference{std::string(kZones), fmt::format("names[{}]", index), Reference::Type::Text};
}

}  // namespace svc::emit::terraform
