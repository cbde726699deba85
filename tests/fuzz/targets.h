// What is fuzzed: each takes any bytes, and ends the process where something that must always hold
// does not.
#pragma once

#include <span>
#include <string_view>

namespace svc::fuzz {

struct Target {
  std::string_view name;
  void (*run)(std::string_view input);
};

// parse:   any bytes are read, and every diagnostic has a place inside of the text
// format:  formatting twice is formatting once; tokens and diagnostics stay
// check:   two runs say the same, and the language's own limits hold
// build:   the documents of both targets are written; YAML can be read; a formatted program gives
//          the same documents but for line numbers
// carried: a text of a program is, read from the documents of both targets, the same text
// outputs: templates, modules and states for `svcc diff`, amounts and prices for `svcc cost`
// project: svc.yaml
// trace:   maps, and what other tools print in text and JSON
// frames:  the bytes that a client of the language server sends
// edits:   after any edits the living program says what a fresh check says
// The targets of texts (texts.cpp), which need few of the compiler's modules …
[[nodiscard]] std::span<const Target> text_targets();
// … and those of whole programs (programs.cpp).
[[nodiscard]] std::span<const Target> program_targets();

// The target of that name among these, or null.
[[nodiscard]] const Target* find_target(std::span<const Target> targets, std::string_view name);

}  // namespace svc::fuzz
