// A letter of another alphabet in the name of a host, an image or a resource.
#include <algorithm>
#include <array>
#include <optional>

#include "base/printable.h"
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "syntax/tokens.h"

namespace svc::lint::rules {

namespace {

// Letters that look like Latin ones
// (https://www.unicode.org/Public/security/latest/confusables.txt, Cyrillic and Greek).
constexpr std::array<std::pair<std::uint32_t, char>, 31> kLookalikes = {
    {{0x0430, 'a'}, {0x0435, 'e'}, {0x043e, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
     {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x04bb, 'h'}, {0x0501, 'd'},
     {0x051b, 'q'}, {0x051d, 'w'}, {0x0410, 'A'}, {0x0412, 'B'}, {0x0415, 'E'}, {0x041a, 'K'},
     {0x041c, 'M'}, {0x041d, 'H'}, {0x041e, 'O'}, {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'},
     {0x0425, 'X'}, {0x03bf, 'o'}, {0x03b1, 'a'}, {0x03bd, 'v'}, {0x03c1, 'p'}, {0x0391, 'A'},
     {0x039f, 'O'}}};

bool is_latin(std::uint32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

// Greek, Cyrillic and Armenian: the alphabets with letters that look Latin.
bool is_other_alphabet(std::uint32_t code) {
  return (code >= 0x0370 && code <= 0x058f) || (code >= 0x1f00 && code <= 0x1fff);
}

std::optional<char> lookalike(std::uint32_t code) {
  const auto* found = std::find_if(kLookalikes.begin(), kLookalikes.end(),
                                   [code](const auto& one) { return one.first == code; });
  return found == kLookalikes.end() ? std::nullopt : std::optional(found->second);
}

// Whether a text looks like a host, an ARN or an image: no blanks, and a sign that such names have.
bool is_name(std::string_view text) {
  return text.find_first_of(".:/@") != std::string_view::npos &&
         text.find_first_of(" \n\t") == std::string_view::npos;
}

// The text in Latin letters; nothing if no word of it mixes alphabets.
struct Latin {
  std::string text;
  std::uint32_t first = 0;  // the first letter of another alphabet
  bool whole = true;        // each of them looks like a Latin one
};

std::optional<Latin> in_latin(std::string_view text) {
  Latin made;
  bool mixed = false;
  bool latin = false;
  bool other = false;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = first_character(text.substr(i));
    if (is_other_alphabet(character.code)) {
      other = true;
      if (made.first == 0) made.first = character.code;
      const std::optional<char> same = lookalike(character.code);
      made.whole = made.whole && same.has_value();
      made.text += same.value_or('?');
    } else {
      latin = latin || is_latin(character.code);
      if (character.length == 1 && !is_latin(character.code)) latin = other = false;
      made.text += text.substr(i, character.length);
    }
    mixed = mixed || (latin && other);
    i += character.length;
  }
  return mixed ? std::optional(std::move(made)) : std::nullopt;
}

void check_mixed_script(const Files& files, Sink& sink) {
  for (const sema::Module& module : files.modules) {
    const std::string_view text = files.sources[module.ast->file].text();
    const bool ascii = std::all_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
    if (module.standard || ascii) continue;
    for (const syntax::Token& token : syntax::tokenize(text).tokens) {
      if (token.kind != syntax::Token::Kind::String) continue;
      const std::string_view string = text.substr(token.begin, token.end - token.begin);
      const std::optional<Latin> latin = is_name(string) ? in_latin(string) : std::nullopt;
      if (!latin) continue;
      const Span span{module.ast->file, token.begin, token.end};
      auto report =
          sink.report<diag::MixedScript>(span, string, fmt::format("U+{:04X}", latin->first));
      if (latin->whole)
        report.help(fmt::format("write {} in Latin letters", latin->text))
            .fix("Write it in Latin letters", {{span, latin->text}});
      else
        report.help("write the name in one alphabet");
    }
  }
}

}  // namespace

constinit const Rule mixed_script = {
    .code = diag::MixedScript::code,
    .about =
        "Letters of other alphabets look like Latin ones, so a host, an image or an ARN may "
        "name something that belongs to others.",
    .files = check_mixed_script,
};

}  // namespace svc::lint::rules
