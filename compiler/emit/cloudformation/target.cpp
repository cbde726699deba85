#include <optional>

#include "emit/cloudformation/cloudformation.h"
#include "emit/cloudformation/template.h"
#include "emit/origins.h"

namespace svc::emit::cloudformation {
namespace {

class CloudFormation final : public Target {
 public:
  [[nodiscard]] std::string_view name() const override { return "cloudformation"; }

  [[nodiscard]] std::vector<OutputFile> emit(const graph::Graph& graph, const Sources& sources, const EmitOptions& options, Sink& sink) const override {
    Names names(graph);
    Resources resources(graph, names, sink);
    std::optional<SourceMap> map;
    if (options.map) map.emplace(resources, sources);
    Template document(resources, names, sources, map ? &*map : nullptr, sink);
    std::vector<OutputFile> files;
    if (options.format == EmitOptions::Format::Json) files.push_back({graph.prefix() + ".json", print_json(document)});
    else files.push_back({graph.prefix() + ".yaml", print_yaml(document)});
    if (map) {
      std::vector<std::string> outputs;
      for (const graph::Output& output : graph.outputs) outputs.push_back("Outputs." + pascal_case(output.name));
      files.push_back({graph.prefix() + ".json", map->text(name(), outputs), true});
    }
    return files;
  }
};

}  // namespace

std::unique_ptr<Target> make_target() {
  return std::make_unique<CloudFormation>();
}

}  // namespace svc::emit::cloudformation
