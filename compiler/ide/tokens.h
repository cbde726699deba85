// The class of each word of a text, for semantic highlighting.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace svc::ide {

// The names of LSP 3.17 (SemanticTokenTypes), in the order of tokens.cpp's table.
enum class Color : std::uint8_t {
  Namespace,  // app, environments, aliases of imports
  Kind,       // `type`: the first word of a block, the name of a kind or a type
  Component,  // `class`
  Parameter,  // param
  Variable,   // let, blocks, variables of loops
  Property,   // fields, keys, attributes
  Symbol,     // `enumMember`: symbols and fixed labels
  Function,
  Method,  // methods and verbs
  Keyword,
  Comment,
  String,
  Number,
  Operator,
};
inline constexpr std::string_view kColorNames[] = {
    "namespace", "type",   "class",   "parameter", "variable", "property", "enumMember",
    "function",  "method", "keyword", "comment",   "string",   "number",   "operator"};

// Bits of Modifiers, in the order of their names.
enum Modifier : std::uint32_t {
  kPlain = 0,
  kDeclaration = 1,
  kReadonly = 2,
  kDocumentation = 4,
  kDefaultLibrary = 8,
  kModification = 16
};
inline constexpr std::string_view kModifierNames[] = {"declaration", "readonly", "documentation",
                                                      "defaultLibrary", "modification"};

struct ColoredToken {
  std::uint32_t begin = 0;  // byte offsets; a token never crosses the end of a line
  std::uint32_t end = 0;
  Color color{};
  std::uint32_t modifiers = 0;
};

// The meaning of a program's names, for the words of its other files.
using NameColors = std::map<std::string_view, Color, std::less<>>;

// Adds the names that a file declares for others. The names are views of its text.
void add_names(const ast::Ast& tree, NameColors& names);

// The tokens in the order of the text. `names` holds the names of all files that the file may use,
// including its own. In lines that could not be read, only single words are coloured.
[[nodiscard]] std::vector<ColoredToken> colored_tokens(const ast::Ast& tree, const SourceFile& file,
                                                       const NameColors& names);

}  // namespace svc::ide
