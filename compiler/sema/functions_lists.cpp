// Functions on lists and objects.
#include <algorithm>
#include <map>

#include "base/characters.h"
#include "diagnostics/codes/values.h"
#include "sema/functions.h"

namespace svc::sema {

namespace {

bool pay_for_keys(const Call& call, const Object& object) {
  std::uint64_t bytes = 0;
  for (const auto& entry : object.entries) bytes += entry.first.size();
  return call.session.work.step(call.span, object.entries.size()) &&
         call.session.work.text(call.span, bytes);
}

}  // namespace

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
  if (call.get<std::string>(0) != nullptr && call.get<List>(1) != nullptr)
    return call.swapped("a list");
  if (const auto* text = call.get<std::string>(0)) {
    const auto* part = call.get<std::string>(1);
    if (part == nullptr) return call.wrong(1, "a string");
    return call.give(find_part(*text, *part) != std::string_view::npos);
  }
  const auto* list = call.get<List>(0);
  if (list == nullptr) return call.wrong(0, "a list or a string");
  if (!call.spend(call.arguments[0]) || !call.spend(call.arguments[1]))
    return call.give(ErrorValue{});
  const std::string wanted = value_text(call.arguments[1]);
  return call.give(std::any_of(list->items.begin(), list->items.end(),
                               [&](const Value& item) { return value_text(item) == wanted; }));
}

Value call_keys(const Call& call) {
  const auto* object = call.get<Object>(0);
  if (object == nullptr) return call.wrong(0, "an object");
  if (!pay_for_keys(call, *object)) return call.give(ErrorValue{});
  List result;
  for (const auto& [key, value] : object->entries) result.items.push_back(call.give(key));
  return call.give(std::move(result));
}

Value call_values(const Call& call) {
  const auto* object = call.get<Object>(0);
  if (object == nullptr) return call.wrong(0, "an object");
  if (!pay_for_keys(call, *object)) return call.give(ErrorValue{});
  List result;
  for (const auto& [key, value] : object->entries) result.items.push_back(value);
  return call.give(std::move(result));
}

// Merged objects: later values replace earlier ones, and keys keep their position.
Value call_merge(const Call& call) {
  std::vector<std::pair<std::string, Value>> result;
  std::map<std::string_view, std::size_t> places;  // of the keys, which the arguments own
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const auto* object = call.get<Object>(i);
    if (object == nullptr) return call.wrong(i, "an object");
    if (!pay_for_keys(call, *object)) return call.give(ErrorValue{});
    for (const auto& [key, value] : object->entries) {
      const auto [same, fresh] = places.try_emplace(key, result.size());
      if (fresh)
        result.emplace_back(key, value);
      else
        result[same->second].second = value;
    }
  }
  return call.give(Object{std::move(result)});
}

// The whole numbers from the first to the last, inclusive, like `a..b`; none if the last is
// smaller.
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
  if (*last >= *first &&
      !call.session.work.step(call.span, static_cast<std::uint64_t>(*last - *first) + 1))
    return call.give(ErrorValue{});
  List result;
  for (std::int64_t i = *first; i <= *last; ++i) result.items.push_back(call.give(i));
  return call.give(std::move(result));
}

}  // namespace svc::sema
