// A param with a name like a secret, and a default that everyone can read.
#include <algorithm>

#include "base/secret_words.h"
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"

namespace svc::lint::rules {

namespace {

bool says_secret_param(const ast::Param& param) {
  return std::any_of(param.options.begin(), param.options.end(), [](const ast::Member* option) {
    const auto* field = std::get_if<ast::Field>(&option->node);
    return field != nullptr && field->name.text == "secret";
  });
}

void check_public_param(const Files& files, Sink& sink) {
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    for (const ast::Member* member : module.ast->items) {
      const auto* param = std::get_if<ast::Param>(&member->node);
      if (param == nullptr || param->value == nullptr || says_secret_param(*param) ||
          !ends_like_a_secret(param->name.text))
        continue;
      auto report = sink.report<diag::PublicParam>(param->value->span, param->name.text);
      report.help(fmt::format("write `param {}: string {{ secret = true }}`, without a default",
                              param->name.text));
      if (param->options.empty())
        report.fix("Make it a secret",
                   {{Span{param->value->span.file, param->type->span.end, param->value->span.end},
                     " { secret = true }"}});
    }
  }
}

}  // namespace

constinit const Rule public_param = {
    .code = diag::PublicParam::code,
    .about =
        "The default of a param is readable in the program and in the template. A password, token "
        "or key there is read by everybody who may read those.",
    .files = check_public_param,
};

}  // namespace svc::lint::rules
