// Functions on lists and objects.
#include <algorithm>

#include "base/characters.h"
#include "diagnostics/codes/values.h"
#include "sema/functions.h"

namespace svc::sema {

Value call_length(const Call& call) {
  if (const auto* list = call.get<List>(0))
    return call.give(static_cast<std::int64_t>(list->items.size()));
  if (const auto* object = call.get<Object>(0))
    return call.give(static_cast<std::int64_t>(object->entries.size()));
  if (const auto* text = call.get<std::string>(0))
    return call.give(static_cast<std::int64_t>(character_count(*text)));
  return call.wrong(0, "a list, an object or a string");
}

Value call_contains(const Call& call) {
  if (const auto* text = call.get<std::string>(0)) {
    const auto* part = call.get<std::string>(1);
    return part == nullptr ? call.wrong(1, "a string")
                           : call.give(text->find(*part) != std::string::npos);
  }
  const auto* list = call.get<List>(0);
  if (list == nullptr) return call.wrong(0, "a list or a string");
  const std::string wanted = value_text(call.arguments[1]);
  return call.give(std::any_of(list->items.begin(), list->items.end(),
                               [&](const Value& item) { return value_text(item) == wanted; }));
}

Value call_keys(const Call& call) {
  const auto* object = call.get<Object>(0);
  if (object == nullptr) return call.wrong(0, "an object");
  List result;
  for (const auto& [key, value] : object->entries) result.items.push_back(call.give(key));
  return call.give(std::move(result));
}

Value call_values(const Call& call) {
  const auto* object = call.get<Object>(0);
  if (object == nullptr) return call.wrong(0, "an object");
  List result;
  for (const auto& [key, value] : object->entries) result.items.push_back(value);
  return call.give(std::move(result));
}

// Objects laid over each other: what a later one says of a key counts, and the key keeps its place.
Value call_merge(const Call& call) {
  Object result;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const auto* object = call.get<Object>(i);
    if (object == nullptr) return call.wrong(i, "an object");
    for (const auto& [key, value] : object->entries) {
      const auto same = std::find_if(result.entries.begin(), result.entries.end(),
                                     [&k = key](const auto& entry) { return entry.first == k; });
      if (same == result.entries.end()) {
        result.entries.emplace_back(key, value);
      } else {
        same->second = value;
      }
    }
  }
  return call.give(std::move(result));
}

// The whole numbers from the first to the last, both among them, as `a..b` says it; none if the
// last is smaller.
Value call_range(const Call& call) {
  constexpr std::int64_t kMost = 10'000;
  const auto* first = call.get<std::int64_t>(0);
  const auto* last = call.get<std::int64_t>(1);
  if (first == nullptr) return call.wrong(0, "a whole number");
  if (last == nullptr) return call.wrong(1, "a whole number");
  if (*last >= *first && *last - *first >= kMost) {
    call.session.sink.report<diag::OutOfRange>(call.span, "the list of `range`",
                                               fmt::format("at most {} numbers long", kMost),
                                               fmt::format("{}..{}", *first, *last));
    return call.give(ErrorValue{});
  }
  List result;
  for (std::int64_t i = *first; i <= *last; ++i) result.items.push_back(call.give(i));
  return call.give(std::move(result));
}

}  // namespace svc::sema
