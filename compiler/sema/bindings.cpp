// The meaning of names: the lets, params, blocks and instances that a scope binds.
#include "sema/bindings.h"

#include <algorithm>

#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "sema/components.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/instantiate.h"
#include "sema/types.h"

namespace svc::sema {

namespace {

// Rare cases are separate functions: the functions that call each other for every let need small
// frames, because their size limits the length of a chain.
[[gnu::noinline]] Value no_value(Session& session, Binding::Form form, std::string_view spelled,
                                 Span span) {
  if (form == Binding::Form::Component) {
    session.sink
        .report<diag::TypeMismatch>(span, fmt::format("`{}`", spelled), "a value here",
                                    "a component")
        .help(
            fmt::format("it is a kind: write `{} NAME {{ … }}` to make something of it", spelled));
  } else {
    session.sink
        .report<diag::TypeMismatch>(span, fmt::format("`{}`", spelled), "a value here",
                                    "an imported file")
        .help(fmt::format("name something that it declares: `{}.NAME`", spelled));
  }
  return error_value(span);
}

[[gnu::noinline]] Value removed(Session& session, const Binding& binding, std::string_view spelled,
                                Span span) {
  session.sink.report<diag::RemovedName>(span, session.environment_name, spelled)
      .related(binding.span, "it is removed here")
      .help("change what names it in that environment as well, or keep it");
  return error_value(span);
}

[[gnu::noinline]] void fit_default(Session& session, Binding& binding) {
  binding.value = check_field(session, std::move(binding.value), *binding.field,
                              What::named(binding.field->name));
}

[[gnu::noinline]] void report_cycle(Session& session, std::string_view spelled, Span span) {
  const auto& stack = session.evaluating;
  std::string path;
  for (auto at = std::find(stack.begin(), stack.end(), spelled); at != stack.end(); ++at)
    path += std::string(*at) + " → ";
  session.sink.report<diag::CyclicName>(span, spelled, path + std::string(spelled))
      .help("give one of them a value that does not need the others");
}

[[gnu::noinline]] void note_reports(Session& session, std::size_t begin) {
  const std::size_t end = session.sink.diagnostics().size();
  if (end != begin) session.declared.reported.push_back({nullptr, begin, end});
}

// A let that names a symbol (`let nat = prod ? per_zone : single`) is evaluated again for the
// expected type at each use.
Value let(Session& session, Binding& binding, std::string_view spelled, Span span,
          const Type* expected) {
  if (binding.state == Binding::State::Evaluating) {
    report_cycle(session, spelled, span);
    return error_value(span);
  }
  const bool known = binding.state == Binding::State::Done ||
                     (binding.state == Binding::State::Symbol && binding.symbol_of == expected);
  const bool symbol = !known && names_symbol(binding, expected);
  if (binding.state == Binding::State::Waiting || symbol) {
    constexpr std::size_t kLongestChain = 1000;  // each link is a few frames of the machine's
                                                 // stack, which must suffice for every program
    if (session.evaluating.size() >= kLongestChain) {
      session.sink.report<diag::ChainTooLong>(span, session.evaluating.front(), kLongestChain)
          .help("write out one of the values on the way");
      return error_value(span);
    }
    binding.state = Binding::State::Evaluating;
    session.evaluating.push_back(spelled);
    const Within within(session, *binding.scope);
    const std::size_t reports = session.sink.diagnostics().size();
    if (binding.item != nullptr) binding.value = item_value(session, *binding.item, *binding.field);
    if (!binding.value.present() && binding.expr != nullptr)
      binding.value = evaluate(session, *binding.scope, *binding.expr,
                               symbol                     ? expected
                               : binding.field == nullptr ? nullptr
                                                          : &binding.field->type);
    if (binding.field != nullptr) fit_default(session, binding);
    note_reports(session, reports);
    session.evaluating.pop_back();
    binding.state = symbol ? Binding::State::Symbol : Binding::State::Done;
    binding.symbol_of = symbol ? expected : nullptr;
  }
  return binding.value;
}

}  // namespace

Value bound_value(Session& session, Binding& binding, std::string_view spelled, Span span,
                  const Type* expected) {
  switch (binding.form) {
    case Binding::Form::Removed:
      return removed(session, binding, spelled, span);
    case Binding::Form::Block:
      return {binding.block, span, false};
    case Binding::Form::Parameter:
      return {ParameterRef{binding.parameter}, span, false};
    case Binding::Form::Value:
      return binding.value;
    case Binding::Form::Unsupported:
      return error_value(span);
    case Binding::Form::Instance:
      return {stands_for(session, *binding.instance), span, false};
    case Binding::Form::Component:
    case Binding::Form::Module:
      return no_value(session, binding.form, spelled, span);
    case Binding::Form::Let:
      return let(session, binding, spelled, span, expected);
  }
  return error_value(span);
}

bool is_bare_name(const Binding* binding, const Type* expected) {
  using Form = Binding::Form;
  return takes_bare_names(expected) &&
         (binding == nullptr || (binding->form != Form::Let && binding->form != Form::Parameter &&
                                 binding->form != Form::Value));
}

std::optional<Value> end_of_range(const Session& session, const Value& range, std::string_view name,
                                  Span span) {
  if (name != "min" && name != "max") return std::nullopt;
  const bool least = name == "min";
  const auto* number = range.get<std::int64_t>();
  if (number != nullptr && session.policy != nullptr) return Value{*number, span, false};
  if (const auto* known = range.get<Range>())
    return Value{least ? known->min : known->max, span, false};
  const auto* derived = range.get<Derived>();
  if (derived == nullptr || derived->form != Derived::Form::Range) return std::nullopt;
  Value end = derived->of[least ? 0 : 1];
  end.span = span;
  return end;
}

}  // namespace svc::sema
