// Where a name is declared and used.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/declarations.h"
#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

// All of these need a checked program (LiveProgram::check()), and return nothing if there is no
// name.

// A link from a name: its range, and its destination.
struct Link {
  Span from;
  std::vector<Location> to;
};

// The declaration that a name means: in the program, in std/, or in the prelude. For the path of an
// `import`, the file.
[[nodiscard]] Link definition(const LiveProgram& program, Point point);
// The same but from the use of a name that an `import … as` gives: that line, instead of the file
// behind it.
[[nodiscard]] Link declaration(const LiveProgram& program, Point point);
// The kind behind a name: the kind of a block, the component of an instance, for a field the kind
// of its value.
[[nodiscard]] Link type_definition(const LiveProgram& program, Point point);
// Its instances: for a component or a kind, the blocks made from it; for a field of the prelude,
// the places that set it.
[[nodiscard]] Link implementation(const LiveProgram& program, Point point);

// Every place in the program's own files (and std/) with the same meaning, in reading order;
// optionally with the declaration.
[[nodiscard]] std::vector<Location> references(const LiveProgram& program, Point point,
                                               bool with_declaration);

struct Highlight {
  Span span;
  bool write = false;  // the declaration, or a place that sets it
};
// The same within the file of the point.
[[nodiscard]] std::vector<Highlight> highlights(const LiveProgram& program, Point point);

struct WorkspaceSymbol {
  std::string name;
  std::string_view word;  // `service`, `let`, `param` …
  Declaration::Form form{};
  std::string container;  // of a nested block or a component's part, the name around it
  Location at;            // of the name
};
// The declarations that have the letters of the query in their name, in order (ignoring case), best
// first; all for an empty query. Only the program's own files.
[[nodiscard]] std::vector<WorkspaceSymbol> workspace_symbols(const LiveProgram& program,
                                                             std::string_view query);

// The target of each `import` and file("…") in a file, for links. Unreadable ones have none.
struct DocumentLink {
  Span span;         // of the text with its quotes
  std::string path;  // of a file as the program knows it, or a URI of svc-std:
};
[[nodiscard]] std::vector<DocumentLink> document_links(const LiveProgram& program, SourceId file);

}  // namespace svc::ide
