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

// Called like a secret itself, not like its place, its name or its size: PASSWORD, API_KEY, but not
// TOKEN_URL, KEY_ID, PUBLIC_KEY.
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

void check_plain_secret(const sema::Program& /*program*/, const plan::Plan& plan, Sink& sink) {
  for (const Block* container : containers(plan)) {
    const auto* env = (*container)["env"].get<sema::Object>();
    if (env == nullptr) continue;
    for (const auto& [name, value] : env->entries) {
      const auto* text = value.get<std::string>();
      if (text == nullptr || text->empty() || *text == "true" || *text == "false" ||
          !names_a_secret(name))
        continue;
      sink.report<diag::PlainSecret>(value.span, name)
          .help(fmt::format("keep it in Secrets Manager: `existing secret NAME {{ name = \"…\" "
                            "}}`, and `secrets {{ {} = NAME }}` in the container",
                            name));
    }
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
