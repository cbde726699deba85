// Between the names of documents and paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace svc::lsp {

// The scheme of the documents that the server itself gives to read: svc-std:/prelude/service.svc,
// svc-std:/std/web.svc (ide/location.h), svc-std:/reference/SVC4101.md.
inline constexpr std::string_view kScheme = "svc-std";

// The path of a `file:` URI, decoded and without `.` and `..`; nothing for other schemes.
[[nodiscard]] std::optional<std::string> path_of_uri(std::string_view uri);
// The `file:` URI of an absolute path, with `%XX` for everything except letters, digits and
// `/-._~`.
[[nodiscard]] std::string uri_of_path(std::string_view path);
// `svc-std:/prelude/service.svc` of `prelude/service.svc`.
[[nodiscard]] std::string uri_of_own(std::string_view path);
// The reverse; nothing for other schemes.
[[nodiscard]] std::optional<std::string> own_of_uri(std::string_view uri);

}  // namespace svc::lsp
