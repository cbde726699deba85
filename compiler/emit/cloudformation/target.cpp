#include "emit/check.h"
#include "emit/cloudformation/cloudformation.h"
#include "emit/cloudformation/template.h"
#include "emit/patch.h"
#include "emit/shape.h"

namespace svc::emit::cloudformation {
namespace {

class CloudFormation final : public Target {
 public:
  [[nodiscard]] std::string_view name() const override { return "cloudformation"; }

  [[nodiscard]] std::vector<OutputFile> emit(const graph::Graph& graph, const Sources& sources, const EmitOptions& options, Sink& sink) const override {
    Names names(graph);
    Resources resources(graph, names, sink);
    shape(resources, sink);
    const Patches patches(resources, sink);
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) patches.apply(resources, graph::NodeId{i});
    static_cast<void>(check(resources, sink));  // the provider version it gives is Terraform's
    const Object document = build_template(resources, names, sources);
    if (options.format == EmitOptions::Format::Json) return {{graph.prefix() + ".json", print_json(document)}};
    return {{graph.prefix() + ".yaml", print_yaml(document)}};
  }
};

}  // namespace

std::unique_ptr<Target> make_target() {
  return std::make_unique<CloudFormation>();
}

}  // namespace svc::emit::cloudformation
