// A password, token or key written into the program.
#include "base/secret_words.h"
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// `owner`: the block that has `secrets`, in words.
void check_plain_variables(const sema::Value& variables, std::string_view owner, Sink& sink) {
  const auto* object = variables.get<sema::Object>();
  if (object == nullptr) return;
  for (const auto& [name, value] : object->entries) {
    const auto* text = value.get<std::string>();
    if (text == nullptr || text->empty() || *text == "true" || *text == "false" ||
        (!names_a_secret(name) && !is_a_secret(*text)))
      continue;
    sink.report<diag::PlainSecret>(value.span, name)
        .help(fmt::format("keep it in Secrets Manager: `existing secret NAME {{ name = \"…\" "
                          "}}`, and `secrets {{ {} = NAME }}` in the {}",
                          name, owner));
  }
}

void check_plain_secret(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* container : containers(plan))
    check_plain_variables((*container)["env"], "container", sink);
  for (const Block* pipeline : program.created("pipeline")) {
    for (const Block* step : pipeline->nested("build", "image"))
      check_plain_variables((*step)["args"], "step", sink);
    for (const Block* step : pipeline->nested("build", "commands"))
      check_plain_variables((*step)["env"], "step", sink);
    for (const Block* step : pipeline->nested("test"))
      check_plain_variables((*step)["env"], "step", sink);
  }
}

}  // namespace

constinit const Rule plain_secret = {
    .code = diag::PlainSecret::code,
    .about =
        "Everyone who can read the repository, the template or the task definition can read this "
        "value. Keep secrets in Secrets Manager or in a parameter; ECS passes them to the "
        "container when it starts.",
    .program = check_plain_secret,
};

}  // namespace svc::lint::rules
