#include "emit/terraform/readme.h"

#include <fmt/format.h>

#include "emit/readme.h"

namespace svc::emit::terraform {

OutputFile readme_file(const graph::Graph& graph) {
  Deployment deployment;
  deployment.title = "Terraform";
  deployment.prepare = "terraform init\n";
  deployment.given =
      given_of(graph, [](const graph::Parameter& parameter) { return parameter.name; });
  deployment.command = [&](std::optional<bool> running) {
    std::string text = "terraform apply";
    if (running && !*running) text += " -var running=false";
    for (const Given& one : deployment.given)
      text += fmt::format(" -var {}=\"${}\"", one.name, one.variable);
    return text + "\n";
  };
  OutputFile file;
  file.path = graph.prefix() + "/README.md";
  file.contents = readme(graph, deployment);
  file.note = first_steps(graph);
  return file;
}

}  // namespace svc::emit::terraform
