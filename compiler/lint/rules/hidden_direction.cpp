// Marks that change the writing direction, so that a reader sees another text than AWS does.
#include "base/printable.h"
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "syntax/tokens.h"

namespace svc::lint::rules {

namespace {

bool in_string(const std::vector<syntax::Token>& tokens, std::uint32_t at) {
  return std::any_of(tokens.begin(), tokens.end(), [at](const syntax::Token& token) {
    const bool string =
        token.kind == syntax::Token::Kind::String || token.kind == syntax::Token::Kind::TextBlock;
    return string && token.begin <= at && at < token.end;
  });
}

void check_file(SourceId id, std::string_view text, Sink& sink) {
  std::vector<syntax::Token> tokens;  // read when there is a mark
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0xC0U) {
      ++i;
      continue;
    }
    const Character character = first_character(text.substr(i));
    const auto begin = static_cast<std::uint32_t>(i);
    i += character.length;
    if (!character.valid || !is_bidi_mark(character.code)) continue;
    if (tokens.empty()) tokens = syntax::tokenize(text).tokens;
    const Span span{id, begin, static_cast<std::uint32_t>(i)};
    const std::string escape = fmt::format("\\u{{{:x}}}", character.code);
    const bool string = in_string(tokens, begin);
    sink.report<diag::HiddenDirection>(span, fmt::format("U+{:04X}", character.code))
        .help(string ? fmt::format("write `{}`, which everybody can see", escape) : "take it out")
        .repair(string ? fmt::format("Write `{}`", escape) : "Take it out",
                {{span, string ? escape : ""}});
  }
}

void check_hidden_direction(const Files& files, Sink& sink) {
  for (const sema::Module& module : files.modules) {
    if (!module.standard)
      check_file(module.ast->file, files.sources[module.ast->file].text(), sink);
  }
}

}  // namespace

constinit const Rule hidden_direction = {
    .code = diag::HiddenDirection::code,
    .about =
        "Unicode has marks that show the text around them in another order than it has in the "
        "file. They let a harmless line look like another one, and a reviewer cannot see them "
        "(CVE-2021-42574).",
    .files = check_hidden_direction,
};

}  // namespace svc::lint::rules
