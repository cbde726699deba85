#include "diagnostics/codes.h"

#include <algorithm>
#include <iterator>

namespace svc {

namespace {

// NOLINTNEXTLINE: clang 14 takes no std::array of so many
constexpr CodeInfo kCodes[] = {
#define SVC_DIAGNOSTIC(number, name, level, text) \
  CodeInfo{Code{number}, #name, Severity::level, text},
#include "diagnostics/codes.def"
#undef SVC_DIAGNOSTIC
};

}  // namespace

std::span<const CodeInfo> all_codes() {
  return kCodes;
}

const CodeInfo* find_code(std::string_view text) {
  const auto* found = std::find_if(std::begin(kCodes), std::end(kCodes), [&](const CodeInfo& info) {
    return code_text(info.code) == text;
  });
  return found == std::end(kCodes) ? nullptr : found;
}

}  // namespace svc
