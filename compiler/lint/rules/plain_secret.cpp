// A password, token or key written into the program.
#include <algorithm>
#include <array>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

template <std::size_t N>
bool has(const std::vector<std::string>& words, const std::array<std::string_view, N>& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

// Whether the name is that of a secret itself, not of its place, its name or its size: PASSWORD,
// API_KEY, but not TOKEN_URL, KEY_ID, PUBLIC_KEY.
bool names_a_secret(std::string_view name) {
  const std::vector<std::string> words = words_in(name);
  constexpr std::array<std::string_view, 9> kSecret = {"PASSWORD",    "PASSWD", "PASSPHRASE",
                                                       "SECRET",      "TOKEN",  "CREDENTIAL",
                                                       "CREDENTIALS", "APIKEY", "KEY"};
  constexpr std::array<std::string_view, 22> kAbout = {
      "URL",    "URI",      "ARN",    "ID",     "NAME",     "PATH",    "FILE",   "DIR",
      "TTL",    "TIMEOUT",  "EXPIRY", "LENGTH", "SIZE",     "TYPE",    "PUBLIC", "PREFIX",
      "HEADER", "ENDPOINT", "REGION", "ISSUER", "AUDIENCE", "ROTATION"};
  return has(words, kSecret) && !has(words, kAbout);
}

bool is_upper_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Whether the value itself has the form of a key: of AWS
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids),
// GitHub, GitLab, Slack or Stripe, a private key, or a URL with a password.
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

// `owner`: the block that has `secrets`, in words.
void check_plain_variables(const sema::Value& variables, std::string_view owner, Sink& sink) {
  const auto* object = variables.get<sema::Object>();
  if (object == nullptr) return;
  for (const auto& [name, value] : object->entries) {
    const auto* text = value.get<std::string>();
    if (text == nullptr || text->empty() || *text == "true" || *text == "false" ||
        (!names_a_secret(name) && !is_a_secret(*text)))
      continue;
    sink.report<diag::PlainSecret>(value.span, name)
        .help(fmt::format("keep it in Secrets Manager: `existing secret NAME {{ name = \"…\" "
                          "}}`, and `secrets {{ {} = NAME }}` in the {}",
                          name, owner));
  }
}

void check_plain_secret(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* container : containers(plan))
    check_plain_variables((*container)["env"], "container", sink);
  for (const Block* pipeline : program.created("pipeline")) {
    for (const Block* step : pipeline->nested("build", "image"))
      check_plain_variables((*step)["args"], "step", sink);
    for (const Block* step : pipeline->nested("build", "commands"))
      check_plain_variables((*step)["env"], "step", sink);
    for (const Block* step : pipeline->nested("test"))
      check_plain_variables((*step)["env"], "step", sink);
  }
}

}  // namespace

constinit const Rule plain_secret = {
    .code = diag::PlainSecret::code,
    .about =
        "Everyone who can read the repository, the template or the task definition can read this "
        "value. Keep secrets in Secrets Manager or in a parameter; ECS passes them to the "
        "container when it starts.",
    .program = check_plain_secret,
};

}  // namespace svc::lint::rules
