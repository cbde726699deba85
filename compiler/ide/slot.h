// The place in a text where the user is typing, from its tokens alone: the text around it may be
// unfinished.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace svc::ide {

// A placeholder word for the text that is being typed.
inline constexpr std::string_view kMarker = "svcc_here";

enum class SlotKind : std::uint8_t {
  Nothing,    // a comment, the name of something new
  Member,     // where a field, a block or a declaration may begin
  Head,       // behind the first word of a block: a label, or `in` and `for`
  Clause,     // behind `in` or `for` in the head of a block
  Value,      // an expression
  Attribute,  // behind a dot
  Key,        // where an object may get another entry
  Type,       // behind the colon of a param
  Verb,       // after `allow` or `deny`, also in a list
  On,         // behind the verb
  Existing,   // behind `existing` or `remove`
  Import,     // behind `import`: a path in quotes
  Text,       // inside of a string
};

struct Slot {
  SlotKind kind = SlotKind::Nothing;
  std::uint32_t begin = 0;       // the typed part of the word: begin to the place
  std::uint32_t text_begin = 0;  // Text: the first character between the quotes
  std::string first_word;    // Head: the first word of the block; Existing: `existing` or `remove`
  bool at_line_end = false;  // nothing follows on the line
  bool next_is_brace = false;  // a `{` follows
  bool next_is_assign = false;
  bool digits = false;      // the typed text begins with a digit
  bool in_list = false;     // Verb: in brackets
  bool wants_bool = false;  // Value: a condition, or an operand of `!`, `&&`, `||`
  std::string marked;       // the text with the marker in place of the word, made to be read
};

// Finds the slot at a byte offset.
[[nodiscard]] Slot slot_at(std::string_view text, std::uint32_t offset);

}  // namespace svc::ide
