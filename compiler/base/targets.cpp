#include "base/targets.h"

namespace svc {
namespace {

constexpr TargetInfo named(std::string_view word, TargetInfo target) {
  target.word = word;
  return target;
}

constexpr PerTarget<TargetInfo> kInfos = {{{
#define SVC_TARGET(id, word, ...) named(#word, TargetInfo __VA_ARGS__),
#include "base/targets.def"
#undef SVC_TARGET
}}};

}  // namespace

const TargetInfo& info(TargetId target) {
  return kInfos[target];
}

std::optional<TargetId> find_target(std::string_view word) {
  for (const TargetId target : kTargets) {
    if (info(target).word == word) return target;
  }
  return std::nullopt;
}

std::array<std::string_view, kTargets.size()> target_words() {
  std::array<std::string_view, kTargets.size()> words;
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = info(kTargets[i]).word;
  return words;
}

std::string target_list(std::string_view TargetInfo::*name, std::string_view between) {
  std::string text;
  for (const TargetId target : kTargets) {
    if (!text.empty()) text += between;
    text += info(target).*name;
  }
  return text;
}

std::string_view document_language(std::string_view path) {
  for (const TargetId target : kTargets) {
    if (path.ends_with(info(target).extension)) return info(target).language;
  }
  return {};
}

}  // namespace svc
