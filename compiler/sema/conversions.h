// Guesses the meaning of a value of the wrong type. Private to sema/.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sema/scope.h"

namespace svc::sema {

// Completes the report of a value of the wrong type with the right value, if it can be found: a
// text that holds a number, a number without its unit, an item in place of a list.
// `what` names the field, and `fits` says whether the value fits another type.
void advise_conversion(Session& session, Report report, const Value& value, const Type& type,
                       std::string_view what, const std::function<bool(const Type&)>& fits);

// `2..4` of `[2, 4]` and `range(2, 4)`, `2..10` of `{ min = 2, max = 10 }`; else empty.
std::string range_of_bounds(const Value& value, std::string_view source);

// The words of a command, or the numbers of a list, as one text; empty if they are others.
std::string text_of(const List& list);

// The entries of an object that is a list elsewhere: ["A=b"], [{ name = "A", value = "b" }]; empty
// if it is another list.
std::string object_of(const Session& session, const List& list,
                      const std::vector<std::string_view>& symbols);

// `30s` of "30 seconds", `1min` of "PT1M"; empty for other texts.
std::string duration_of(std::string_view text);

// `cron("30 2 * * ? *")` of a schedule with five fields, or of "@daily"; empty for other texts.
std::string schedule_of(std::string_view text);

// A text as a list of the words of a command; empty if it holds no words.
[[nodiscard]] std::string words_of(std::string_view text);

// The items of a list as an object: `{ db = start }` of ["db"], with the first symbol of the type;
// empty if they are no names.
std::string object_of_names(const List& list, const Type& element);

// Completes the report of a text that does not match its field's pattern: a word for a symbol of
// the type, a schedule of five fields.
void advise_pattern(const Session& session, Report report, const Value& value, const Type& type);

// Completes the report of a number out of range that was written as a range with `-`: `2-4`. Gives
// whether it was.
bool advise_range(const Session& session, Report report, const Value& value, const Type& type);

// Whether a type has a scalar among its alternatives.
[[nodiscard]] bool takes_scalar(const Type& type, Scalar scalar);

// Advises the text in place of the one at the span, with the fix.
void advise_written(Report report, Span span, const std::string& text, std::string_view why = {});

// Completes the report of a value where a block is wanted, or of a block where a value is. Gives
// whether it could. conversions_blocks.cpp
bool advise_as_block_value(Session& session, Report report, const Value& value, const Type& type);

// Completes the report of a share where CPU is wanted, `cpu = 50%`, and of a truth value where a
// time is, `flow_logs = true`. Each gives whether it could. conversions_units.cpp
bool advise_share(Report report, const Value& value, const Type& type);
bool advise_flag(Report report, const Value& value, const Type& type);

// Completes the report of a number without a unit that is too small: it means days, or GiB. Gives
// whether it does. conversions_units.cpp
bool advise_larger_unit(const Session& session, Report report, const Value& value,
                        const FieldDecl& field);

// `acme/site` of "https://github.com/acme/site.git"; empty for other texts.
[[nodiscard]] std::string name_in_address(std::string_view text);

// Completes the report of an object where one text or an image is wanted: `{ name = "id" }`. Gives
// whether it could. conversions_lists.cpp
bool advise_object(const Session& session, Report report, const Value& value, const Type& type);

// Completes the report of a text that holds the ARN of a secret, `"${db.arn}:password::"`, where
// the secret is wanted. Gives whether it could. conversions_blocks.cpp
bool advise_secret_text(const Session& session, Report report, const Value& value,
                        const Type& type);

// `cron("30 2 * * ? *")` of "02:30"; empty for other texts.
[[nodiscard]] std::string daily_schedule(std::string_view text);

}  // namespace svc::sema
