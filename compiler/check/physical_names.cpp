// The names that AWS knows blocks by (plan/names.h): how long they may be, and that no two are the
// same.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/stores.h"
#include "plan/facts.h"
#include "plan/names.h"

namespace svc::check {
namespace {

// The dead-letter queue of a queue has a longer name.
std::string longest_name(const std::string& name, const Block& block) {
  const bool fifo =
      (block.kind->name == "queue" || block.kind->name == "topic") && block.flag("fifo");
  const bool dead_letter = block.kind->name == "queue" && block.flag("dead_letter");
  return name + (dead_letter ? "-dead-letter" : "") + (fifo ? ".fifo" : "");
}

// The name that a raw resource of one of those kinds is given.
struct RawName {
  std::string_view kind;
  std::string_view cloudformation;
  std::string_view terraform;
  std::string_view property;
  std::string_view argument;
};

constexpr std::array kRawNames = {
    RawName{"queue", "AWS::SQS::Queue", "aws_sqs_queue", "QueueName", "name"},
    RawName{"topic", "AWS::SNS::Topic", "aws_sns_topic", "TopicName", "name"},
    RawName{"table", "AWS::DynamoDB::Table", "aws_dynamodb_table", "TableName", "name"},
    RawName{"cluster", "AWS::ECS::Cluster", "aws_ecs_cluster", "ClusterName", "name"},
    RawName{"alarm", "AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm", "AlarmName",
            "alarm_name"},
    RawName{"composite_alarm", "AWS::CloudWatch::CompositeAlarm", "aws_cloudwatch_composite_alarm",
            "AlarmName", "alarm_name"},
    RawName{"job", "AWS::StepFunctions::StateMachine", "aws_sfn_state_machine", "StateMachineName",
            "name"},
    RawName{"pipeline", "AWS::CodePipeline::Pipeline", "aws_codepipeline", "Name", "name"},
    RawName{"repository", "AWS::ECR::Repository", "aws_ecr_repository", "RepositoryName", "name"},
    RawName{"balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb", "Name", "name"},
    RawName{"key", "AWS::KMS::Alias", "aws_kms_alias", "AliasName", "name"},
    RawName{"git", "AWS::CodeCommit::Repository", "aws_codecommit_repository", "RepositoryName",
            "repository_name"}};

using Taken = std::map<std::pair<std::string_view, std::string>, const Block*>;

// What exists already has its name, too.
void add_existing_name(const Block& block, Taken& taken) {
  const auto row = std::find_if(kRawNames.begin(), kRawNames.end(),
                                [&](const RawName& r) { return r.kind == block.kind->name; });
  if (row == kRawNames.end() || block.kind->field("name") == nullptr) return;
  const auto* name = block["name"].get<std::string>();
  if (name != nullptr) taken.try_emplace({row->kind, *name}, &block);
}

// Resources of different targets are never deployed together.
void check_raw_names(const sema::Program& program, const Taken& taken, Sink& sink) {
  Taken raw_names[] = {taken, taken};
  for (const RawName& row : kRawNames) {
    for (const Raw& raw : raw_resources(program, row.cloudformation, row.terraform)) {
      const sema::Value* name = raw.get(row.property, row.argument);
      const auto* text = name ? name->get<std::string>() : nullptr;
      if (text == nullptr) continue;
      const auto [first, is_new] =
          raw_names[raw.terraform ? 1 : 0].try_emplace({row.kind, *text}, raw.block);
      if (is_new) continue;
      sink.report<diag::RawName>(name->span, row.kind, *text)
          .related(first->second->name_span, "the other one")
          .help("write another name");
    }
  }
}

}  // namespace

void check_physical_names(const sema::Program& program, Sink& sink) {
  Taken taken;
  for (const Block* block : program.blocks) {
    const plan::NameLimit* limit = plan::find_name_limit(block->kind->name);
    if (block->existing) add_existing_name(*block, taken);
    if (block->existing || limit == nullptr) continue;
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
    if (is_new || limit->shared) continue;
    auto report =
        sink.report<diag::SameName>(block->name_span, first->second->name, block->name, name);
    report.help("give one of them a name that differs in letters or digits");
    if (first->second->name_span != block->name_span)
      report.related(first->second->name_span, "the other one");
  }
  check_raw_names(program, taken, sink);
}

}  // namespace svc::check
