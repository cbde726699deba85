#include "project/pin.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

namespace svc::project {

namespace {

// Up to three numbers; missing ones are 0.
struct Numbers {
  std::array<unsigned, 3> value{};
  std::size_t written = 0;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Numbers> numbers(std::string_view text) {
  Numbers found;
  while (found.written < found.value.size()) {
    const std::string_view piece = text.substr(0, text.find('.'));
    const auto [end, error] =
        std::from_chars(piece.data(), piece.data() + piece.size(), found.value[found.written]);
    if (piece.empty() || error != std::errc{} || end != piece.data() + piece.size())
      return std::nullopt;
    ++found.written;
    if (piece.size() == text.size()) return found;
    text.remove_prefix(piece.size() + 1);
  }
  return std::nullopt;
}

// Removes the operator at the beginning of a condition and returns it; empty if there is none.
std::string_view take_operator(std::string_view& condition) {
  for (const std::string_view known : {">=", "<=", ">", "<", "="}) {
    if (!condition.starts_with(known)) continue;
    condition = trimmed(condition.substr(known.size()));
    return known;
  }
  return "";
}

bool holds(std::string_view compare, const Numbers& wanted, const Numbers& version) {
  if (compare == ">=") return version.value >= wanted.value;
  if (compare == "<=") return version.value <= wanted.value;
  if (compare == ">") return version.value > wanted.value;
  if (compare == "<") return version.value < wanted.value;
  if (compare == "=") return version.value == wanted.value;
  for (std::size_t i = 0; i < wanted.written; ++i) {
    if (version.value[i] != wanted.value[i]) return false;
  }
  return true;
}

}  // namespace

Result<bool> satisfies(std::string_view pin, std::string_view version) {
  const Numbers have = numbers(version).value_or(Numbers{});
  bool all = true;
  while (true) {
    const std::string_view whole = pin.substr(0, pin.find(','));
    std::string_view condition = trimmed(whole);
    const std::string_view compare = take_operator(condition);
    const std::optional<Numbers> wanted = numbers(condition);
    if (!wanted)
      return Failure{fmt::format(
          "`{}` is no condition on a version: write `>= 0.2` or `>= 0.2, < 1`", trimmed(whole))};
    all = all && holds(compare, *wanted, have);
    if (whole.size() == pin.size()) return all;
    pin.remove_prefix(whole.size() + 1);
  }
}

}  // namespace svc::project
