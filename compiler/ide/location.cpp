#include "ide/location.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "driver/imports.h"

namespace svc::ide {

namespace {

constexpr std::string_view kPrelude = "svc-std:/prelude/";
constexpr std::string_view kLibrary = "svc-std:/";

Location in_prelude(std::string_view file, std::size_t offset, std::size_t length) {
  return {fmt::format("{}{}", kPrelude, file), static_cast<std::uint32_t>(offset),
          static_cast<std::uint32_t>(offset + length)};
}

// The declaration `word name` in the block of a kind: from its name on, up to the next kind. The
// prelude has one format, so a search finds declarations without an offset in the tables.
std::optional<Location> declared(const sema::KindDecl& kind, std::string_view word,
                                 std::string_view name) {
  const std::string_view text = sema::prelude_text(kind.file);
  const std::string wanted = fmt::format("{} {}", word, name);
  for (std::size_t at = text.find(wanted, kind.offset); at != std::string_view::npos;
       at = text.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    const bool whole = end < text.size() && (text[end] == ':' || text[end] == '(' ||
                                             text[end] == ' ' || text[end] == '{');
    if (whole) return in_prelude(kind.file, end - name.size(), name.size());
  }
  return std::nullopt;
}

// The length of the word at the offset, in bytes.
std::size_t word_length(std::string_view text, std::size_t offset) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return static_cast<std::size_t>(
      std::find_if_not(begin, text.end(), [](char c) { return is_word(c); }) - begin);
}

// The field with this type, in a kind or its blocks.
const sema::FieldDecl* field_with(const sema::KindDecl& kind, const sema::Type& type) {
  for (const sema::FieldDecl& field : kind.fields) {
    if (&field.type == &type) return &field;
  }
  for (const sema::BlockDecl& block : kind.blocks) {
    if (const sema::FieldDecl* found = field_with(*block.body, type)) return found;
  }
  return kind.existing == nullptr ? nullptr : field_with(*kind.existing, type);
}

// The position of a symbol among the alternatives of its field: `nat: none | single | per_zone`.
std::optional<Location> symbol_location(const sema::Meaning& meaning) {
  for (const sema::KindDecl* kind : sema::builtin_kinds()) {
    const sema::FieldDecl* field =
        meaning.type == nullptr ? nullptr : field_with(*kind, *meaning.type);
    if (field == nullptr) continue;
    const std::string_view text = sema::prelude_text(field->file);
    for (std::size_t at = text.find(':', field->offset);
         at != std::string_view::npos && at < text.size() && text[at] != '\n'; ++at) {
      const std::size_t length = word_length(text, at);
      if (text.substr(at, length) == meaning.name)
        return in_prelude(field->file, static_cast<std::uint32_t>(at), length);
      at += length;
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_std_document(std::string_view path) {
  return path.starts_with(kStdScheme);
}

std::optional<std::string> std_document(std::string_view uri) {
  if (uri.starts_with(kPrelude)) {
    const std::string_view text = sema::prelude_text(uri.substr(kPrelude.size()));
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
  }
  if (!uri.starts_with(kLibrary) || !driver::is_std(uri.substr(kLibrary.size())))
    return std::nullopt;
  Result<std::string> text = driver::read_std(uri.substr(kLibrary.size()));
  return text ? std::optional(std::move(text).value()) : std::nullopt;
}

Location location_of(const Sources& sources, Span span) {
  const std::string& path = sources[span.file].path();
  return {driver::is_std(path) ? std::string(kLibrary) + path : path, span.begin, span.end};
}

std::optional<Location> prelude_location(const sema::Meaning& meaning) {
  using Form = sema::Meaning::Form;
  if (meaning.form == Form::Symbol) return symbol_location(meaning);
  if (meaning.declaration.valid() || meaning.kind == nullptr) return std::nullopt;
  const sema::KindDecl& kind = *meaning.kind;
  const auto at = [&](std::string_view file, std::uint32_t offset) {
    return in_prelude(file, offset, word_length(sema::prelude_text(file), offset));
  };
  switch (meaning.form) {
    case Form::Kind:
      return at(kind.file, kind.offset);
    case Form::Field:
      return at(meaning.field->file, meaning.field->offset);
    case Form::Block:
      return at(meaning.block->body->file, meaning.block->body->offset);
    case Form::Clause:
      return at(kind.file, kind.offset);
    case Form::Attribute:
      return declared(kind, "attribute", meaning.attribute->name);
    case Form::Method:
      return declared(kind, "method", meaning.method->name);
    case Form::Verb:
      return declared(kind, "verb", meaning.verb->name);
    case Form::Declared:
    case Form::Function:
    case Form::Symbol:
    case Form::Builtin:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace svc::ide
