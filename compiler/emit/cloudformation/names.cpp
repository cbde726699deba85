#include "emit/cloudformation/names.h"

#include <cctype>

namespace svc::emit::cloudformation {
namespace {

constexpr std::size_t kLongestName = 255;

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
    parameters_.push_back(unique(pascal_case(parameter.name)));
}

std::string Names::unique(std::string name) {
  if (name.size() > kLongestName) name.resize(kLongestName);
  std::string candidate = name;
  for (int i = 2; !taken_.insert(candidate).second; ++i) {
    const std::string number = std::to_string(i);
    candidate = name.substr(0, kLongestName - number.size()) + number;
  }
  return candidate;
}

std::string Names::claim_name(const Resource& resource, const graph::Node& node, int index) {
  std::string name = pascal_case(node.name);
  // `edge_listener` is the EdgeListener, not the EdgeListenerListener.
  if (!name.ends_with(resource.mapping->suffix)) name += resource.mapping->suffix;
  if (resource.companion != nullptr) name += pascal_case(resource.companion->name);
  if (index > 0) name += std::to_string(index);
  return unique(std::move(name));
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

Tree Names::ipv6_subnet(Tree range, int index) const {
  auto* reference = range.get<Reference>();
  if (reference != nullptr) reference->subnet = index;
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
