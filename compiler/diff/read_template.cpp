// Templates of CloudFormation, with its functions in the long and the short form.
#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/yaml_aliases.h"
#include "diff/read.h"
#include "diff/read_json.h"

namespace svc::diff {

namespace {

using emit::Concat;
using emit::Document;
using emit::Member;
using emit::Object;
using emit::Record;
using emit::Reference;
using emit::Tree;

// The nesting depth of brackets and blocks up to which yaml-cpp reads.
constexpr const char* kTooDeep = "nests more brackets than svcc reads";

// Reads the first document of a text.
YAML::Node load(const std::string& text) {
  refuse_yaml_aliases(text);
  return YAML::Load(text);
}

bool is_text(const Tree& tree) {
  return tree.get<Object>() == nullptr && tree.get<emit::List>() == nullptr;
}

// How long a value is in a text, at least.
std::size_t bytes_of(const Tree& tree) {
  std::size_t bytes = 1;
  for (const Tree& part : emit::text_parts(tree)) {
    const auto* words = part.get<std::string>();
    bytes += words == nullptr ? 1 : words->size();
  }
  return bytes;
}

Tree reference(std::string_view words) {
  const std::size_t dot = words.find('.');
  if (dot == std::string_view::npos) return Reference{std::string(words), ""};
  return Reference{std::string(words.substr(0, dot)), std::string(words.substr(dot + 1))};
}

// `${Name.Attribute}` in a text of Fn::Sub; `${!literal}` stays. Names of long texts
// can make one that no stack takes: then the rest keeps its names.
Tree substitution(const std::string& text, const Object* variables) {
  constexpr std::size_t kMostBytes = 4U << 20U;  // four times the longest template
  std::size_t bytes = 0;
  emit::Text out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find("${", at);
    if (open == std::string::npos) {
      out.add(std::string_view(text).substr(at));
      break;
    }
    out.add(std::string_view(text).substr(at, open - at));
    const std::size_t close = std::min(text.find('}', open), text.size());
    const std::string name = text.substr(open + 2, close - open - 2);
    if (name.starts_with('!')) {
      out.add("${" + name.substr(1) + "}");
    } else {
      const Member* variable =
          variables == nullptr || bytes > kMostBytes ? nullptr : variables->find(name);
      if (variable != nullptr && !is_text(variable->value)) variable = nullptr;
      out.append(variable == nullptr ? reference(name) : variable->value);
      if (variable != nullptr) bytes += bytes_of(variable->value);
    }
    at = close + 1;
  }
  return std::move(out).tree();
}

// What the stacks export, by name.
using ExportNodes = std::map<std::string, YAML::Node, std::less<>>;

// The name that a node imports; empty if it is something else.
std::string imported(const YAML::Node& node) {
  if (node.IsScalar() && node.Tag() == "!ImportValue") return node.Scalar();
  if (!node.IsMap() || node.size() != 1 || node.begin()->first.Scalar() != "Fn::ImportValue")
    return {};
  const YAML::Node name = node.begin()->second;
  return name.IsScalar() ? name.Scalar() : std::string();
}

// The values of a template. What it imports is the value of the stack that exports it. (yaml-cpp
// takes quadratic time to put nodes of several texts together.)
class Values {
 public:
  explicit Values(ExportNodes exports) : exports_(std::move(exports)) {}

  Tree of(const YAML::Node& node) const {
    if (!exports_.empty()) {
      if (const auto found = exports_.find(imported(node)); found != exports_.end())
        return Values(ExportNodes()).of(found->second);
    }
    const std::string& tag = node.Tag();
    if (tag.size() > 1 && tag[0] == '!' && tag[1] != '!')
      return function(std::string_view(tag).substr(1), node);
    return without_tag(node);
  }

 private:
  // What a function gives: the reference or text that the compiler makes it of, else a structure
  // with the function's name.
  Tree function(std::string_view name, const YAML::Node& argument) const {
    if (name == "Ref" && argument.IsScalar()) return Reference{argument.Scalar(), ""};
    if (name == "GetAtt") {
      if (argument.IsScalar()) return reference(argument.Scalar());
      if (argument.IsSequence() && argument.size() == 2)
        return Reference{argument[0].Scalar(), argument[1].Scalar()};
    }
    if (name == "Sub" && argument.IsScalar())
      return document_text(substitution(argument.Scalar(), nullptr));
    if (name == "Sub" && argument.IsSequence() && argument.size() == 2) {
      const Tree variables = of(argument[1]);
      return document_text(substitution(argument[0].Scalar(), variables.get<Object>()));
    }
    Object made;
    made.members.push_back({Word("Fn::" + std::string(name)), without_tag(argument), false});
    return made;
  }

  Tree map(const YAML::Node& node) const {
    if (node.size() == 1) {
      const std::string key = node.begin()->first.Scalar();
      if (key == "Ref") return function("Ref", node.begin()->second);
      if (key.starts_with("Fn::"))
        return function(std::string_view(key).substr(4), node.begin()->second);
    }
    Object object;
    for (const auto& entry : node)
      object.members.push_back({entry.first.Scalar(), of(entry.second), false});
    return object;
  }

  Tree without_tag(const YAML::Node& node) const {
    if (node.IsMap()) return map(node);
    if (node.IsSequence()) {
      emit::List list;
      for (const YAML::Node& item : node) list.items.push_back(of(item));
      return list;
    }
    if (!node.IsScalar()) return {};
    return document_text(Tree(node.Scalar()));
  }

  ExportNodes exports_;
};

// `svc:block` among the tags of a resource, in either form.
std::string tagged_block(const Object& properties) {
  for (const std::string_view name : {"Tags", "HostedZoneTags", "FileSystemTags"}) {
    const Member* tags = properties.find(name);
    if (tags == nullptr) continue;
    if (const auto* map = tags->value.get<Object>()) {
      const Member* block = map->find("svc:block");
      const auto* words = block == nullptr ? nullptr : block->value.get<std::string>();
      if (words != nullptr) return *words;
    }
    const auto* list = tags->value.get<emit::List>();
    if (list == nullptr) continue;
    for (const Tree& item : list->items) {
      const auto* tag = item.get<Object>();
      const Member* key = tag == nullptr ? nullptr : tag->find("Key");
      const Member* value = tag == nullptr ? nullptr : tag->find("Value");
      if (key == nullptr || value == nullptr) continue;
      const auto* word = key->value.get<std::string>();
      const auto* words = value->value.get<std::string>();
      if (word != nullptr && *word == "svc:block" && words != nullptr) return *words;
    }
  }
  return {};
}

std::string scalar(const YAML::Node& node, const char* first, const char* second,
                   const char* third = nullptr) {
  if (!node.IsMap() || !node[first] || !node[first].IsMap() || !node[first][second]) return {};
  const YAML::Node inner = node[first][second];
  if (third == nullptr) return inner.IsScalar() ? inner.Scalar() : std::string();
  return inner.IsMap() && inner[third] && inner[third].IsScalar() ? inner[third].Scalar()
                                                                  : std::string();
}

// The blocks that the comments above the resources name: `# main.svc:12 service api`. A comment is
// about all resources up to the next one.
using Owners = std::map<std::string, std::string, std::less<>>;
Owners owners_of(std::string_view text) {
  Owners owners;
  std::string owner;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool names_resource = line.starts_with("  ") && line.ends_with(':') && line[2] != ' ';
    if (names_resource && !owner.empty()) owners.emplace(line.substr(2, line.size() - 3), owner);
    if (line == "Outputs:") break;
    if (!line.starts_with("  # ")) continue;
    const std::size_t space = line.find(' ', 4);
    owner = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
  }
  return owners;
}

Record record_of(const std::string& name, const YAML::Node& node, const Owners& owners,
                 const Values& values) {
  Record record;
  record.address = name;
  if (node["Type"] && node["Type"].IsScalar()) record.type = node["Type"].Scalar();
  if (node["Properties"]) {
    Tree properties = values.of(node["Properties"]);
    if (auto* object = properties.get<Object>()) record.properties = std::move(*object);
  }
  const auto commented = owners.find(name);
  record.owner =
      commented == owners.end() ? scalar(node, "Metadata", "svcc", "block") : commented->second;
  if (record.owner.empty()) record.owner = tagged_block(record.properties);
  if (node["DeletionPolicy"] && node["DeletionPolicy"].IsScalar())
    record.retained = node["DeletionPolicy"].Scalar().starts_with("Retain");
  const YAML::Node depends = node["DependsOn"];
  if (depends && depends.IsScalar()) record.depends_on.push_back(depends.Scalar());
  if (depends && depends.IsSequence()) {
    for (const YAML::Node& one : depends) record.depends_on.push_back(one.Scalar());
  }
  return record;
}

// ---- Conditions

// The conditions that the defaults of the parameters decide: `!Equals [!Ref Running, "true"]`.
using Decided = std::map<std::string, bool, std::less<>>;
Decided decided_conditions(const YAML::Node& root, const Values& values) {
  Decided decided;
  if (!root["Conditions"] || !root["Conditions"].IsMap()) return decided;
  for (const auto& entry : root["Conditions"]) {
    const Tree tree = values.of(entry.second);
    const auto* body = tree.get<Object>();
    const Member* equals = body == nullptr ? nullptr : body->find("Fn::Equals");
    const auto* sides = equals == nullptr ? nullptr : equals->value.get<emit::List>();
    if (sides == nullptr || sides->items.size() != 2) continue;
    const auto* parameter = sides->items[0].get<Reference>();
    const auto* wanted = sides->items[1].get<std::string>();
    if (parameter == nullptr || wanted == nullptr) continue;
    const std::string standard = scalar(root, "Parameters", parameter->subject.c_str(), "Default");
    if (!standard.empty()) decided.emplace(entry.first.Scalar(), standard == *wanted);
  }
  return decided;
}

bool is_no_value(const Tree& tree) {
  const auto* reference = tree.get<Reference>();
  return reference != nullptr && reference->subject == "AWS::NoValue";
}

// Documents are compared as they are deployed by default, as those of programs are.
void decide(Tree& tree, const Decided& decided) {
  if (auto* list = tree.get<emit::List>()) {
    for (Tree& item : list->items) decide(item, decided);
    std::erase_if(list->items, is_no_value);
  }
  auto* object = tree.get<Object>();
  if (object == nullptr) return;
  if (const Member* choice = object->find("Fn::If")) {
    const auto* of = choice->value.get<emit::List>();
    const auto* name =
        of == nullptr || of->items.size() != 3 ? nullptr : of->items[0].get<std::string>();
    const auto known = name == nullptr ? decided.end() : decided.find(*name);
    if (known != decided.end()) {
      Tree chosen = of->items[known->second ? 1 : 2];
      tree = std::move(chosen);
      return decide(tree, decided);
    }
  }
  for (Member& member : object->members) decide(member.value, decided);
  std::erase_if(object->members, [](const Member& member) { return is_no_value(member.value); });
}

// `Shop (prod). Compiled by svcc from shop.svc.` -> `prod`
std::string described_environment(const std::string& description) {
  const std::size_t end = description.find("). Compiled by svcc");
  const std::size_t open = end == std::string::npos ? end : description.rfind('(', end);
  return open == std::string::npos ? std::string() : description.substr(open + 1, end - open - 1);
}

Document document_of(const YAML::Node& root, const Owners& owners, const Values& values) {
  Document document;
  document.target = "cloudformation";
  document.app = scalar(root, "Metadata", "svcc", "app");
  document.environment = scalar(root, "Metadata", "svcc", "environment");
  if (document.environment.empty() && root["Description"] && root["Description"].IsScalar())
    document.environment = described_environment(root["Description"].Scalar());
  const Decided decided = decided_conditions(root, values);
  for (const auto& entry : root["Resources"]) {
    Record record = record_of(entry.first.Scalar(), entry.second, owners, values);
    if (!decided.empty()) {
      Tree properties(std::move(record.properties));
      decide(properties, decided);
      record.properties = std::move(*properties.get<Object>());
    }
    document.resources.push_back(std::move(record));
  }
  if (root["Parameters"]) {
    for (const auto& entry : root["Parameters"]) {
      const YAML::Node value = entry.second["Default"];
      document.parameters.push_back(
          {entry.first.Scalar(), value && value.IsScalar() ? Tree(value.Scalar()) : Tree(), {}});
    }
  }
  if (root["Outputs"]) {
    for (const auto& entry : root["Outputs"])
      document.outputs.push_back({entry.first.Scalar(), values.of(entry.second["Value"]), {}});
  }
  return document;
}

// What the stacks export, by name.
void add_exports(const YAML::Node& root, ExportNodes& exports) {
  if (!root["Outputs"]) return;
  for (const auto& entry : root["Outputs"]) {
    const YAML::Node name = entry.second["Export"] ? entry.second["Export"]["Name"] : YAML::Node();
    if (name && name.IsScalar()) exports.emplace(name.Scalar(), entry.second["Value"]);
  }
}

// Notes the stack of every resource, if svcc wrote the template.
void note_stack(Document& document, const YAML::Node& root) {
  if (document.app.empty()) return;
  const std::string part = scalar(root, "Metadata", "svcc", "stack");
  for (const Record& record : document.resources)
    document.stacks.emplace_back(record.address, part);
}

// Puts a stack to the others of its program. Exports are no outputs of the program.
void merge(Document stack, const YAML::Node& root, std::vector<Document>& documents) {
  note_stack(stack, root);
  std::erase_if(stack.outputs, [&](const emit::NamedTree& output) {
    return static_cast<bool>(root["Outputs"][output.name]["Export"]);
  });
  const auto found = std::find_if(documents.begin(), documents.end(), [&](const Document& d) {
    return d.app == stack.app && d.environment == stack.environment;
  });
  if (found == documents.end()) return documents.push_back(std::move(stack));
  std::move(stack.resources.begin(), stack.resources.end(), std::back_inserter(found->resources));
  std::move(stack.stacks.begin(), stack.stacks.end(), std::back_inserter(found->stacks));
  std::move(stack.outputs.begin(), stack.outputs.end(), std::back_inserter(found->outputs));
  for (emit::NamedTree& parameter : stack.parameters) {
    const bool known = std::any_of(found->parameters.begin(), found->parameters.end(),
                                   [&](const auto& p) { return p.name == parameter.name; });
    if (!known) found->parameters.push_back(std::move(parameter));
  }
}

}  // namespace

bool is_stack(std::string_view text) {
  // Metadata.svcc is near the top, and `stack` is its last member.
  const std::size_t svcc = text.find("svcc", text.find("Metadata"));
  if (svcc == std::string_view::npos || svcc > 3000) return false;
  std::string_view members = text.substr(svcc, 600);
  members = members.substr(0, std::min(members.find("\n\n"), members.find('}')));
  return members.find("\n    stack: ") != std::string_view::npos ||
         members.find("\"stack\":") != std::string_view::npos;
}

Result<std::vector<Document>> read_stacks(const std::vector<std::string>& texts,
                                          std::size_t& which) {
  try {
    std::vector<YAML::Node> roots;
    ExportNodes exports;
    for (which = 0; which < texts.size(); ++which) {
      roots.push_back(load(texts[which]));
      if (!roots.back().IsMap() || !roots.back()["Resources"].IsMap())
        return Failure{"is no template of CloudFormation: it has no Resources"};
      add_exports(roots.back(), exports);
    }
    const Values values(std::move(exports));
    std::vector<Document> documents;
    for (which = 0; which < texts.size(); ++which)
      merge(document_of(roots[which], owners_of(texts[which]), values), roots[which], documents);
    return documents;
  } catch (const YAML::DeepRecursion&) {
    return Failure{kTooDeep};
  } catch (const YAML::Exception& error) {
    return Failure{fmt::format("cannot be read as YAML or JSON: {}", error.what())};
  }
}

Result<Document> read_template(const std::string& text) {
  try {
    YAML::Node root = load(text);
    Owners owners = owners_of(text);
    if (root.IsMap() && root["TemplateBody"]) {
      const YAML::Node body = root["TemplateBody"];
      if (body.IsScalar()) owners = owners_of(body.Scalar());
      root = body.IsScalar() ? load(body.Scalar()) : body;
    }
    if (!root.IsMap() || !root["Resources"] || !root["Resources"].IsMap())
      return Failure{"is no template of CloudFormation: it has no Resources"};
    Document document = document_of(root, owners, Values(ExportNodes()));
    note_stack(document, root);
    return document;
  } catch (const YAML::DeepRecursion&) {
    return Failure{kTooDeep};
  } catch (const YAML::Exception& error) {
    return Failure{fmt::format("cannot be read as YAML or JSON: {}", error.what())};
  }
}

}  // namespace svc::diff
