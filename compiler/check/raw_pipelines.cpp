// Raw pipelines: what CodePipeline refuses.
// https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
#include <fmt/format.h>

#include <set>
#include <string>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/pipelines.h"

namespace svc::check {
namespace {

// Names of the members of an action, in CloudFormation and in Terraform.
struct ActionNames {
  std::string_view actions, category, inputs, outputs, artifact;
};
constexpr ActionNames kCloudFormation = {"Actions", "ActionTypeId.Category", "InputArtifacts",
                                         "OutputArtifacts", "Name"};
constexpr ActionNames kTerraform = {
    "action", "category", "input_artifacts", "output_artifacts", {}};

const sema::Value* artifact_name(const sema::Value& artifact, const ActionNames& names) {
  return names.artifact.empty() ? &artifact : member(artifact, names.artifact);
}

// The first stage has sources, and only that one.
void check_category(const sema::Value& action, bool first, const ActionNames& names, Sink& sink) {
  const sema::Value* category = member(action, names.category);
  const auto word = category ? text_of(*category) : std::nullopt;
  if (!word || (*word == "Source") == first) return;
  sink.report<diag::RawStageOrder>(category->span,
                                   first ? "the first stage has" : "a later stage has", *word)
      .help(first ? "begin with a stage of sources" : "move it to the first stage");
}

class RawPipeline {
 public:
  RawPipeline(const Raw& raw, Sink& sink)
      : raw_(raw), names_(raw.terraform ? kTerraform : kCloudFormation), sink_(sink) {}

  // An action may use what others of its stage make before it (RunOrder).
  void check() {
    bool first = true;
    for (const sema::Value* stage : items_of(raw_.get("Stages", "stage"))) {
      const auto actions = items_of(member(*stage, names_.actions));
      for (const sema::Value* action : actions) {
        check_category(*action, first, names_, sink_);
        add_outputs(*action);
      }
      for (const sema::Value* action : actions) check_inputs(*action);
      first = false;
    }
  }

 private:
  void check_inputs(const sema::Value& action) {
    for (const sema::Value* input : items_of(member(action, names_.inputs))) {
      const sema::Value* name = artifact_name(*input, names_);
      const auto text = name ? text_of(*name) : std::nullopt;
      if (!text || known_.contains(*text)) continue;
      sink_.report<diag::UnknownArtifact>(name->span, *text)
          .help("name an artifact that an earlier action makes");
    }
  }

  void add_outputs(const sema::Value& action) {
    for (const sema::Value* output : items_of(member(action, names_.outputs))) {
      const sema::Value* name = artifact_name(*output, names_);
      const auto text = name ? text_of(*name) : std::nullopt;
      if (text && !known_.insert(*text).second)
        sink_.report<diag::RepeatedBlock>(name->span, *text).help("give it another name");
    }
  }

  const Raw& raw_;
  ActionNames names_;
  Sink& sink_;
  std::set<std::string> known_;  // made so far
};

// https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
void check_raw_project(const Raw& raw, Sink& sink) {
  const sema::Value* spec = raw.get("Source.BuildSpec", "source.buildspec");
  const sema::Value* privileged =
      raw.get("Environment.PrivilegedMode", "environment.privileged_mode");
  const auto text = spec ? text_of(*spec) : std::nullopt;
  if (!text || text->find("docker build") == std::string::npos ||
      (privileged != nullptr && flag_of(*privileged).value_or(true)))
    return;
  sink.report<diag::BuildNotPrivileged>((privileged ? privileged : spec)->span)
      .help(raw.terraform ? "write `privileged_mode = true`" : "write `PrivilegedMode = true`");
}

}  // namespace

void check_raw_pipelines(const sema::Program& program, Sink& sink) {
  for (const Raw& raw : raw_resources(program, "AWS::CodePipeline::Pipeline", "aws_codepipeline"))
    RawPipeline(raw, sink).check();
  for (const Raw& raw : raw_resources(program, "AWS::CodeBuild::Project", "aws_codebuild_project"))
    check_raw_project(raw, sink);
}

}  // namespace svc::check
