// Event patterns of EventBridge: those of jobs, and of raw rules.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diagnostics/sink.h"
#include "sema/program.h"

namespace svc::check {

// The texts of a list; nothing for other values, and for null.
[[nodiscard]] std::vector<std::pair<std::string, Span>> texts_in(const sema::Value* value);

// Reports what EventBridge refuses in a pattern, and what can never match. `bus` is null for the
// default bus.
void check_event_pattern(const sema::Value& pattern, const sema::Value* bus,
                         const sema::Program& program, Sink& sink);

// The patterns and schedules of raw rules.
void check_raw_patterns(const sema::Program& program, Sink& sink);

}  // namespace svc::check
