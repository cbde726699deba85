// The standard library's kinds: the tables generated from stdlib/prelude/*.svc.
//
// Everything here is constant data without ownership, so that a run of svcc spends no time on the
// prelude. The tables are written by compiler/generate/prelude.cpp into kinds_tables.cpp when svcc
// is built.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace svc::sema {

class Value;
struct KindDecl;
struct Type;

enum class Scalar : std::uint8_t {
  Any,
  String,
  Int,
  Number,
  Bool,
  Duration,
  Size,
  Percent,
  Cpu,
  Cidr,
  Ip,
  Port,
  Range,
  Name,  // of a block in another one: a text, or the bare word
  Arn,
  Image,
  Schedule,
};

// One alternative of a type.
struct TypeAlternative {
  enum class Form : std::uint8_t { Scalar, Symbol, List, Map, Kind };
  Form form = Form::Scalar;
  Scalar scalar = Scalar::Any;
  std::string_view name;          // of a symbol or a kind
  const Type* element = nullptr;  // of a list or a map
};

// A union of alternatives. A type without any accepts nothing.
struct Type {
  std::span<const TypeAlternative> alternatives;
  bool optional = false;  // `string?`: the field may be left out
};

// A default as written in the prelude: a literal, a symbol, or an empty or literal list.
struct Constant {
  enum class Form : std::uint8_t {
    None,
    Bool,
    Int,
    Number,
    String,
    Symbol,
    Duration,
    Size,
    Percent,
    Cpu,
    Cidr,
    Range,
    List,
    Map
  };
  Form form = Form::None;  // None: there is no default
  bool boolean = false;
  std::int64_t integer =
      0;  // Int; Duration in ms; Size in bytes; Cpu in AWS units; Range: its lower end
  std::int64_t upper = 0;           // Range: its upper end
  double number = 0;                // Number, Percent
  std::string_view text;            // String, Symbol, Cidr
  std::span<const Constant> items;  // List
};

struct FieldDecl {
  std::string_view name;
  std::string_view doc;
  Type type;
  Constant value;          // the default
  bool is_static = false;  // must be known at compile time
  bool by_param = false;   // … but a param may give it: checks judge each value that it can have
  bool in_days = false;    // AWS wants a number of days
  bool primary = false;    // `health = "/x"` is short for `health { path = "/x" }`
  bool is_inline =
      false;  // a reference to a kind that may also be written as a nested block: `task { … }`
  double min =
      -std::numeric_limits<double>::infinity();  // of the value in its own unit (ms, bytes, AWS cpu
                                                 // units, %), of a string its length
  double max = std::numeric_limits<double>::infinity();
  std::string_view pattern;  // a POSIX extended regular expression for the whole text; empty: none
  std::string_view pattern_text;                // the meaning of the pattern, in words
  bool own_pattern = false;                     // written in the program, not in the prelude
  const std::vector<Value>* allowed = nullptr;  // of a param: the only allowed values, or those of
                                                // a list's items; null or empty: any
  bool takes_secret = false;  // AWS never shows its value, so a secret param is allowed here
  bool open = false;          // a list whose length is known only at deployment is allowed here
  std::string_view file;      // "network.svc", for editors
  std::uint32_t offset = 0;   // of the name, in bytes

  [[nodiscard]] bool required() const {
    return value.form == Constant::Form::None && !type.optional;
  }
};

// A label of a nested block: a fixed word (`capacity fargate`), or a placeholder with a type
// (`capacity ec2 name: string`).
struct LabelDecl {
  std::string_view name;
  bool fixed = false;
  Type type;
};

struct BlockDecl {
  std::string_view name;
  std::span<const LabelDecl> labels;
  bool many = false;  // `blocks`: any number; `block`: at most one
  const KindDecl* body = nullptr;
};

// `in cluster: cluster`
struct ClauseDecl {
  enum class Keyword : std::uint8_t { In, For };
  Keyword keyword{};
  std::string_view name;
  Type type;
};

struct AttributeDecl {
  std::string_view name;
  std::string_view doc;
  Type type;
};

struct MethodParamDecl {
  std::string_view name;
  Type type;
};
struct MethodDecl {
  std::string_view name;
  std::string_view doc;
  std::span<const MethodParamDecl> params;
  Type result;
};

// The meaning of `allow VERB on x` for x of this kind: the IAM actions, and the resources as texts
// with `{arn}` and other attributes.
struct VerbDecl {
  std::string_view name;
  std::string_view doc;
  std::span<const std::string_view> actions;
  std::span<const std::string_view> resources;
  // What the verb needs of the KMS key that encrypts the block, if there is one.
  std::span<const std::string_view> key_actions;
};

// The first place to look for a field of that name, among `slots` places (a power of two).
[[nodiscard]] constexpr std::size_t field_slot(std::string_view name, std::size_t slots) {
  std::size_t hash = name.size();
  if (!name.empty())
    hash = ((hash * 31 + static_cast<unsigned char>(name.front())) * 31 +
            static_cast<unsigned char>(name[name.size() / 2])) *
               31 +
           static_cast<unsigned char>(name.back());
  return (hash ^ hash >> 7U) & (slots - 1);
}

// A hash table of `fields`, at most half full, with linear probing. Fields are read by name all
// over the compiler.
inline constexpr std::uint8_t kNoField = 255;
template <std::size_t slots>
[[nodiscard]] constexpr std::array<std::uint8_t, slots> field_table(
    std::span<const FieldDecl> fields) {
  std::array<std::uint8_t, slots> table;
  table.fill(kNoField);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::size_t at = field_slot(fields[i].name, slots);
    while (table[at] != kNoField) at = (at + 1) & (slots - 1);
    table[at] = static_cast<std::uint8_t>(i);
  }
  return table;
}

struct KindDecl {
  std::string_view name;  // of a nested block: its path, "service.route"
  std::string_view doc;
  std::span<const ClauseDecl> clauses;
  std::span<const FieldDecl> fields;
  std::span<const std::uint8_t>
      table;  // of the fields (field_table()); empty for a kind that the program declares
  std::span<const BlockDecl> blocks;
  std::span<const AttributeDecl> attributes;
  std::span<const MethodDecl> methods;
  std::span<const VerbDecl> verbs;
  bool grants = false;  // `allow … on …` is allowed in it (declared as `blocks allow {}`)
  const KindDecl* existing =
      nullptr;  // the fields of `existing NAME x { … }`; null if the kind has no existing form
  bool creatable = true;  // false: it is the `existing` form of a kind
  std::string_view file;
  std::uint32_t offset = 0;

  [[nodiscard]] const FieldDecl* field(std::string_view field_name) const;
  [[nodiscard]] const AttributeDecl* attribute(std::string_view attribute_name) const;
  [[nodiscard]] const MethodDecl* method(std::string_view method_name) const;
  [[nodiscard]] const VerbDecl* verb(std::string_view verb_name) const;
  [[nodiscard]] const FieldDecl* primary() const;
};

// All kinds that can be declared at the top level, in alphabetical order.
[[nodiscard]] std::span<const KindDecl* const> builtin_kinds();
// The kind of that name, or null.
[[nodiscard]] const KindDecl* find_kind(std::string_view name);

// A nested block as one writes its head: `capacity ec2 NAME`.
[[nodiscard]] std::string block_text(const BlockDecl& block);

// A file of the prelude as text, for editors (go to definition). Empty for an unknown name.
[[nodiscard]] std::string_view prelude_text(std::string_view file);

// The type as the prelude writes it: `none | single | per_zone`, `[string]`, `int | range`.
[[nodiscard]] std::string type_text(const Type& type);

}  // namespace svc::sema
