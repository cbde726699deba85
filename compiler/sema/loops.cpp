#include "sema/loops.h"

#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"

namespace svc::sema {

namespace {

void bind(Scope& scope, ast::Ident name, Value value) {
  if (name.text.empty()) return;
  scope.names.emplace(std::string(name.text), Binding{.form = Binding::Form::Value,
                                                      .span = name.span,
                                                      .value = std::move(value),
                                                      .state = Binding::State::Done});
}

}  // namespace

std::optional<std::size_t> for_each(Session& session, const Loop& loop, const Scope& scope,
                                    const std::function<void(const Scope&)>& body) {
  const Value source = evaluate(session, scope, *loop.list);
  if (source.is_error()) return std::nullopt;
  std::size_t rounds = 0;
  const bool two = !loop.second.text.empty();
  // The place as it is written: the same loop counts for all instances and rounds it is in.
  Counted& counter = session.work.counter(loop.variable.span, {});
  constexpr std::uint64_t kStepsOfRound = 4;  // as much memory as so many others
  const std::uint32_t way = scope.way();
  const auto run = [&](Value first, Value second) {
    if (!session.work.step(loop.list->span, kStepsOfRound)) return;
    ++counter.count;
    Scope& inner = session.nested_scope(scope);
    inner.iteration = two ? second.span : first.span;
    inner.own_way = session.program.ways.add(Way::Step::Iteration, inner.iteration, way);
    const Within within(session, inner);
    bind(inner, loop.variable, std::move(first));
    bind(inner, loop.second, std::move(second));
    body(inner);
    ++rounds;
  };
  if (const auto* list = source.get<List>()) {
    for (std::size_t i = 0; i < list->items.size() && !session.work.over(); ++i) {
      Value index{static_cast<std::int64_t>(i), loop.list->span, false};
      if (two)
        run(std::move(index), list->items[i]);
      else
        run(list->items[i], {});
    }
  } else if (const auto* object = source.get<Object>()) {
    for (const auto& [key, value] : object->entries) run({key, loop.list->span, false}, value);
  } else if (const auto* range = source.get<Range>()) {
    constexpr std::int64_t kMost = 10'000;
    if (range->max - range->min >= kMost) {
      session.sink.report<diag::OutOfRange>(loop.list->span, "the range of `for`",
                                            fmt::format("at most {} numbers long", kMost),
                                            value_text(source));
      return std::nullopt;
    }
    for (std::int64_t i = range->min; i <= range->max && !session.work.over(); ++i)
      run({i, loop.list->span, false}, {});
  } else if (source.deferred()) {
    report_deploy_time(session, loop.list->span, "the list of `for`", source);
    return std::nullopt;
  } else {
    auto report = session.sink.report<diag::TypeMismatch>(
        loop.list->span, "the value after `in`", "a list, an object or a range", describe(source));
    if (const auto* number = source.get<std::int64_t>(); number != nullptr && *number > 0) {
      const std::string meant = fmt::format("1..{}", *number);
      report.help(fmt::format("a loop runs over a list or a range: write `{}`", meant))
          .repair(fmt::format("Write `{}`", meant), {{loop.list->span, meant}});
    } else if (source.get<std::string>() != nullptr) {
      report.help("write a list, `[\"a\", \"b\"]`, or divide the text: `split(\",\", TEXT)`");
    }
    return std::nullopt;
  }
  if (session.work.over()) return std::nullopt;
  return rounds;
}

const Scope& with_lets(Session& session, const std::vector<const ast::Member*>& members,
                       const Scope& scope) {
  Scope* inner = nullptr;
  for (const ast::Member* member : members) {
    const auto* let = std::get_if<ast::Let>(&member->node);
    if (let == nullptr) continue;
    if (inner == nullptr) inner = &session.nested_scope(scope);
    declare(session, *inner, std::string(let->name.text),
            {.form = Binding::Form::Let,
             .span = let->name.span,
             .expr = let->value,
             .scope = inner,
             .value = {}});
  }
  return inner == nullptr ? scope : *inner;
}

Value comprehend(Session& session, const Scope& scope, const ast::ComprehensionExpr& expr,
                 Span span, const Type* element) {
  List result;
  bool faulty = false;
  const auto rounds = for_each(session, expr, scope, [&](const Scope& inner) {
    if (faulty || session.work.over()) return;
    const std::optional<bool> wanted =
        expr.condition == nullptr
            ? true
            : evaluate_condition(session, inner, *expr.condition, "the condition");
    faulty = !wanted;
    if (wanted.value_or(false))
      result.items.push_back(evaluate(session, inner, *expr.element, element));
    else if (session.recorder() != nullptr)
      (void)evaluate(session, inner, *expr.element);
  });
  if (session.recorder() != nullptr && rounds.value_or(0) == 0) {
    const Scope& inner = blind_scope(session, expr, scope);
    if (expr.condition != nullptr) (void)evaluate(session, inner, *expr.condition);
    (void)evaluate(session, inner, *expr.element);
  }
  if (!rounds || faulty || session.work.over()) return error_value(span);
  return {std::move(result), span, false};
}

void note_branch(Sink& sink, const std::vector<const ast::Member*>& members, bool counts) {
  if (!members.empty())
    sink.note_passage(join(members.front()->span, members.back()->span), counts);
}

Scope& blind_scope(Session& session, const Loop& loop, const Scope& scope) {
  Scope& inner = session.nested_scope(scope);
  bind(inner, loop.variable, {ErrorValue{}, loop.variable.span, false});
  bind(inner, loop.second, {ErrorValue{}, loop.second.span, false});
  return inner;
}

}  // namespace svc::sema
