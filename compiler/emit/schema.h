// The target's own schemas for its resources, in terms that all targets share. The tables are
// generated at build time from templates/schema/ (compiler/generate/) and are constants: nothing is
// read or allocated at startup.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace svc::emit {

// A constant array. (std::span wants complete types, and these structures hold themselves.)
template <typename T>
struct Slice {
  const T* data = nullptr;
  std::uint32_t count = 0;

  [[nodiscard]] constexpr const T* begin() const { return data; }
  [[nodiscard]] constexpr const T* end() const { return data + count; }
  [[nodiscard]] constexpr std::size_t size() const { return count; }
  [[nodiscard]] constexpr bool empty() const { return count == 0; }
  [[nodiscard]] constexpr const T& operator[](std::size_t index) const { return data[index]; }
};

// The allowed value types as bits: a policy can be an object or a text.
enum Type : std::uint8_t {
  kString = 1,
  kInteger = 2,
  kNumber = 4,
  kBoolean = 8,
  kList = 16,
  kObject = 32,  // the members are named by the schema, unless it names none
  kMap = 64,     // free keys, values as `items` says
  kAny = 127,
};

// Whether changing a property replaces the resource.
enum class Replace : std::uint8_t { Never, Sometimes, Always };

struct Schema {
  std::string_view name{};  // as the target writes it; empty for the elements of a list
  std::uint8_t types = kAny;
  bool block = false;  // Terraform: a nested block; with kList it repeats
  bool required = false;
  bool read_only = false;   // known only after deployment
  bool secret = false;      // not to be shown
  bool stack_tags = false;  // of a type of CloudFormation: the tags of the stack reach it
  Replace replace = Replace::Never;
  bool has_min = false;
  bool has_max = false;
  double min = 0;  // of a number its range, of a text its length, of a list its size
  double max = 0;
  std::string_view pattern{};  // a regular expression, as the provider wrote it; empty: none
  std::string_view since{};    // the provider version that brought it; empty: long known
  bool gone = false;           // the provider's versions of today do not have it
  Slice<std::string_view> allowed{};
  const Schema* items = nullptr;  // of a list or map: each element; null: unknown
  Slice<Schema> members{};        // of an object: its properties, by name

  [[nodiscard]] constexpr bool admits(std::uint8_t type) const { return (types & type) != 0; }
  // The member of that very name, or null.
  [[nodiscard]] const Schema* member(std::string_view wanted) const;
  // The member that is called so but for case and underscores, or null.
  [[nodiscard]] const Schema* alike(std::string_view wanted) const;
};

// alike(), letter by letter.
[[nodiscard]] bool same_but_for_case(std::string_view a, std::string_view b);
// Whether two names differ only in case and underscores: `VisibilityTimeout` and
// `visibility_timeout`. Templates ask it for every pair of names, and most pairs differ in the
// first letter.
[[nodiscard]] inline bool alike(std::string_view a, std::string_view b) {
  constexpr int kCase = 0x20;  // the bit by which upper and lower case differ in ASCII
  const bool letters = !a.empty() && !b.empty() && a.front() != '_' && b.front() != '_';
  if (letters && ((a.front() ^ b.front()) & ~kCase) != 0) return false;
  return a == b || same_but_for_case(a, b);
}
// `a text`, `a whole number or a text`: the type that a schema accepts, for messages.
[[nodiscard]] std::string types_text(std::uint8_t types);

}  // namespace svc::emit
