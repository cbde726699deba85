// A consequence of one change, in the words of the program. Private to diff/.
#pragma once

#include <string>
#include <string_view>

#include "change/plan.h"
#include "diff/consequences.h"
#include "emit/document.h"

namespace svc::diff {

// `service api`; for a part of its block also which one: `a listener rule of service api`.
[[nodiscard]] std::string subject(const emit::Record& record);

// A consequence with the lines that decide it: those of the first property that matters.
[[nodiscard]] Consequence about(Class kind, const change::ResourceChange& change,
                                std::string sentence, std::string_view page);

// An ECS service in either target.
[[nodiscard]] bool is_service(const emit::Record& record);

}  // namespace svc::diff
