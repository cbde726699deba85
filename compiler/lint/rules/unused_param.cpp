// A `param` that nothing reads: of the program, or of a component.
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

void judge(const Files& files, const ast::Member& member, const Words& words, std::string_view help,
           Sink& sink) {
  const auto* param = std::get_if<ast::Param>(&member.node);
  if (param == nullptr || words.contains(param->name.text)) return;
  sink.report<diag::UnusedParam>(param->name.span, param->name.text)
      .help(std::string(help))
      .fix(fmt::format("Remove `{}`", param->name.text), {removal(files.sources, member)})
      .tag(Tag::Unnecessary);
}

void check_unused_param(const Files& files, Sink& sink) {
  const Words words = words_of(files);
  const bool program = is_program(files);
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    for (const ast::Member* member : module.ast->items) {
      if (program)
        judge(files, *member, words,
              "remove it: every deployment would ask for a value that has no effect", sink);
      const auto* component = std::get_if<ast::Component>(&member->node);
      if (component == nullptr) continue;
      const Words body = words_of(component->members);
      for (const ast::Member* inner : component->members)
        judge(files, *inner, body, "remove it, and what instances give it", sink);
    }
  }
}

}  // namespace

constinit const Rule unused_param = {
    .code = diag::UnusedParam::code,
    .about =
        "Every deployment, or every instance of the component, must provide a param that has no "
        "effect.",
    .files = check_unused_param,
};

}  // namespace svc::lint::rules
