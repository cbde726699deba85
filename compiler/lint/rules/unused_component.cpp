// A component without instances.
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

void check_unused_component(const Files& files, Sink& sink) {
  if (!is_program(files)) return;
  const Words words = words_of(files);
  for (const ast::Member* member : files.modules.front().ast->items) {
    const auto* component = std::get_if<ast::Component>(&member->node);
    if (component == nullptr || words.contains(component->name.text)) continue;
    sink.report<diag::UnusedComponent>(component->name.span, component->name.text)
        .help(fmt::format("write `{} NAME {{ … }}`, or remove it", component->name.text))
        .fix(fmt::format("Remove `{}`", component->name.text), {removal(files.sources, *member)})
        .tag(Tag::Unnecessary);
  }
}

}  // namespace

constinit const Rule unused_component = {
    .code = diag::UnusedComponent::code,
    .about =
        "A component of the main file has no effect without an instance. Imported files are not "
        "checked, because other programs may use their components.",
    .files = check_unused_component,
};

}  // namespace svc::lint::rules
