#include <optional>

#include "emit/cloudformation/cloudformation.h"
#include "emit/cloudformation/readme.h"
#include "emit/cloudformation/template.h"
#include "emit/origins.h"

namespace svc::emit::cloudformation {
namespace {

class TemplateInspection final : public Inspection {
 public:
  TemplateInspection(const graph::Graph& graph, const Sources& sources, Sink& sink)
      : names_(graph),
        resources_(graph, names_, sink),
        template_(resources_, names_, sources, nullptr, sink) {}

  [[nodiscard]] bool step(std::size_t nodes) override {
    if (next_ == 0) {
      template_.check_limits();
      (void)template_.head();
    }
    const std::size_t end = std::min(template_.node_count(), next_ + nodes);
    for (; next_ < end; ++next_)
      template_.check_node(graph::NodeId{static_cast<std::uint32_t>(next_)});
    if (next_ < template_.node_count()) return true;
    (void)template_.outputs();
    return false;
  }

 private:
  Names names_;
  Resources resources_;
  Template template_;
  std::size_t next_ = 0;
};

// The tags of the stack, which it gives to its resources, in the form that a pipeline's action
// takes:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
std::string stack_tags(const graph::Graph& graph) {
  Object tags;
  for (const auto& [key, value] : graph.tags) {
    if (const auto* words = value.get<std::string>()) tags.at(key).value = *words;
  }
  Object document;
  document.at("Tags").value = std::move(tags);
  return print_json(document);
}

class CloudFormation final : public Target {
 public:
  [[nodiscard]] TargetId id() const override { return TargetId::CloudFormation; }

  [[nodiscard]] std::vector<OutputFile> emit(const graph::Graph& graph, const Sources& sources,
                                             const EmitOptions& options,
                                             Sink& sink) const override {
    Names names(graph);
    Resources resources(graph, names, sink);
    std::optional<SourceMap> map;
    if (options.map)
      map.emplace(SourceMap::Words{.target = name(), .value = "Value", .default_value = "Default"},
                  resources, sources);
    Template document(resources, names, sources, map ? &*map : nullptr, sink);
    document.check_limits();
    std::vector<OutputFile> files;
    const bool json = options.format == EmitOptions::Format::Json;
    const Text::Notes notes = options.lines ? Text::Notes::Places : Text::Notes::None;
    Printed printed = json ? print_json(document, notes) : print_yaml(document, notes);
    std::vector<DocumentLine> lines;
    if (options.lines) lines = lines_of(printed.text, std::move(printed.written));
    OutputFile& file = files.emplace_back();
    file.path = graph.prefix() + (json ? ".json" : ".yaml");
    file.contents = std::move(printed.text);
    file.lines = std::move(lines);
    if (options.map && !resources.graph().tags.empty()) {
      OutputFile& tags = files.emplace_back();
      tags.path = graph.prefix() + ".tags.json";
      tags.deploy = true;
      tags.contents = stack_tags(graph);
    }
    if (options.readme) files.push_back(readme_file(resources, names, files.front()));
    if (map) {
      std::vector<std::string> outputs;
      for (const graph::Output& output : graph.outputs)
        outputs.push_back("Outputs." + pascal_case(output.name));
      files.push_back({graph.prefix() + ".json", map->text(outputs), true});
    }
    return files;
  }

  [[nodiscard]] std::vector<std::string> names(const graph::Graph& graph) const override {
    Names names(graph);
    Sink nobody;
    return own_names(Resources(graph, names, nobody));
  }

  [[nodiscard]] std::vector<Origin> origins(
      const graph::Graph& graph,
      const std::function<bool(const graph::Node&)>& wanted) const override {
    Names names(graph);
    Sink nobody;
    Resources resources(graph, names, nobody);
    return origins_of(resources, wanted);
  }

  [[nodiscard]] std::unique_ptr<Inspection> inspection(const graph::Graph& graph,
                                                       const Sources& sources,
                                                       Sink& sink) const override {
    return std::make_unique<TemplateInspection>(graph, sources, sink);
  }
};

}  // namespace

std::unique_ptr<Target> make_target() {
  return std::make_unique<CloudFormation>();
}

}  // namespace svc::emit::cloudformation
