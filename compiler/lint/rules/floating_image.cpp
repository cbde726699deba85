// An image of a registry without a version, or with one that moves.
#include "diagnostics/codes/lints.h"
#include "lint/images.h"

namespace svc::lint::rules {

namespace {

void check_floating_image(const sema::Program& /*program*/, const plan::Plan& plan, Sink& sink) {
  for (const Block* container : containers(plan)) {
    const sema::Value& image = (*container)["image"];
    const auto* text = image.get<std::string>();
    if (text == nullptr) continue;
    const std::string version = image_version(*text);
    if (!version.empty() && version != "latest") continue;
    sink.report<diag::FloatingImage>(image.span, *text)
        .help("name a version, such as `:1.27`, or a digest, `@sha256:…`");
  }
}

}  // namespace

constinit const Rule floating_image = {
    .code = diag::FloatingImage::code,
    .about =
        "Without a version, each new task runs what the registry has at that moment: tasks of one "
        "service then differ, and what worked yesterday cannot be brought back.",
    .program = check_floating_image,
};

}  // namespace svc::lint::rules
