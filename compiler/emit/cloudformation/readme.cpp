#include "emit/cloudformation/readme.h"

#include <fmt/format.h>

#include "emit/cloudformation/limits.h"
#include "emit/readme.h"

namespace svc::emit::cloudformation {
namespace {

// An existing resource is a parameter, too.
void add_lookups(const Resources& resources, std::vector<Given>& given) {
  for (const Resource& resource : resources.all()) {
    if (!resource.mapping->lookup || resource.companion != nullptr || resource.type.empty())
      continue;
    given.push_back({resource.name, shell_variable(resources.graph().nodes[resource.node].name), "",
                     std::string(resources.dialect().side(*resource.mapping).description)});
  }
}

std::string command(const graph::Graph& graph, const Deployment& deployment,
                    const OutputFile& written, std::optional<bool> running) {
  std::string text = fmt::format(
      "aws cloudformation deploy --stack-name {} --template-file ../cloudformation/{} "
      "--capabilities "
      "CAPABILITY_NAMED_IAM",
      graph.prefix(), written.path);
  if (written.contents.size() > kMostBytesInline) text += " --s3-bucket \"$TEMPLATES\"";
  std::string overrides;
  if (running) overrides += fmt::format(" Running={}", *running ? "true" : "false");
  for (const Given& one : deployment.given) {
    if (one.name != "TEMPLATES") overrides += fmt::format(" {}=\"${}\"", one.name, one.variable);
  }
  if (!overrides.empty()) text += " \\\n  --parameter-overrides" + overrides;
  return text + tag_words(graph) + "\n";
}

// The script's command: its parameters are variables of the shell.
std::string script_command(const Deployment& deployment, const OutputFile& script,
                           std::optional<bool> running) {
  std::string text;
  if (running) text += fmt::format("RUNNING={} ", *running ? "true" : "false");
  for (const Given& one : deployment.given) text += fmt::format("{0}=\"${0}\" ", one.variable);
  return text + "sh " + script.path + "\n";
}

Deployment deployment_of(const Resources& resources, const Names& names, bool upload) {
  Deployment deployment;
  deployment.title = "CloudFormation";
  deployment.given = given_of(resources.graph(), [&](const graph::Parameter& parameter) {
    return names.parameter(parameter).get<Reference>()->subject;
  });
  add_lookups(resources, deployment.given);
  if (upload)
    deployment.given.push_back(
        {"TEMPLATES", "TEMPLATES", "", "a bucket: the template is larger than 51,200 bytes"});
  return deployment;
}

// A stack that could not be created can only be deleted. `stack`: its name, for the shell.
std::string retry(std::string_view stack) {
  return fmt::format(
      "A stack whose first deployment failed is empty (`ROLLBACK_COMPLETE`), and has to be deleted "
      "before:\n\n```sh\naws cloudformation delete-stack --stack-name {0}\naws cloudformation wait "
      "stack-delete-complete --stack-name {0}\n```\n",
      stack);
}

OutputFile file_of(const graph::Graph& graph, const Deployment& deployment) {
  OutputFile file;
  file.path = graph.prefix() + ".README.md";
  file.deploy = true;
  file.contents = readme(graph, deployment);
  file.note = first_steps(graph);
  return file;
}

}  // namespace

std::string tag_words(const graph::Graph& graph) {
  std::string words;
  for (const auto& [key, value] : graph.tags) {
    const auto* text = value.get<std::string>();
    if (text == nullptr) continue;
    std::string quoted;
    for (const char c : key + "=" + *text)
      quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    words += " '" + quoted + "'";
  }
  return words.empty() ? words : " \\\n  --tags" + words;
}

OutputFile readme_file(const Resources& resources, const Names& names, const OutputFile& written) {
  const graph::Graph& graph = resources.graph();
  Deployment deployment =
      deployment_of(resources, names, written.contents.size() > kMostBytesInline);
  deployment.retry = retry(graph.prefix());
  deployment.command = [&](std::optional<bool> running) {
    return command(graph, deployment, written, running);
  };
  return file_of(graph, deployment);
}

OutputFile readme_file(const Resources& resources, const Names& names, const OutputFile& script,
                       bool upload) {
  Deployment deployment = deployment_of(resources, names, upload);
  deployment.retry = retry("STACK");
  deployment.command = [&](std::optional<bool> running) {
    return script_command(deployment, script, running);
  };
  return file_of(resources.graph(), deployment);
}

}  // namespace svc::emit::cloudformation
