// Names and texts that are secrets by convention. Lints warn about them, and diagnostics do not
// repeat them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc {

// The words of a name between `_`, `-`, `.` and changes of case, in capitals: `dbPassword` has DB
// and PASSWORD.
[[nodiscard]] std::vector<std::string> words_in(std::string_view name);

// Whether the last words of a name are those of a secret: `db_password`, `api_key`, but not
// `password_length`.
[[nodiscard]] bool ends_like_a_secret(std::string_view name);

// Whether an environment variable is a secret itself, not its place, name or size: PASSWORD,
// API_KEY, but not TOKEN_URL, KEY_ID, PUBLIC_KEY.
[[nodiscard]] bool names_a_secret(std::string_view variable);

// Whether a name is that of a secret. One in capital letters is that of an environment variable.
[[nodiscard]] bool is_secret_name(std::string_view name);

// Whether the value itself has the form of a key: of AWS
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids),
// GitHub, GitLab, Slack or Stripe, a private key, or a URL with a password.
[[nodiscard]] bool is_a_secret(std::string_view text);

}  // namespace svc
