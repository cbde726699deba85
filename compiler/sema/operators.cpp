// Unary and binary operators. Arithmetic keeps units: sizes add to sizes, a number times a duration
// is a duration.
#include <cmath>

#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"
#include "sema/literals.h"

namespace svc::sema {

namespace {

std::string_view symbol(ast::BinaryOp op) {
  switch (op) {
    case ast::BinaryOp::Or:
      return "||";
    case ast::BinaryOp::And:
      return "&&";
    case ast::BinaryOp::Equal:
      return "==";
    case ast::BinaryOp::NotEqual:
      return "!=";
    case ast::BinaryOp::Less:
      return "<";
    case ast::BinaryOp::LessEqual:
      return "<=";
    case ast::BinaryOp::Greater:
      return ">";
    case ast::BinaryOp::GreaterEqual:
      return ">=";
    case ast::BinaryOp::Range:
      return "..";
    case ast::BinaryOp::Add:
      return "+";
    case ast::BinaryOp::Subtract:
      return "-";
    case ast::BinaryOp::Multiply:
      return "*";
    case ast::BinaryOp::Divide:
      return "/";
    case ast::BinaryOp::Modulo:
      return "%";
  }
  return "?";
}

// A number with its unit taken off, and the way to put it on again.
enum class Dimension : std::uint8_t { Integer, Number, Duration, Size, Percent, Cpu };
struct Quantity {
  Dimension dimension{};
  double value = 0;  // every quantity of the language is below 2^53 of its smallest unit, so a
                     // double holds it exactly
};

std::optional<Quantity> quantity(const Value& value) {
  if (const auto* v = value.get<std::int64_t>())
    return Quantity{Dimension::Integer, static_cast<double>(*v)};
  if (const auto* v = value.get<double>()) return Quantity{Dimension::Number, *v};
  if (const auto* v = value.get<Duration>())
    return Quantity{Dimension::Duration, static_cast<double>(v->milliseconds)};
  if (const auto* v = value.get<Size>())
    return Quantity{Dimension::Size, static_cast<double>(v->bytes)};
  if (const auto* v = value.get<Percent>()) return Quantity{Dimension::Percent, v->value};
  if (const auto* v = value.get<Cpu>())
    return Quantity{Dimension::Cpu, static_cast<double>(v->units)};
  return std::nullopt;
}

bool plain(Dimension d) {
  return d == Dimension::Integer || d == Dimension::Number;
}

constexpr double kLargestExact = 9007199254740992.0;  // 2^53

Value with_unit(Session& session, Dimension dimension, double value, Span span) {
  // 2^53 may be a rounded 2^53 + 1, which a double cannot hold.
  const bool whole_units = dimension != Dimension::Number && dimension != Dimension::Percent;
  if (!std::isfinite(value) || std::abs(value) > kLargestExact ||
      (whole_units && std::abs(value) == kLargestExact)) {
    session.sink.report<diag::Overflow>(span);
    return error_value(span);
  }
  const auto whole = static_cast<std::int64_t>(std::llround(value));
  switch (dimension) {
    case Dimension::Integer:
      return {whole, span, false};
    case Dimension::Number:
      return {value, span, false};
    case Dimension::Duration:
      return {Duration{whole}, span, false};
    case Dimension::Size:
      return {Size{whole}, span, false};
    case Dimension::Percent:
      return {Percent{value}, span, false};
    case Dimension::Cpu:
      return {Cpu{whole}, span, false};
  }
  return error_value(span);
}

// `environment == "prod"`: the object, as it is written, if it has a name to be compared.
std::string_view name_behind(const Session& session, const Value& value) {
  const auto* object = value.get<Object>();
  if (object == nullptr || !value.span.valid()) return {};
  const bool named = std::any_of(object->entries.begin(), object->entries.end(),
                                 [](const auto& entry) { return entry.first == "name"; });
  const std::string_view source = session.sources[value.span.file].text(value.span);
  return named && (source == "environment" || source == "app") ? source : std::string_view();
}

// A value as a part of a text: the inside of a string, `${NAME}` of another value.
std::string in_text(const Session& session, const Value& value) {
  if (!value.span.valid()) return "${…}";
  const std::string_view source = session.sources[value.span.file].text(value.span);
  const bool plain = source.size() >= 2 && source.front() == '"' && source.back() == '"' &&
                     !source.starts_with("\"\"\"");
  if (plain) return std::string(source.substr(1, source.size() - 2));
  const bool name = source.find_first_not_of(
                        "abcdefghijklmnopqrstuvwxyz_.ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789") == std::string_view::npos;
  return fmt::format("${{{}}}", name ? source : std::string_view("…"));
}

// What the second operand has to be if the first is right: a number with the unit, without quotes,
// or the end of a range.
bool advise_operand(const Session& session, Report report, const Value& first,
                    const Value& second) {
  if (!second.span.valid()) return false;
  const std::string source(session.sources[second.span.file].text(second.span));
  const auto* whole = second.get<std::int64_t>();
  std::string meant;
  if (second.get<Range>() != nullptr && first.get<std::int64_t>() != nullptr)
    meant = source + ".min";
  else if (whole != nullptr && first.get<Duration>() != nullptr)
    meant = duration_text(*whole * 1000);
  else if (whole != nullptr && first.get<Size>() != nullptr)
    meant = fmt::format("{}MiB", *whole);
  else if (whole != nullptr && first.get<Percent>() != nullptr)
    meant = fmt::format("{}%", *whole);
  else if (const auto* text = second.get<std::string>();
           text != nullptr && first.get<std::int64_t>() != nullptr && !text->empty() &&
           text->find_first_not_of("0123456789") == std::string::npos)
    meant = *text;
  const bool literal = source.find_first_of(" +*/") == std::string::npos;
  if (meant.empty() || !literal) return false;
  report.help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{second.span, meant}});
  return true;
}

// The further operands of `"a" + ":" + tag`, as parts of one text; `end` is moved behind them.
std::string further_parts(const Session& session, Span span, std::uint32_t& end) {
  const std::string_view all = session.sources[span.file].text();
  std::string parts;
  while (true) {
    const std::size_t sign = all.find_first_not_of(' ', end);
    if (sign == std::string_view::npos || all[sign] != '+') return parts;
    const std::size_t begin = all.find_first_not_of(' ', sign + 1);
    if (begin == std::string_view::npos) return parts;
    if (all[begin] == '"') {
      const std::size_t close = all.find_first_of("\"\\\n", begin + 1);
      if (close == std::string_view::npos || all[close] != '"') return parts;
      parts += all.substr(begin + 1, close - begin - 1);
      end = static_cast<std::uint32_t>(close) + 1;
      continue;
    }
    const std::size_t close =
        std::min(all.find_first_not_of(
                     "abcdefghijklmnopqrstuvwxyz_.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", begin),
                 all.size());
    std::size_t behind = close;
    if (close < all.size() && all[close] == '(') {  // `upper(name)`
      behind = all.find_first_of(")(\n", close + 1);
      if (behind >= all.size() || all[behind] != ')') return parts;
      ++behind;
    }
    if (close == begin || (behind < all.size() && (all[behind] == '(' || all[behind] == '[')))
      return parts;
    parts += fmt::format("${{{}}}", all.substr(begin, behind - begin));
    end = static_cast<std::uint32_t>(behind);
  }
}

// `"a${b}"` in place of `"a" + b`; the image of a repository in place of `images + ":tag"`.
void advise_one_text(const Session& session, Report report, const Value& left, const Value& right,
                     Span span) {
  std::uint32_t end = span.end;
  const std::string more = span.valid() ? further_parts(session, span, end) : "";
  std::string inner = in_text(session, left) + in_text(session, right) + more;
  std::string text = fmt::format("\"{}\"", inner);
  const auto* block = left.get<const Block*>();
  const std::string tail = in_text(session, right) + more;
  if (block != nullptr && (*block)->kind->method("tag") != nullptr && tail.starts_with(':'))
    text = fmt::format("{}.tag(\"{}\")", (*block)->name, tail.substr(1));
  report.help(fmt::format("texts are joined by interpolation: `{}`", text));
  const bool whole =
      span.valid() && text.find('\n') == std::string::npos && text.find("…") == std::string::npos;
  if (whole) report.repair("Write one text", {{Span{span.file, span.begin, end}, text}});
}

Value mismatch(Session& session, const ast::BinaryExpr& expr, const Value& left, const Value& right,
               Span span, std::string_view called) {
  auto report = session.sink.report<diag::OperandMismatch>(
      span, called.empty() ? symbol(expr.op) : called, describe(left), describe(right));
  if (advise_operand(session, report, left, right) || advise_operand(session, report, right, left))
    return error_value(span);
  const bool text = left.get<std::string>() != nullptr || right.get<std::string>() != nullptr;
  if (expr.op == ast::BinaryOp::Add && text) {
    advise_one_text(session, report, left, right, span);
  } else if (left.deferred() || right.deferred()) {
    report.help(
        fmt::format("{} is known only when the program is deployed; there it can be part of a "
                    "text, but nothing can be calculated with it",
                    describe_deferred(left.deferred() ? left : right)));
  } else if (const std::string_view name = name_behind(session, left); !name.empty()) {
    report.help(fmt::format("write `{}.name`", name))
        .repair(fmt::format("Write `{}.name`", name), {{left.span, fmt::format("{}.name", name)}});
  } else if (left.get<bool>() != nullptr && right.get<std::string>() != nullptr) {
    report.help("compare it with `true` or `false`, without quotes, or write it alone");
  } else if ((expr.op == ast::BinaryOp::And || expr.op == ast::BinaryOp::Or) &&
             right.get<bool>() == nullptr) {
    report.help("a choice is written `CONDITION ? VALUE : OTHER`");
  } else if (left.get<Symbol>() != nullptr && right.get<std::string>() != nullptr) {
    report.help(fmt::format("write {} without quotes", *right.get<std::string>()));
  } else if (expr.op == ast::BinaryOp::Modulo && text) {
    report.help("a text takes values by interpolation: `\"a-${b}\"`, or by `format(\"a-{}\", b)`");
  }
  return error_value(span);
}

bool same(const Value& left, const Value& right) {
  if (const auto* a = left.get<std::string>(), *b = right.get<std::string>();
      a != nullptr && b != nullptr)
    return *a == *b;
  return left.data.index() == right.data.index() && value_text(left) == value_text(right);
}

// Values that can be compared for equality: the same sort, or two numbers.
std::optional<bool> equal(const Value& left, const Value& right) {
  if (left.deferred() || right.deferred()) return std::nullopt;
  const std::optional<Quantity> a = quantity(left);
  const std::optional<Quantity> b = quantity(right);
  if (a && b && (a->dimension == b->dimension || (plain(a->dimension) && plain(b->dimension))))
    return a->value == b->value;
  if (left.data.index() != right.data.index()) return std::nullopt;
  return same(left, right);
}

std::optional<bool> compare(ast::BinaryOp op, const Quantity& a, const Quantity& b) {
  if (a.dimension != b.dimension && !(plain(a.dimension) && plain(b.dimension)))
    return std::nullopt;
  if (op == ast::BinaryOp::Less) return a.value < b.value;
  if (op == ast::BinaryOp::LessEqual) return a.value <= b.value;
  if (op == ast::BinaryOp::Greater) return a.value > b.value;
  if (op == ast::BinaryOp::GreaterEqual) return a.value >= b.value;
  return std::nullopt;
}

// The unit of an arithmetic result; nothing if the units do not match.
std::optional<Dimension> result_dimension(ast::BinaryOp op, Dimension a, Dimension b) {
  const bool sum =
      op == ast::BinaryOp::Add || op == ast::BinaryOp::Subtract || op == ast::BinaryOp::Modulo;
  if (plain(a) && plain(b))
    return a == Dimension::Integer && b == Dimension::Integer ? Dimension::Integer
                                                              : Dimension::Number;
  if (sum) return a == b ? std::optional(a) : std::nullopt;
  if (op == ast::BinaryOp::Multiply && plain(b)) return a;
  if (op == ast::BinaryOp::Multiply && plain(a)) return b;
  if (op == ast::BinaryOp::Divide && plain(b)) return a;
  if (op == ast::BinaryOp::Divide && a == b) return Dimension::Number;
  return std::nullopt;
}

double calculate(ast::BinaryOp op, double a, double b) {
  if (op == ast::BinaryOp::Add) return a + b;
  if (op == ast::BinaryOp::Subtract) return a - b;
  if (op == ast::BinaryOp::Multiply) return a * b;
  if (op == ast::BinaryOp::Modulo) return std::fmod(a, b);
  return a / b;
}

Value arithmetic(Session& session, const ast::BinaryExpr& expr, const Value& left,
                 const Value& right, Span span) {
  const std::optional<Quantity> a = quantity(left);
  const std::optional<Quantity> b = quantity(right);
  if (expr.op == ast::BinaryOp::Add && left.get<List>() != nullptr &&
      right.get<List>() != nullptr) {
    const Shared<Value>& first = left.get<List>()->items;
    const Shared<Value>& second = right.get<List>()->items;
    if (!session.work.step(span, first.size() + second.size())) return error_value(span);
    std::vector<Value> joined = first.get();
    joined.insert(joined.end(), second.begin(), second.end());
    return {List{std::move(joined)}, span, false};
  }
  const std::optional<Dimension> dimension =
      a && b ? result_dimension(expr.op, a->dimension, b->dimension) : std::nullopt;
  if (!dimension) return mismatch(session, expr, left, right, span, {});
  const bool divides = expr.op == ast::BinaryOp::Divide || expr.op == ast::BinaryOp::Modulo;
  if (divides && b->value == 0) {
    session.sink.report<diag::DivisionByZero>(right.span);
    return error_value(span);
  }
  double result = calculate(expr.op, a->value, b->value);
  if (divides && *dimension == Dimension::Integer)
    result = std::trunc(result);  // whole numbers divide to whole numbers
  return with_unit(session, *dimension, result, span);
}

// A whole number that is known, or that a param gives.
bool can_end(const Value& value) {
  const auto* param = value.get<ParameterRef>();
  if (param == nullptr) return value.get<std::int64_t>() != nullptr;
  const auto& alternatives = param->parameter->type.alternatives;
  return alternatives.size() == 1 && alternatives.front().form == TypeAlternative::Form::Scalar &&
         alternatives.front().scalar == Scalar::Int;
}

Value make_range(Session& session, const ast::BinaryExpr& expr, const Value& left,
                 const Value& right, Span span) {
  if ((left.deferred() || right.deferred()) && can_end(left) && can_end(right))
    return {Derived{Derived::Form::Range, {left, right}}, span, false};
  const auto* low = left.get<std::int64_t>();
  const auto* high = right.get<std::int64_t>();
  if (low == nullptr || high == nullptr) return mismatch(session, expr, left, right, span, {});
  if (*low > *high) {
    session.sink
        .report<diag::OutOfRange>(span, "a range", "written from the smaller to the larger number",
                                  fmt::format("{}..{}", *low, *high))
        .help(fmt::format("write `{}..{}`", *high, *low))
        .repair("Swap the ends", {{span, fmt::format("{}..{}", *high, *low)}});
    return error_value(span);
  }
  return {Range{*low, *high}, span, false};
}

}  // namespace

Value apply_unary(Session& session, ast::UnaryOp op, const Value& operand, Span span) {
  if (operand.is_error()) return error_value(span);
  if (op == ast::UnaryOp::Not) {
    if (const auto* known = operand.get<bool>()) return {!*known, span, false};
    if (operand.deferred())
      report_deploy_time(session, operand.span, "the operand of `!`", operand);
    else
      session.sink.report<diag::TypeMismatch>(operand.span, "the operand of `!`",
                                              "`true` or `false`", describe(operand));
  } else {
    if (const std::optional<Quantity> q = quantity(operand))
      return with_unit(session, q->dimension, -q->value, span);
    if (operand.deferred())
      report_deploy_time(session, operand.span, "the operand of `-`", operand);
    else
      session.sink.report<diag::TypeMismatch>(operand.span, "the operand of `-`", "a number",
                                              describe(operand));
  }
  return error_value(span);
}

Value apply_binary(Session& session, const ast::BinaryExpr& expr, const Value& left,
                   const Value& right, Span span, std::string_view called) {
  const auto made = [span](bool result) { return Value{result, span, false}; };
  switch (expr.op) {
    case ast::BinaryOp::And:
    case ast::BinaryOp::Or:
      if (left.get<bool>() != nullptr && right.get<bool>() != nullptr)
        return made(*right.get<bool>());  // the left one did not decide
      return mismatch(session, expr, left, right, span, called);
    case ast::BinaryOp::Equal:
    case ast::BinaryOp::NotEqual:
      if (const Measure a = left.measure(), b = right.measure();
          !session.work.step(span, std::uint64_t{a.values} + b.values) ||
          !session.work.text(span, left.get<std::string>() == nullptr ? a.bytes + b.bytes
                                   : a.bytes == b.bytes               ? a.bytes
                                                                      : 0))
        return error_value(span);
      if (const std::optional<bool> result = equal(left, right))
        return made((expr.op == ast::BinaryOp::Equal) == *result);
      return mismatch(session, expr, left, right, span, called);
    case ast::BinaryOp::Less:
    case ast::BinaryOp::LessEqual:
    case ast::BinaryOp::Greater:
    case ast::BinaryOp::GreaterEqual:
      if (const auto a = quantity(left), b = quantity(right); a && b) {
        if (const std::optional<bool> result = compare(expr.op, *a, *b)) return made(*result);
      }
      return mismatch(session, expr, left, right, span, called);
    case ast::BinaryOp::Range:
      return make_range(session, expr, left, right, span);
    case ast::BinaryOp::Add:
    case ast::BinaryOp::Subtract:
    case ast::BinaryOp::Multiply:
    case ast::BinaryOp::Divide:
    case ast::BinaryOp::Modulo:
      return arithmetic(session, expr, left, right, span);
  }
  return mismatch(session, expr, left, right, span, called);
}

}  // namespace svc::sema
