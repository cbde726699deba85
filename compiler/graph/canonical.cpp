#include "graph/canonical.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/hash.h"
#include "base/overloaded.h"

namespace svc::graph {

namespace {

// Writes texts one behind the other, so that a value of many parts is one text from the start.
class Writer {
 public:
  explicit Writer(const Graph& graph) : graph_(graph) {}

  void add(const Value& value) {
    std::visit(
        overloaded{
            [](std::monostate) {},
            [&](bool flag) { text_ += flag ? "true" : "false"; },
            [&](std::int64_t number) { text_ += std::to_string(number); },
            [&](double number) { text_ += fmt::format("{}", number); },
            [&](const std::string& text) { text_ += text; },
            [&](const Ref& ref) { add(ref); },
            [&](const SubnetOf& subnet) {
              add(subnet.range);
              text_ += fmt::format("/{}", subnet.index);
            },
            [&](ParamRef ref) { text_ += "${" + graph_.parameters[ref.parameter].name + "}"; },
            [&](Pseudo pseudo) { text_ += fmt::format("${{{}}}", static_cast<int>(pseudo)); },
            [&](ZoneName zone) { text_ += fmt::format("${{zone {}}}", zone.index); },
            [&](const Concat& concat) {
              for (const Value& part : concat.parts) add(part);
            },
            [&](const List& list) {
              text_ += '[';
              add(list.items, ',');
              text_ += ']';
            },
            [&](const Map& map) { add(map); },
            [&](const Document& document) { add(document.body, ';'); },
            [&](const Base64& encoded) { add(encoded.text, ';'); },
            [&](const Taken& taken) { add(taken.of, ';'); },
            [&](const Choice& choice) { add(choice.of, ';'); },
        },
        value.data);
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  void add(const std::vector<Value>& values, char separator) {
    for (const Value& value : values) {
      add(value);
      text_ += separator;
    }
  }

  void add(const Ref& ref) {
    text_ += "${";
    if (ref.node.index < graph_.nodes.size()) {  // else it is promised
      const Node& node = graph_.nodes[ref.node];
      text_.append(node.kind).append(" ").append(node.name).append(".");
    }
    text_.append(ref.attribute).append("}");
  }

  // In the order of the texts.
  void add(const Map& map) {
    std::vector<std::string> entries;
    entries.reserve(map.entries.size());
    for (const auto& [key, entry] : map.entries)
      entries.push_back(key + "=" + canonical_text(graph_, entry));
    std::sort(entries.begin(), entries.end());
    text_ += '{';
    for (const std::string& entry : entries)
      text_.append(&entry == &entries.front() ? "" : ",").append(entry);
    text_ += '}';
  }

  const Graph& graph_;
  std::string text_;
};

}  // namespace

std::string canonical_text(const Graph& graph, const Value& value) {
  Writer writer(graph);
  writer.add(value);
  return std::move(writer).text();
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
