// The literals of a program that are secrets: what a param declared `secret` was given by mistake,
// and what has the name or the form of a password, a token or a key. Diagnostics do not show them.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.h"

namespace svc::syntax {

struct SecretText {
  Span span;         // between the quotes
  std::string text;  // with escapes resolved; of a number, its digits
};

// Those of the files of one program, which may declare a param in one file and give it a value in
// another. In the order of the files and of their text.
[[nodiscard]] std::vector<SecretText> secret_texts(const std::vector<const ast::Ast*>& files);

}  // namespace svc::syntax
