#include "syntax/antlr/keywords.h"

#include <SvcParser.h>

#include <algorithm>
#include <array>

#include "syntax/antlr/characters.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

// The tokens that must follow a word to make it a keyword.
enum class Needs : std::uint8_t { Nothing, Word, String, Actions, Condition, Brace };

struct Keyword {
  std::string_view word;
  std::uint16_t type;
  Needs needs;
};

constexpr std::array<Keyword, 26> kKeywords{{
    {"allow", P::ALLOW, Needs::Actions},      {"as", P::AS, Needs::Word},
    {"assert", P::ASSERT, Needs::Condition},  {"attribute", P::ATTRIBUTE, Needs::Word},
    {"block", P::BLOCK, Needs::Word},         {"blocks", P::BLOCKS, Needs::Word},
    {"component", P::COMPONENT, Needs::Word}, {"deny", P::DENY, Needs::Actions},
    {"else", P::ELSE, Needs::Nothing},        {"environment", P::ENVIRONMENT, Needs::Word},
    {"existing", P::EXISTING, Needs::Word},   {"false", P::FALSE, Needs::Nothing},
    {"for", P::FOR, Needs::Nothing},          {"if", P::IF, Needs::Nothing},
    {"import", P::IMPORT, Needs::String},     {"in", P::IN, Needs::Nothing},
    {"kind", P::KIND, Needs::Word},           {"let", P::LET, Needs::Word},
    {"method", P::METHOD, Needs::Word},       {"on", P::ON, Needs::Nothing},
    {"output", P::OUTPUT, Needs::Word},       {"param", P::PARAM, Needs::Word},
    {"remove", P::REMOVE, Needs::Word},       {"true", P::TRUE, Needs::Nothing},
    {"verb", P::VERB, Needs::Word},           {"when", P::WHEN, Needs::Brace},
}};
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end(),
                             [](const Keyword& a, const Keyword& b) { return a.word < b.word; }));

[[nodiscard]] const Keyword* find_keyword(std::string_view word) {
  if (word.size() < 2 || word.size() > 11) return nullptr;
  const auto found =
      std::lower_bound(kKeywords.begin(), kKeywords.end(), word,
                       [](const Keyword& k, std::string_view w) { return k.word < w; });
  return found != kKeywords.end() && found->word == word ? &*found : nullptr;
}

[[nodiscard]] bool is_string(std::uint16_t type) {
  return type == P::STRING || type == P::STRING_OPEN;
}

// Whether the token, which is not classified yet, can follow the keyword.
[[nodiscard]] bool fits(Needs needs, std::uint16_t next) {
  switch (needs) {
    case Needs::Nothing:
      return true;
    case Needs::Word:
      return next == P::NAME;
    case Needs::String:
      return is_string(next);
    case Needs::Actions:
      return next == P::NAME || is_string(next) || next == P::LBRACKET;
    case Needs::Brace:
      return next == P::LBRACE;
    case Needs::Condition:
      return next == P::NAME || is_string(next) || next == P::NUMBER || next == P::CIDR ||
             next == P::NOT || next == P::MINUS || next == P::LPAREN || next == P::LBRACKET;
  }
  return false;
}

// `60%` is one literal; `60 % 7`, `60%7` and `60%x` are modulo operations.
[[nodiscard]] bool joins_percent(const std::vector<Lexeme>& all, std::size_t i,
                                 std::string_view text) {
  if (i + 1 >= all.size() || all[i].type != P::NUMBER || all[i + 1].type != P::PERCENT ||
      all[i + 1].begin != all[i].end)
    return false;
  const std::uint32_t after = all[i + 1].end;
  return after >= text.size() || !(is_name_part(text[after]) || text[after] == '(');
}

}  // namespace

void settle_keywords(Scan& scan, const Reporter& reporter) {
  std::vector<Lexeme>& all = scan.lexemes;
  std::size_t out = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Lexeme lexeme = all[i];
    if (lexeme.type == P::NAME && !(out > 0 && all[out - 1].type == P::DOT)) {
      const Keyword* keyword = find_keyword(reporter.text(lexeme.begin, lexeme.end));
      const std::uint16_t next = i + 1 < all.size() ? all[i + 1].type : std::uint16_t{0};
      if (keyword != nullptr && fits(keyword->needs, next)) lexeme.type = keyword->type;
    } else if (joins_percent(all, i, reporter.text())) {
      lexeme.end = all[i + 1].end;
      ++i;
    }
    all[out++] = lexeme;
  }
  all.resize(out);
}

}  // namespace svc::syntax
