#include "generate/templates_write.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace svc::generate {
namespace {

std::string literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || c == '?') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string number(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

// Collects `.field = value` of those that differ from their default.
class Fields {
 public:
  void add(std::string_view name, const std::string& value, bool said = true) {
    if (said) text_ += fmt::format("{}.{} = {}", text_.empty() ? "" : ", ", name, value);
  }
  void text(std::string_view name, const std::string& value) {
    add(name, literal(value), !value.empty());
  }
  void flag(std::string_view name, bool value) { add(name, "true", value); }
  [[nodiscard]] std::string str() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

class Writer {
 public:
  std::string run(const std::vector<ResolvedTemplate>& templates, const Schemas& schemas) {
    std::vector<std::string> of_targets;
    for (const TypeSchemas& each : schemas.all) of_targets.push_back(types(each));
    std::vector<std::string> mappings;
    for (const ResolvedTemplate& one : templates) mappings.push_back(mapping(one));
    const std::string all = slice("Mapping", mappings);
    return "// Written by svcc-generate-templates from templates/: not to be changed by "
           "hand.\n#include \"emit/mapping.h\"\n\nnamespace svc::emit {\nnamespace {\n\n" +
           out_ +
           fmt::format(
               "\n}}  // namespace\n\nnamespace tables {{\nconstinit const Slice<Mapping> "
               "kMappings = {};\nconstinit const PerTarget<Slice<Schema>> kSchemas = "
               "{{{{{{{}}}}}}};\n}}  // namespace tables\n\n}}  // namespace svc::emit\n",
               all, fmt::join(slices(of_targets), ", "));
  }

 private:
  // Writes an array, or finds the equal one, and gives its name.
  std::string array(std::string_view type, const std::vector<std::string>& items) {
    std::string body;
    for (const std::string& item : items) body += "    " + item + ",\n";
    const auto [found, fresh] =
        arrays_.try_emplace(std::string(type) + body, fmt::format("k{}", arrays_.size()));
    if (fresh)
      out_ += fmt::format("[[maybe_unused]] constexpr {} {}[] = {{\n{}}};\n", type, found->second,
                          body);
    return found->second;
  }
  std::string slice(std::string_view type, const std::vector<std::string>& items) {
    return items.empty() ? "{}" : fmt::format("{{{}, {}}}", array(type, items), items.size());
  }
  std::string texts(const std::vector<std::string>& items) {
    std::vector<std::string> literals;
    for (const std::string& item : items) literals.push_back(literal(item));
    return slice("std::string_view", literals);
  }

  static std::vector<std::string> slices(const std::vector<std::string>& items) {
    std::vector<std::string> typed;
    for (const std::string& item : items) typed.push_back("Slice<Schema>" + item);
    return typed;
  }

  // ---- Schemas ----

  std::string types(const TypeSchemas& schemas) {
    std::vector<std::string> roots;
    for (const auto& [name, type] : schemas) roots.push_back(schema(type.root));
    const std::string result = slice("Schema", roots);
    std::size_t index = 0;
    for (const auto& [name, type] : schemas)
      type.root.address = fmt::format("({} + {})", array("Schema", roots), index++);
    return result;
  }

  std::string schema(const SchemaNode& node) {
    static constexpr const char* kReplace[] = {"Never", "Sometimes", "Always"};
    Fields fields;
    fields.text("name", node.name);
    fields.add("types", std::to_string(node.types), node.types != emit::kAny);
    fields.flag("block", node.block);
    fields.flag("required", node.required);
    fields.flag("read_only", node.read_only);
    fields.flag("secret", node.secret);
    fields.flag("stack_tags", node.stack_tags);
    fields.add("replace", std::string("Replace::") + kReplace[node.replace], node.replace != 0);
    fields.flag("has_min", node.min.has_value());
    fields.flag("has_max", node.max.has_value());
    fields.add("min", number(node.min.value_or(0)), node.min.has_value());
    fields.add("max", number(node.max.value_or(0)), node.max.has_value());
    fields.text("pattern", node.pattern);
    fields.text("since", node.since);
    fields.flag("gone", node.gone);
    fields.add("allowed", texts(node.allowed), !node.allowed.empty());
    if (node.items) fields.add("items", address_of(*node.items));
    fields.add("members", members(node), !node.members.empty());
    return fields.str();
  }

  std::string members(const SchemaNode& node) {
    std::vector<std::string> items;
    for (const auto& member : node.members) items.push_back(schema(*member));
    const std::string name = array("Schema", items);
    for (std::size_t i = 0; i < node.members.size(); ++i)
      node.members[i]->address = fmt::format("({} + {})", name, i);
    return fmt::format("{{{}, {}}}", name, items.size());
  }

  std::string address_of(const SchemaNode& node) {
    if (node.address.empty()) node.address = array("Schema", {schema(node)});
    return node.address;
  }

  // ---- Mappings ----

  std::string mapping(const ResolvedTemplate& one) {
    Fields fields;
    fields.text("kind", one.source.kind);
    fields.text("suffix", one.source.suffix);
    fields.text("concern", one.source.concern);
    fields.flag("lookup", one.source.lookup);
    fields.flag("holds_data", one.source.holds_data);
    fields.text("beside", one.source.beside);
    fields.text("stack", one.source.stack);
    std::vector<std::string> sides;
    for (const ResolvedSide& each : one.sides.all)
      sides.push_back(says_something(each.source) ? "Side" + side(each) : "Side{}");
    fields.add("sides", fmt::format("{{{{{{{}}}}}}}", fmt::join(sides, ", ")));
    return fields.str();
  }

  static bool says_something(const SideText& side) {
    return side.written || side.elsewhere || !side.by_hand.empty();
  }

  std::string side(const ResolvedSide& one) {
    Fields fields;
    fields.text("type", one.source.type);
    fields.flag("written", one.source.written);
    fields.flag("elsewhere", one.source.elsewhere);
    fields.text("by_hand", one.source.by_hand);
    if (one.schema != nullptr) fields.add("schema", address_of(*one.schema));
    fields.add("attributes", attributes(one.attributes), !one.attributes.empty());
    fields.add("properties", properties(one.properties), !one.properties.empty());
    fields.add("values", constants(one.values), !one.values.empty());
    fields.add("companions", companions(one.companions), !one.companions.empty());
    fields.add("update_policy", settings(one.source.update_policy),
               !one.source.update_policy.empty());
    fields.text("since", one.source.minimum_provider);
    fields.text("description", one.source.description);
    fields.flag("create_before_destroy", one.source.create_before_destroy);
    return fields.str();
  }

  std::string settings(const std::vector<std::pair<std::string, std::string>>& all) {
    std::vector<std::string> items;
    for (const auto& [path, text] : all)
      items.push_back(fmt::format("{{.path = {}, .text = {}}}", literal(path), literal(text)));
    return slice("Setting", items);
  }

  std::string attributes(const std::vector<ResolvedAttribute>& all) {
    std::vector<std::string> items;
    for (const ResolvedAttribute& one : all) {
      std::vector<std::string> patterns;
      for (const ResolvedPattern& text : one.patterns) patterns.push_back(pattern(text));
      items.push_back(fmt::format("{{.name = {}, .patterns = {}}}", literal(one.name),
                                  slice("Pattern", patterns)));
    }
    return slice("Attribute", items);
  }

  std::string pattern(const ResolvedPattern& one) {
    static constexpr const char* kWhat[] = {"Words",  "Self", "Companion",
                                            "Pseudo", "Item", "Attribute"};
    std::vector<std::string> pieces;
    for (const ResolvedPiece& piece : one.pieces) {
      Fields fields;
      fields.add("what", std::string("Piece::What::") + kWhat[static_cast<int>(piece.what)],
                 piece.what != emit::Piece::What::Words);
      fields.text("text", piece.text);
      fields.text("companion", piece.companion);
      fields.flag("every", piece.every);
      pieces.push_back(fields.str());
    }
    Fields fields;
    fields.flag("expression", one.expression);
    fields.add("pieces", slice("Piece", pieces), !pieces.empty());
    return fields.str();
  }

  std::string properties(const std::vector<ResolvedProperty>& all) {
    std::vector<std::string> items;
    for (const ResolvedProperty& one : all) {
      if (!one.place.written && one.fields.empty()) {
        items.push_back(fmt::format("{{.name = {}, .written = false}}", literal(one.name)));
        continue;
      }
      Fields fields;
      fields.text("name", one.name);
      fields.add("place", place(one.place));
      fields.flag("structured", one.structured);
      fields.flag("given_order", one.given_order);
      fields.add("fields", properties(one.fields), !one.fields.empty());
      items.push_back(fields.str());
    }
    return slice("Property", items);
  }

  std::string place(const ResolvedPlace& one) {
    static constexpr const char* kAs[] = {"Itself", "Json",  "KeyValueList", "TagBlocks",
                                          "Joined", "Words", "Quoted"};
    std::vector<std::string> path;
    for (const ResolvedStep& step : one.path) path.push_back(this->step(step));
    Fields fields;
    fields.text("companion", one.companion);
    fields.add("path", slice("Step", path), !path.empty());
    if (one.schema != nullptr) fields.add("schema", address_of(*one.schema));
    fields.add("as", std::string("As::") + kAs[static_cast<int>(one.as)],
               one.as != emit::As::Itself);
    fields.text("yes", one.yes);
    fields.text("no", one.no);
    fields.text("attribute", one.attribute);
    fields.flag("omit_initial", one.omit_initial);
    fields.text("since", one.since);
    return fields.str();
  }

  std::string step(const ResolvedStep& one) {
    static constexpr const char* kShape[] = {"Member", "Element", "Keyed"};
    Fields fields;
    fields.text("name", one.name);
    fields.add("shape", std::string("Step::Shape::") + kShape[static_cast<int>(one.shape)],
               one.shape != emit::Step::Shape::Member);
    fields.text("key_name", one.key_name);
    fields.text("key", one.key);
    if (one.schema != nullptr) fields.add("schema", address_of(*one.schema));
    return fields.str();
  }

  std::string constants(const std::vector<ResolvedConstant>& all) {
    static constexpr const char* kType[] = {"Text", "Integer", "Boolean"};
    std::vector<std::string> items;
    for (const ResolvedConstant& one : all) {
      const auto type = one.source.type;
      const bool text = type == ConstantText::Type::Text;
      Fields fields;
      fields.add("place", place(one.place));
      fields.add("type", std::string("Constant::Type::") + kType[static_cast<int>(type)], !text);
      fields.add("number",
                 type == ConstantText::Type::Boolean ? (one.source.text == "true" ? "1" : "0")
                                                     : one.source.text,
                 !text);
      fields.add("text", pattern(one.text), text);
      fields.flag("list", one.source.list);
      items.push_back(fields.str());
    }
    return slice("Constant", items);
  }

  std::string companions(const std::vector<ResolvedCompanion>& all) {
    std::vector<std::string> items;
    for (const ResolvedCompanion& one : all) {
      Fields fields;
      fields.text("name", one.source.name);
      fields.text("type", one.source.type);
      if (one.schema != nullptr) fields.add("schema", address_of(*one.schema));
      fields.add("when", texts(one.source.when), !one.source.when.empty());
      fields.text("each", one.source.each);
      fields.add("values", constants(one.values), !one.values.empty());
      items.push_back(fields.str());
    }
    return slice("Companion", items);
  }

  std::string out_;
  std::unordered_map<std::string, std::string> arrays_;
};

}  // namespace

std::string write_tables(const std::vector<ResolvedTemplate>& templates, const Schemas& schemas) {
  return Writer().run(templates, schemas);
}

std::string write_tagged_kinds(const std::vector<ResolvedTemplate>& templates) {
  std::string kinds;
  for (const ResolvedTemplate& one : templates) {
    const auto& properties = one.source.properties;
    if (std::any_of(properties.begin(), properties.end(),
                    [](const PropertyText& property) { return property.name == "tags"; }))
      kinds += "    " + literal(one.source.kind) + ",\n";
  }
  return "// Written by svcc-generate-templates from templates/: not to be changed by hand.\n"
         "#include <span>\n#include <string_view>\n\nnamespace svc::graph::tables {\n\n"
         "std::span<const std::string_view> tagged_kinds() {\n"
         "  static constexpr std::string_view kKinds[] = {\n" +
         kinds + "  };\n  return kKinds;\n}\n\n}  // namespace svc::graph::tables\n";
}

}  // namespace svc::generate
