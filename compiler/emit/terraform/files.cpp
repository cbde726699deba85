#include "emit/terraform/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "emit/check.h"
#include "emit/patch.h"
#include "emit/shape.h"
#include "emit/terraform/hcl.h"

namespace svc::emit::terraform {
namespace {

// The provider version of schemas without a `since`, and the version that every module asks for.
// All programs and environments share one range, so what one environment tests is what another one
// runs.
constexpr std::string_view kOldestProvider = "5.100.0";
constexpr std::string_view kProvider = "6.21.0";

void add(Object& object, Word name, Tree value, bool block = false) {
  object.members.push_back({std::move(name), std::move(value), block});
}

Tree code(std::string_view text) {
  Expression expression;
  expression.parts.emplace_back(text);
  return expression;
}

List texts(const std::vector<std::string>& words) {
  List list;
  for (const std::string& word : words) list.items.emplace_back(word);
  return list;
}

// ---- versions.tf, providers.tf ----

std::string versions_file(std::string_view provider) {
  const std::string_view wanted = later_version(provider, kProvider);
  Object aws;
  add(aws, "source", "hashicorp/aws");
  add(aws, "version", fmt::format("~> {}", wanted.substr(0, wanted.rfind('.'))));
  Object providers;
  add(providers, "aws", std::move(aws));
  Object body;
  add(body, "required_version", ">= 1.5.0");
  add(body, "required_providers", std::move(providers), true);
  return fmt::format("# Uses nothing that provider {} does not have.\n",
                     later_version(provider, kOldestProvider)) +
         print_block("terraform", body, 0);
}

std::string providers_file(const Resources& resources) {
  const graph::Graph& graph = resources.graph();
  Object body;
  if (!graph.region.empty()) add(body, "region", graph.region);
  if (!graph.account.empty()) add(body, "allowed_account_ids", texts({graph.account}));
  Object tags;
  for (const auto& [key, value] : graph.tags) add(tags, key, resources.value(value, {}));
  if (!tags.members.empty()) {
    Object default_tags;
    add(default_tags, "tags", std::move(tags));
    add(body, "default_tags", std::move(default_tags), true);
  }
  return print_block("provider \"aws\"", body, 0);
}

// ---- Resources ----

std::string comment(const graph::Node& node, const Sources& sources) {
  std::string words = node.span.valid() ? line_reference(sources, node.span) : std::string();
  if (!node.owner.empty()) words += (words.empty() ? "" : " ") + node.owner;
  return words.empty() ? std::string() : "# " + words + "\n";
}

// `lifecycle` names arguments and resources without quotes.
Tree addresses_as_code(Tree lifecycle) {
  if (auto* settings = lifecycle.get<Object>()) {
    for (Member& setting : settings->members) {
      auto* names = setting.value.get<List>();
      if (names == nullptr) continue;
      for (Tree& name : names->items) {
        if (const auto* words = name.get<std::string>()) name = code(*words);
      }
    }
  }
  return lifecycle;
}

Printed resource_block(const Resources& resources, Resource& resource, const Sources& sources,
                       bool notes) {
  Object body = std::move(resource.properties);  // of a large program they are most of the memory
  if (!resource.depends_on.empty()) {
    List list;
    for (const std::size_t index : resource.depends_on)
      list.items.push_back(code(resources.dialect().reference(resources.all()[index], "").subject));
    // Meta-arguments come last, separate from the arguments and after the blocks.
    Object after;
    add(after, "depends_on", std::move(list));
    add(body, "", std::move(after), true);
  }
  for (Member& attribute : resource.attributes.members)
    body.members.push_back({attribute.name, addresses_as_code(std::move(attribute.value)), true});
  const std::string header = fmt::format("{} {} {}", is_data(resource) ? "data" : "resource",
                                         quote(resource.type), quote(resource.name));
  const graph::Node& node = resources.graph().nodes[resource.node];
  Printed out{comment(node, sources), {}};
  print_block(header, body, node.span, notes, out);
  return out;
}

// A node's resources as they are written. Gives the provider version that they need.
std::string settle(Resources& resources, graph::NodeId node, const Patches& patches, Sink& sink) {
  shape(resources, node, sink);
  patches.apply(resources, node);
  return check(resources, node, sink);
}

class ModuleInspection final : public Inspection {
 public:
  ModuleInspection(Resources& resources, const Sources& sources, Sink& sink)
      : resources_(resources), sources_(sources), sink_(sink), patches_(resources, sink) {}

  [[nodiscard]] bool step(std::size_t nodes) override {
    if (next_ == 0) {
      (void)providers_file(resources_);
      (void)variables_file(resources_, sources_, false);
    }
    const std::size_t count = resources_.graph().nodes.size();
    const std::size_t end = std::min(count, next_ + nodes);
    for (; next_ < end; ++next_) {
      const graph::NodeId node{static_cast<std::uint32_t>(next_)};
      (void)settle(resources_, node, patches_, sink_);
      for (const std::size_t index : resources_.of(node)) resources_.all()[index].properties = {};
    }
    if (next_ < count) return true;
    for (const graph::Output& output : resources_.graph().outputs)
      (void)resources_.value(output.value, output.span);
    return false;
  }

 private:
  Resources& resources_;
  const Sources& sources_;
  Sink& sink_;
  Patches patches_;
  std::size_t next_ = 0;
};

// The data sources that main.tf has if other files read them.
constexpr std::array kSources = {kRegion, kCaller, kPartition, kZones};

// The files of a module, each begun with the same lines. They are kept in pieces: a file that grows
// as one text is copied again and again, and half of its memory is room to grow.
class Files {
 public:
  explicit Files(std::string head) : head_(std::move(head)) {
    for (const std::string_view source : kSources) read_.push_back({fmt::format("{}.", source)});
  }

  // Adds to a file, behind an empty line if something is in it.
  void add(std::string_view name, Printed piece) {
    if (piece.text.empty()) return;
    for (Read& one : read_)
      one.found = one.found || piece.text.find(one.words) != std::string::npos;
    auto found = files_.find(name);
    if (found == files_.end()) found = files_.emplace(name, std::vector<Printed>()).first;
    found->second.push_back(std::move(piece));
  }
  void add(std::string_view name, std::string text) { add(name, Printed{std::move(text), {}}); }

  // Whether they read the data source kSources[index].
  [[nodiscard]] bool read(std::size_t index) const { return read_[index].found; }

  // Gives each file to `take`, by name, without `.tf`.
  template <typename Take>
  void finish(Take take) {
    for (auto& [name, pieces] : files_) take(name, joined(std::exchange(pieces, {})));
  }

 private:
  struct Read {
    std::string words;
    bool found = false;
  };

  [[nodiscard]] Printed joined(std::vector<Printed> pieces) const {
    std::size_t size = head_.size() + pieces.size();
    for (const Printed& piece : pieces) size += piece.text.size();
    Printed file;
    file.text.reserve(size);
    for (Printed& piece : pieces) {
      file.add(file.text.empty() ? std::string_view(head_) : std::string_view("\n"));
      file.add(piece);
      piece = {};
    }
    return file;
  }

  std::string head_;
  std::map<std::string, std::vector<Printed>, std::less<>> files_;
  std::vector<Read> read_;  // as kSources
};

// The file of each resource, by topic. Companions follow their node. Gives the provider version
// that they need.
std::string add_resources(Files& files, Resources& resources, const Sources& sources,
                          SourceMap* map, bool notes, Sink& sink) {
  const Patches patches(resources, sink);
  std::string provider;
  for (const graph::NodeId id : resources.order()) {
    provider = later_version(provider, settle(resources, id, patches, sink));
    for (const std::size_t index : resources.of(id)) {
      Resource& resource = resources.all()[index];
      if (resource.type.empty()) continue;
      if (map != nullptr) map->add(resource);
      files.add(resource.mapping->concern, resource_block(resources, resource, sources, notes));
    }
  }
  return provider;
}

// ---- outputs.tf ----

bool has_secret(const graph::Graph& graph, const graph::Value& value) {
  const auto any = [&](const std::vector<graph::Value>& values) {
    return std::any_of(values.begin(), values.end(),
                       [&](const graph::Value& v) { return has_secret(graph, v); });
  };
  if (const auto* ref = value.get<graph::ParamRef>())
    return graph.parameters[ref->parameter].secret;
  if (const auto* concat = value.get<graph::Concat>()) return any(concat->parts);
  if (const auto* list = value.get<graph::List>()) return any(list->items);
  return false;
}

Printed outputs_file(const Resources& resources, bool notes) {
  Printed out;
  for (const graph::Output& output : resources.graph().outputs) {
    Object body;
    if (!output.description.empty()) add(body, "description", output.description);
    add(body, "value", resources.value(output.value, output.span));
    if (has_secret(resources.graph(), output.value)) add(body, "sensitive", true);
    if (!out.text.empty()) out.add("\n");
    print_block(fmt::format("output {}", quote(output.name)), body, output.span, notes, out);
  }
  return out;
}

// ---- moved.tf ----

// The moves in the state for a renamed block: from each name to the next.
// https://developer.hashicorp.com/terraform/language/moved
std::string moved_file(const Resources& resources) {
  std::string out;
  for (const Resource& resource : resources.all()) {
    const graph::Node& present = resources.graph().nodes[resource.node];
    if (present.former_names.empty() || is_data(resource)) continue;
    graph::Node node = present;
    std::vector<std::string> names = node.former_names;
    names.push_back(node.name);
    std::vector<std::string> addresses;
    for (const std::string& name : names) {
      node.name = name;
      const std::string local = resources.dialect().name(resource, node, resource.element);
      addresses.push_back(fmt::format("{}.{}", resource.type, local));
    }
    for (std::size_t i = 1; i < addresses.size(); ++i)
      out += fmt::format("{}moved {{\n  from = {}\n  to   = {}\n}}\n", out.empty() ? "" : "\n",
                         addresses[i - 1], addresses[i]);
  }
  return out;
}

// ---- main.tf ----

std::string zones_block() {
  // Accounts must opt in to local zones, and these do not have every type of load balancer and
  // instance.
  Object filter;
  add(filter, "name", "opt-in-status");
  add(filter, "values", texts({"opt-in-not-required"}));
  Object body;
  add(body, "state", "available");
  add(body, "filter", std::move(filter), true);
  return print_block("data \"aws_availability_zones\" \"available\"", body, 0);
}

// The data sources that the other files speak of.
std::string main_file(const Files& files) {
  std::string out;
  const std::array<std::string, kSources.size()> blocks = {
      "data \"aws_region\" \"current\" {}\n", "data \"aws_caller_identity\" \"current\" {}\n",
      "data \"aws_partition\" \"current\" {}\n", zones_block()};
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!files.read(i)) continue;
    if (!out.empty()) out += '\n';
    out += blocks[i];
  }
  return out;
}

}  // namespace

std::unique_ptr<Inspection> inspect_module(Resources& resources, const Sources& sources,
                                           Sink& sink) {
  return std::make_unique<ModuleInspection>(resources, sources, sink);
}

std::vector<OutputFile> module_files(Resources& resources, const Sources& sources, SourceMap* map,
                                     const EmitOptions& options, Sink& sink) {
  // Each environment is its own module. The first line of a file tells people not to edit it, and
  // marks the file as written by svcc.
  const graph::Graph& graph = resources.graph();
  Files files(fmt::format(
      "# Compiled by svcc from {}{}. Change the program, not this file.\n\n", graph.source,
      graph.environment.empty() ? "" : fmt::format(" ({})", graph.environment)));
  const bool lines = options.lines;
  const std::string provider = add_resources(files, resources, sources, map, lines, sink);
  files.add("providers", providers_file(resources));
  files.add("variables", variables_file(resources, sources, lines));
  files.add("outputs", outputs_file(resources, lines));
  files.add("moved", moved_file(resources));
  files.add("main", main_file(files));
  files.add("versions", versions_file(provider));
  std::vector<OutputFile> written;
  files.finish([&](const std::string& name, Printed printed) {
    OutputFile& file = written.emplace_back();
    file.path = fmt::format("{}/{}.tf", graph.prefix(), name);
    if (lines) file.lines = lines_of(printed.text, std::move(printed.written));
    file.contents = std::move(printed.text);
    if (options.take) options.take(file);
  });
  return written;
}

}  // namespace svc::emit::terraform
