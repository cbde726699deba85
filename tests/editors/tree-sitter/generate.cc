// A grammar as JSON on standard input becomes a parser in C on standard output.
#include <tree_sitter/compiler.h>

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

int main() {
  const std::string json((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  const TSCompileResult result = ts_compile_grammar(json.c_str(), nullptr);
  if (result.error_message != nullptr) {
    std::fputs(result.error_message, stderr);
    return 1;
  }
  std::fputs(result.code, stdout);
  return 0;
}
