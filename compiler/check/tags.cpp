// Tags of the app and of environments:
// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
#include <algorithm>
#include <cctype>

#include "base/characters.h"
#include "check/subjects.h"
#include "diagnostics/codes/stores.h"

namespace svc::check {
namespace {

constexpr std::size_t kLongestKey = 128;
constexpr std::size_t kLongestValue = 256;
// 50 are allowed on a resource. svcc and the resource itself add `svc:app`, `svc:environment`,
// `svc:block` and `Name`.
constexpr std::size_t kMostTags = 46;

bool is_reserved(std::string_view key) {
  constexpr std::string_view kReserved = "aws:";
  return key.size() >= kReserved.size() &&
         std::equal(kReserved.begin(), kReserved.end(), key.begin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

}  // namespace

void check_tags(const sema::Program& program, Sink& sink) {
  for (const auto& [key, value] : program.tags) {
    if (is_reserved(key))
      sink.report<diag::TagName>(value.span, key,
                                 "AWS keeps keys that begin with `aws:` for itself")
          .help("write a key without `aws:`");
    else if (character_count(key) > kLongestKey)
      sink.report<diag::TagName>(value.span, key, "a key has 1 to 128 characters")
          .help("write a shorter key");
    const auto* text = value.get<std::string>();
    if (text != nullptr && character_count(*text) > kLongestValue)
      sink.report<diag::TagName>(value.span, key, "its value has more than 256 characters")
          .help("write a shorter value");
  }
  if (program.tags.size() > kMostTags)
    sink.report<diag::TagName>(program.tags.back().second.span, program.tags.back().first,
                               "a resource takes 50 tags, and svcc sets four of them")
        .help("leave some out");
}

}  // namespace svc::check
