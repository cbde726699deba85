#include "emit/cloudformation/readme.h"

#include <fmt/format.h>

#include "emit/readme.h"

namespace svc::emit::cloudformation {
namespace {

// Above this size a template has to be uploaded to a bucket:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
constexpr std::size_t kMostBytesInline = 51'200;

// An existing resource is a parameter, too.
void add_lookups(const Resources& resources, std::vector<Given>& given) {
  for (const Resource& resource : resources.all()) {
    if (!resource.mapping->lookup || resource.companion != nullptr || resource.type.empty())
      continue;
    given.push_back({resource.name, shell_variable(resources.graph().nodes[resource.node].name), "",
                     std::string(resources.dialect().side(*resource.mapping).description)});
  }
}

// The tags of the stack, each as a word of the shell; empty without any.
std::string tags(const graph::Graph& graph) {
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
  return text + tags(graph) + "\n";
}

}  // namespace

OutputFile readme_file(const Resources& resources, const Names& names, const OutputFile& written) {
  const graph::Graph& graph = resources.graph();
  Deployment deployment;
  deployment.title = "CloudFormation";
  deployment.given = given_of(graph, [&](const graph::Parameter& parameter) {
    return names.parameter(parameter).get<Reference>()->subject;
  });
  add_lookups(resources, deployment.given);
  if (written.contents.size() > kMostBytesInline)
    deployment.given.push_back(
        {"TEMPLATES", "TEMPLATES", "", "a bucket: the template is larger than 51,200 bytes"});
  deployment.command = [&](std::optional<bool> running) {
    return command(graph, deployment, written, running);
  };
  OutputFile file;
  file.path = graph.prefix() + ".README.md";
  file.deploy = true;
  file.contents = readme(graph, deployment);
  file.note = first_steps(graph);
  return file;
}

}  // namespace svc::emit::cloudformation
