// Completion: what can be typed at a place.
#pragma once

#include <string>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

struct CompletionItem {
  enum class Form : std::uint8_t {
    Kind,
    Component,
    Block,
    Field,
    Symbol,
    Name,
    Attribute,
    Method,
    Function,
    Unit,
    File,
    Environment,
    Verb,
    Action,
    Text,
    Keyword,
    Type,
    Value
  };
  Form form{};
  std::string label;          // the shown text, which the typed letters are compared with
  std::string detail;         // a type or a head, on one line
  std::string documentation;  // Markdown; may be empty
  std::string insert;         // a snippet (`${1:name}`, `$0`) if `snippet`, else the text itself
  bool snippet = false;
  std::string order;           // sorts the items: needed and fitting ones come first
  bool required = false;       // a field that has to be set
  std::vector<TextEdit> more;  // edits elsewhere: an import that the item needs
};

struct Completion {
  Span replace;  // the typed part of the word
  std::vector<CompletionItem> items;
};

// The caller's knowledge about the project beyond the program.
struct CompletionContext {
  std::vector<std::string> files;  // paths of files that could be imported or read, as the
                                   // program's FileSystem knows them
};

// The candidates for a place, in display order, unfiltered: the editor filters by the typed
// letters. Works in texts full of errors: a marker replaces the word being typed, and the analysis
// says what it expects there. Costs an analysis of one environment.
[[nodiscard]] Completion complete(const LiveProgram& program, Point point,
                                  const CompletionContext& context = {});

}  // namespace svc::ide
