#include "emit/cloudformation/names.h"

#include <cctype>

namespace svc::emit::cloudformation {
namespace {

constexpr std::size_t kLongestName = 255;

std::string shortened(std::string name) {
  if (name.size() > kLongestName) name.resize(kLongestName);
  return name;
}

}  // namespace

std::string pascal_case(std::string_view name) {
  std::string out;
  bool begins = true;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) == 0) {
      begins = true;
      continue;
    }
    out += begins ? static_cast<char>(std::toupper(byte)) : c;
    begins = false;
  }
  return out;
}

Names::Names(const graph::Graph& graph) : graph_(graph) {
  for (const graph::Parameter& parameter : graph.parameters)
    parameters_.push_back(shortened(pascal_case(parameter.name)));
}

std::string Names::name(const Resource& resource, const graph::Node& node,
                        std::string_view element) const {
  // A logical id cannot move: a renamed block keeps that of its first name.
  std::string name = pascal_case(node.former_names.empty() ? node.name : node.former_names.front());
  // `edge_listener` is the EdgeListener, not the EdgeListenerListener.
  if (!name.ends_with(resource.mapping->suffix)) name += resource.mapping->suffix;
  if (resource.companion != nullptr) name += pascal_case(resource.companion->name);
  return shortened(name + pascal_case(element));
}

Reference Names::reference(const Resource& resource, std::string_view attribute) const {
  return {resource.name, std::string(attribute), Reference::Type::Text};
}

Tree Names::parameter(const graph::Parameter& parameter) const {
  std::size_t index = 0;
  for (const graph::Parameter& one : graph_.parameters) {
    if (&one == &parameter) break;
    ++index;
  }
  Reference reference{parameters_[index], "", Reference::Type::Text};
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

bool Names::writes_common_tag(const Resource& resource, const Place& place,
                              const graph::Value& tag) const {
  const bool reached = resource.schema != nullptr && resource.schema->stack_tags &&
                       place.as != As::TagBlocks && !place.path.empty() &&
                       place.path[0].name.ends_with("Tags");
  return !reached || tag.get<std::string>() == nullptr;
}

Tree Names::subnet(Tree range, const graph::SubnetOf& part) const {
  auto* reference = range.get<Reference>();
  if (reference != nullptr) {
    reference->subnet = part.index;
    reference->subnet_bits = part.length - part.prefix;
  }
  return range;
}

Tree Names::pseudo(graph::Pseudo pseudo) const {
  switch (pseudo) {
    case graph::Pseudo::Region:
      return Reference{"AWS::Region", "", Reference::Type::Text};
    case graph::Pseudo::AccountId:
      return Reference{"AWS::AccountId", "", Reference::Type::Text};
    case graph::Pseudo::Partition:
      return Reference{"AWS::Partition", "", Reference::Type::Text};
    case graph::Pseudo::UrlSuffix:
      return Reference{"AWS::URLSuffix", "", Reference::Type::Text};
  }
  return {};
}

}  // namespace svc::emit::cloudformation
