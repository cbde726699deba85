// Numbers, units and address ranges.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "base/number.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/build.h"
#include "syntax/antlr/characters.h"
#include "syntax/units.h"

namespace svc::syntax {

namespace {

// The meaning of a number with the unit `m`, by the field in the same line: `500m` of Kubernetes is
// half a CPU, `512m` of Compose a size. Empty where it may be minutes.
[[nodiscard]] std::string meant_by_m(std::string_view number, std::string_view before) {
  const std::size_t line_end = before.rfind('\n');
  const std::string_view line = before.substr(line_end == std::string_view::npos ? 0 : line_end);
  const auto has = [line](std::string_view word) {
    return line.find(word) != std::string_view::npos;
  };
  unsigned value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc{} || end != number.data() + number.size()) return {};
  // Kubernetes has 1000 parts of a processor, ECS 1024: `512m` is half a one there, `500m` too.
  const bool units = value >= 128 && (value & (value - 1)) == 0;
  if (has("cpu")) return fmt::format("{}vcpu", value / (units ? 1024.0 : 1000.0));
  if (has("mem") || has("size") || has("reserve") || has("shm") || has("swap"))
    return fmt::format("{}MiB", value);
  return {};
}

// Splits at a character. Returns at least one part.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text,
                                                  std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

// A decimal number of at most four digits, or one too large.
[[nodiscard]] unsigned small_number(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits.substr(0, 4)) value = value * 10 + static_cast<unsigned>(c - '0');
  return digits.size() > 4 ? 10000 : value;
}

// The fault of an address; empty if it is valid.
[[nodiscard]] std::string fault_of_ipv4(std::string_view address) {
  for (const std::string_view octet : split(address, ".")) {
    if (small_number(octet) > 255) return fmt::format("`{}` is more than 255", octet);
    if (octet.size() > 1 && octet[0] == '0') return fmt::format("`{}` begins with a zero", octet);
  }
  return {};
}

[[nodiscard]] std::string fault_of_ipv6(std::string_view address) {
  std::size_t groups = 0;
  for (const std::string_view half : split(address, "::")) {
    if (half.empty()) continue;
    for (const std::string_view group : split(half, ":")) {
      ++groups;
      if (group.size() > 4) return fmt::format("`{}` has more than four hexadecimal digits", group);
    }
  }
  const bool shortened = address.find("::") != std::string_view::npos;
  if (groups > (shortened ? 7U : 8U)) return "it has more than eight groups";
  return {};
}

[[nodiscard]] std::string fault_of_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const bool v6 = address.find(':') != std::string_view::npos;
  std::string fault = v6 ? fault_of_ipv6(address) : fault_of_ipv4(address);
  if (!fault.empty() || slash == std::string_view::npos) return fault;
  const unsigned most = v6 ? 128 : 32;
  if (small_number(text.substr(slash + 1)) > most)
    return fmt::format("its prefix is longer than /{}", most);
  return {};
}

}  // namespace

const ast::Expr* Builder::number(const Lexeme& lexeme) {
  const std::string_view whole = reporter_.text(lexeme.begin, lexeme.end);
  const std::size_t digits_end = std::min(whole.find_first_not_of("0123456789_."), whole.size());
  ast::NumberExpr result{
      .text = whole.substr(0, digits_end), .value = 0, .integral = false, .unit = ast::Unit::None};
  const std::string_view unit = whole.substr(digits_end);
  if (!unit.empty()) {
    const std::optional<ast::Unit> found = unit_named(unit);
    if (!found) {
      unknown_unit(lexeme, result.text, unit);
      return make(span(lexeme), ast::ErrorExpr{});
    }
    result.unit = *found;
  }
  std::string digits(result.text);
  std::erase(digits, '_');
  result.integral = digits.find('.') == std::string::npos;
  const std::optional<double> number = read_number(digits);
  // Above 2^53 a double no longer holds every whole number. 2^53 + 1 itself becomes 2^53 when it is
  // read, so the digits before the dot are compared before that.
  constexpr std::uint64_t kLargest = 9007199254740992;
  std::uint64_t whole_value = 0;
  const bool exact =
      std::from_chars(digits.data(), digits.data() + digits.size(), whole_value).ec ==
          std::errc{} &&
      (whole_value < kLargest || (result.integral && whole_value == kLargest));
  if (!number || *number > static_cast<double>(kLargest) || !exact) {
    reporter_.report<diag::InvalidNumber>(span(lexeme), whole.substr(0, 40))
        .help("numbers go up to 9007199254740992");
    return make(span(lexeme), ast::ErrorExpr{});
  }
  result.value = *number;
  return make(span(lexeme), result);
}

namespace {

// `90min` of `1h30m`, `36h` of `1d12h`; empty for another text.
[[nodiscard]] std::string joined_duration(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> kSeconds = {
      {{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}}};
  std::uint64_t seconds = 0;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::size_t end = std::min(text.find_first_of("0123456789", digits), text.size());
    const std::string_view unit = meant_unit(text.substr(digits, end - digits));
    const auto* found = std::find_if(kSeconds.begin(), kSeconds.end(),
                                     [unit](const auto& entry) { return entry.first == unit; });
    if (digits == 0 || digits > 6 || found == kSeconds.end()) return {};
    seconds += small_number(text.substr(0, digits)) * found->second;
    text.remove_prefix(end);
  }
  for (const auto& [unit, length] : kSeconds) {
    if (seconds % length == 0) return fmt::format("{}{}", seconds / length, unit);
  }
  return {};
}

}  // namespace

void Builder::unknown_unit(const Lexeme& lexeme, std::string_view number, std::string_view unit) {
  const auto begin = lexeme.begin + static_cast<std::uint32_t>(number.size());
  const Span span = reporter_.span(begin, lexeme.end);
  auto report = reporter_.report<diag::UnknownUnit>(span, unit);
  const std::string meant_m =
      unit == "m" ? meant_by_m(number, reporter_.text(0, lexeme.begin)) : std::string{};
  if (!meant_m.empty()) {
    report.help(fmt::format("write `{}`", meant_m))
        .repair(fmt::format("Write `{}`", meant_m),
                {{reporter_.span(lexeme.begin, lexeme.end), meant_m}});
  } else if (const std::string other = in_other_unit(number, unit); !other.empty()) {
    report.help(fmt::format("write `{}`", other))
        .repair(fmt::format("Write `{}`", other),
                {{reporter_.span(lexeme.begin, lexeme.end), other}});
  } else if (const std::string joined = joined_duration(reporter_.text(lexeme.begin, lexeme.end));
             unit.find_first_of("0123456789") != std::string_view::npos && !joined.empty()) {
    report.help(fmt::format("a duration has one unit: write `{}`", joined))
        .repair(fmt::format("Write `{}`", joined),
                {{reporter_.span(lexeme.begin, lexeme.end), joined}});
  } else if (const std::string_view meant = meant_unit(unit); !meant.empty()) {
    report.help(fmt::format("did you mean `{}{}`?", number, meant))
        .repair(fmt::format("Write `{}`", meant), {{span, std::string(meant)}});
  } else {
    report.help(
        "durations end in ms, s, min, h or d; sizes in KiB, MiB, GiB or TiB; percentages in %; CPU "
        "in vcpu");
  }
}

const ast::Expr* Builder::cidr(const Lexeme& lexeme) {
  const std::string_view text = reporter_.text(lexeme.begin, lexeme.end);
  const std::string fault = fault_of_cidr(text);
  if (fault.empty()) return make(span(lexeme), ast::CidrExpr{text});
  reporter_.report<diag::InvalidCidr>(span(lexeme), text.substr(0, 60), fault)
      .help("an address range is written `10.0.0.0/16`, an address `10.0.0.9`");
  return make(span(lexeme), ast::ErrorExpr{});
}

}  // namespace svc::syntax
