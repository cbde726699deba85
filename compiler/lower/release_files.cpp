// taskdef.json and appspec.yaml:
// https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html#file-reference-ecs-bluegreen
//
// They are written as texts here, not as graph Documents: Terraform's jsonencode turns the `<` and
// `>` of the placeholders into \u003c and \u003e, which CodePipeline does not find.
#include <fmt/format.h>

#include <cctype>
#include <stdexcept>

#include "base/overloaded.h"
#include "lower/canonical.h"
#include "lower/pipeline.h"
#include "lower/service.h"

namespace svc::lower {

namespace {

using Pieces = std::vector<graph::Value>;

// `container_port` as ECS's API calls it.
std::string camel(std::string_view snake) {
  if (snake == "size_in_gib") return "sizeInGiB";
  std::string result;
  bool upper = false;
  for (const char c : snake) {
    if (c == '_') {
      upper = true;
    } else {
      result += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      upper = false;
    }
  }
  return result;
}

// Maps with keys of the user or of a driver.
bool free_map(std::string_view key) {
  return key == "options" || key == "docker_labels" || key == "driver_opts" || key == "labels";
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          result += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
          result += c;
        }
    }
  }
  return result;
}

void write_json(const Context& context, const graph::Value& value, int depth, bool names,
                Pieces& out);

// A text with parts that are known only at deployment.
void write_pieces(const std::vector<graph::Value>& pieces, Pieces& out) {
  out.emplace_back("\"");
  for (const graph::Value& piece : pieces) {
    const auto* text = piece.get<std::string>();
    out.push_back(text == nullptr ? piece : graph::Value(escaped(*text)));
  }
  out.emplace_back("\"");
}

// The length of a value on one line; what is known only at deployment counts as a name.
std::size_t width(const graph::Value& value) {
  constexpr std::size_t kUnknown = 30;
  std::size_t length = 2;
  if (const auto* text = value.get<std::string>()) return text->size() + 2;
  if (const auto* number = value.get<std::int64_t>()) return std::to_string(*number).size();
  if (value.get<bool>() != nullptr) return std::string_view("false").size();
  if (const auto* list = value.get<graph::List>()) {
    for (const graph::Value& item : list->items) length += width(item) + 2;
    return length;
  }
  const auto* map = value.get<graph::Map>();
  if (map == nullptr) return value.get<graph::Concat>() != nullptr ? 2 * kUnknown : kUnknown;
  for (const auto& [key, entry] : map->entries) length += key.size() + width(entry) + 6;
  return length;
}

// What fits into one line is written on one.
constexpr std::size_t kLine = 100;

void write_map(const Context& context, const graph::Map& map, int depth, bool names, Pieces& out) {
  const bool flat = width(graph::Value(map)) <= kLine;
  const std::string indent(static_cast<std::size_t>(depth + 1) * 2, ' ');
  const std::string line = flat ? "" : "\n" + indent;
  std::string separator = "{" + line;
  for (const auto& [key, entry] : map.entries) {
    out.emplace_back(fmt::format("{}\"{}\": ", separator, escaped(names ? camel(key) : key)));
    write_json(context, entry, depth + 1, names && !free_map(key), out);
    separator = flat ? ", " : "," + line;
  }
  out.emplace_back(map.entries.empty() ? "{}" : flat ? "}" : "\n" + indent.substr(2) + "}");
}

void write_list(const Context& context, const graph::List& list, int depth, bool names,
                Pieces& out) {
  const bool flat = width(graph::Value(list)) <= kLine;
  const std::string indent(static_cast<std::size_t>(depth + 1) * 2, ' ');
  const std::string line = flat ? "" : "\n" + indent;
  std::string separator = "[" + line;
  for (const graph::Value& item : list.items) {
    out.emplace_back(separator);
    write_json(context, item, depth + 1, names, out);
    separator = flat ? ", " : "," + line;
  }
  out.emplace_back(list.items.empty() ? "[]" : flat ? "]" : "\n" + indent.substr(2) + "]");
}

// A number or boolean that is known only at deployment is written without quotes.
void write_parameter(const Context& context, const graph::Value& value, graph::ParamRef ref,
                     Pieces& out) {
  const graph::Parameter::Type type = context.graph.parameters[ref.parameter].type;
  if (type == graph::Parameter::Type::Number || type == graph::Parameter::Type::Bool) {
    out.push_back(value);
  } else {
    write_pieces({value}, out);
  }
}

// `names`: the keys are field names of ours, to be written as the API's.
void write_json(const Context& context, const graph::Value& value, int depth, bool names,
                Pieces& out) {
  std::visit(overloaded{
                 [&](std::monostate) { out.emplace_back("null"); },
                 [&](bool flag) { out.emplace_back(flag ? "true" : "false"); },
                 [&](std::int64_t number) { out.emplace_back(std::to_string(number)); },
                 [&](double number) { out.emplace_back(fmt::format("{}", number)); },
                 [&](const std::string& text) { out.emplace_back("\"" + escaped(text) + "\""); },
                 [&](const graph::Ref&) { write_pieces({value}, out); },
                 [&](graph::ParamRef ref) { write_parameter(context, value, ref, out); },
                 [&](graph::Pseudo) { write_pieces({value}, out); },
                 [&](graph::ZoneName) { write_pieces({value}, out); },
                 [&](const graph::SubnetOf&) { write_pieces({value}, out); },
                 [&](const graph::Concat& text) { write_pieces(text.parts, out); },
                 [&](const graph::List& list) { write_list(context, list, depth, names, out); },
                 [&](const graph::Map& map) { write_map(context, map, depth, names, out); },
                 [](const graph::Document&) {
                   throw std::logic_error("a document inside a task definition");
                 },
                 [&](const graph::Taken&) { write_pieces({value}, out); },
                 [&](const graph::Choice& choice) {
                   write_json(context, choice.of.front(), depth, names, out);
                 },
                 [](const graph::Base64&) {
                   throw std::logic_error("encoded text inside a task definition");
                 },
             },
             value.data);
}

// Puts the placeholder for the built image.
void replace_image(const Release& release, graph::Value& definitions) {
  for (graph::Value& definition : std::get<graph::List>(definitions.data).items) {
    auto& entries = std::get<graph::Map>(definition.data).entries;
    const auto* name =
        entries.front().second.get<std::string>();  // a definition begins with its name
    if (name == nullptr || *name != release.container->name) continue;
    for (auto& [key, entry] : entries) {
      if (key == "image") entry = fmt::format("<{}>", kImagePlaceholder);
    }
  }
}

// The entries of a capacity provider strategy, in AppSpec's words:
// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-ecs
// Without them CodeDeploy would start the new tasks by the launch type, not as the service says.
void write_strategy(const graph::Value& strategy, Pieces& out) {
  const auto* shares = strategy.get<graph::List>();
  if (shares == nullptr) return;
  out.emplace_back("        CapacityProviderStrategy:\n");
  for (const graph::Value& share : shares->items) {
    std::string lead = "          - ";
    for (const auto& [key, entry] : share.get<graph::Map>()->entries) {
      const std::string_view name = key == "capacity_provider" ? "CapacityProvider"
                                    : key == "base"            ? "Base"
                                                               : "Weight";
      out.emplace_back(fmt::format("{}{}: ", lead, name));
      out.push_back(entry);
      out.emplace_back("\n");
      lead = "            ";
    }
  }
}

// A list as one flow sequence of YAML. If only the deployment knows the list, the deployment joins
// the items.
void write_ids(std::string_view name, const graph::Value& ids, Pieces& out) {
  out.emplace_back(fmt::format("            {}: [\"", name));
  if (const auto* known = ids.get<graph::List>()) {
    for (std::size_t i = 0; i < known->items.size(); ++i) {
      if (i > 0) out.emplace_back("\", \"");
      out.push_back(known->items[i]);
    }
  } else {
    graph::Taken joined;
    joined.of = {ids, graph::Value("\", \"")};
    out.emplace_back(std::move(joined));
  }
  out.emplace_back("\"]\n");
}

// The tasks of a release get the subnets and groups of the current program, not those of the
// service's creation: only a release may change them.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
void write_network(const Context& context, const plan::Service& service, Pieces& out) {
  if (!service.own_interface()) return;
  out.emplace_back("        NetworkConfiguration:\n          AwsvpcConfiguration:\n");
  write_ids("Subnets", context.attribute(*service.network->block, service.group), out);
  write_ids("SecurityGroups",
            graph::list({graph::Ref{context.part(*service.block, PartKind::SecurityGroup), "id"}}),
            out);
  out.emplace_back(fmt::format("            AssignPublicIp: \"{}\"\n",
                               service.block->flag("public_ip") ? "ENABLED" : "DISABLED"));
}

// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
void write_hooks(const Context& context, const Release& release, Pieces& out) {
  std::string lead = "Hooks:\n";
  for (auto& [event, function] : codedeploy_hooks(context, *release.service)) {
    out.emplace_back(fmt::format("{}  - {}: \"", lead, event));
    out.push_back(std::move(function));
    out.emplace_back("\"\n");
    lead.clear();
  }
}

}  // namespace

graph::Value task_definition_file(const Context& context, const Release& release) {
  const graph::Node& node =
      context.graph.nodes[context.part(*release.service->task->block, PartKind::Main)];
  graph::Map fields;
  for (const graph::Attribute& attribute : node.attributes) {
    if (attribute.name == "tags") continue;  // a new revision's tasks get the service's
    graph::Value value = attribute.value;
    if (attribute.name == "container_definitions") replace_image(release, value);
    fields.entries.emplace_back(
        attribute.name, in_canonical_order(context.graph, attribute.name, std::move(value)));
  }
  Pieces parts;
  write_json(context, std::move(fields), 0, true, parts);
  return graph::concat(std::move(parts));
}

graph::Value appspec_file(const Context& context, const Release& release) {
  Pieces parts;
  parts.emplace_back(
      "version: 0.0\n"
      "Resources:\n"
      "  - TargetService:\n"
      "      Type: AWS::ECS::Service\n"
      "      Properties:\n"
      "        TaskDefinition: <TASK_DEFINITION>\n");
  if (!release.service->routes.empty()) {
    const plan::Route& route = *release.service->routes.front();
    parts.emplace_back(
        fmt::format("        LoadBalancerInfo:\n"
                    "          ContainerName: \"{}\"\n"
                    "          ContainerPort: {}\n",
                    route.container->name, route.port));
  }
  if (release.service->block->has("platform"))
    parts.emplace_back(
        fmt::format("        PlatformVersion: \"{}\"\n", release.service->block->text("platform")));
  write_network(context, *release.service, parts);
  write_strategy(in_canonical_order(context.graph, "capacity_provider_strategy",
                                    capacity_strategy(context, *release.service)),
                 parts);
  write_hooks(context, release, parts);
  return graph::concat(std::move(parts));
}

}  // namespace svc::lower
