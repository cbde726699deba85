// Functions on texts.
#include <algorithm>
#include <cctype>
#include <charconv>

#include "diagnostics/codes/values.h"
#include "sema/convert.h"
#include "sema/functions.h"

namespace svc::sema {

namespace {

Value changed_case(const Call& call, int (*change)(int)) {
  if (!call.all_texts()) return call.give(ErrorValue{});
  std::string result = *call.get<std::string>(0);
  std::transform(result.begin(), result.end(), result.begin(), [change](char c) {
    return static_cast<char>(change(static_cast<unsigned char>(c)));
  });
  return call.give(std::move(result));
}

// How often `wanted`, which is not empty, is in a text.
std::size_t count_of(std::string_view text, std::string_view wanted) {
  std::size_t count = 0;
  for (std::size_t at = find_part(text, wanted); at != std::string_view::npos;
       at = find_part(text, wanted, at + wanted.size()))
    ++count;
  return count;
}

// A placeholder of format(): `{}`, or a least width such as `{:5}` and `{:03}` (filled up with
// zeros).
struct Placeholder {
  std::size_t width = 0;
  bool zeros = false;
};

std::optional<Placeholder> parse_placeholder(std::string_view inner) {
  Placeholder result;
  if (inner.empty()) return result;
  if (inner.front() != ':') return std::nullopt;
  inner.remove_prefix(1);
  result.zeros = !inner.empty() && inner.front() == '0';
  const auto [end, fault] =
      std::from_chars(inner.data(), inner.data() + inner.size(), result.width);
  if (fault != std::errc{} || end != inner.data() + inner.size() || result.width > 100)
    return std::nullopt;
  return result;
}

// The pieces of a text with placeholders, in order: `{{` and `}}` are braces, everything between
// `{` and `}` takes the next argument.
class Formatter {
 public:
  explicit Formatter(const Call& call) : call_(call) {}

  Value run(std::string_view pattern) {
    while (!pattern.empty()) {
      const std::size_t brace = pattern.find_first_of("{}");
      add_text(pattern.substr(0, brace));
      if (brace == std::string_view::npos) break;
      pattern.remove_prefix(brace);
      if (pattern.size() > 1 && pattern[0] == pattern[1]) {
        add_text(pattern.substr(0, 1));
        pattern.remove_prefix(2);
        continue;
      }
      const std::size_t close = pattern.find('}');
      if (pattern.front() == '}' || close == std::string_view::npos)
        return faulty("this brace has no partner; a brace as such is written twice");
      const std::optional<Placeholder> placeholder =
          parse_placeholder(pattern.substr(1, close - 1));
      if (!placeholder)
        return faulty("a placeholder is `{}`, or `{:5}` and `{:03}` for a least width");
      if (next_ >= call_.arguments.size()) return faulty("there are more placeholders than values");
      add_value(call_.arguments[next_++], *placeholder);
      pattern.remove_prefix(close + 1);
    }
    if (next_ < call_.arguments.size())
      return faulty("there are more values than placeholders `{}`");
    return join_text(call_.session, std::move(pieces_), call_.span);
  }

 private:
  void add_text(std::string_view text) {
    if (!text.empty()) pieces_.push_back({std::string(text), call_.arguments[0].span, false});
  }

  void add_value(const Value& value, const Placeholder& placeholder) {
    if (placeholder.width > 0 && !value.deferred()) {
      const Value text = join_text(call_.session, {value}, value.span);
      if (const auto* known = text.get<std::string>();
          known != nullptr && known->size() < placeholder.width) {
        pieces_.push_back(
            {std::string(placeholder.width - known->size(), placeholder.zeros ? '0' : ' '),
             value.span, false});
      }
    }
    pieces_.push_back(value);
  }

  Value faulty(std::string_view why) {
    call_.session.sink
        .report<diag::TypeMismatch>(call_.arguments[0].span, "the first argument of `format`",
                                    "a text with a placeholder for each value",
                                    describe(call_.arguments[0]))
        .help(std::string(why));
    return call_.give(ErrorValue{});
  }

  const Call& call_;
  std::vector<Value> pieces_;
  std::size_t next_ = 1;
};

}  // namespace

Value call_join(const Call& call) {
  const auto* list = call.get<List>(1);
  if (call.get<std::string>(0) == nullptr && call.get<List>(0) != nullptr &&
      call.get<std::string>(1) != nullptr)
    return call.swapped("a string");
  if (call.get<std::string>(0) == nullptr) return call.wrong(0, "a string");
  if (is_deferred_list(call.arguments[1]))
    return call.give(Derived{Derived::Form::Join, {call.arguments[1], call.arguments[0]}});
  if (list == nullptr) return call.wrong(1, "a list");
  std::vector<Value> pieces;
  for (const Value& item : list->items) {
    if (!pieces.empty()) pieces.push_back(call.arguments[0]);
    pieces.push_back(item);
  }
  return join_text(call.session, std::move(pieces), call.span);
}

Value call_split(const Call& call) {
  if (!call.all_texts()) return call.give(ErrorValue{});
  const std::string& separator = *call.get<std::string>(0);
  if (separator.empty()) return call.wrong(0, "a separator that is not empty");
  std::string_view rest = *call.get<std::string>(1);
  const std::size_t pieces = count_of(rest, separator) + 1;
  if (!call.session.work.may_hold(call.span, pieces) || !call.session.work.step(call.span, pieces))
    return call.give(ErrorValue{});
  List result;
  for (std::size_t at = find_part(rest, separator); at != std::string_view::npos;
       at = find_part(rest, separator)) {
    result.items.push_back(call.give(std::string(rest.substr(0, at))));
    rest.remove_prefix(at + separator.size());
  }
  result.items.push_back(call.give(std::string(rest)));
  return call.give(std::move(result));
}

Value call_replace(const Call& call) {
  if (!call.all_texts()) return call.give(ErrorValue{});
  const std::string& wanted = *call.get<std::string>(1);
  if (wanted.empty()) return call.wrong(1, "a text to look for that is not empty");
  std::string result;
  std::string_view rest = *call.get<std::string>(0);
  const std::string& instead = *call.get<std::string>(2);
  const std::uint64_t bytes = rest.size() + count_of(rest, wanted) * instead.size();
  if (!call.session.work.may_make(call.span, bytes) || !call.session.work.text(call.span, bytes))
    return call.give(ErrorValue{});
  for (std::size_t at = find_part(rest, wanted); at != std::string_view::npos;
       at = find_part(rest, wanted)) {
    result += rest.substr(0, at);
    result += instead;
    rest.remove_prefix(at + wanted.size());
  }
  result += rest;
  return call.give(std::move(result));
}

Value call_trim(const Call& call) {
  if (!call.all_texts()) return call.give(ErrorValue{});
  constexpr std::string_view kSpace = " \t\r\n";
  const std::string& text = *call.get<std::string>(0);
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string::npos) return call.give(std::string());
  return call.give(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

Value call_upper(const Call& call) {
  return changed_case(call, [](int c) { return std::toupper(c); });
}

Value call_lower(const Call& call) {
  return changed_case(call, [](int c) { return std::tolower(c); });
}

Value call_format(const Call& call) {
  const auto* pattern = call.get<std::string>(0);
  if (pattern == nullptr) return call.wrong(0, "a string known at compile time");
  return Formatter(call).run(*pattern);
}

}  // namespace svc::sema
