// Numbers, units and address ranges.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/number.h"
#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/build.h"
#include "syntax/antlr/characters.h"

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

// What people write elsewhere, and the unit that they mean.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kMeant{
    {{"m", "min"},      {"sec", "s"},       {"secs", "s"},   {"second", "s"}, {"seconds", "s"},
     {"minute", "min"}, {"minutes", "min"}, {"mins", "min"}, {"hour", "h"},   {"hours", "h"},
     {"hr", "h"},       {"day", "d"},       {"days", "d"},   {"kb", "KiB"},   {"mb", "MiB"},
     {"gb", "GiB"},     {"tb", "TiB"},      {"g", "GiB"},    {"mi", "MiB"},   {"gi", "GiB"},
     {"vcpus", "vcpu"}, {"cpu", "vcpu"}}};

[[nodiscard]] std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

[[nodiscard]] std::string unit_help(std::string_view unit) {
  const std::string word = lower(unit);
  for (const auto& [text, value] : kUnits) {
    if (word == lower(text)) return fmt::format("did you mean `{}`?", text);
  }
  for (const auto& [text, meant] : kMeant) {
    if (word == text || (word == "k" && text == "kb"))
      return fmt::format("did you mean `{}`?", meant);
  }
  return "durations end in ms, s, min, h or d; sizes in KiB, MiB, GiB or TiB; percentages in %; "
         "CPU in vcpu";
}

// Splits at a character; gives at least one part.
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

// What is wrong with an address; empty when nothing is.
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
      .text = whole.substr(0, digits_end), .value = 0, .integral = false, .unit = Unit::None};
  const std::string_view unit = whole.substr(digits_end);
  if (!unit.empty()) {
    const auto found = std::find_if(kUnits.begin(), kUnits.end(),
                                    [unit](const auto& entry) { return entry.first == unit; });
    if (found == kUnits.end()) {
      reporter_
          .report<diag::UnknownUnit>(
              reporter_.span(lexeme.begin + static_cast<std::uint32_t>(digits_end), lexeme.end),
              unit)
          .help(unit_help(unit));
      return make(span(lexeme), ast::ErrorExpr{});
    }
    result.unit = found->second;
  }
  std::string digits(result.text);
  std::erase(digits, '_');
  result.integral = digits.find('.') == std::string::npos;
  const std::optional<double> number = read_number(digits);
  // Above 2^53 a double no longer holds every whole number. 2^53 + 1 itself becomes 2^53 when it is
  // read, so whole numbers are compared before that.
  constexpr std::uint64_t kLargest = 9007199254740992;
  std::uint64_t whole_value = 0;
  const bool exact =
      !result.integral ||
      (std::from_chars(digits.data(), digits.data() + digits.size(), whole_value).ec ==
           std::errc{} &&
       whole_value <= kLargest);
  if (!number || *number > static_cast<double>(kLargest) || !exact) {
    reporter_.report<diag::InvalidNumber>(span(lexeme), whole.substr(0, 40))
        .help("numbers go up to 9007199254740992");
    return make(span(lexeme), ast::ErrorExpr{});
  }
  result.value = *number;
  return make(span(lexeme), result);
}

const ast::Expr* Builder::cidr(const Lexeme& lexeme) {
  const std::string_view text = reporter_.text(lexeme.begin, lexeme.end);
  const std::string fault = fault_of_cidr(text);
  if (fault.empty()) return make(span(lexeme), ast::CidrExpr{text});
  reporter_.report<diag::InvalidCidr>(span(lexeme), text.substr(0, 60), fault);
  return make(span(lexeme), ast::ErrorExpr{});
}

}  // namespace svc::syntax
