// The graph as text: one line a node, its attributes below it, references as `kind.name.attribute`.
#include <fmt/format.h>

#include "base/overloaded.h"
#include "base/quote.h"
#include "graph/graph.h"

namespace svc::graph {
namespace {

std::string_view pseudo_name(Pseudo pseudo) {
  switch (pseudo) {
    case Pseudo::Region:
      return "aws.region";
    case Pseudo::AccountId:
      return "aws.account_id";
    case Pseudo::Partition:
      return "aws.partition";
    case Pseudo::UrlSuffix:
      return "aws.url_suffix";
  }
  return {};
}

std::string_view type_name(Parameter::Type type) {
  switch (type) {
    case Parameter::Type::String:
      return "string";
    case Parameter::Type::Number:
      return "number";
    case Parameter::Type::Bool:
      return "bool";
    case Parameter::Type::List:
      return "list";
  }
  return {};
}

class Dumper {
 public:
  explicit Dumper(const Graph& graph, const Sources& sources) : graph_(graph), sources_(sources) {}

  std::string run() {
    line(0, "graph " + graph_.prefix());
    text("description", graph_.description);
    text("source", graph_.source);
    text("region", graph_.region);
    text("account", graph_.account);
    for (const auto& [key, tag] : graph_.tags) entry(1, "tag " + key, tag);
    for (const Parameter& parameter : graph_.parameters) dump(parameter);
    for (const Node& node : graph_.nodes) dump(node);
    for (const Output& output : graph_.outputs) entry(0, "output " + output.name, output.value);
    for (const Patch& patch : graph_.patches)
      entry(0, fmt::format("patch {} {} of {}", info(patch.target).word, patch.part, patch.owner),
            patch.properties);
    return std::move(out_);
  }

 private:
  void line(int depth, std::string_view words) {
    out_ += fmt::format("{:{}}{}\n", "", depth * 2, words);
  }
  void text(std::string_view name, const std::string& value) {
    if (!value.empty()) line(1, fmt::format("{} = {}", name, in_quotes(value)));
  }
  std::string where(Span span) const {
    return span.valid() ? "  # " + line_reference(sources_, span) : std::string();
  }
  std::string address(NodeId id) const {
    return id.index < graph_.nodes.size() ? graph_.nodes[id].kind + "." + graph_.nodes[id].name
                                          : "<no node>";
  }

  void dump(const Parameter& parameter) {
    line(0, fmt::format("param {}: {}{}{}", parameter.name, type_name(parameter.type),
                        parameter.secret ? " secret" : "", where(parameter.span)));
    text("description", parameter.description);
    if (parameter.value) entry(1, "default", *parameter.value);
    if (parameter.min) line(1, fmt::format("min = {}", *parameter.min));
    if (parameter.max) line(1, fmt::format("max = {}", *parameter.max));
    text("pattern", parameter.pattern);
    for (const Value& allowed : parameter.allowed) entry(1, "allowed", allowed);
  }

  void dump(const Node& node) {
    line(0, fmt::format("{} {}{}{}", node.kind, node.name,
                        node.owner.empty() ? "" : " of " + node.owner, where(node.span)));
    for (const Attribute& attribute : node.attributes)
      entry(1, attribute.name, attribute.value, attribute.initial ? " (initial)" : "");
    for (const NodeId id : node.depends_on) line(1, "after " + address(id));
  }

  // Scalars and empty values on the same line; lists and structures below.
  void entry(int depth, std::string_view name, const Value& value, std::string_view mark = "") {
    const auto below = [&](std::string_view word, const std::vector<Value>& items) {
      line(depth, fmt::format("{}{} = {}", name, mark, word));
      for (const Value& item : items) entry(depth + 1, "-", item);
    };
    if (const auto* items = value.get<List>(); items != nullptr && !items->items.empty())
      return below("list", items->items);
    if (const auto* document = value.get<Document>())
      return below(document->format == Document::Format::Json ? "json" : "yaml", document->body);
    if (const auto* encoded = value.get<Base64>()) return below("base64", encoded->text);
    const auto* map = value.get<Map>();
    if (map == nullptr || map->entries.empty())
      return line(depth, fmt::format("{}{} = {}", name, mark, scalar(value)));
    line(depth, fmt::format("{}{} = map", name, mark));
    for (const auto& [key, item] : map->entries) entry(depth + 1, key, item);
  }

  std::string scalar(const Value& value) const {
    return std::visit(
        overloaded{
            [](std::monostate) { return std::string("absent"); },
            [](bool flag) { return std::string(flag ? "true" : "false"); },
            [](std::int64_t number) { return std::to_string(number); },
            [](double number) { return fmt::format("{}", number); },
            [](const std::string& words) { return in_quotes(words); },
            [&](const Ref& ref) { return address(ref.node) + "." + ref.attribute; },
            [&](ParamRef ref) { return "param." + graph_.parameters[ref.parameter].name; },
            [](Pseudo pseudo) { return std::string(pseudo_name(pseudo)); },
            [](ZoneName zone) { return fmt::format("zone[{}]", zone.index); },
            [&](const SubnetOf& subnet) {
              return fmt::format("subnet {} of {}", subnet.index, scalar(Value(subnet.range)));
            },
            [&](const Concat& concat) { return pieces(concat); },
            [](const List&) { return std::string("[]"); },
            [](const Map&) { return std::string("{}"); },
            [&](const Document& document) {
              return fmt::format("{}({})",
                                 document.format == Document::Format::Json ? "json" : "yaml",
                                 nested(document.body));
            },
            [&](const Base64& encoded) { return fmt::format("base64({})", nested(encoded.text)); },
            [&](const Taken& taken) {
              const bool item = taken.of[1].get<std::string>() == nullptr;
              return scalar(taken.of[0]) + (item ? fmt::format("[{}]", scalar(taken.of[1]))
                                                 : " joined by " + scalar(taken.of[1]));
            },
            [&](const Choice& choice) {
              return fmt::format("if param.{}: {}, else {}", graph_.parameters[choice.flag].name,
                                 flat(choice.of[0]), flat(choice.of[1]));
            },
        },
        value.data);
  }
  std::string pieces(const Concat& concat) const {
    std::string joined;
    for (const Value& part : concat.parts) joined += (joined.empty() ? "" : " + ") + flat(part);
    return joined;
  }
  std::string nested(const std::vector<Value>& values) const {
    return values.empty() ? std::string() : flat(values.front());
  }
  // A value on one line.
  std::string flat(const Value& value) const {
    if (const auto* items = value.get<List>()) {
      std::string joined;
      for (const Value& item : items->items) joined += (joined.empty() ? "" : ", ") + flat(item);
      return "[" + joined + "]";
    }
    if (const auto* map = value.get<Map>()) {
      std::string joined;
      for (const auto& [key, item] : map->entries)
        joined += fmt::format("{}{} = {}", joined.empty() ? "" : ", ", key, flat(item));
      return "{" + joined + "}";
    }
    return scalar(value);
  }

  const Graph& graph_;
  const Sources& sources_;
  std::string out_;
};

}  // namespace

std::string dump(const Graph& graph, const Sources& sources) {
  return Dumper(graph, sources).run();
}

}  // namespace svc::graph
