// The functions of the language: one row each in the table at the end.
#include <algorithm>
#include <array>
#include <cctype>

#include "base/closest.h"
#include "sema/evaluate.h"

namespace svc::sema {

namespace {

// What a function is given. Arguments are known at compile time unless the row says otherwise.
struct Call {
  Session& session;
  std::string_view name;
  std::vector<Value>& arguments;
  Span span;

  Value give(Value::Variant data) const { return {std::move(data), span, false}; }
  // Reports that argument `i` is not what the function wants.
  Value wrong(std::size_t i, std::string_view wanted) const {
    session.sink.report<diag::TypeMismatch>(arguments[i].span, fmt::format("`{}`", name), wanted, describe(arguments[i]));
    return give(ErrorValue{});
  }
  template <typename T>
  const T* get(std::size_t i) const { return arguments[i].get<T>(); }
};

Value length(const Call& call) {
  if (const auto* list = call.get<List>(0)) return call.give(static_cast<std::int64_t>(list->items.size()));
  if (const auto* object = call.get<Object>(0)) return call.give(static_cast<std::int64_t>(object->entries.size()));
  if (const auto* text = call.get<std::string>(0)) return call.give(static_cast<std::int64_t>(text->size()));
  return call.wrong(0, "a list, an object or a string");
}

Value join(const Call& call) {
  const auto* list = call.get<List>(1);
  if (call.get<std::string>(0) == nullptr) return call.wrong(0, "a string");
  if (list == nullptr) return call.wrong(1, "a list");
  std::vector<Value> pieces;
  for (const Value& item : list->items) {
    if (!pieces.empty()) pieces.push_back(call.arguments[0]);
    pieces.push_back(item);
  }
  return join_text(call.session, std::move(pieces), call.span);
}

template <int (*Change)(int)>
Value change_case(const Call& call) {
  const auto* text = call.get<std::string>(0);
  if (text == nullptr) return call.wrong(0, "a string");
  std::string result = *text;
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return static_cast<char>(Change(static_cast<unsigned char>(c))); });
  return call.give(std::move(result));
}

// The smaller or the larger of two values of one unit.
Value pick(const Call& call, ast::BinaryOp op) {
  const ast::BinaryExpr comparison{.op = op, .op_span = call.span, .left = nullptr, .right = nullptr};
  const Value left_first = apply_binary(call.session, comparison, call.arguments[0], call.arguments[1], call.span);
  if (left_first.is_error()) return left_first;
  Value chosen = call.arguments[*left_first.get<bool>() ? 0 : 1];
  chosen.span = call.span;
  return chosen;
}
Value smaller(const Call& call) { return pick(call, ast::BinaryOp::LessEqual); }
Value larger(const Call& call) { return pick(call, ast::BinaryOp::GreaterEqual); }

Value contains(const Call& call) {
  if (const auto* text = call.get<std::string>(0)) {
    const auto* part = call.get<std::string>(1);
    return part == nullptr ? call.wrong(1, "a string") : call.give(text->find(*part) != std::string::npos);
  }
  const auto* list = call.get<List>(0);
  if (list == nullptr) return call.wrong(0, "a list or a string");
  const std::string wanted = value_text(call.arguments[1]);
  return call.give(std::any_of(list->items.begin(), list->items.end(), [&](const Value& item) { return value_text(item) == wanted; }));
}

Value keys(const Call& call) {
  const auto* object = call.get<Object>(0);
  if (object == nullptr) return call.wrong(0, "an object");
  List result;
  for (const auto& [key, value] : object->entries) result.items.push_back(call.give(key));
  return call.give(std::move(result));
}

Value values(const Call& call) {
  const auto* object = call.get<Object>(0);
  if (object == nullptr) return call.wrong(0, "an object");
  List result;
  for (const auto& [key, value] : object->entries) result.items.push_back(value);
  return call.give(std::move(result));
}

struct Function {
  std::string_view name;
  std::size_t arguments;
  bool deferred;                      // may be given values that only the deployment knows
  Value (*run)(const Call&);          // null: part of the language, not written yet
};

int to_upper(int c) { return std::toupper(c); }
int to_lower(int c) { return std::tolower(c); }

constexpr std::array kFunctions = {
    Function{"base64", 1, true, nullptr},     Function{"cidr_host", 2, false, nullptr}, Function{"cidr_subnet", 3, false, nullptr},
    Function{"contains", 2, false, contains}, Function{"file", 1, false, nullptr},      Function{"format", 2, true, nullptr},
    Function{"join", 2, true, join},          Function{"json", 1, true, nullptr},       Function{"keys", 1, true, keys},
    Function{"length", 1, true, length},      Function{"lower", 1, false, change_case<to_lower>},
    Function{"max", 2, false, larger},        Function{"merge", 2, true, nullptr},      Function{"min", 2, false, smaller},
    Function{"range", 2, false, nullptr},     Function{"replace", 3, false, nullptr},   Function{"split", 2, false, nullptr},
    Function{"trim", 1, false, nullptr},      Function{"upper", 1, false, change_case<to_upper>},
    Function{"values", 1, true, values},
};

}  // namespace

Value call_function(Session& session, std::string_view name, Span name_span, std::vector<Value> arguments, Span span) {
  const Value failed{ErrorValue{}, span, false};
  const auto* found = std::find_if(kFunctions.begin(), kFunctions.end(), [name](const Function& f) { return f.name == name; });
  if (found == kFunctions.end()) {
    std::vector<std::string_view> names;
    for (const Function& f : kFunctions) names.push_back(f.name);
    const std::string_view meant = closest(name, names);
    session.sink.report<diag::UnknownFunction>(name_span, name).help(meant.empty() ? "functions are " + enumerate(names, "and", 30) : fmt::format("did you mean `{}`?", meant));
    return failed;
  }
  if (found->run == nullptr) {
    session.sink.report<diag::NotYetSupported>(name_span, fmt::format("the function `{}`", name));
    return failed;
  }
  if (arguments.size() != found->arguments) {
    session.sink.report<diag::WrongArguments>(span, name, fmt::format("{} argument{}", found->arguments, found->arguments == 1 ? "" : "s"),
                                              fmt::format("{} {}", arguments.size(), arguments.size() == 1 ? "is" : "are"));
    return failed;
  }
  for (const Value& argument : arguments) {
    if (found->deferred || !argument.deferred()) continue;
    session.sink.report<diag::DeployTimeValue>(argument.span, fmt::format("what `{}` is given", name), describe_deferred(argument))
        .help("use a `let`, whose value is known in time");
    return failed;
  }
  return found->run(Call{session, name, arguments, span});
}

}  // namespace svc::sema
