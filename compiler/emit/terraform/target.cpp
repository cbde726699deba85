#include <optional>

#include "emit/document.h"
#include "emit/origins.h"
#include "emit/resources.h"
#include "emit/terraform/files.h"
#include "emit/terraform/readme.h"
#include "emit/terraform/terraform.h"

namespace svc::emit::terraform {
namespace {

class TerraformInspection final : public Inspection {
 public:
  TerraformInspection(const graph::Graph& graph, const Sources& sources, Sink& sink)
      : resources_(graph, names_, sink), inspection_(inspect_module(resources_, sources, sink)) {}
  [[nodiscard]] bool step(std::size_t nodes) override { return inspection_->step(nodes); }

 private:
  Names names_;
  Resources resources_;
  std::unique_ptr<Inspection> inspection_;
};

class Terraform final : public Target {
 public:
  [[nodiscard]] TargetId id() const override { return TargetId::Terraform; }

  [[nodiscard]] std::vector<OutputFile> emit(const graph::Graph& graph, const Sources& sources,
                                             const EmitOptions& options,
                                             Sink& sink) const override {
    Names names;
    Resources resources(graph, names, sink);
    std::optional<SourceMap> map;
    if (options.map)
      map.emplace(SourceMap::Words{.target = name(), .value = "value", .default_value = "default"},
                  resources, sources, options.hidden);
    std::vector<OutputFile> files =
        module_files(resources, sources, map ? &*map : nullptr, options, sink);
    const auto add = [&](OutputFile file) {
      files.push_back(std::move(file));
      if (options.take) options.take(files.back());
    };
    if (options.readme) add(readme_file(graph));
    if (map) {
      std::vector<std::string> outputs;
      for (const graph::Output& output : graph.outputs) outputs.push_back("output." + output.name);
      add({graph.prefix() + ".json", map->text(outputs), true});
    }
    return files;
  }

  [[nodiscard]] std::vector<std::string> names(const graph::Graph& graph) const override {
    Names names;
    Sink nobody;
    return own_names(Resources(graph, names, nobody));
  }

  [[nodiscard]] std::vector<Origin> origins(
      const graph::Graph& graph,
      const std::function<bool(const graph::Node&)>& wanted) const override {
    Names names;
    Sink nobody;
    Resources resources(graph, names, nobody);
    return origins_of(resources, wanted);
  }

  [[nodiscard]] std::unique_ptr<Inspection> inspection(const graph::Graph& graph,
                                                       const Sources& sources,
                                                       const Layout& /*one module*/,
                                                       Sink& sink) const override {
    return std::make_unique<TerraformInspection>(graph, sources, sink);
  }
};

}  // namespace

std::unique_ptr<Target> make_target() {
  return std::make_unique<Terraform>();
}

}  // namespace svc::emit::terraform
