#include "syntax/foreign_types.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace svc::syntax {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 33> kTypes = {
    {{"string", "string"},     {"int", "int"},           {"number", "number"},
     {"bool", "bool"},         {"duration", "duration"}, {"size", "size"},
     {"percent", "percent"},   {"cidr", "cidr"},         {"ip", "ip"},
     {"arn", "arn"},           {"image", "image"},       {"cpu", "cpu"},
     {"port", "port"},         {"any", "any"},           {"str", "string"},
     {"text", "string"},       {"varchar", "string"},    {"char", "string"},
     {"integer", "int"},       {"long", "int"},          {"int32", "int"},
     {"int64", "int"},         {"float", "number"},      {"double", "number"},
     {"decimal", "number"},    {"boolean", "bool"},      {"flag", "bool"},
     {"timespan", "duration"}, {"time", "duration"},     {"subnet", "cidr"},
     {"iprange", "cidr"},      {"ip_range", "cidr"},     {"percentage", "percent"}}};

}  // namespace

std::string_view meant_type(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&lower](const auto& pair) { return pair.first == lower; });
  return found == kTypes.end() ? std::string_view{} : found->second;
}

}  // namespace svc::syntax
