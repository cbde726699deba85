#include "base/number.h"

#include <cmath>
#include <cstdlib>
#include <string>

namespace svc {

// svcc never calls setlocale(), so strtod() reads the point of the C locale.
std::optional<double> read_number(std::string_view text) {
  if (text.empty() || text.front() == '+' ||
      text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
    return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  const double number = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace svc
