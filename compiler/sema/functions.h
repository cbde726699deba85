// Shared by the functions of the language: one file per family, one row each in the table of
// functions.cpp. Private to sema/.
#pragma once

#include <cstring>
#include <string_view>

#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"

namespace svc::sema {

// The place of a part of a text from a place on, or npos. In the time of both lengths together,
// which std::string_view::find() does not promise.
[[nodiscard]] inline std::size_t find_part(std::string_view text, std::string_view part,
                                           std::size_t from = 0) {
  if (from > text.size()) return std::string_view::npos;
  const void* found = ::memmem(text.data() + from, text.size() - from, part.data(), part.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Completes the report of a text where the number or the range in it is wanted: "10.0.0.0/16".
void advise_quoted(const Session& session, Report report, const Value& value);

// The arguments of a function. They are known at compile time unless its row says otherwise.
struct Call {
  Session& session;
  std::string_view name;
  std::vector<Value>& arguments;
  Span span;

  [[nodiscard]] Value give(Value::Variant data) const { return {std::move(data), span, false}; }
  // Reports that argument `i` has the wrong type.
  [[nodiscard]] Value wrong(std::size_t i, std::string_view wanted) const {
    if (arguments[i].deferred() && arguments[i].get<List>() == nullptr &&
        arguments[i].get<Object>() == nullptr)
      report_deploy_time(session, arguments[i].span, fmt::format("what `{}` is given", name),
                         arguments[i]);
    else
      advise_quoted(session,
                    session.sink.report<diag::TypeMismatch>(
                        arguments[i].span, argument_title(name, i, arguments.size()), wanted,
                        describe(arguments[i])),
                    arguments[i]);
    return give(ErrorValue{});
  }
  // Reports that the two arguments are in the wrong order.
  [[nodiscard]] Value swapped(std::string_view wanted) const {
    const auto source = [this](std::size_t i) {
      return session.sources[arguments[i].span.file].text(arguments[i].span);
    };
    const std::string text = fmt::format("{}({}, {})", name, source(1), source(0));
    session.sink
        .report<diag::TypeMismatch>(arguments[0].span, argument_title(name, 0, arguments.size()),
                                    wanted, describe(arguments[0]))
        .help(fmt::format("the arguments are in another order: write `{}`", text))
        .repair(fmt::format("Write `{}`", text), {{span, text}});
    return give(ErrorValue{});
  }
  // Pays for reading a whole value; returns whether the analysis continues.
  [[nodiscard]] bool spend(const Value& value) const { return session.work.whole(value, span); }
  template <typename T>
  [[nodiscard]] const T* get(std::size_t i) const {
    return arguments[i].get<T>();
  }
  // Every argument must be a string that is known at compile time; otherwise that is reported.
  [[nodiscard]] bool all_texts() const {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (get<std::string>(i) == nullptr) return (void)wrong(i, "a string"), false;
    }
    return true;
  }
};

// Texts (functions_text.cpp)
[[nodiscard]] Value call_join(const Call& call);
[[nodiscard]] Value call_split(const Call& call);
[[nodiscard]] Value call_replace(const Call& call);
[[nodiscard]] Value call_trim(const Call& call);
[[nodiscard]] Value call_upper(const Call& call);
[[nodiscard]] Value call_lower(const Call& call);
[[nodiscard]] Value call_format(const Call& call);

// Strings in other notations (functions_encoding.cpp)
[[nodiscard]] Value call_json(const Call& call);
[[nodiscard]] Value call_base64(const Call& call);

// Lists and objects (functions_lists.cpp)
[[nodiscard]] Value call_contains(const Call& call);
[[nodiscard]] Value call_keys(const Call& call);
[[nodiscard]] Value call_length(const Call& call);
[[nodiscard]] Value call_merge(const Call& call);
[[nodiscard]] Value call_range(const Call& call);
[[nodiscard]] Value call_values(const Call& call);

// Address ranges (functions_network.cpp)
[[nodiscard]] Value call_cidr_host(const Call& call);
[[nodiscard]] Value call_cidr_subnet(const Call& call);

// Schedules (functions_schedule.cpp)
[[nodiscard]] Value call_cron(const Call& call);
[[nodiscard]] Value call_rate(const Call& call);

// Costs, in policies (policies.cpp)
[[nodiscard]] Value call_cost(const Call& call);

// Files of the project (functions_file.cpp)
[[nodiscard]] Value call_file(const Call& call);

}  // namespace svc::sema
