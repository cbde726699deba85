#include "emit/cloudformation/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "emit/cloudformation/readme.h"
#include "emit/readme.h"

namespace svc::emit::cloudformation {
namespace {

constexpr std::string_view kUsage = R"(#
#   sh {0}.sh                 deploy everything
#   sh {0}.sh --users-first   the same in the reverse order: after something was removed
#                             from the program that other stacks used
#   sh {0}.sh --list          print the stacks, each after those that it refers to
#   sh {0}.sh --removed       print the stacks that the program no longer has
#
# Parameters are variables of the shell, in capitals: IMAGE_TAG=… sh {0}.sh. A parameter that is
# not given keeps its value. PARALLEL: how many stacks are deployed at once (8).
)";

constexpr std::string_view kFunctions = R"(
deploy() {{
  stack=$1
  shift
  if [ $# -gt 0 ]; then set -- --parameter-overrides "$@"; fi
  aws cloudformation deploy --stack-name "$stack" --template-file "$stack.{}" \
    --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset \
    ${{TEMPLATES:+--s3-bucket "$TEMPLATES"}}{} "$@"
}}
)";

constexpr std::string_view kRun = R"(
finish() {
  for pid in $pids; do wait "$pid" || failed=1; done
  if [ $failed = 1 ]; then
    echo "stopped: a stack above was not deployed; repair the cause and run this again" >&2
    exit 1
  fi
  pids= count=0
}

deploy_all() {
  pids= count=0 failed=0
  for step in $1; do
    for one in $(stacks | sed -n "s/^$step //p"); do
      stack "$one" &
      pids="$pids $!" count=$((count + 1))
      if [ $count -ge "${PARALLEL:-8}" ]; then finish; fi
    done
    finish
  done
}

)";

// How many stacks are behind each other before this one.
std::vector<std::size_t> steps_of(const std::vector<StackTemplate>& stacks) {
  std::vector<std::size_t> steps(stacks.size(), 1);
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    for (const std::size_t before : stacks[i].stack().after)
      steps[i] = std::max(steps[i], steps[before] + 1);
  }
  return steps;
}

// The parameters of the program, and things that exist already: each with its shell variable.
std::map<std::string, std::string> variables(const Resources& resources, const Names& names) {
  std::map<std::string, std::string> known;
  for (const graph::Parameter& one : resources.graph().parameters)
    known.emplace(names.parameter(one).get<Reference>()->subject, shell_variable(one.name));
  for (const Resource& one : resources.all()) {
    if (one.mapping->lookup && one.companion == nullptr && !one.type.empty())
      known.emplace(one.name, shell_variable(resources.graph().nodes[one.node].name));
  }
  return known;
}

// `stack NAME` deploys one, with the parameters that it has.
std::string cases(const std::vector<StackTemplate>& stacks,
                  const std::map<std::string, std::string>& known) {
  std::string text = "\nstack() {\n  case $1 in\n";
  for (const StackTemplate& one : stacks) {
    std::string given;
    for (const std::string& name : one.parameters()) {
      const auto variable = known.find(name);
      if (variable != known.end())
        given += fmt::format(" ${{{1}:+\"{0}=${1}\"}}", name, variable->second);
    }
    if (!given.empty())
      text += fmt::format("    {}) deploy \"$1\"{} ;;\n", one.stack().name, given);
  }
  return text + "    *) deploy \"$1\" ;;\n  esac\n}\n";
}

// `network-main` of `shop-prod-network-main`.
std::string_view short_name(std::string_view name, std::string_view prefix) {
  return name.size() > prefix.size() + 1 ? name.substr(prefix.size() + 1) : name;
}

// What `build` prints: the stacks of each step, by their names without the program's.
std::string order(const std::vector<StackTemplate>& stacks, const std::vector<std::size_t>& steps,
                  std::string_view prefix) {
  constexpr std::size_t kMostNames = 8;
  std::map<std::size_t, std::vector<std::string_view>> names;
  for (std::size_t i = 0; i < stacks.size(); ++i)
    names[steps[i]].push_back(short_name(stacks[i].stack().name, prefix));
  std::string text = fmt::format("deploys the {} stacks in this order:", stacks.size());
  for (auto& [step, of_step] : names) {
    const std::size_t more = of_step.size() > kMostNames ? of_step.size() - kMostNames : 0;
    of_step.resize(of_step.size() - more);
    text += fmt::format("\n  {}. {}", step, fmt::join(of_step, ", "));
    if (more > 0) text += fmt::format(" and {} more", more);
  }
  return text;
}

// The stacks with the tags of this program that are not in the list.
std::string removed(const graph::Graph& graph) {
  std::string wanted;
  for (const auto& [key, value] : graph.tags) {
    const auto* text = value.get<std::string>();
    if (text == nullptr || !key.starts_with("svc:")) continue;
    wanted +=
        fmt::format("{}Tags[?Key=='{}' && Value=='{}']", wanted.empty() ? "" : " && ", key, *text);
  }
  return fmt::format(
      "    aws cloudformation describe-stacks --output text \\\n"
      "      --query \"Stacks[?{}].[StackName]\" |\n"
      "      while read -r one; do stacks | grep -q \" $one$\" || echo \"$one\"; done\n",
      wanted.empty() ? fmt::format("starts_with(StackName, '{}-')", graph.prefix()) : wanted);
}

}  // namespace

OutputFile script_file(const Resources& resources, const Names& names,
                       const std::vector<StackTemplate>& stacks, const EmitOptions& options,
                       bool upload) {
  const graph::Graph& graph = resources.graph();
  const std::vector<std::size_t> steps = steps_of(stacks);
  const bool json = options.format == EmitOptions::Format::Json;
  const std::size_t last = *std::max_element(steps.begin(), steps.end());
  OutputFile file;
  file.path = graph.prefix() + ".sh";
  file.deploy = true;
  file.note = order(stacks, steps, graph.prefix());
  std::string& text = file.contents;
  text = fmt::format("#!/bin/sh\n# Deploys {}: {} CloudFormation stacks. Compiled by svcc.\n",
                     graph.prefix(), stacks.size());
  text += fmt::format(kUsage, graph.prefix());
  text += "set -eu\ncd \"$(dirname \"$0\")/../cloudformation\"\n";
  text +=
      "\n# Each stack with its step: it refers to stacks of earlier steps only.\nstacks() {\n"
      "  cat <<END\n";
  for (std::size_t step = 1; step <= last; ++step) {
    for (std::size_t i = 0; i < stacks.size(); ++i) {
      if (steps[i] == step) text += fmt::format("{} {}\n", step, stacks[i].stack().name);
    }
  }
  text += "END\n}\n";
  text += fmt::format(kFunctions, json ? "json" : "yaml", tag_words(graph));
  text += cases(stacks, variables(resources, names));
  text += kRun;
  std::string forward;
  std::string backward;
  for (std::size_t step = 1; step <= last; ++step) {
    forward += fmt::format("{}{}", step == 1 ? "" : " ", step);
    backward = fmt::format("{}{}{}", step, step == 1 ? "" : " ", backward);
  }
  const std::string_view bucket =
      upload ? "    : \"${TEMPLATES:?name a bucket: a template is larger than 51,200 bytes}\"\n"
             : "";
  text += "case ${1:-} in\n";
  text += fmt::format("  '')\n{}    deploy_all \"{}\"\n    ;;\n", bucket, forward);
  text += fmt::format("  --users-first)\n{}    deploy_all \"{}\"\n    ;;\n", bucket, backward);
  text += "  --list)\n    stacks | cut -d ' ' -f 2\n    ;;\n";
  text += fmt::format("  --removed)\n{}    ;;\n", removed(graph));
  text += "  *)\n    sed -n 's/^#   //p' \"../deploy/" + graph.prefix() +
          ".sh\" >&2\n    exit 2\n    ;;\nesac\n";
  return file;
}

}  // namespace svc::emit::cloudformation
