#include "base/secret_words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace svc {

namespace {

template <std::size_t N>
bool has_any(const std::vector<std::string>& words, const std::array<std::string_view, N>& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Whether one of the words of a secret is anywhere in the name, in any case. Most names have none,
// and need not be split up.
bool may_name_a_secret(std::string_view name) {
  constexpr std::array<std::string_view, 5> kParts = {"PASS", "SECRET", "TOKEN", "CREDENTIAL",
                                                      "KEY"};
  const auto same = [](char c, char part) { return capital(c) == part; };
  return std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
    return std::search(name.begin(), name.end(), part.begin(), part.end(), same) != name.end();
  });
}

bool is_upper_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::vector<std::string> words_in(std::string_view name) {
  std::vector<std::string> words;
  bool open = false;
  bool lower = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) == 0) {
      open = false;
      continue;
    }
    if (!open || (lower && std::isupper(byte) != 0)) words.emplace_back();
    words.back() += static_cast<char>(std::toupper(byte));
    open = true;
    lower = std::islower(byte) != 0;
  }
  return words;
}

bool ends_like_a_secret(std::string_view name) {
  if (!may_name_a_secret(name)) return false;
  const std::vector<std::string> words = words_in(name);
  if (words.empty()) return false;
  const std::string& last = words.back();
  const bool api_key = last == "KEY" && words.size() > 1 && words[words.size() - 2] == "API";
  return api_key || last == "PASSWORD" || last == "SECRET" || last == "TOKEN" || last == "APIKEY" ||
         last == "PASSPHRASE" || last == "PASSWD";
}

bool names_a_secret(std::string_view variable) {
  if (!may_name_a_secret(variable)) return false;
  const std::vector<std::string> words = words_in(variable);
  constexpr std::array<std::string_view, 9> kSecret = {"PASSWORD",    "PASSWD", "PASSPHRASE",
                                                       "SECRET",      "TOKEN",  "CREDENTIAL",
                                                       "CREDENTIALS", "APIKEY", "KEY"};
  constexpr std::array<std::string_view, 22> kAbout = {
      "URL",    "URI",      "ARN",    "ID",     "NAME",     "PATH",    "FILE",   "DIR",
      "TTL",    "TIMEOUT",  "EXPIRY", "LENGTH", "SIZE",     "TYPE",    "PUBLIC", "PREFIX",
      "HEADER", "ENDPOINT", "REGION", "ISSUER", "AUDIENCE", "ROTATION"};
  return has_any(words, kSecret) && !has_any(words, kAbout);
}

bool is_secret_name(std::string_view name) {
  const bool capitals =
      std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return capitals ? names_a_secret(name) : ends_like_a_secret(name);
}

bool is_a_secret(std::string_view text) {
  constexpr std::array<std::string_view, 12> kBeginnings = {
      "ghp_",  "gho_",  "ghs_",     "github_pat_", "glpat-",     "xoxb-",
      "xoxp-", "xapp-", "sk_live_", "rk_live_",    "-----BEGIN", "AIza"};
  if (text.size() > 12 && std::any_of(kBeginnings.begin(), kBeginnings.end(),
                                      [text](std::string_view b) { return text.starts_with(b); }))
    return true;
  if (text.size() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")))
    return std::all_of(text.begin(), text.end(), is_upper_or_digit);
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view rest = text.substr(scheme + 3);
  const std::size_t at = rest.find('@');
  const std::size_t colon = rest.find(':');
  return at != std::string_view::npos && colon < at && colon + 1 < at &&
         rest.substr(0, at).find('/') == std::string_view::npos;
}

}  // namespace svc
