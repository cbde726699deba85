// JSON and YAML texts with references: the form of a document if the target wants a text.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "emit/tree.h"

namespace svc::emit {

// The value as JSON; with `pretty` on several lines, indented by two. Deferred values stay pieces
// of the text (inside quotes, unless they are numbers or booleans), so the result is a string, or a
// Concat of strings, References and Zones.
[[nodiscard]] Tree json_text(const Tree& value, bool pretty);
// The same for a whole document without deferred values: pretty, with a line end.
[[nodiscard]] Printed json_document(const Tree& value, Text::Notes notes);
// Whether a text can be written without escapes: no control characters except line feeds and tabs,
// and nothing invisible.
[[nodiscard]] bool printable(std::string_view text);
// A string with its JSON escapes, without the quotes.
[[nodiscard]] std::string json_escape(std::string_view text);
void append_json_escaped(std::string_view text, std::string& out);

// The value as a YAML document: blocks for texts of several lines, quotes only where YAML 1.1 would
// misread a plain word.
[[nodiscard]] Tree yaml_text(const Tree& value);
// A string as a YAML scalar on one line.
[[nodiscard]] std::string yaml_scalar(std::string_view text);
// A double-quoted YAML scalar.
[[nodiscard]] std::string yaml_quoted(std::string_view text);
// Whether a text is readable, and means the same, as a `|` block. Its first piece decides, and
// whether it has several lines.
[[nodiscard]] bool yaml_block_fits(const std::vector<Tree>& parts);
// Writes ` |` with its chomping indicator and the lines, each indented.
void write_yaml_block(const std::vector<Tree>& parts, int indent, Text& out);

// Writes values that YAML cannot express (references …), with the space after `key:` or `-`.
using YamlDeferred = std::function<void(const Tree& value, int indent, Text& out)>;
// Writes `key: value` lines.
void write_yaml_member(std::string_view key, const Tree& value, int indent, Text& out,
                       const YamlDeferred& deferred);
// Writes a value after `key:` or `-`, including the line end. `indent` is the indentation of lines
// below the key.
void write_yaml_value(const Tree& value, int indent, Text& out, const YamlDeferred& deferred);

// The pieces of a text, with the documents inside it written out: strings, References, Zones and
// values that only the target can encode.
[[nodiscard]] std::vector<Tree> flat_parts(const Tree& text);

}  // namespace svc::emit
