#include "base/schedules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace svc {

namespace {

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find(' ', begin), text.size());
    fields.push_back(text.substr(begin, at - begin));
  }
  return fields;
}

// `MON-FRI` of "1-5": AWS numbers the days of the week from 1 for Sunday, Unix from 0. Empty for a
// step, which has no names.
std::string days_of_week(std::string_view field) {
  constexpr std::array<std::string_view, 8> kDays = {"SUN", "MON", "TUE", "WED",
                                                     "THU", "FRI", "SAT", "SUN"};
  if (field.find('/') != std::string_view::npos) return {};
  std::string out;
  for (std::size_t at = 0; at < field.size(); ++at) {
    const char c = field[at];
    const bool lone = (at + 1 == field.size() || field[at + 1] < '0' || field[at + 1] > '9') &&
                      (at == 0 || field[at - 1] < '0' || field[at - 1] > '9');
    if (c < '0' || c > '9') {
      out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    } else if (lone && c <= '7') {
      out += kDays.at(static_cast<std::size_t>(c - '0'));
    } else {
      return {};
    }
  }
  return out;
}

}  // namespace

// Of the days of the month and of the week, one is `?`.
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (cron-based schedules)
std::string six_fields_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords = {
      {{"@daily", "0 0 * * ? *"},
       {"@midnight", "0 0 * * ? *"},
       {"@hourly", "0 * * * ? *"},
       {"@weekly", "0 0 ? * SUN *"},
       {"@monthly", "0 0 1 * ? *"},
       {"@yearly", "0 0 1 1 ? *"},
       {"@annually", "0 0 1 1 ? *"}}};
  for (const auto& [word, meant] : kWords) {
    if (text == word) return std::string(meant);
  }
  constexpr std::size_t kFields = 5;
  constexpr std::size_t kDay = 2;
  constexpr std::size_t kWeekday = 4;
  const std::vector<std::string_view> fields = fields_of(text);
  if (fields.size() != kFields ||
      text.find_first_not_of("0123456789*/,-? "
                             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
          std::string_view::npos)
    return {};
  // A minute and an hour have no names: these are other words.
  constexpr std::string_view kNumbers = "0123456789*/,-";
  if (fields[0].find_first_not_of(kNumbers) != std::string_view::npos ||
      fields[1].find_first_not_of(kNumbers) != std::string_view::npos)
    return {};
  std::string day(fields[kDay]);
  std::string weekday = days_of_week(fields[kWeekday]);
  const auto every = [](std::string_view field) { return field == "*" || field == "?"; };
  if (weekday.empty() || (!every(day) && !every(weekday))) return {};
  if (every(weekday)) {
    weekday = day == "?" ? "*" : "?";
  } else {
    day = "?";
  }
  return fmt::format("{} {} {} {} {} *", fields[0], fields[1], day, fields[3], weekday);
}

}  // namespace svc
