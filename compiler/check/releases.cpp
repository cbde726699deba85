// Pipelines and their images: approvals that notify no one, overwritten images, and images that are
// deleted while they run.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "check/subjects.h"
#include "diagnostics/codes/pipelines.h"
#include "plan/images.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

// https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html: a stage fails after
// seven days without an answer.
void check_approvals(const Block& pipeline, Sink& sink) {
  for (const Block* step : pipeline.nested("approve")) {
    if (step->has("notify")) continue;
    sink.report<diag::ApproveUnheard>(step->span, pipeline.name)
        .help("name a topic: `approve { notify = approvals }`");
  }
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
void check_same_build(const Block& pipeline, Sink& sink) {
  std::map<std::pair<const Block*, std::string>, const Block*> first;
  for (const Block* build : pipeline.nested("build", "image")) {
    const Block* repository = build->block("repository");
    if (repository == nullptr) continue;
    const auto [other, added] =
        first.try_emplace({repository, plan::tag_prefix(pipeline, *build)}, build);
    if (added) continue;
    const bool immutable = repository->flag("immutable");
    auto report = immutable ? sink.report<diag::SameTagRefused>(build->span, repository->name)
                            : sink.report<diag::SameTag>(build->span, repository->name);
    report.related(other->second->span, "the first build")
        .help("leave one of them out, or build it into another repository");
  }
}

// `**` is any text, `*` any text without `/`.
bool glob_matches(std::string_view glob, std::string_view path) {
  if (glob.empty()) return path.empty();
  if (glob.starts_with("**/") && glob_matches(glob.substr(3), path)) return true;
  if (glob.starts_with("**")) {
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (glob_matches(glob.substr(2), path.substr(i))) return true;
    }
    return false;
  }
  if (glob.front() == '*') {
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (glob_matches(glob.substr(1), path.substr(i))) return true;
      if (i < path.size() && path[i] == '/') break;
    }
    return false;
  }
  return !path.empty() && (glob.front() == '?' || glob.front() == path.front()) &&
         glob_matches(glob.substr(1), path.substr(1));
}

std::string_view without_start(std::string_view path) {
  return path.starts_with("./") ? path.substr(2) : path;
}

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html (artifacts/files)
void check_handed_over(const Block& pipeline, Sink& sink) {
  for (const Block* stack : pipeline.nested("deploy", "stack")) {
    const auto* file = (*stack)["template"].get<std::string>();
    const auto* from = stack->has("from") ? (*stack)["from"].get<std::string>() : nullptr;
    if (file == nullptr || from == nullptr) continue;
    for (const Block* build : pipeline.nested("build", "commands")) {
      if (build->name != *from || build->items("artifacts").empty()) continue;
      const bool handed = std::any_of(
          build->items("artifacts").begin(), build->items("artifacts").end(), [&](const auto& v) {
            const auto* glob = v.template get<std::string>();
            return glob == nullptr || glob_matches(without_start(*glob), without_start(*file)) ||
                   glob_matches(std::string(without_start(*glob)) + "/**", without_start(*file));
          });
      if (handed) continue;
      sink.report<diag::TemplateNotHandedOver>((*stack)["template"].span, *file, *from)
          .related((*build)["artifacts"].span, "what it hands over")
          .help(fmt::format("add \"{}\" to its `artifacts`", *file));
    }
  }
}

// ---- Images

std::string tag_text(const sema::MethodCall& call) {
  return call.arguments.empty() ? std::string() : sema::value_text(call.arguments.front());
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html: a rule counts all
// images of the repository.
void check_kept_images(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, std::map<std::string, Span>> tags;
  for (const plan::Task& task : plan.tasks) {
    for (const Block* container : task.block->nested("container")) {
      const auto* call = (*container)["image"].get<sema::MethodCall>();
      if (call != nullptr) tags[call->block].emplace(tag_text(*call), (*container)["image"].span);
    }
  }
  for (const Block* repository : program.created("repository")) {
    const auto used = tags.find(repository);
    if (used == tags.end()) continue;
    const auto keep = static_cast<std::size_t>(repository->integer("keep"));
    const sema::Value& value = (*repository)["keep"];
    const Span span = value.is_default ? repository->name_span : value.span;
    if (keep == 1) {
      sink.report<diag::KeepsOne>(span, repository->name)
          .related(used->second.begin()->second, "a task that uses it")
          .help("write `keep = 10`")
          .fix("Write `keep = 10`", sema::set_field(*repository, "keep", "10"));
    } else if (!value.is_default && used->second.size() > keep) {
      sink.report<diag::KeepsFewer>(span, repository->name, keep, used->second.size())
          .related(used->second.begin()->second, "one of them")
          .help(fmt::format("write `keep = {}` or more, or give each image a repository",
                            used->second.size() * 5));
    }
  }
}

}  // namespace

void check_releases(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* pipeline : program.created("pipeline")) {
    check_approvals(*pipeline, sink);
    check_same_build(*pipeline, sink);
    check_handed_over(*pipeline, sink);
  }
  check_kept_images(program, plan, sink);
}

}  // namespace svc::check
