// Pipelines and their images: approvals that notify no one, overwritten images, and images that are
// deleted while they run.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/pipelines.h"
#include "plan/images.h"
#include "plan/names.h"
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
void check_same_build(const sema::Program& program, const Block& pipeline, Sink& sink) {
  std::map<std::pair<const Block*, std::string>, const Block*> first;
  for (const Block* build : pipeline.nested("build", "image")) {
    const Block* repository = build->block("repository");
    if (repository == nullptr) continue;
    const auto [other, added] =
        first.try_emplace({repository, plan::tag_prefix(program, pipeline, *build)}, build);
    if (added) continue;
    const bool immutable = repository->flag("immutable");
    auto report = immutable ? sink.report<diag::SameTagRefused>(build->span, repository->name)
                            : sink.report<diag::SameTag>(build->span, repository->name);
    report.related(other->second->span, "the first build")
        .help("leave one of them out, or build it into another repository");
  }
}

// The field `arch` of a build that makes its image for both.
constexpr std::string_view kBoth = "[x86_64, arm64]";

// The image has the architecture of the machine that builds it.
void check_one_architecture(const Block& build, const std::vector<plan::ImageUse>& readers,
                            Sink& sink) {
  const auto other = std::find_if(readers.begin(), readers.end(), [&](const auto& reader) {
    return reader.task->symbol("arch") != readers.front().task->symbol("arch");
  });
  if (other == readers.end()) return;
  sink.report<diag::BuildArchitectures>(build.span)
      .related(readers.front().image().span,
               fmt::format("runs on {}", readers.front().task->symbol("arch")))
      .related(other->image().span, fmt::format("runs on {}", other->task->symbol("arch")))
      .help(fmt::format("write `arch = {}` in the build, or give both tasks one `arch`", kBoth))
      .fix(fmt::format("Write `arch = {}`", kBoth), sema::set_field(build, "arch", kBoth));
}

// The service or job, or the task if it is written on its own.
std::string workload_title(const Block& task) {
  return task.parent == nullptr ? task.title() : task.parent->title();
}

void check_architectures(const sema::Program& program, const Block& pipeline, const Block& build,
                         const std::vector<plan::ImageUse>& readers, Sink& sink) {
  const std::vector<std::string_view> built = plan::architectures_of(program, pipeline, build);
  for (const plan::ImageUse& reader : readers) {
    const std::string_view arch = reader.task->symbol("arch");
    if (std::find(built.begin(), built.end(), arch) != built.end()) continue;
    sink.report<diag::ArchitectureNotBuilt>(build["arch"].span, workload_title(*reader.task), arch,
                                            enumerate(built, "and"))
        .related(reader.image().span, "the image that it reads")
        .help(fmt::format("write `arch = {}`", kBoth))
        .fix(fmt::format("Write `arch = {}`", kBoth), sema::set_field(build, "arch", kBoth));
  }
}

// The tags that an image is pushed with are those that tasks read, and it is made for their
// architectures.
void check_builds(const sema::Program& program, const Block& pipeline, Sink& sink) {
  for (const Block* build : pipeline.nested("build", "image")) {
    const Block* repository = build->block("repository");
    if (repository == nullptr) continue;
    const std::vector<plan::ImageUse> readers = plan::readers_of(program, pipeline, *build);
    const std::vector<plan::ImageUse> uses = plan::uses_of(program, *repository);
    if (readers.empty() && !uses.empty() && plan::tag_prefix(program, pipeline, *build).empty()) {
      sink.report<diag::BuildUnread>(build->span, repository->name)
          .related(uses.front().image().span, "a task reads this one")
          .help(
              "write `context = \"…\"` with the folder that the tag begins with, or give the "
              "image a repository of its own");
    }
    if (build->items("arch").empty())
      check_one_architecture(*build, readers, sink);
    else
      check_architectures(program, pipeline, *build, readers, sink);
  }
}

// The tag has a part that is another one with each deployment.
bool given_each_time(const sema::Value& value) {
  const auto any = [](const auto& values) {
    return std::any_of(values.begin(), values.end(),
                       [](const sema::Value& each) { return given_each_time(each); });
  };
  if (const auto* one = value.get<sema::ParameterRef>()) return !one->parameter->value.present();
  if (value.get<sema::AttributeRef>() != nullptr || value.get<sema::Derived>() != nullptr)
    return true;
  if (const auto* call = value.get<sema::MethodCall>()) return any(call->arguments);
  const auto* text = value.get<sema::Interpolation>();
  return text != nullptr && any(text->parts);
}

// Only a release starts tasks of such a service, and it names the image itself.
bool is_of_codedeploy(const plan::Plan& plan, const Block& task) {
  return std::any_of(plan.services.begin(), plan.services.end(), [&](const plan::Service& service) {
    return service.controller == plan::Controller::CodeDeploy && service.task != nullptr &&
           service.task->block == &task;
  });
}

// A task of the program reads a tag that only the first push can set. The next change of the task
// would bring that image back.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
void check_fixed_tags(const sema::Program& program, const plan::Plan& plan, const Block& pipeline,
                      Sink& sink) {
  for (const Block* build : pipeline.nested("build", "image")) {
    const Block* repository = build->block("repository");
    if (repository == nullptr || !repository->flag("immutable")) continue;
    for (const plan::ImageUse& use : plan::readers_of(program, pipeline, *build)) {
      if (!plan::tag_of(use.image()) || given_each_time(use.image()) ||
          is_of_codedeploy(plan, *use.task))
        continue;
      sink.report<diag::TagStays>(use.image().span, repository->name, pipeline.name)
          .related((*repository)["immutable"].span, "cannot move")
          .related(build->span, "pushes a new tag for each commit")
          .help(
              "write a param without a default, such as `param image_tag: string`, and give the "
              "tag that runs with each deployment");
    }
  }
}

// The image that a `deploy` block hands to its service.
const sema::Value* released_image(const sema::Program& program, const Block& pipeline,
                                  const Block& deploy) {
  const Block* service = deploy.labels.front().block;
  const Block* task = service == nullptr || service->existing ? nullptr : service->block("task");
  if (task == nullptr) return nullptr;
  const std::vector<const Block*> builds = pipeline.nested("build", "image");
  for (const Block* container : task->nested("container")) {
    const bool meant = !deploy.has("container") || container->name == deploy.text("container");
    if (meant && plan::build_of(program, pipeline, builds, (*container)["image"]) != nullptr)
      return &(*container)["image"];
  }
  return nullptr;
}

// Two services that read two tags get two images.
void check_shared_builds(const sema::Program& program, const Block& pipeline, Sink& sink) {
  const std::vector<const Block*> builds = pipeline.nested("build", "image");
  std::map<const Block*, std::pair<const Block*, const sema::Value*>> first;
  for (const Block* deploy : pipeline.nested("deploy")) {
    const sema::Value* image = released_image(program, pipeline, *deploy);
    if (image == nullptr) continue;
    const Block* build = plan::build_of(program, pipeline, builds, *image);
    const auto [known, added] = first.try_emplace(build, deploy, image);
    const auto [other, other_image] = known->second;
    if (added || sema::value_text(*other_image) == sema::value_text(*image)) continue;
    sink.report<diag::NoBuildOfItsOwn>(deploy->labels.front().span,
                                       deploy->labels.front().block->name)
        .related(image->span, "the image that it uses")
        .related(other->span, "gets the image of the same build, under another tag")
        .help(
            "write the same tag in both services, or begin its tag with the folder of a `build "
            "image` of its own, such as \"worker-\"");
  }
}

// The second release replaces every task by one with the same image.
void check_deployed_twice(const sema::Program& program, const Block& pipeline, Sink& sink) {
  std::map<const sema::Value*, const Block*> first;  // the deployment of a container's image
  for (const Block* deploy : pipeline.nested("deploy")) {
    const sema::Value* image = released_image(program, pipeline, *deploy);
    if (image == nullptr) continue;
    const auto [other, added] = first.try_emplace(image, deploy);
    if (added) continue;
    sink.report<diag::DeployedTwice>(deploy->labels.front().span, pipeline.name,
                                     deploy->labels.front().block->name)
        .related(other->second->span, "the first release")
        .help("leave one of them out");
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

bool hands_over(const Block& build, std::string_view file) {
  const auto& artifacts = build.items("artifacts");
  return std::any_of(artifacts.begin(), artifacts.end(), [&](const sema::Value& v) {
    const auto* glob = v.get<std::string>();
    return glob == nullptr || glob_matches(without_start(*glob), without_start(file)) ||
           glob_matches(std::string(without_start(*glob)) + "/**", without_start(file));
  });
}

// The template, and the tags that lie beside it.
std::vector<std::string> stack_files(const sema::Program& program, const Block& stack) {
  const auto* file = stack["template"].get<std::string>();
  if (file == nullptr) return {};
  const std::string_view environment =
      stack.has("environment") ? stack.text("environment") : program.environment;
  const std::string tags = plan::tags_file(*file, program.app->name, environment);
  if (tags.empty()) return {*file};
  return {*file, tags};
}

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html (artifacts/files)
void check_handed_over(const sema::Program& program, const Block& pipeline, Sink& sink) {
  for (const Block* stack : pipeline.nested("deploy", "stack")) {
    const auto* from = stack->has("from") ? (*stack)["from"].get<std::string>() : nullptr;
    if (from == nullptr) continue;
    for (const Block* build : pipeline.nested("build", "commands")) {
      if (build->name != *from || build->items("artifacts").empty()) continue;
      for (const std::string& file : stack_files(program, *stack)) {
        if (hands_over(*build, file)) continue;
        sink.report<diag::TemplateNotHandedOver>((*stack)["template"].span, file, *from)
            .related((*build)["artifacts"].span, "what it hands over")
            .help(fmt::format("add \"{}\" to its `artifacts`", file));
        break;
      }
    }
  }
}

// ---- Images

// The different tags of images of one repository, `images.tag("api")`, each where it is first read.
std::map<std::string, Span> places_of_tags(const std::vector<const sema::Value*>& images) {
  std::map<std::string, Span> places;
  for (const sema::Value* image : images) {
    const sema::Shared<sema::Value>& tag = image->get<sema::MethodCall>()->arguments;
    places.emplace(tag.empty() ? std::string() : sema::value_text(tag.front()), image->span);
  }
  return places;
}

// A rule counts every image that its pattern matches, also those that a rule before it keeps:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
void check_families(const Block& repository, const plan::Families& families, Sink& sink) {
  const auto report = [&](std::string_view quiet, std::string_view busy) {
    sink.report<diag::FamiliesMixed>(repository.name_span, busy, quiet, repository.name)
        .help(
            "begin the tags of each image with a word of its own, such as "
            "`images.tag(\"api-${…}\")`, or give each a repository");
  };
  if (families.others && !families.patterns.empty())
    return report("without a prefix", fmt::format("`{}`", families.patterns.back()));
  // Sorted, a prefix comes right before the first pattern that begins with it.
  std::vector<std::string> prefixes;
  for (const std::string& pattern : families.patterns) {
    if (pattern.ends_with('*')) prefixes.push_back(pattern.substr(0, pattern.size() - 1));
  }
  std::sort(prefixes.begin(), prefixes.end());
  for (std::size_t i = 1; i < prefixes.size(); ++i) {
    const std::string& shorter = prefixes[i - 1];
    if (prefixes[i] != shorter && prefixes[i].starts_with(shorter))
      return report(fmt::format("of `{}*`", shorter), fmt::format("`{}*`", prefixes[i]));
  }
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html: a rule counts all
// images of the repository.
void check_kept_images(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, std::vector<const sema::Value*>> images;
  for (const plan::Task& task : plan.tasks) {
    for (const Block* container : task.block->nested("container")) {
      const sema::Value& image = (*container)["image"];
      if (const auto* call = image.get<sema::MethodCall>()) images[call->block].push_back(&image);
    }
  }
  for (const Block* repository : program.created("repository")) {
    const auto used = images.find(repository);
    if (used == images.end()) continue;
    const plan::Families families = plan::families_of(program, *repository);
    check_families(*repository, families, sink);
    const auto keep = static_cast<std::size_t>(repository->integer("keep"));
    const sema::Value& value = (*repository)["keep"];
    const Span span = value.is_default ? repository->name_span : value.span;
    if (keep == 1) {
      sink.report<diag::KeepsOne>(span, repository->name)
          .related(places_of_tags(used->second).begin()->second, "a task that uses it")
          .help("write `keep = 10`")
          .fix("Write `keep = 10`", sema::set_field(*repository, "keep", "10"));
    } else if (families.patterns.empty() && !value.is_default && used->second.size() > keep) {
      const std::map<std::string, Span> tags = places_of_tags(used->second);
      if (tags.size() <= keep) continue;
      sink.report<diag::KeepsFewer>(span, repository->name, keep, tags.size())
          .related(tags.begin()->second, "one of them")
          .help(fmt::format("write `keep = {}` or more, or give each image a repository",
                            tags.size() * 5));
    }
  }
}

}  // namespace

void check_releases(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* pipeline : program.created("pipeline")) {
    check_approvals(*pipeline, sink);
    check_same_build(program, *pipeline, sink);
    check_builds(program, *pipeline, sink);
    check_fixed_tags(program, plan, *pipeline, sink);
    check_shared_builds(program, *pipeline, sink);
    check_deployed_twice(program, *pipeline, sink);
    check_handed_over(program, *pipeline, sink);
  }
  check_kept_images(program, plan, sink);
}

}  // namespace svc::check
