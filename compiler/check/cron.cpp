// Cron expressions field by field.
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based,
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
#include "check/cron.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "diagnostics/codes/events.h"

namespace svc::check {
namespace {

struct Field {
  std::string_view name;
  int low = 0;
  int high = 0;
  std::span<const std::string_view> words;  // `JAN` is the lowest number
};

constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> kWeekDays = {"SUN", "MON", "TUE", "WED",
                                                       "THU", "FRI", "SAT"};
const std::array<Field, 6> kFields = {Field{"minute", 0, 59, {}},
                                      Field{"hour", 0, 23, {}},
                                      Field{"day of the month", 1, 31, {}},
                                      Field{"month", 1, 12, kMonths},
                                      Field{"day of the week", 1, 7, kWeekDays},
                                      Field{"year", 1970, 2199, {}}};
constexpr std::size_t kDayOfMonth = 2, kMonth = 3, kDayOfWeek = 4, kYear = 5;
// The year of this version's release: a schedule that ends before it never runs.
constexpr int kThisYear = 2026;

std::optional<int> number_in_field(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string capitals(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

// The numbers of a field, or why it has none.
struct Parsed {
  std::set<int> values;
  bool any = false;  // every number, or a form that is not a set of numbers
  std::string fault;
};

class FieldReader {
 public:
  explicit FieldReader(const Field& field) : field_(field) {}

  Parsed read(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find(',', at), text.size());
      part(text.substr(at, end - at));
      at = end + 1;
    }
    return std::move(out_);
  }

 private:
  void fail(std::string fault) {
    if (out_.fault.empty()) out_.fault = std::move(fault);
  }

  std::optional<int> value(std::string_view text) {
    std::optional<int> number = number_in_field(text);
    const std::string word = capitals(text);
    const auto found = std::find(field_.words.begin(), field_.words.end(), word);
    if (found != field_.words.end())
      number = field_.low + static_cast<int>(found - field_.words.begin());
    if (!number) {
      const std::string_view near =
          closest(word, std::vector<std::string_view>(field_.words.begin(), field_.words.end()));
      fail(near.empty()
               ? fmt::format("`{}` is no {}", text, field_.name)
               : fmt::format("`{}` is no {}: did you mean `{}`?", text, field_.name, near));
    } else if (*number < field_.low || *number > field_.high) {
      fail(
          fmt::format("the {} is {} to {}, not {}", field_.name, field_.low, field_.high, *number));
      return std::nullopt;
    }
    return number;
  }

  // `L`, `15W`, `6#3`: forms that only days have.
  bool is_special(std::string_view text) {
    const bool of_month = field_.name == kFields[kDayOfMonth].name;
    const bool of_week = field_.name == kFields[kDayOfWeek].name;
    if (!of_month && !of_week) return false;
    if (text == "L" || (of_month && text == "LW")) return true;
    const char last = text.empty() ? ' ' : text.back();
    if ((of_month && last == 'W') || (of_week && last == 'L' && text.size() > 1)) {
      (void)value(text.substr(0, text.size() - 1));
      return true;
    }
    const std::size_t hash = text.find('#');
    if (!of_week || hash == std::string_view::npos) return false;
    (void)value(text.substr(0, hash));
    const auto week = number_in_field(text.substr(hash + 1));
    if (!week || *week < 1 || *week > 5) fail(fmt::format("`{}` is no week of a month", text));
    return true;
  }

  void part(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string_view range = text.substr(0, slash);
    int step = 1;
    if (slash != std::string_view::npos) {
      const auto number = number_in_field(text.substr(slash + 1));
      if (!number || *number < 1) return fail(fmt::format("`{}` has no step", text));
      step = *number;
    }
    if (range == "*" || range == "?") {
      if (step == 1) out_.any = true;
      return add(field_.low, field_.high, step);
    }
    if (is_special(range)) {
      out_.any = true;
      return;
    }
    const std::size_t dash = range.find('-');
    const std::optional<int> first = value(range.substr(0, dash));
    if (!first) return;
    if (dash == std::string_view::npos)
      return add(*first, slash == std::string_view::npos ? *first : field_.high, step);
    const std::optional<int> last = value(range.substr(dash + 1));
    if (!last) return;
    if (*last >= *first) return add(*first, *last, step);
    add(*first, field_.high, step);  // FRI-MON
    add(field_.low, *last, step);
  }

  void add(int first, int last, int step) {
    for (int number = first; number <= last; number += step) out_.values.insert(number);
  }

  const Field& field_;
  Parsed out_;
};

// A day that no month of the expression has, or years that are over.
std::string never(const std::array<Parsed, 6>& fields) {
  const Parsed& years = fields[kYear];
  if (!years.any && !years.values.empty() && *years.values.rbegin() < kThisYear)
    return fmt::format("the year {} is over", *years.values.rbegin());
  const Parsed& days = fields[kDayOfMonth];
  const Parsed& months = fields[kMonth];
  if (days.any || months.any || days.values.empty()) return {};
  const auto leap = [](int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); };
  constexpr int kFebruary = 2, kLeapDay = 29;
  if (!years.any && months.values == std::set<int>{kFebruary} && *days.values.begin() == kLeapDay &&
      std::none_of(years.values.begin(), years.values.end(), leap))
    return "no such year has a February 29";
  constexpr std::array<int, 12> kLengths = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int first = *days.values.begin();
  const bool exists = std::any_of(months.values.begin(), months.values.end(), [&](int month) {
    return kLengths.at(static_cast<std::size_t>(month - 1)) >= first;
  });
  return exists ? std::string() : fmt::format("no such month has a day {}", first);
}

}  // namespace

void check_cron_fields(std::string_view text, Span span, Sink& sink) {
  const std::vector<std::string_view> words = words_in(text);
  if (words.size() != kFields.size()) return;  // reported
  std::array<Parsed, 6> fields;
  for (std::size_t i = 0; i < words.size(); ++i) {
    fields.at(i) = FieldReader(kFields.at(i)).read(words[i]);
    if (fields.at(i).fault.empty()) continue;
    sink.report<diag::CronField>(span, text, fields.at(i).fault)
        .help(
            "the fields are minute, hour, day of the month, month, day of the week and year, "
            "such as `cron(\"0 3 * * ? *\")`");
    return;
  }
  const std::string why = never(fields);
  if (!why.empty())
    sink.report<diag::CronNever>(span, text, why)
        .help("write `*` for every year, or a day that comes");
}

bool crons_meet(std::string_view one, std::string_view other) {
  const std::vector<std::string_view> first = words_in(one), second = words_in(other);
  if (first.size() != kFields.size() || second.size() != kFields.size()) return false;
  std::array<bool, 2> by_day = {};  // a restricted day of the month and of the week
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const Parsed a = FieldReader(kFields.at(i)).read(first[i]);
    const Parsed b = FieldReader(kFields.at(i)).read(second[i]);
    const bool meet = std::any_of(a.values.begin(), a.values.end(),
                                  [&](int number) { return b.values.contains(number); });
    if (!meet) return false;
    if (i == kDayOfMonth) by_day[0] = !a.any || !b.any;
    if (i == kDayOfWeek) by_day[1] = !a.any || !b.any;
  }
  return !(by_day[0] && by_day[1]);
}

std::int64_t cron_interval(std::string_view text) {
  constexpr std::int64_t kDay = 24 * 60;
  const std::vector<std::string_view> words = words_in(text);
  if (words.size() != kFields.size()) return kDay;
  const Parsed minutes = FieldReader(kFields[0]).read(words[0]);
  const Parsed hours = FieldReader(kFields[1]).read(words[1]);
  std::vector<std::int64_t> times;
  for (const int hour : hours.values) {
    for (const int minute : minutes.values) times.push_back(hour * 60 + minute);
  }
  if (times.empty()) return kDay;
  std::int64_t least = times.front() + kDay - times.back();
  for (std::size_t i = 1; i < times.size(); ++i) least = std::min(least, times[i] - times[i - 1]);
  return least;
}

}  // namespace svc::check
