// The names that AWS knows blocks by (plan/names.h): how long they may be, and that no two are the
// same.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "check/subjects.h"
#include "diagnostics/codes/stores.h"
#include "plan/names.h"

namespace svc::check {
namespace {

// How long the name of such a block may be, with what is added to it.
struct Limit {
  std::string_view kind;
  std::size_t most;
};

// queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
// topic: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
// table: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
// cluster, service, task:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html,
// …/API_CreateCluster.html, …/API_RegisterTaskDefinition.html job:
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
// pipeline:
// https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html alarm:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html key:
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html, of which `alias/` takes
// six
constexpr std::array kLimits = {Limit{"queue", 80},    Limit{"topic", 256},    Limit{"table", 255},
                                Limit{"cluster", 255}, Limit{"service", 255},  Limit{"task", 255},
                                Limit{"job", 80},      Limit{"pipeline", 100}, Limit{"alarm", 255},
                                Limit{"key", 250}};

// The dead-letter queue of a queue has a longer name.
std::string longest_name(const std::string& name, const Block& block) {
  return block.kind->name == "queue" && block.flag("dead_letter") ? name + "-dead-letter" : name;
}

}  // namespace

void check_physical_names(const sema::Program& program, Sink& sink) {
  std::map<std::pair<std::string_view, std::string>, const Block*> taken;
  for (const Block* block : program.blocks) {
    const auto limit = std::find_if(kLimits.begin(), kLimits.end(),
                                    [&](const Limit& l) { return l.kind == block->kind->name; });
    if (block->existing || limit == kLimits.end()) continue;
    const std::string name =
        plan::physical_name(program.app->name, program.environment, block->name);
    const std::string longest = longest_name(name, *block);
    if (longest.size() > limit->most) {
      sink.report<diag::LongName>(block->name_span, longest, longest.size(), limit->most)
          .help(fmt::format("give the {} a shorter name: that of the app and of the environment "
                            "are in front of it",
                            block->kind->name));
    }
    const auto [first, is_new] = taken.try_emplace({block->kind->name, name}, block);
    if (is_new || block->kind->name == "task") continue;
    auto report =
        sink.report<diag::SameName>(block->name_span, first->second->name, block->name, name);
    report.help("give one of them a name that differs in letters or digits");
    if (first->second->name_span != block->name_span)
      report.related(first->second->name_span, "the other one");
  }
}

}  // namespace svc::check
