// Cron expressions field by field. Private to check/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "diagnostics/sink.h"
#include "source/span.h"

namespace svc::check {

// Reports what is wrong with `cron(0 3 * * ? *)`; says nothing about other texts (jobs.cpp).
void check_cron(std::string_view text, Span span, Sink& sink);

// Reports a field that no such expression has, and a date that never comes. `text` is the text
// between the parentheses of `cron(…)`.
void check_cron_fields(std::string_view text, Span span, Sink& sink);

// Whether two expressions, without their parentheses, sometimes mean the same minute. Nothing is
// said of the last day of a month and the like.
[[nodiscard]] bool crons_meet(std::string_view one, std::string_view other);

// The shortest time in minutes between two runs on one day; a day if there is one run.
[[nodiscard]] std::int64_t cron_interval(std::string_view text);

}  // namespace svc::check
