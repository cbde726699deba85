#include "syntax/antlr/foreign_statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// JavaScript, Go, Bicep, Python, Rust, Scala.
constexpr std::array<std::string_view, 8> kDeclares = {"const", "var", "val",  "def",
                                                       "set",   "mut", "auto", "local"};
constexpr std::array<std::string_view, 7> kImports = {"include", "require", "use",    "source",
                                                      "load",    "using",   "extends"};
constexpr std::array<std::string_view, 6> kParams = {"input", "parameter", "arg",
                                                     "prop",  "variable",  "argument"};
constexpr std::array<std::string_view, 6> kGrants = {"grant", "permit", "give",
                                                     "can",   "allows", "permits"};
constexpr std::array<std::string_view, 6> kControl = {"while", "switch", "match",
                                                      "until", "repeat", "loop"};
constexpr std::array<std::string_view, 6> kFunctions = {"function", "func", "fn",
                                                        "def",      "fun",  "macro"};

constexpr std::array<std::string_view, 3> kOthers = {"foreach", "from", "import"};

template <std::size_t... N>
constexpr auto sorted(const std::array<std::string_view, N>&... lists) {
  std::array<std::string_view, (N + ...)> all{};
  auto end = all.begin();
  ((end = std::copy(lists.begin(), lists.end(), end)), ...);
  std::sort(all.begin(), all.end());
  return all;
}

// Every word that begins such a statement. Few members of a program begin with one.
constexpr auto kBeginnings =
    sorted(kDeclares, kImports, kParams, kGrants, kControl, kFunctions, kOthers);

class Reader {
 public:
  Reader(const std::vector<Lexeme>& lexemes, std::size_t first, const Reporter& reporter)
      : in_(lexemes), first_(first), reporter_(reporter) {}

  // The kind of a token near the first one; 0 if it is on another line.
  [[nodiscard]] std::uint16_t type(std::size_t i) const {
    for (std::size_t at = first_ + 1; at <= i; ++at) {
      if (at >= in_.size() || in_[at].line_start) return 0;
    }
    return in_[i].type;
  }
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return reporter_.text(in_[i].begin, in_[i].end);
  }
  // The next token of this kind on the line, a few tokens on; the first one if there is none.
  [[nodiscard]] std::size_t find(std::uint16_t wanted) const {
    constexpr std::size_t kFar = 12;
    for (std::size_t i = first_ + 1; i < first_ + kFar && type(i) != 0; ++i) {
      if (in_[i].type == wanted) return i;
    }
    return first_;
  }

 private:
  const std::vector<Lexeme>& in_;
  std::size_t first_;
  const Reporter& reporter_;
};

// `input name: string`, `foreach x in list {`, `grant read on b`
ForeignStatement keyword(const Reader& reader, std::size_t i) {
  const std::string_view word = reader.word(i);
  if (reader.type(i) != P::NAME || !is_word(reader.type(i + 1))) return {};
  const std::string_view second = reader.word(i + 1);
  if (among(kParams, word) && reader.type(i + 2) == P::COLON)
    return {P::PARAM,
            i + 1,
            0,
            "`param`",
            fmt::format("a parameter is declared with `param {}: TYPE`", second),
            "param "};
  if (word == "foreach" && reader.type(i + 2) == P::IN)
    return {P::FOR,
            i + 1,
            0,
            "`for`",
            fmt::format("a loop is written `for {} in LIST {{ … }}`", second),
            "for "};
  if (among(kGrants, word) && reader.type(i + 2) == P::ON)
    return {P::ALLOW,
            i + 1,
            0,
            "`allow`",
            fmt::format("permissions are written `allow {} on NAME`", second),
            "allow "};
  return {};
}

// `while true {`, `switch environment.name {`
ForeignStatement control(const Reader& reader, std::size_t i) {
  if (reader.type(i) != P::NAME || !among(kControl, reader.word(i))) return {};
  const std::size_t brace = reader.find(P::LBRACE);
  // Words and strings alone are the head of a block of that name.
  bool head = true;
  for (std::size_t at = i + 1; at < brace; ++at) {
    const std::uint16_t type = reader.type(at);
    head = head && type != P::DOT && type != P::LPAREN && type != P::TRUE && type != P::FALSE &&
           type != P::EQUAL;
  }
  if (head) return {};
  return {0,
          i + 1,
          0,
          "a field or a block",
          "blocks are repeated with `for NAME in LIST { … }`, and chosen with `if CONDITION { … } "
          "else { … }`",
          ""};
}

// `const a = 3`
ForeignStatement declaration(const Reader& reader, std::size_t i) {
  if (!among(kDeclares, reader.word(i)) || !is_word(reader.type(i + 1)) ||
      reader.type(i + 2) != P::ASSIGN)
    return {};
  return {P::LET,
          i + 1,
          0,
          "`let`",
          fmt::format("a name for a value is declared with `let {} = …`", reader.word(i + 1)),
          "let "};
}

// `include "x.svc"`, `import network from "x.svc"`, `from "x.svc" import network`
ForeignStatement import(const Reader& reader, std::size_t i) {
  const bool other = reader.type(i) == P::NAME && among(kImports, reader.word(i));
  const bool from = reader.type(i) == P::NAME && reader.word(i) == "from";
  const bool names = reader.word(i) == "import" && reader.type(i + 1) != P::STRING;
  if (!other && !from && !names) return {};
  const std::size_t path = reader.find(P::STRING);
  if (path == i || (other && path != i + 1) || reader.find(P::ASSIGN) != i ||
      reader.type(path + 1) == P::LBRACE)
    return {};
  const std::string meant = fmt::format("import {}", reader.word(path));
  const std::string help =
      fmt::format("write `{}`: all names of the file are then known here", meant);
  std::size_t end = path + 1;
  while (from && is_word(reader.type(end))) ++end;
  return {P::IMPORT, path, end, names ? "a string" : "`import`", help, "import "};
}

// `function f(x) {`
ForeignStatement function(const Reader& reader, std::size_t i) {
  if (!among(kFunctions, reader.word(i)) || !is_word(reader.type(i + 1)) ||
      reader.type(i + 2) != P::LPAREN)
    return {};
  return {0,
          i + 1,
          0,
          "a field or a block",
          fmt::format("programs declare no functions: `let NAME = …` names a value, and "
                      "`component {} {{ param x: int … }}` blocks that are used several times",
                      reader.word(i + 1)),
          ""};
}

}  // namespace

ForeignStatement foreign_statement(const std::vector<Lexeme>& lexemes, std::size_t i,
                                   const Reporter& reporter) {
  const Reader reader(lexemes, i, reporter);
  if (!is_word(lexemes[i].type) ||
      !std::binary_search(kBeginnings.begin(), kBeginnings.end(), reader.word(i)))
    return {};
  ForeignStatement found = declaration(reader, i);
  if (found.expected.empty()) found = import(reader, i);
  if (found.expected.empty()) found = function(reader, i);
  if (found.expected.empty()) found = keyword(reader, i);
  if (found.expected.empty()) found = control(reader, i);
  return found;
}

}  // namespace svc::syntax
