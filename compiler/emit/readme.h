// The README next to a document: what to deploy, push and fill, in order, as commands.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace svc::emit {

// A value that a deployment gives: a shell variable of the README and the parameter that it is for.
struct Given {
  std::string name;      // of the parameter in the target: `ImageTag`
  std::string variable;  // of the shell: `IMAGE_TAG`
  std::string value;     // the default; empty: people have to fill it in
  std::string description;
};

// What a target adds for one environment.
struct Deployment {
  std::string title;    // of the target: `Terraform`
  std::string prepare;  // commands before the first deployment, each with a line end; may be empty
  std::string retry;    // what to do before a failed first deployment is repeated; may be empty
  std::vector<Given> given;
  // The command that deploys. `running`: the value of the parameter that holds services and jobs;
  // none: the target's default.
  std::function<std::string(std::optional<bool> running)> command;
};

// The values that commands of this graph name: of parameters without a default, and of those that
// a pushed image's tag is made of. `name_of` gives the name of a parameter in the target.
[[nodiscard]] std::vector<Given> given_of(
    const graph::Graph& graph, const std::function<std::string(const graph::Parameter&)>& name_of);
// The name of a shell variable for a parameter: `image_tag` is `IMAGE_TAG`.
[[nodiscard]] std::string shell_variable(std::string_view name);

// The text of the README, in Markdown.
[[nodiscard]] std::string readme(const graph::Graph& graph, const Deployment& deployment);
// The steps of a first deployment in one line, for the terminal; empty if one step is enough.
[[nodiscard]] std::string first_steps(const graph::Graph& graph);

}  // namespace svc::emit
