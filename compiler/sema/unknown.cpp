#include "sema/unknown.h"

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/components.h"

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
    suggest(session.sink.report<diag::UnknownSymbol>(span, spelled, enumerate(symbols, "or", 20)),
            span, meant, "");
    return;
  }
  if (scope.is_incomplete()) return;
  if (session.sink.full()) return (void)session.sink.report<diag::UnknownName>(span, spelled);
  std::vector<std::string_view> names = scope.visible();
  names.insert(names.end(), {"environment", "app", "aws"});
  const std::string_view meant = closest(spelled, names);
  auto report = session.sink.report<diag::UnknownName>(span, spelled);
  if (const Binding* elsewhere = in_other_file(session, spelled)) {
    report.related(elsewhere->span, "another file declares it")
        .help(fmt::format("import \"{}\" to name what it declares",
                          session.sources[elsewhere->span.file].name()));
  } else if (meant.empty()) {
    report.help("declare it with `let`, `param` or a block; write a string in quotes");
  } else {
    report.help(fmt::format("did you mean `{}`?", meant))
        .fix(fmt::format("Write `{}`", meant), {{span, std::string(meant)}});
    if (const Binding* binding = scope.find(meant))
      report.related(binding->span, fmt::format("`{}` is declared here", meant));
  }
}

void report_unknown_entry(Session& session, const Object& object, std::string_view key,
                          Span key_span) {
  if (session.sink.full())
    return (void)session.sink.report<diag::NoSuchItem>(key_span, fmt::format("`{}`", key),
                                                       "this object");
  std::vector<std::string_view> keys;
  for (const auto& [name, value] : object.entries) keys.push_back(name);
  const bool quoted = session.sources[key_span.file].text(key_span).starts_with('"');
  suggest(session.sink.report<diag::NoSuchItem>(key_span, fmt::format("`{}`", key), "this object"),
          key_span, closest(key, keys), "it has " + enumerate(keys, "and"), quoted);
}

void report_unknown_export(Session& session, const Scope& file, ast::Ident name) {
  if (file.incomplete) return;
  if (session.sink.full())
    return (void)session.sink.report<diag::UnknownName>(name.span, name.text);
  std::vector<std::string_view> names;
  for (const auto& [known, binding] : file.names) names.push_back(known);
  suggest(session.sink.report<diag::UnknownName>(name.span, name.text), name.span,
          closest(name.text, names),
          names.empty() ? "that file declares nothing"
                        : "that file has " + enumerate(names, "and", 20));
}

void report_unknown_attribute(Session& session, const Block& block, ast::Ident name) {
  if (session.sink.full())
    return (void)session.sink.report<diag::UnknownAttribute>(name.span, block.kind->name,
                                                             block.name, name.text);
  std::vector<std::string_view> names;
  for (const AttributeDecl& a : block.kind->attributes) names.push_back(a.name);
  for (const MethodDecl& m : block.kind->methods) names.push_back(m.name);
  if (const Instance* instance = instance_of(session, &block)) {
    for (const auto& [output, binding] : instance->outputs->names) names.push_back(output);
  }
  suggest(session.sink.report<diag::UnknownAttribute>(name.span, block.kind->name, block.name,
                                                      name.text),
          name.span, closest(name.text, names),
          names.empty() ? "it has no attributes" : "it has " + enumerate(names, "and"));
}

}  // namespace svc::sema
