// `images.tag("latest")` in production.
#include "diagnostics/codes/lints.h"
#include "lint/images.h"

namespace svc::lint::rules {

namespace {

void check_latest_in_production(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const Block* container : containers(plan)) {
    const sema::Value& image = (*container)["image"];
    const auto* call = image.get<sema::MethodCall>();
    const auto* tag = call == nullptr || call->method != "tag" || call->arguments.empty()
                          ? nullptr
                          : call->arguments.front().get<std::string>();
    if (tag == nullptr || *tag != "latest") continue;
    sink.report<diag::LatestInProduction>(image.span, container->name)
        .help("make the tag a param, `images.tag(image_tag)`, and deploy a version by its name");
  }
}

}  // namespace

constinit const Rule latest_in_production = {
    .code = diag::LatestInProduction::code,
    .about =
        "`latest` is the image that was pushed most recently. A task that ECS replaces can start "
        "an image that was never released, and a rollback cannot restore the previous one.",
    .program = check_latest_in_production,
};

}  // namespace svc::lint::rules
