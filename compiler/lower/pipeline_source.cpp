// The source of a pipeline, and what starts it when the source changes.
#include "lower/pipeline_source.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "lower/relay.h"

namespace svc::lower {

namespace {

std::string_view from(const sema::Block& source) {
  return source.labels.front().text;
}

// The name of the repository: of a block of the program, or as written.
graph::Value commit_repository(const Context& context, const sema::Block& source) {
  const sema::Value& repository = source["repository"];
  const auto* const* git = repository.get<const sema::Block*>();
  return git == nullptr ? context.value(repository)
                        : context.attribute(**git, "name").at(repository.span);
}

graph::Value repository_arn(const Context& context, const sema::Block& source) {
  return iam::arn("codecommit", commit_repository(context, source));
}

// ---- What starts it
// -------------------------------------------------------------------------------------------------------------------------

// https://docs.aws.amazon.com/codepipeline/latest/userguide/triggering.html#trigger-codecommit-migration-cwe
graph::Value commit_pattern(const Context& context, const sema::Block& source) {
  return graph::map({
      {"source", graph::list({"aws.codecommit"})},
      {"detail-type", graph::list({"CodeCommit Repository State Change"})},
      {"resources", graph::list({repository_arn(context, source)})},
      {"detail", graph::map({
                     {"event", graph::list({"referenceCreated", "referenceUpdated"})},
                     {"referenceType", graph::list({"branch"})},
                     {"referenceName", graph::list({context.field(source, "branch")})},
                 })},
  });
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source.html
graph::Value image_pattern(const Context& context, const sema::Block& source) {
  return graph::map({
      {"source", graph::list({"aws.ecr"})},
      {"detail-type", graph::list({"ECR Image Action"})},
      {"detail", graph::map({
                     {"action-type", graph::list({"PUSH"})},
                     {"result", graph::list({"SUCCESS"})},
                     {"repository-name",
                      graph::list({context.attribute(*source.block("repository"), "name")})},
                     {"image-tag", graph::list({context.field(source, "tag")})},
                 })},
  });
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/create-S3-source-events.html
graph::Value archive_pattern(const Context& context, const sema::Block& source) {
  return graph::map({
      {"source", graph::list({"aws.s3"})},
      {"detail-type", graph::list({"Object Created"})},
      {"detail", graph::map({
                     {"bucket", graph::map({{"name", graph::list({context.attribute(
                                                         *source.block("bucket"), "name")})}})},
                     {"object", graph::map({{"key", graph::list({context.field(source, "key")})}})},
                 })},
  });
}

graph::Value start_pattern(const Context& context, const sema::Block& pipeline,
                           const sema::Block& source, const std::optional<RelayBus>& bus) {
  if (pipeline.has("after")) {
    const std::string other = context.physical_name_in(pipeline.text("after"), pipeline.name);
    return success_pattern(graph::Value(other).at(pipeline["after"].span),
                           bus ? &bus->relay->from : nullptr);
  }
  if (from(source) == "codecommit") return commit_pattern(context, source);
  return from(source) == "s3" ? archive_pattern(context, source) : image_pattern(context, source);
}

}  // namespace

graph::Value source_configuration(const Context& context, const sema::Block& pipeline,
                                  const sema::Block& source) {
  if (from(source) == "github") {
    return graph::map({
        {"ConnectionArn", context.field(source, "connection")},
        {"FullRepositoryId", context.field(source, "repository")},
        {"BranchName", context.field(source, "branch")},
        {"OutputArtifactFormat", "CODE_ZIP"},
        // With triggers, only they start it; after another pipeline, only that pipeline does.
        {"DetectChanges",
         pipeline.nested("trigger").empty() && !pipeline.has("after") ? "true" : "false"},
    });
  }
  if (from(source) == "codecommit") {
    return graph::map({{"RepositoryName", commit_repository(context, source)},
                       {"BranchName", context.field(source, "branch")},
                       {"PollForSourceChanges", "false"}});
  }
  if (from(source) == "s3") {
    return graph::map({{"S3Bucket", context.attribute(*source.block("bucket"), "name")},
                       {"S3ObjectKey", context.field(source, "key")},
                       {"PollForSourceChanges", "false"}});
  }
  if (from(source) == "ecr") {
    return graph::map({{"RepositoryName", context.attribute(*source.block("repository"), "name")},
                       {"ImageTag", context.field(source, "tag")}});
  }
  throw std::logic_error("no source action for " + source.title());
}

std::string_view source_provider(const sema::Block& source) {
  if (from(source) == "github") return "CodeStarSourceConnection";
  if (from(source) == "codecommit") return "CodeCommit";
  return from(source) == "s3" ? "S3" : "ECR";
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html#how-to-update-role-new-services
std::vector<iam::Statement> source_statements(const Context& context, const sema::Block& source) {
  const Span span = source.span;
  if (from(source) == "github") {
    // A connection's ARN begins with codestar-connections or, since 2024, with codeconnections.
    // Each needs the action with the same prefix:
    // https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
    return {{true,
             {"codeconnections:UseConnection", "codestar-connections:UseConnection"},
             {context.field(source, "connection")},
             {},
             source["connection"].span}};
  }
  if (from(source) == "codecommit") {
    return {{true,
             {"codecommit:CancelUploadArchive", "codecommit:GetBranch", "codecommit:GetCommit",
              "codecommit:GetUploadArchiveStatus", "codecommit:UploadArchive"},
             {repository_arn(context, source)},
             {},
             span}};
  }
  if (from(source) == "s3") {
    const graph::Value bucket = context.attribute(*source.block("bucket"), "arn");
    std::vector<iam::Statement> statements = {
        {true,
         {"s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion",
          "s3:GetObjectVersionTagging"},
         {graph::concat({bucket, "/", context.field(source, "key")})},
         {},
         span},
        {true, {"s3:GetBucketAcl", "s3:GetBucketVersioning", "s3:ListBucket"}, {bucket}, {}, span}};
    const sema::Block& archive = *source.block("bucket");
    if (!archive.existing && archive.has("encryption"))
      statements.push_back(
          {true, {"kms:Decrypt"}, {context.field(archive, "encryption")}, {}, span});
    return statements;
  }
  return {{true,
           {"ecr:DescribeImages"},
           {context.attribute(*source.block("repository"), "arn")},
           {},
           span}};
}

// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
graph::Value push_triggers(const Context& context, const sema::Block& pipeline) {
  const auto names = [&](const sema::Block& trigger, std::string_view field) {
    return trigger.items(field).empty()
               ? graph::Value()
               : graph::map({{"includes", context.field(trigger, field)}}).at(trigger[field].span);
  };
  std::vector<graph::Value> pushes;
  for (const sema::Block* trigger : pipeline.nested("trigger")) {
    pushes.push_back(graph::map({{"branches", names(*trigger, "branches")},
                                 {"file_paths", names(*trigger, "paths")},
                                 {"tags", names(*trigger, "tags")}})
                         .at(trigger->span));
  }
  if (pushes.empty()) return {};
  return graph::list({graph::map({
      {"provider_type", "CodeStarSourceConnection"},
      {"git_configuration",
       graph::map({{"source_action_name", "github"}, {"push", graph::list(std::move(pushes))}})},
  })});
}

void add_start(Context& context, const sema::Block& pipeline, const sema::Block& source,
               graph::NodeId id) {
  if (from(source) == "github" && !pipeline.has("after")) return;  // CodeConnections starts it
  iam::RoleSpec spec;
  spec.name = pipeline.name + "_start";
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
  spec.trust = iam::trust("events.amazonaws.com", iam::same_account());
  const graph::NodeId role = iam::add_role(context, source, std::move(spec));
  iam::add_policy(
      context, source, pipeline.name + "_start", role,
      {{true, {"codepipeline:StartPipelineExecution"}, {graph::Ref{id, "arn"}}, {}, source.span}});
  const std::optional<RelayBus> bus = add_relay_bus(context, pipeline);
  graph::Node& rule = context.node(context.add("events_rule", pipeline.name, source));
  set(rule, "name", context.physical_name(pipeline.name));
  if (bus) {
    set(rule, "event_bus_name", graph::Ref{bus->node, "name"});
    set(rule, "target_bus", graph::Ref{bus->node, "name"});
  }
  set(rule, "event_pattern", start_pattern(context, pipeline, source, bus));
  set(rule, "target_id", "pipeline");
  set(rule, "target_arn", graph::Ref{id, "arn"});
  set(rule, "target_role_arn", graph::Ref{role, "arn"});
}

}  // namespace svc::lower
