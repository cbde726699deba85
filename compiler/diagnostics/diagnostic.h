// Diagnostics: the compiler's reports about a program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace svc {

enum class Severity : std::uint8_t { Note, Warning, Error };

// The stable number of a diagnostic. The names are types of svc::diag (diagnostics/codes/), each
// with its `code`: diag::UnknownName::code.
enum class Code : std::uint16_t {};

// `SVC0042`.
[[nodiscard]] std::string code_text(Code code);
[[nodiscard]] std::string_view severity_text(Severity severity);  // "note", "warning", "error"

// How a related place belongs to a diagnostic.
enum class RelatedKind : std::uint8_t {
  Other,        // another line that matters
  Instance,     // the component instance that contains the mistake
  Candidate,    // an instance that it may be; which one is not known
  Iteration,    // the item of the `for` iteration that has it
  Overlay,      // what the environment changes in the block
  Environment,  // the environment that changes something, if the exact place is unknown
  Library,      // the line of the standard library that uses the value
};
// "instance", "iteration" …; empty for Other.
[[nodiscard]] std::string_view related_kind_text(RelatedKind kind);

// A second place that matters, with its text.
struct Related {
  Span span;
  std::string message;
  RelatedKind kind = RelatedKind::Other;
};

// One replacement of a fix: the bytes of `span` become `text`.
struct Edit {
  Span span;
  std::string text;
  bool member = false;  // removes a whole member of a block: the comma behind it too
  // Not the whole span is replaced, but this word: in the span, or as the key of the entry with its
  // value there. driver/findings.cpp finds the place.
  std::string word = {};  // NOLINT(readability-redundant-member-init): for initialisers
};

// An edit that an editor can apply on request. Empty if there is none.
struct Fix {
  std::string title;
  std::vector<Edit> edits;
  bool certain = false;  // it writes what the author meant, and chooses no value for the system:
                         // svcc check --fix makes it without asking
};

// How an editor can render the range, in addition to underlining it: faded or struck through.
enum class Tag : std::uint8_t { None, Unnecessary, Deprecated };
[[nodiscard]] std::string_view tag_text(Tag tag);  // "unnecessary", "deprecated"; empty for None

struct Diagnostic {
  Code code{};
  Severity severity = Severity::Error;
  Span span;  // the exact place; of an invalid span only the command line speaks (file not found …)
  std::string message;           // one sentence in the user's terms, no full stop
  std::vector<Related> related;  // other lines that matter; those that led to the place come first
  std::string help;              // the fix in words; may be empty
  Fix fix;                       // the same as an edit; may be empty
  Tag tag = Tag::None;
  bool in_component = false;  // found in the body of a component: another of the same code at the
                              // same place is the same mistake
  std::string environment;    // the environment that has it; empty when it does not depend on one
};

}  // namespace svc
