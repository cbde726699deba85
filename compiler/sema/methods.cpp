// Calls of a block's methods: `orders.key("id")`.
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/evaluate.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

bool is_number(const Type& type) {
  return type.alternatives.size() == 1 &&
         type.alternatives.front().form == TypeAlternative::Form::Scalar &&
         type.alternatives.front().scalar == Scalar::Int;
}

}  // namespace

Value call_method(Session& session, const Block& block, ast::Ident name,
                  std::vector<Value> arguments, Span span) {
  const MethodDecl* method = block.kind->method(name.text);
  if (method == nullptr) {
    const std::string_view part = part_method(*block.kind);
    if (block.kind->attribute(name.text) == nullptr && !part.empty() && arguments.size() == 1) {
      suggest(session.sink.report<diag::UnknownAttribute>(name.span, block.kind->name, block.name,
                                                          name.text),
              name.span, part, "");
    } else if (block.kind->attribute(name.text) == nullptr) {
      report_unknown_attribute(session, block, name);
    } else {
      session.sink
          .report<diag::TypeMismatch>(name.span, "the name before `(…)`", "a method",
                                      fmt::format("the attribute `{}`", name.text))
          .help("leave out the parentheses")
          .repair("Remove the parentheses", {{Span{span.file, name.span.end, span.end}, ""}});
    }
    return error_value(span);
  }
  if (session.recorder() != nullptr)
    session.recorder()->use(name.span,
                            {.form = Meaning::Form::Method, .kind = block.kind, .method = method});
  if (arguments.size() != method->params.size()) {
    session.sink
        .report<diag::WrongArguments>(
            span, name.text,
            fmt::format("{} argument{}", method->params.size(),
                        method->params.size() == 1 ? "" : "s"),
            fmt::format("{} {}", arguments.size(), arguments.size() == 1 ? "is" : "are"))
        .help(fmt::format(
            "write `{}.{}({})`", block.name, name.text,
            method->params.size() == 1 ? fmt::format("\"{}\"", method->params[0].name) : "…"));
    return error_value(span);
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& argument = arguments[i];
    if (is_number(method->params[i].type)) {
      if (argument.get<std::int64_t>() != nullptr) continue;
      if (argument.deferred())
        report_deploy_time(session, argument.span, fmt::format("`{}`", method->params[i].name),
                           argument);
      else
        session.sink.report<diag::TypeMismatch>(argument.span,
                                                argument_title(name.text, i, arguments.size()),
                                                "a whole number", describe(argument));
      return error_value(span);
    }
    const bool is_text = argument.get<std::string>() != nullptr ||
                         (argument.deferred() && argument.get<List>() == nullptr &&
                          argument.get<Object>() == nullptr);
    if (is_text) continue;
    session.sink.report<diag::TypeMismatch>(argument.span,
                                            argument_title(name.text, i, arguments.size()),
                                            "a string", describe(argument));
    return error_value(span);
  }
  return {MethodCall{&block, method->name, std::move(arguments)}, span, false};
}

}  // namespace svc::sema
