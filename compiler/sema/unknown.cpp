#include "sema/unknown.h"

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"

namespace svc::sema {

namespace {

// What a file of the program calls so that is not imported where we are; null if there is none.
const Binding* in_other_file(const Session& session, std::string_view spelled) {
  for (std::size_t i = 0; i < session.input.modules.size(); ++i) {
    const auto found = session.scopes[i].names.find(spelled);
    if (found != session.scopes[i].names.end() && found->second.form != Binding::Form::Module &&
        found->second.form != Binding::Form::Unsupported)
      return &found->second;
  }
  return nullptr;
}

}  // namespace

void report_unknown_name(Session& session, const Scope& scope, std::string_view spelled, Span span,
                         const Type* expected) {
  std::vector<std::string_view> symbols;
  if (expected != nullptr) {
    for (const TypeAlternative& a : expected->alternatives) {
      if (a.form == TypeAlternative::Form::Symbol) symbols.push_back(a.name);
    }
  }
  if (!symbols.empty()) {
    const std::string_view meant = closest(spelled, symbols);
    auto report =
        session.sink.report<diag::UnknownSymbol>(span, spelled, enumerate(symbols, "or", 20));
    if (!meant.empty())
      report.help(fmt::format("did you mean `{}`?", meant))
          .fix(fmt::format("Write `{}`", meant), {{span, std::string(meant)}});
    return;
  }
  if (scope.is_incomplete()) return;
  std::vector<std::string_view> names = scope.visible();
  names.insert(names.end(), {"environment", "app", "aws"});
  const std::string_view meant = closest(spelled, names);
  auto report = session.sink.report<diag::UnknownName>(span, spelled);
  if (const Binding* elsewhere = in_other_file(session, spelled)) {
    report.related(elsewhere->span, "another file declares it")
        .help(fmt::format("import \"{}\" to name what it declares",
                          session.sources[elsewhere->span.file].name()));
  } else if (meant.empty()) {
    report.help("declare it with `let`, `param` or a block; a text stands in quotes");
  } else {
    report.help(fmt::format("did you mean `{}`?", meant))
        .fix(fmt::format("Write `{}`", meant), {{span, std::string(meant)}});
    if (const Binding* binding = scope.find(meant))
      report.related(binding->span, fmt::format("`{}` is declared here", meant));
  }
}

}  // namespace svc::sema
