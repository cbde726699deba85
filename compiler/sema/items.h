// The members of a block, sorted out by what its kind declares: conditions decided, loops unrolled,
// shorthands written out. Private to sema/.
//
// Environments are applied here, before anything is evaluated, so that the checks see the final
// program.
#pragma once

#include <functional>

#include "sema/scope.h"

namespace svc::sema {

struct Item {
  enum class Form : std::uint8_t { Field, Map, Block, Grant, Remove, Patch };
  Form form{};
  ast::Ident name;                      // the field's name, or the block's first word
  const ast::Expr* value = nullptr;     // Field
  const Scope* scope = nullptr;         // where its expressions are read
  const ast::Member* member = nullptr;  // the member that wrote it
  const FieldDecl* field =
      nullptr;  // Field, Map; Block: if the block is the value of a field (`task { … }`)
  const BlockDecl* decl =
      nullptr;  // Block, Remove: how the kind declares it; null if it is the value of a field
  const KindDecl* kind = nullptr;  // Block: the kind of its content
  std::vector<LabelValue>
      labels;                  // Block, Remove; Patch: the target, the part and perhaps its name
  std::vector<Item> children;  // Map, Patch: entries as fields, or as maps; Block: its members
  Span over;                   // for a change of an environment: the replaced text; else invalid
};

// The way of a value from an item: `way`, and the text that the item replaces.
[[nodiscard]] std::uint32_t way_of(Session& session, const Item& item, std::uint32_t way);

// The name of a block in messages. It is computed only for a message, because every block has a
// name and few have mistakes.
using Title = std::function<std::string()>;

// The name of a block in messages: "service `api`", "`scale queue`".
[[nodiscard]] std::string block_title(const KindDecl& kind, std::string_view name);
[[nodiscard]] std::string nested_title(std::string_view name,
                                       const std::vector<LabelValue>& labels);

// A member in messages: "`let`", "the field `name`", "the block `queue`".
[[nodiscard]] std::string member_title(const ast::Member& member);

// Sorts the members of a block of `kind`. Unknown and repeated members are reported and left out.
// `title` names the block in messages.
[[nodiscard]] std::vector<Item> collect(Session& session,
                                        const std::vector<const ast::Member*>& members,
                                        const Scope& scope, const KindDecl& kind,
                                        const Title& title);

// Lays an environment's members over the program's: fields and map entries replace, nested blocks
// with the same head merge, others are added, and `remove` deletes. `title` names the block in
// messages.
void overlay(Session& session, std::vector<Item>& base, std::vector<Item> changes,
             const Title& title);

// The same for the entries of a map: they replace those of their names.
void overlay_map(std::vector<Item>& base, std::vector<Item> changes);

// The labels of a top-level or nested block as text; nothing if one is faulty (reported).
[[nodiscard]] std::optional<LabelValue> label_value(Session& session, const Scope& scope,
                                                    const ast::Label& label);

}  // namespace svc::sema
