// `allow ["s3:*"]`: every action of a service.
#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

void check_every_action(const sema::Program& program, const plan::Plan& /*plan*/, Sink& sink) {
  for (const sema::Grant* grant : allowed(program)) {
    for (const sema::Value& action : grant->actions) {
      const auto* text = action.get<std::string>();
      if (text == nullptr || (*text != "*" && !text->ends_with(":*"))) continue;
      sink.report<diag::EveryAction>(
              action.span,
              *text == "*" ? "every action of AWS"
                           : fmt::format("every action of {}", text->substr(0, text->size() - 2)))
          .help(
              "name the actions that the program needs, or use a verb of the kind: `allow read on "
              "…`");
    }
  }
}

}  // namespace

constinit const Rule every_action = {
    .code = diag::EveryAction::code,
    .about =
        "Whoever takes over a container has what its role allows: to delete, and to grant itself "
        "more.",
    .program = check_every_action,
};

}  // namespace svc::lint::rules
