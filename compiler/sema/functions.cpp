// The functions of the language: one row each in the table.
#include "sema/functions.h"

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/foreign.h"

namespace svc::sema {

namespace {

// The smaller or larger of two values with the same unit.
Value pick(const Call& call, ast::BinaryOp op) {
  const ast::BinaryExpr comparison{
      .op = op, .op_span = call.span, .left = nullptr, .right = nullptr};
  const Value left_first = apply_binary(call.session, comparison, call.arguments[0],
                                        call.arguments[1], call.span, call.name);
  if (left_first.is_error()) return left_first;
  Value chosen = call.arguments[*left_first.get<bool>() ? 0 : 1];
  chosen.span = call.span;
  return chosen;
}
Value call_min(const Call& call) {
  return pick(call, ast::BinaryOp::LessEqual);
}
Value call_max(const Call& call) {
  return pick(call, ast::BinaryOp::GreaterEqual);
}

struct Function {
  std::string_view name;
  std::string_view form;  // a call, for messages
  std::size_t arguments;
  bool more;      // any number of further ones may follow
  bool deferred;  // may be given values that only the deployment knows
  Value (*run)(const Call&);
};

constexpr std::array kFunctions = {
    Function{"base64", "base64(text)", 1, false, true, call_base64},
    Function{"cidr_host", "cidr_host(10.0.0.0/16, 5)", 2, false, false, call_cidr_host},
    Function{"cidr_subnet", "cidr_subnet(10.0.0.0/16, 24, 2)", 3, false, false, call_cidr_subnet},
    Function{"contains", "contains(list, item)", 2, false, false, call_contains},
    Function{"cost", "cost(environment)", 1, false, true, call_cost},
    Function{"cron", "cron(\"0 8 * * *\")", 1, false, false, call_cron},
    Function{"file", "file(\"path\")", 1, false, false, call_file},
    Function{"format", "format(\"%05d\", number)", 1, true, true, call_format},
    Function{"join", "join(\", \", list)", 2, false, true, call_join},
    Function{"json", "json(value)", 1, false, true, call_json},
    Function{"keys", "keys(object)", 1, false, true, call_keys},
    Function{"length", "length(list)", 1, false, true, call_length},
    Function{"lower", "lower(text)", 1, false, false, call_lower},
    Function{"max", "max(a, b)", 2, false, false, call_max},
    Function{"merge", "merge(object, other)", 2, true, true, call_merge},
    Function{"min", "min(a, b)", 2, false, false, call_min},
    Function{"range", "range(0, 3)", 2, false, false, call_range},
    Function{"rate", "rate(1h)", 1, false, false, call_rate},
    Function{"replace", "replace(text, \"old\", \"new\")", 3, false, false, call_replace},
    Function{"split", "split(\",\", text)", 2, false, false, call_split},
    Function{"trim", "trim(text)", 1, false, false, call_trim},
    Function{"upper", "upper(text)", 1, false, false, call_upper},
    Function{"values", "values(object)", 1, false, true, call_values},
};

}  // namespace

namespace {

// `range(2..10)`, `join("-", "a", "b")`: arguments of another language. Gives whether they are.
bool report_other_arguments(Session& session, std::string_view name,
                            const std::vector<Value>& arguments, Span span) {
  const auto source = [&session](const Value& value) {
    return session.sources[value.span.file].text(value.span);
  };
  std::string meant;
  if (name == "range" && arguments.size() == 1 && arguments.front().get<Range>() != nullptr)
    meant = source(arguments.front());
  if (name == "join" && arguments.size() > 2 && arguments[1].get<List>() == nullptr) {
    std::string items;
    for (std::size_t i = 1; i < arguments.size(); ++i)
      items += fmt::format("{}{}", items.empty() ? "" : ", ", source(arguments[i]));
    meant = fmt::format("join({}, [{}])", source(arguments.front()), items);
  }
  if (meant.empty()) return false;
  session.sink
      .report<diag::WrongArguments>(
          span, name, "2 arguments",
          fmt::format("{} {}", arguments.size(), arguments.size() == 1 ? "is" : "are"))
      .help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{span, meant}});
  return true;
}

}  // namespace

std::string argument_title(std::string_view called, std::size_t i, std::size_t count) {
  return count == 1 ? fmt::format("the argument of `{}`", called)
                    : fmt::format("argument {} of `{}`", i + 1, called);
}

void advise_quoted(const Session& session, Report report, const Value& value) {
  const auto* text = value.get<std::string>();
  if (text == nullptr || !value.span.valid() || text->empty() ||
      text->find_first_not_of("0123456789.:/abcdef") != std::string::npos ||
      text->find_first_of("0123456789") != 0 ||
      session.sources[value.span.file].text(value.span) != fmt::format("\"{}\"", *text))
    return;
  report.help(fmt::format("write `{}`, without quotes", *text))
      .repair("Remove the quotes", {{value.span, *text}});
}

// `GetAtt(lake, "Arn")`: an attribute of a block.
void advise_attribute(const Session& session, Report report, const std::vector<Value>& arguments,
                      Span span) {
  const auto* name = arguments[1].get<std::string>();
  const Span block = arguments[0].span;
  if (name == nullptr || arguments[0].get<const Block*>() == nullptr || !block.valid()) return;
  const std::string text = fmt::format("{}.{}", session.sources[block.file].text(block), *name);
  report.help(fmt::format("write `{}`", text))
      .repair(fmt::format("Write `{}`", text), {{span, text}});
}

Value call_function(Session& session, std::string_view name, Span name_span,
                    std::vector<Value> arguments, Span span) {
  const Value failed{ErrorValue{}, span, false};
  const auto* found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                   [name](const Function& f) { return f.name == name; });
  if (found == kFunctions.end()) {
    std::vector<std::string_view> names;
    for (const Function& f : kFunctions) names.push_back(f.name);
    const std::string_view meant = closest(name, names);
    auto report = session.sink.report<diag::UnknownFunction>(name_span, name);
    const auto meanings = foreign(name, ForeignMeaning::Form::Function);
    const KindDecl* kind = find_kind(name);
    if (kind != nullptr && kind->existing != nullptr)
      report.help(
          fmt::format("what exists already is declared with `existing {} NAME {{ … }}`", name));
    else if (meanings.empty())
      suggest(report, name_span, meant,
              fmt::format("functions are {}; `svcc explain functions` shows all",
                          enumerate(likely_first(name, names), "and", 12)));
    else if (meanings.front()->say.empty())
      suggest(report, name_span, meanings.front()->name, "");
    else
      report.help(std::string(meanings.front()->say));
    // `ref(orders.url)`: the argument is what is meant.
    if (!meanings.empty() && arguments.size() == 1 &&
        arguments.front().get<std::string>() == nullptr &&
        meanings.front()->say.starts_with("name the block itself")) {
      const Span inner = arguments.front().span;
      const std::string text(session.sources[inner.file].text(inner));
      report.help(fmt::format("write `{}`", text))
          .repair(fmt::format("Write `{}`", text), {{span, text}});
    }
    if (!meanings.empty() && arguments.size() == 2 &&
        meanings.front()->say.starts_with("name the block itself"))
      advise_attribute(session, report, arguments, span);
    return failed;
  }
  if (report_other_arguments(session, name, arguments, span)) return failed;
  if (arguments.size() < found->arguments ||
      (arguments.size() > found->arguments && !found->more)) {
    session.sink
        .report<diag::WrongArguments>(
            span, name,
            fmt::format("{}{} argument{}", found->more ? "at least " : "", found->arguments,
                        found->arguments == 1 ? "" : "s"),
            fmt::format("{} {}", arguments.size(), arguments.size() == 1 ? "is" : "are"))
        .help(fmt::format("write it as `{}`", found->form));
    return failed;
  }
  for (const Value& argument : arguments) {
    if (found->deferred || !argument.deferred()) continue;
    report_deploy_time(session, argument.span, fmt::format("what `{}` is given", name), argument);
    return failed;
  }
  // Each text is read, and often copied.
  for (const Value& argument : arguments) {
    const auto* text = argument.get<std::string>();
    if (text != nullptr && !session.work.text(span, text->size())) return failed;
  }
  return found->run(Call{session, name, arguments, span});
}

}  // namespace svc::sema
