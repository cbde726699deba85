// Schedules of cron as Unix writes them, in the fields of AWS.
#pragma once

#include <string>
#include <string_view>

namespace svc {

// `0 3 * * ? *` of "0 3 * * *" and "@daily": the six fields of AWS. Empty for other texts, and for
// schedules that AWS has in two: on days of the month and on days of the week.
[[nodiscard]] std::string six_fields_of(std::string_view text);

}  // namespace svc
