// Values in the words of AWS, as patches and raw resources have them, as values of the language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sema/program.h"

namespace svc::plan {

// How a property of AWS becomes a value of the language.
// Word: true is its first value, such as `Enabled`, or the truth value itself. List: a list as it
// is. Any: the value as it is.
enum class Form : std::uint8_t {
  Text,
  Integer,
  Mib,
  Gib,
  Cpu,
  Seconds,
  Percent,
  Flag,
  Symbol,
  Word,
  List,
  Any
};

// The value; nothing if it is known only at deployment or has another form.
[[nodiscard]] std::optional<sema::Value::Variant> value_of_aws(const sema::Value& value, Form form);

// A whole number, also if it is written as text.
[[nodiscard]] std::optional<std::int64_t> whole_number(const sema::Value& value);

// A property outside the limits that AWS has for it.
struct OutsideLimits {
  Span span;
  std::string property;
  std::string value;   // as it is written
  std::string limits;  // "from 5s to 5min"
};

// What is wrong with a value of AWS that `converted` is in the language; nothing if it is within
// the limits of the field.
[[nodiscard]] std::optional<OutsideLimits> outside_limits(const sema::FieldDecl& field,
                                                          std::string_view property,
                                                          const sema::Value& written,
                                                          const sema::Value& converted);

}  // namespace svc::plan
