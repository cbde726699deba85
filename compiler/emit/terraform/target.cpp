#include "emit/check.h"
#include "emit/patch.h"
#include "emit/shape.h"
#include "emit/terraform/files.h"
#include "emit/terraform/terraform.h"

namespace svc::emit::terraform {
namespace {

class Terraform final : public Target {
 public:
  [[nodiscard]] std::string_view name() const override { return "terraform"; }

  [[nodiscard]] std::vector<OutputFile> emit(const graph::Graph& graph, const Sources& sources, const EmitOptions&, Sink& sink) const override {
    Names names;
    Resources resources(graph, names, sink);
    shape(resources, sink);
    const Patches patches(resources, sink);
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) patches.apply(resources, graph::NodeId{i});
    const std::string provider = check(resources, sink);
    return module_files(resources, sources, provider);
  }
};

}  // namespace

std::unique_ptr<Target> make_target() {
  return std::make_unique<Terraform>();
}

}  // namespace svc::emit::terraform
