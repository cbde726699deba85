// Cron expressions field by field. Private to check/.
#pragma once

#include <cstdint>
#include <string_view>

#include "diagnostics/sink.h"
#include "source/span.h"

namespace svc::check {

// Reports a field that no such expression has, and a date that never comes. `text` is the text
// between the parentheses of `cron(…)`.
void check_cron_fields(std::string_view text, Span span, Sink& sink);

// The shortest time in minutes between two runs on one day; a day if there is one run.
[[nodiscard]] std::int64_t cron_interval(std::string_view text);

}  // namespace svc::check
