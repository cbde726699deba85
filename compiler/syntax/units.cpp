#include "syntax/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace svc::syntax {

namespace {

using ast::Unit;

constexpr std::array<std::pair<std::string_view, Unit>, 11> kUnits{{{"ms", Unit::Milliseconds},
                                                                    {"s", Unit::Seconds},
                                                                    {"min", Unit::Minutes},
                                                                    {"h", Unit::Hours},
                                                                    {"d", Unit::Days},
                                                                    {"KiB", Unit::KiB},
                                                                    {"MiB", Unit::MiB},
                                                                    {"GiB", Unit::GiB},
                                                                    {"TiB", Unit::TiB},
                                                                    {"%", Unit::Percent},
                                                                    {"vcpu", Unit::Vcpu}}};

// Units of other languages, and the unit that they mean.
constexpr std::array<std::pair<std::string_view, std::string_view>, 38> kMeant{
    {{"m", "min"},         {"sec", "s"},        {"secs", "s"},        {"second", "s"},
     {"seconds", "s"},     {"minute", "min"},   {"minutes", "min"},   {"mins", "min"},
     {"hour", "h"},        {"hours", "h"},      {"hr", "h"},          {"day", "d"},
     {"days", "d"},        {"kb", "KiB"},       {"mb", "MiB"},        {"gb", "GiB"},
     {"tb", "TiB"},        {"g", "GiB"},        {"mi", "MiB"},        {"gi", "GiB"},
     {"vcpus", "vcpu"},    {"cpu", "vcpu"},     {"cpus", "vcpu"},     {"core", "vcpu"},
     {"cores", "vcpu"},    {"k", "KiB"},        {"ki", "KiB"},        {"t", "TiB"},
     {"ti", "TiB"},        {"percent", "%"},    {"pct", "%"},         {"hrs", "h"},
     {"msec", "ms"},       {"millis", "ms"},    {"mebibytes", "MiB"}, {"gibibytes", "GiB"},
     {"kibibytes", "KiB"}, {"tebibytes", "TiB"}}};

[[nodiscard]] std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

}  // namespace

std::optional<ast::Unit> unit_named(std::string_view text) {
  const auto* found = std::find_if(kUnits.begin(), kUnits.end(),
                                   [text](const auto& entry) { return entry.first == text; });
  return found == kUnits.end() ? std::nullopt : std::optional(found->second);
}

std::string_view meant_unit(std::string_view unit) {
  if (unit == "M") return "MiB";
  const std::string word = lower(unit);
  for (const auto& [text, value] : kUnits) {
    if (word == lower(text)) return text;
  }
  for (const auto& [text, meant] : kMeant) {
    if (word == text) return meant;
  }
  return {};
}

std::string in_other_unit(std::string_view number, std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 11> kDays = {{{"w", 7},
                                                                            {"wk", 7},
                                                                            {"week", 7},
                                                                            {"weeks", 7},
                                                                            {"mo", 30},
                                                                            {"month", 30},
                                                                            {"months", 30},
                                                                            {"y", 365},
                                                                            {"yr", 365},
                                                                            {"year", 365},
                                                                            {"years", 365}}};
  constexpr std::size_t kLongest = 4;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc{} || end != number.data() + number.size() || number.size() > kLongest)
    return {};
  for (const auto& [word, days] : kDays) {
    if (unit == word) return fmt::format("{}d", value * days);
  }
  if (unit == "millicores" || unit == "millicpu" || unit == "mcpu" || unit == "mcores")
    return fmt::format("{}vcpu", value / 1000.0);
  return {};
}

}  // namespace svc::syntax
