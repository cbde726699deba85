// A `let` that is never used.
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

void check_unused_let(const Files& files, Sink& sink) {
  if (!is_program(files)) return;
  const Words words = words_of(files);
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    each_member(module.ast->items, [&](const ast::Member& member) {
      const auto* let = std::get_if<ast::Let>(&member.node);
      if (let == nullptr || words.contains(let->name.text)) return;
      sink.report<diag::UnusedLet>(let->name.span, let->name.text)
          .help("remove it")
          .repair(fmt::format("Remove `{}`", let->name.text), {removal(files.sources, member)})
          .tag(Tag::Unnecessary);
    });
  }
}

}  // namespace

constinit const Rule unused_let = {
    .code = diag::UnusedLet::code,
    .about =
        "A name that nothing reads is left over from a change, or the place that should read it "
        "spells another one.",
    .files = check_unused_let,
};

}  // namespace svc::lint::rules
