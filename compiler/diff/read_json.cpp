#include "diff/read_json.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/json_depth.h"
#include "diff/read.h"

namespace svc::diff {

namespace {

using Json = nlohmann::ordered_json;
using emit::Concat;
using emit::Member;
using emit::Object;
using emit::Tree;

constexpr std::string_view kOpen = "\x01";

// The placeholder for the n-th reference while the text is read as JSON.
std::string placeholder(std::size_t index) {
  return "\\u0001" + std::to_string(index) + "\\u0002";
}

// Puts the references back.
Tree filled(const Tree& tree, const std::vector<Tree>& parts) {
  if (const auto* words = tree.get<std::string>()) {
    if (words->find(kOpen) == std::string::npos) return tree;
    emit::Text out;
    std::string_view rest = *words;
    while (!rest.empty()) {
      const std::size_t open = rest.find('\x01');
      out.add(rest.substr(0, open));
      if (open == std::string_view::npos) break;
      rest.remove_prefix(open + 1);
      std::size_t index = parts.size();
      const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
      const auto digits = static_cast<std::size_t>(end - rest.data());
      if (fault != std::errc{} || index >= parts.size() ||
          !rest.substr(digits).starts_with('\x02')) {
        out.add(kOpen);  // of the text itself
        continue;
      }
      out.append(parts[index]);
      rest.remove_prefix(digits + 1);
    }
    return std::move(out).tree();
  }
  if (const auto* list = tree.get<emit::List>()) {
    emit::List made;
    for (const Tree& item : list->items) made.items.push_back(filled(item, parts));
    return made;
  }
  if (const auto* object = tree.get<Object>()) {
    Object made;
    for (const Member& member : object->members)
      made.members.push_back({member.name, filled(member.value, parts), false});
    return made;
  }
  return tree;
}

bool looks_like_json(const Tree& text) {
  const auto* words = text.get<std::string>();
  if (const auto* concat = text.get<Concat>())
    words = concat->parts.empty() ? nullptr : concat->parts.front().get<std::string>();
  if (words == nullptr) return false;
  const std::size_t first = words->find_first_not_of(" \t\r\n");
  return first != std::string::npos && ((*words)[first] == '{' || (*words)[first] == '[');
}

}  // namespace

Tree tree_of(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    emit::List list;
    for (const Json& item : json) list.items.push_back(tree_of(item));
    return list;
  }
  if (!json.is_object()) return {};
  Object object;
  for (const auto& [name, value] : json.items())
    object.members.push_back({name, tree_of(value), false});
  return object;
}

Tree document_text(Tree text) {
  if (!looks_like_json(text)) return text;
  std::string words;
  std::vector<Tree> parts;
  for (const Tree& part : emit::text_parts(text)) {
    if (const auto* plain = part.get<std::string>()) {
      words += *plain;
    } else {
      // Between quotes it is part of a text; else it gets quotes.
      const bool quoted = !words.empty() && words.back() != ':' && words.back() != ' ' &&
                          words.back() != '[' && words.back() != ',';
      words += quoted ? placeholder(parts.size()) : "\"" + placeholder(parts.size()) + "\"";
      parts.push_back(part);
    }
  }
  if (too_deep_json(words)) return text;
  const Json json = Json::parse(words, nullptr, false);
  if (json.is_discarded() || (!json.is_object() && !json.is_array())) return text;
  emit::Encoded encoded;
  encoded.body.push_back(filled(tree_of(json), parts));
  return Tree(std::move(encoded), text.span);
}

// ---- terraform show -json ----

namespace {

void add_resources(const Json& module, emit::Document& document) {
  if (module.contains("resources")) {
    for (const Json& one : module["resources"]) {
      if (one.value("mode", "managed") != "managed") continue;
      emit::Record record;
      record.address = one.value("address", "");
      record.type = one.value("type", "");
      if (one.contains("values")) {
        for (const auto& [name, value] : one["values"].items())
          record.properties.members.push_back({name, document_text(tree_of(value)), false});
      }
      document.resources.push_back(std::move(record));
    }
  }
  if (module.contains("child_modules")) {
    for (const Json& child : module["child_modules"]) add_resources(child, document);
  }
}

}  // namespace

Result<emit::Document> read_state(const std::string& text) {
  if (too_deep_json(text)) return Failure{"nests more brackets than svcc reads"};
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return Failure{"cannot be read as JSON"};
  const char* part = json.contains("planned_values") ? "planned_values" : "values";
  constexpr const char* kOther =
      "holds no values: it is what `terraform show -json` prints that is read";
  if (!json.contains(part) || !json[part].contains("root_module")) return Failure{kOther};
  emit::Document document;
  document.target = "terraform";
  document.resolved = true;
  try {
    add_resources(json[part]["root_module"], document);
  } catch (const Json::exception&) {  // a member of another type
    return Failure{kOther};
  }
  return document;
}

}  // namespace svc::diff
