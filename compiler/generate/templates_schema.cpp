#include "generate/templates_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "emit/schema.h"

namespace svc::generate {
namespace {

using Json = nlohmann::ordered_json;

std::uint8_t type_bit(const std::string& word) {
  static const std::map<std::string, std::uint8_t> kBits = {
      {"string", emit::kString},   {"integer", emit::kInteger}, {"number", emit::kNumber},
      {"boolean", emit::kBoolean}, {"array", emit::kList},      {"object", emit::kObject},
      {"map", emit::kMap},         {"any", emit::kAny},
  };
  return kBits.at(word);
}

std::uint8_t type_bits(const Json& type) {
  if (type.is_string()) return type_bit(type.get<std::string>());
  std::uint8_t bits = 0;
  for (const Json& word : type)
    bits = static_cast<std::uint8_t>(bits | type_bit(word.get<std::string>()));
  return bits;
}

void read_members(const Json& json, SchemaNode& node);

void read_facts(const Json& json, SchemaNode& node) {
  node.types = type_bits(json.at("type"));
  node.required = json.value("required", false);
  node.read_only = json.value("readOnly", false) ||
                   (json.value("computed", false) && !json.value("optional", false));
  node.deprecated = json.value("deprecated", false);
  node.secret = json.value("sensitive", false);
  node.pattern = json.value("pattern", "");
  node.since = json.value("since", "");
  node.gone = json.value("gone", false);
  if (json.contains("replace")) node.replace = json["replace"].is_boolean() ? 2 : 1;
  if (json.contains("min")) node.min = json["min"].get<double>();
  if (json.contains("max")) node.max = json["max"].get<double>();
  if (json.contains("enum")) {
    for (const Json& value : json["enum"])
      node.allowed.push_back(value.is_string() ? value.get<std::string>() : value.dump());
  }
}

std::unique_ptr<SchemaNode> read_node(const std::string& name, const Json& json) {
  auto node = std::make_unique<SchemaNode>();
  node->name = name;
  read_facts(json, *node);
  const std::string nesting = json.value("block", "");
  if (nesting == "list" || nesting == "set") {
    // A repeated block is a list of structures, as it is in CloudFormation.
    node->block = true;
    node->types = emit::kList;
    node->items = std::make_unique<SchemaNode>();
    node->items->types = emit::kObject;
    read_members(json, *node->items);
    node->required = node->min.value_or(0) > 0;
    return node;
  }
  node->block = !nesting.empty();
  if (json.contains("items")) node->items = read_node("", json["items"]);
  read_members(json, *node);
  return node;
}

void read_members(const Json& json, SchemaNode& node) {
  if (!json.contains("members")) return;
  for (const auto& [name, member] : json["members"].items())
    node.members.push_back(read_node(name, member));
}

// Adds the additions of a later provider version to a structure.
void merge_later(const Json& json, SchemaNode& node) {
  if (!json.contains("members")) return;
  for (const auto& entry : json["members"].items()) {
    const std::string& name = entry.key();
    const Json& member = entry.value();
    const auto found = std::find_if(node.members.begin(), node.members.end(),
                                    [&](const auto& m) { return m->name == name; });
    if (found == node.members.end()) {
      node.members.push_back(read_node(name, member));
    } else {
      // A required property may be missing if a newer one replaces it.
      if (member.value("optional", false)) {
        (*found)->required = false;
        (*found)->min.reset();
      }
      merge_later(member, (*found)->items ? *(*found)->items : **found);
    }
  }
  std::sort(node.members.begin(), node.members.end(),
            [](const auto& a, const auto& b) { return a->name < b->name; });
}

Json read_json(const std::filesystem::path& path) {
  std::ifstream file(path);
  return Json::parse(file);
}

void read_folder(const std::filesystem::path& folder, TypeSchemas& into) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const Json json = read_json(entry.path());
    const std::string key = entry.path().filename().string().starts_with("data.")
                                ? "data." + json.at("type").get<std::string>()
                                : json.at("type").get<std::string>();
    TypeSchema& type = into[key];
    type.root.name = key;
    type.root.types = emit::kObject;
    type.root.stack_tags = json.value("stackTags", false);
    read_members(json, type.root);
    if (json.contains("attributes"))
      type.attributes = json["attributes"].get<std::vector<std::string>>();
    const auto later = folder / "later" / entry.path().filename();
    if (std::filesystem::exists(later)) merge_later(read_json(later), type.root);
  }
}

}  // namespace

const SchemaNode* SchemaNode::member(std::string_view wanted) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& m) { return m->name == wanted; });
  return found == members.end() ? nullptr : found->get();
}

const SchemaNode* SchemaNode::alike(std::string_view wanted) const {
  const auto find = [&](std::string_view sought, bool blocks_only) -> const SchemaNode* {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& m) {
      return (m->block || !blocks_only) && emit::alike(m->name, sought);
    });
    return found == members.end() ? nullptr : found->get();
  };
  if (const SchemaNode* same = find(wanted, false)) return same;
  return wanted.ends_with('s') ? find(wanted.substr(0, wanted.size() - 1), true) : nullptr;
}

std::optional<Schemas> read_schemas(const std::filesystem::path& folder) {
  try {
    Schemas schemas;
    for (const TargetId target : kTargets) read_folder(folder / info(target).word, schemas[target]);
    return schemas;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", folder.string(), error.what());
    return std::nullopt;
  }
}

std::unique_ptr<SchemaNode> camel_case(const SchemaNode& node) {
  auto copy = std::make_unique<SchemaNode>();
  copy->name = node.name;
  if (!copy->name.empty())
    copy->name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(copy->name[0])));
  copy->types = node.types;
  copy->required = node.required;
  copy->min = node.min;
  copy->max = node.max;
  copy->allowed = node.allowed;
  if (node.items) copy->items = camel_case(*node.items);
  for (const auto& member : node.members) copy->members.push_back(camel_case(*member));
  std::sort(copy->members.begin(), copy->members.end(),
            [](const auto& a, const auto& b) { return a->name < b->name; });
  return copy;
}

}  // namespace svc::generate
