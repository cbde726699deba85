// The field that an unknown one means, and its value there. Private to sema/.
#pragma once

#include <string>
#include <vector>

#include "sema/unknown.h"

namespace svc::sema {

inline constexpr std::size_t kLongestExample = 40;  // of a value that a help repeats

// A field under its right name: the value as its type takes it, and the edits that write it.
struct Corrected {
  bool good = false;        // the value is right then
  std::string value;        // as it is written; empty if it is long
  std::string likely = {};  // if it is not right: the value that is probably meant
  std::vector<Edit> edits;
};

// Reads the value as that of another field. What is wrong with it is not reported.
[[nodiscard]] Corrected corrected(Session& session, const FieldDecl& field, const ast::Field& m,
                                  const Scope& scope);

// Advises the right name of a field, with its value.
void advise_name(Report report, const FieldDecl& field, const ast::Field& m,
                 const Corrected& value);

// The field of the kind that an unknown field means: another spelling, another tool's word, a
// similar name. Null if there is none.
[[nodiscard]] const FieldDecl* meant_field(const KindDecl& kind, const ast::Field& m);

// The field of that name, in any spelling, among members; null if there is none.
[[nodiscard]] const ast::Field* field_named(const std::vector<const ast::Member*>& members,
                                            std::string_view name);

// The other end of a range: `max_tasks` of `min_tasks`; empty for other names.
[[nodiscard]] std::string other_end(std::string_view name);

// The only field of the kind that is a range; null if there is none.
[[nodiscard]] const FieldDecl* range_field(const KindDecl& kind);

// Advises one range in place of two fields for its ends. Gives whether they are such.
[[nodiscard]] bool advise_range_of_two(Session& session, Report report, const KindDecl& kind,
                                       const ast::Field& m, const Around& around);

// The only field one of whose words is the name: `idle_timeout` of `timeout`; null if there is
// none.
[[nodiscard]] const FieldDecl* field_with_part(const KindDecl& kind, std::string_view name);

// Completes the report of a field that a block does not have, in a policy: there a block has the
// fields and blocks of its kind.
void advise_policy_field(Report report, const Block& block, ast::Ident name);

// Advises a patch for a property of the provider for which the kind has no field: for one that svcc
// writes (`set`), to leave it out. Gives whether it is such a property.
bool advise_property(Report& report, const KindDecl& kind, std::string_view name, bool set);

// Advises `scale cpu { … }` for `scale_cpu { … }`. Gives whether the name is such a head.
bool advise_joined_head(Report& report, const KindDecl& kind, ast::Ident name);

// Whether the word of another tool means something in the kind.
[[nodiscard]] bool has_meaning(const KindDecl& kind, std::string_view word);

}  // namespace svc::sema
