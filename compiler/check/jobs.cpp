// Jobs: when they run.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "base/closest.h"
#include "check/cron.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "plan/facts.h"

namespace svc::check {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones
void check_time_zone(std::string_view zone, Span span, Sink& sink) {
  const auto known = plan::time_zones();
  if (std::binary_search(known.begin(), known.end(), zone)) return;
  const std::string_view meant =
      closest(zone, std::vector<std::string_view>(known.begin(), known.end()));
  auto report = sink.report<diag::UnknownTimeZone>(span, zone);
  if (meant.empty())
    report.help(
        "write a name of the IANA database, such as \"Europe/Berlin\"; if it has this one, nothing "
        "is wrong");
  else
    report.help(fmt::format("did you mean \"{}\"?", meant))
        .repair(fmt::format("Write \"{}\"", meant), {{span, fmt::format("\"{}\"", meant)}});
}

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based: six
// fields, and one of the two days left to the other.
void check_cron(std::string_view text, Span span, Sink& sink) {
  constexpr std::string_view kBegin = "cron(";
  if (text.rfind(kBegin, 0) != 0 || text.back() != ')') return;
  const std::vector<std::string> fields =
      words_of(text.substr(kBegin.size(), text.size() - kBegin.size() - 1));
  if (fields.size() != 6) {
    sink.report<diag::CronExpression>(span, text,
                                      fmt::format("has {} fields, not 6", fields.size()))
        .help(
            "they are minute, hour, day of the month, month, day of the week and year, such as "
            "`cron(\"0 3 * * ? *\")`");
  } else if ((fields[2] == "?") == (fields[4] == "?")) {
    sink.report<diag::CronExpression>(
            span, text,
            fields[2] == "?" ? "names no day" : "names the day of the month and that of the week")
        .help("write `?` for just one of them, such as `cron(\"0 3 * * ? *\")`");
  } else {
    check_cron_fields(text.substr(kBegin.size(), text.size() - kBegin.size() - 1), span, sink);
  }
}

void check_schedule(const Block& trigger, Sink& sink) {
  check_time_zone(trigger.text("timezone"), trigger["timezone"].span, sink);
  check_cron(trigger.text("at"), trigger["at"].span, sink);
}

// Prefixes and suffixes are compared as they are:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
void check_wildcards_of(const Block& trigger, Sink& sink) {
  for (const std::string_view field : {"prefix", "suffix"}) {
    const auto* text = trigger[field].get<std::string>();
    if (text == nullptr || text->find('*') == std::string::npos) continue;
    std::string without = *text;
    std::erase(without, '*');
    sink.report<diag::WildcardInKey>(trigger[field].span, field, *text)
        .help(without.empty() ? "leave it out" : fmt::format("write \"{}\"", without));
  }
}

void check_jobs(const plan::Plan& plan, Sink& sink) {
  for (const plan::Job& job : plan.jobs) {
    for (const Block* trigger : job.block->nested("trigger", "schedule"))
      check_schedule(*trigger, sink);
    for (const Block* trigger : job.block->nested("trigger", "object")) {
      check_wildcards_of(*trigger, sink);
      const Block* bucket = trigger->block("bucket");
      if (!bucket || !bucket->existing) continue;
      sink.report<diag::EventsOfExisting>((*trigger)["bucket"].span, bucket->name)
          .help("turn on EventBridge in its properties, unless that is done");
    }
  }
}

}  // namespace svc::check
