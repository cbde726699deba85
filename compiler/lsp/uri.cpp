#include "lsp/uri.h"

#include "base/paths.h"

namespace svc::lsp {

namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// An invalid `%` stays as it is.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
        digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/-._~").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_plain(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte / 16];
    out += kHex[byte % 16];
  }
  return out;
}

// The path behind `scheme:` and, if there, `//host`.
std::optional<std::string> path_behind(std::string_view uri, std::string_view scheme) {
  if (!uri.starts_with(scheme) || !uri.substr(scheme.size()).starts_with(':')) return std::nullopt;
  std::string_view rest = uri.substr(scheme.size() + 1);
  if (rest.starts_with("//")) {
    const std::size_t slash = rest.find('/', 2);
    if (slash == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(slash);
  }
  rest = rest.substr(0, rest.find_first_of("?#"));
  if (!rest.starts_with('/')) return std::nullopt;
  return normal_path(decoded(rest));
}

}  // namespace

std::optional<std::string> path_of_uri(std::string_view uri) {
  return path_behind(uri, "file");
}

std::string uri_of_path(std::string_view path) {
  return "file://" + encoded(path);
}

std::string uri_of_own(std::string_view path) {
  return std::string(kScheme) + ":/" + encoded(path);
}

std::optional<std::string> own_of_uri(std::string_view uri) {
  std::optional<std::string> path = path_behind(uri, kScheme);
  if (path) path->erase(0, 1);
  return path;
}

}  // namespace svc::lsp
