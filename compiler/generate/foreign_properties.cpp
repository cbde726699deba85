#include "generate/foreign_properties.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace svc::generate {

namespace {

using Json = nlohmann::ordered_json;

// `QueueName` of `queue_name`.
std::string camel(const std::string& name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c != '_') out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '_';
  }
  return out;
}

// `AWS-SQS-Queue` of `AWS::SQS::Queue`.
std::string file_of(const std::string& type) {
  std::string out;
  for (std::size_t at = 0; at < type.size(); ++at) {
    const bool colons = type.compare(at, 2, "::") == 0;
    out += colons ? '-' : type[at];
    if (colons) ++at;
  }
  return out;
}

// The properties that the template writes in a target.
std::set<std::string> written(const YAML::Node& properties, const std::string& target) {
  std::set<std::string> names;
  for (const auto& property : properties) {
    const auto name = property.first.as<std::string>();
    const YAML::Node own = property.second.IsMap() ? property.second[target] : YAML::Node();
    if (own.IsDefined() && own.IsScalar()) {
      // `LifecycleConfiguration.Rules`; other entries of a list, `Attributes[Key=…]`, can be added.
      const auto path = own.as<std::string>();
      names.insert(path.substr(0, path.find('.')));
    } else
      names.insert(target == "terraform" ? name : camel(name));
  }
  return names;
}

bool can_be_set(const std::string& name, const Json& schema) {
  constexpr std::array<std::string_view, 7> kOurs = {"Tags",   "tags",     "tags_all",   "id",
                                                     "region", "timeouts", "name_prefix"};
  if (std::find(kOurs.begin(), kOurs.end(), name) != kOurs.end()) return false;
  const bool computed = schema.value("computed", false) && !schema.value("optional", false);
  return !schema.value("readOnly", false) && !computed && !schema.contains("gone");
}

}  // namespace

std::vector<ForeignProperty> foreign_properties(const std::string& templates,
                                                const std::string& name) {
  const YAML::Node form = YAML::LoadFile(fmt::format("{}/{}.yaml", templates, name));
  std::vector<ForeignProperty> found;
  for (const std::string target : {"cloudformation", "terraform"}) {
    const YAML::Node type = form[target].IsDefined() ? form[target]["type"] : YAML::Node();
    if (!type.IsDefined() || !type.IsScalar()) continue;
    const std::string path =
        fmt::format("{}/schema/{}/{}.json", templates, target, file_of(type.as<std::string>()));
    std::ifstream file(path);
    if (!file) throw std::runtime_error(fmt::format("cannot read {}", path));
    const Json schema = Json::parse(file);
    const std::set<std::string> ours = written(form["properties"], target);
    for (const auto& [property, member] : schema.at("members").items()) {
      if (can_be_set(property, member))
        found.push_back(
            {property, target, name.substr(name.find('_') + 1), ours.contains(property)});
    }
  }
  return found;
}

}  // namespace svc::generate
