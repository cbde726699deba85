// Values → values of a declared type. Private to sema/.
#pragma once

#include "sema/scope.h"

namespace svc::sema {

// The subject of a message about a value. It is formatted only if there is a message; the names it
// refers to must live until then.
class What {
 public:
  // Used as it is: "param `size`".
  What(std::string_view words) : words_(words) {}
  What(const std::string& words) : words_(words) {}
  What(const char* words) : words_(words) {}
  // `name`
  [[nodiscard]] static What named(std::string_view name) { return {Form::Named, name, nullptr}; }
  // Each item of a list, an entry of a map, that is called so.
  [[nodiscard]] static What item_of(const What& list) { return {Form::Item, {}, &list}; }
  [[nodiscard]] static What entry_of(const What& map, std::string_view key) {
    return {Form::Entry, key, &map};
  }

  [[nodiscard]] std::string text() const;

 private:
  enum class Form : std::uint8_t { Words, Named, Item, Entry };
  What(Form form, std::string_view words, const What* of) : form_(form), words_(words), of_(of) {}

  Form form_ = Form::Words;
  std::string_view words_;
  const What* of_ = nullptr;
};

// Returns the value in the form of the type, or ErrorValue after a report. Whole numbers become cpu
// (AWS units), sizes (MiB), durations (s), numbers and ports; strings become ARNs, images and
// schedules; in a map of strings, numbers and booleans become strings. `what` names the place:
// "`memory`".
[[nodiscard]] Value convert(Session& session, Value value, const Type& type, const What& what);

// The value of a field after convert(): also its range, its pattern, and whether it is known in
// time. `what` names it.
[[nodiscard]] Value check_field(Session& session, Value value, const FieldDecl& field,
                                const What& what);

// The type of a deploy-time value; nothing if it is unknown (an attribute of a `raw` resource), or
// for other values.
[[nodiscard]] std::optional<Type> deferred_type(const Value& value);
// The first value in it, or itself, that is certainly a list whose length is known only at
// deployment; null if there is none.
[[nodiscard]] const Value* open_list(const Value& value);
// Reports such a list, because the number of its items matters here; `what` contains them.
void report_open_list(Session& session, const Value& list, std::string_view what);
// Whether it can be a list that is known only at deployment.
[[nodiscard]] bool is_deferred_list(const Value& value);

// The number that a limit (`min`, `max`) applies to: for a quantity its smallest unit, for a string
// its length; nothing for other values. For a range, the end below `min` if there is one, else the
// upper end.
[[nodiscard]] std::optional<double> measure(const Value& value,
                                            double min = -std::numeric_limits<double>::infinity());

// Gives a field that has no value yet the prelude's default; `span` is the header of the block.
void set_default(Value& value, const Constant& constant, Span span);

}  // namespace svc::sema
