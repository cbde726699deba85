#include "diagnostics/codes.h"

#include <algorithm>
#include <array>

namespace svc {

namespace {

constexpr std::array kCodes = {
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
  const auto* found = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeInfo& info) {
    return code_text(info.code) == text;
  });
  return found == kCodes.end() ? nullptr : found;
}

}  // namespace svc
