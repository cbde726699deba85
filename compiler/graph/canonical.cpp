#include "graph/canonical.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/hash.h"
#include "base/overloaded.h"

namespace svc::graph {

namespace {

std::string joined(const Graph& graph, const std::vector<Value>& values, char separator) {
  std::string text;
  for (const Value& value : values) text += canonical_text(graph, value) + separator;
  return text;
}

std::string text_of(const Graph& graph, const Ref& ref) {
  if (ref.node.index >= graph.nodes.size()) return "${" + ref.attribute + "}";  // promised
  const Node& node = graph.nodes[ref.node];
  return fmt::format("${{{} {}.{}}}", node.kind, node.name, ref.attribute);
}

}  // namespace

std::string canonical_text(const Graph& graph, const Value& value) {
  return std::visit(
      overloaded{
          [](std::monostate) { return std::string(); },
          [](bool flag) { return std::string(flag ? "true" : "false"); },
          [](std::int64_t number) { return std::to_string(number); },
          [](double number) { return fmt::format("{}", number); },
          [](const std::string& text) { return text; },
          [&](const Ref& ref) { return text_of(graph, ref); },
          [&](const SubnetOf& subnet) {
            return fmt::format("{}/{}", text_of(graph, subnet.range), subnet.index);
          },
          [&](ParamRef ref) { return "${" + graph.parameters[ref.parameter].name + "}"; },
          [](Pseudo pseudo) { return fmt::format("${{{}}}", static_cast<int>(pseudo)); },
          [](ZoneName zone) { return fmt::format("${{zone {}}}", zone.index); },
          [&](const Concat& concat) {
            std::string text;
            for (const Value& part : concat.parts) text += canonical_text(graph, part);
            return text;
          },
          [&](const List& list) { return "[" + joined(graph, list.items, ',') + "]"; },
          [&](const Map& map) {
            std::vector<std::string> entries;
            for (const auto& [key, entry] : map.entries)
              entries.push_back(key + "=" + canonical_text(graph, entry));
            std::sort(entries.begin(), entries.end());
            return fmt::format("{{{}}}", fmt::join(entries, ","));
          },
          [&](const Document& document) { return joined(graph, document.body, ';'); },
          [&](const Base64& encoded) { return joined(graph, encoded.text, ';'); },
          [&](const Taken& taken) { return joined(graph, taken.of, ';'); },
          [&](const Choice& choice) { return joined(graph, choice.of, ';'); },
      },
      value.data);
}

namespace {

// The end of an ARN says what it means, but only for an AWS managed policy is it unique.
std::string_view telling_part(std::string_view text) {
  constexpr std::string_view kOfAws = ":iam::aws:policy/";
  return text.find(kOfAws) == std::string_view::npos ? text : text.substr(text.rfind('/') + 1);
}

}  // namespace

std::string name_of(const Graph& graph, const Value& value) {
  constexpr std::size_t kLongest = 40;
  const std::string text = canonical_text(graph, value);
  const std::string_view part = telling_part(text);
  std::string name;
  bool plain = part.size() <= kLongest;
  for (const char c : part.substr(0, kLongest)) {
    const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0;
    plain = plain && (kept || c == '.' || c == '_');
    if (kept)
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return plain && !name.empty() ? name : name + (name.empty() ? "" : "_") + short_hash(text);
}

}  // namespace svc::graph
