// A hash that is the same on every machine and in every version of svcc: names and numbers that
// AWS keeps follow from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace svc {

// FNV-1a with 64 bits, mixed once more so that every bit counts:
// https://www.rfc-editor.org/rfc/rfc9923
[[nodiscard]] constexpr std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  hash ^= hash >> 32U;
  hash *= 0xd6e8feb86659fd93U;
  return hash ^ (hash >> 32U);
}

// Six letters and digits of that hash, to name something without a name.
[[nodiscard]] inline std::string short_hash(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::uint64_t hash = stable_hash(text);
  std::string name;
  for (int i = 0; i < 6; ++i) {
    name += kLetters[hash % kLetters.size()];
    hash /= kLetters.size();
  }
  return name;
}

}  // namespace svc
