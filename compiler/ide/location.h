// Places as an editor opens them: in a file of the program, or in a read-only document that svcc
// itself holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "sema/kinds.h"
#include "sema/recorder.h"
#include "source/source_file.h"
#include "source/span.h"

namespace svc::ide {

// A place in a file of the program: a byte offset.
struct Point {
  SourceId file;
  std::uint32_t offset = 0;
};

// A range of a document. `path` is that of a file as the program knows it, or a URI of the scheme
// below.
struct Location {
  std::string path;
  std::uint32_t begin = 0;  // byte offsets in the text of the document
  std::uint32_t end = 0;
  friend bool operator==(const Location&, const Location&) = default;
  // Sorts by path, then by place. (libc++ 14 has no <=> for std::string.)
  friend bool operator<(const Location& a, const Location& b) {
    return std::tie(a.path, a.begin, a.end) < std::tie(b.path, b.begin, b.end);
  }
};

// One replacement in a document.
struct TextEdit {
  Location at;
  std::string text;
  friend bool operator==(const TextEdit&, const TextEdit&) = default;
  // Sorts by place, then by text.
  friend bool operator<(const TextEdit& a, const TextEdit& b) {
    return std::tie(a.at, a.text) < std::tie(b.at, b.text);
  }
};

// The standard library as documents: `svc-std:/prelude/service.svc` (the kinds) and
// `svc-std:/std/web.svc` (importable components).
inline constexpr std::string_view kStdScheme = "svc-std:";
[[nodiscard]] bool is_std_document(std::string_view path);
// The text of such a document; nothing for an unknown name.
[[nodiscard]] std::optional<std::string> std_document(std::string_view uri);

// A span of the program as a location. Files of the standard library become `svc-std:` documents.
[[nodiscard]] Location location_of(const Sources& sources, Span span);
// The prelude's declaration that a name means. Nothing for declarations of the program, functions
// and the like.
[[nodiscard]] std::optional<Location> prelude_location(const sema::Meaning& meaning);

}  // namespace svc::ide
