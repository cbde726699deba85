// Outputs: those that the program declares, and what people look for after a deployment.
#include "lower/outputs.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace svc::lower {

namespace {

// The most outputs that a stack can have:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
constexpr std::size_t kMostOutputs = 200;

// An output that each block of a kind has without being asked.
struct Shown {
  std::string_view kind;
  PartKind part;
  std::string_view attribute;
  std::string_view suffix;  // `edge` + `_dns_name`
};
constexpr std::array kShown = {
    Shown{"balancer", PartKind::Main, "dns_name", "_dns_name"},
    Shown{"cluster", PartKind::Main, "name", "_cluster_name"},
    Shown{"service", PartKind::Main, "name", "_service_name"},
    Shown{"job", PartKind::Main, "arn", "_job_arn"},
    Shown{"pipeline", PartKind::Main, "name", "_pipeline_name"},
    Shown{"repository", PartKind::Main, "uri", "_repository_uri"},
    Shown{"queue", PartKind::Main, "url", "_queue_url"},
    Shown{"task", PartKind::LogGroup, "name", "_log_group"},
};

std::string own_name(std::string_view name) {
  std::string result;
  for (const char c : name) result += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return result;
}

// As CloudFormation distinguishes names: without underscores and case.
std::string bare(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c != '_') result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return result;
}

// `api` and `_service_name`; of a cluster called `main_cluster` only `main_cluster_name`.
std::string joined(std::string name, std::string_view suffix) {
  const std::string_view kind = suffix.substr(0, suffix.rfind('_'));
  if (!kind.empty() && name.ends_with(kind)) suffix.remove_prefix(kind.size());
  return name.append(suffix);
}

// `taken`: the bare names of the outputs so far.
void add_shown(Context& context, const Shown& shown, const sema::Block& block,
               std::string_view called, std::set<std::string>& taken) {
  auto& outputs = context.graph.outputs;
  if (outputs.size() >= kMostOutputs || !context.has_part(block, {shown.part})) return;
  const std::string name = joined(own_name(called), shown.suffix);
  if (!taken.insert(bare(name)).second) return;
  outputs.push_back(
      {name, "", graph::Ref{context.part(block, {shown.part}), Word(shown.attribute)}, block.span});
}

}  // namespace

void lower_outputs(Context& context) {
  std::set<std::string> taken;
  for (const sema::Output& output : context.program.outputs) {
    context.graph.outputs.push_back(
        {std::string(output.name), output.doc, context.value(output.value), output.span});
    taken.insert(bare(output.name));
  }
  for (const Shown& shown : kShown) {
    if (shown.kind == "task") {
      for (const plan::Task& task : context.plan.tasks)
        add_shown(context, shown, *task.block, task.name, taken);
      continue;
    }
    for (const sema::Block* block : context.program.blocks) {
      if (block->kind->name == shown.kind && !block->existing)
        add_shown(context, shown, *block, block->name, taken);
    }
  }
}

}  // namespace svc::lower
