#include "base/quote.h"

#include "base/printable.h"

namespace svc {

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c == '\r') {
      result += "\\r";
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return printable(result) + '"';
}

}  // namespace svc
