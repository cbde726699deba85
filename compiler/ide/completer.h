// Shared by the parts of completion. Private to completion*.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emit/registry.h"
#include "ide/completion.h"
#include "ide/slot.h"
#include "ide/target_words.h"
#include "ide/variant.h"
#include "sema/literals.h"

namespace svc::ide {

// How close an item's declaration is.
enum class Rank : std::uint8_t { Needed, Fits, Likely, Possible, Last };

class Completer {
 public:
  Completer(const LiveProgram& program, Point point, const CompletionContext& context);
  Completion run();

 private:
  using Form = CompletionItem::Form;

  // ---- Members (completion_members.cpp) ----
  void members();
  void members_of_kind(const sema::KindDecl& kind, const sema::Members& siblings);
  void members_of_environment(const ast::Environment& environment);
  void top_level(bool in_component);
  void kinds(bool existing_only, bool with_head);
  void components();
  void std_components();
  void importable(const sema::Type* expected, bool components);
  // The path by which the file of the place can import another one; nothing if it would leave the
  // program's folder.
  [[nodiscard]] std::optional<std::string> import_path(const std::string& path) const;
  void heads();
  void removable();
  void keys();
  void dependencies(const sema::FieldDecl& field,
                    const std::function<bool(std::string_view)>& is_set);
  void capacities();
  void known_labels(const ast::Block& block, std::size_t label);
  // The names of the containers (volumes …) of the block around the place, at any depth, without
  // the one that the place is in.
  [[nodiscard]] std::vector<std::string_view> names_around(std::string_view kind) const;
  // The block that the surrounding environment block overrides, without the text being typed; null
  // if there is none.
  [[nodiscard]] const sema::Block* overlaid() const;

  // ---- Values (completion_values.cpp) ----
  void values();
  // `only_fitting`: leaves out names that only have fitting members.
  void names(std::size_t scope, const sema::Type* expected, bool only_fitting = false);
  [[nodiscard]] std::vector<std::string_view> fitting_words() const;
  // The sizes that Fargate has, for `cpu` and `memory` of a task (completion_sizes.cpp).
  void sizes();
  // The evaluated block around the marker; null if there is none.
  [[nodiscard]] const sema::Block* block_around() const;
  void typed(const sema::Type& expected);
  void grantable(const ast::Allow& allow);
  void units(const sema::Type* expected);
  void functions(const sema::Type* expected);
  void attributes();
  void attributes_of(const sema::Value& value);
  void attributes_of_block(const sema::Block& block);
  // The expected type of the name or attribute at the marker; null if any type is allowed.
  [[nodiscard]] const sema::Type* expected() const;
  void clause();
  void types();
  void verbs();

  // ---- Texts (completion_texts.cpp) ----
  void text();
  // The texts that fit, if the program or the AWS facts restrict them. `quotes`: whether quotes
  // must be added.
  void texts(bool quotes);
  // The names of other blocks that a text may hold: of access points, routes, steps
  // (completion_sizes.cpp).
  [[nodiscard]] std::vector<std::string> names_for(std::string_view field) const;
  void paths(bool programs, bool quotes);
  void actions();

  // ---- In the words of a target (completion_target.cpp) ----
  [[nodiscard]] bool target_members();
  void target_values(bool quotes);
  void target_heads(const ast::Block& block, std::size_t label);
  void target_types(bool quotes);
  void target_attributes(const sema::Block& raw);
  [[nodiscard]] std::vector<TargetPart> parts(const ast::Block& patch);
  [[nodiscard]] const emit::Schema* resource_schema(const ast::Block& block);
  [[nodiscard]] emit::Registry& registry(TargetId target);

  // ---- Where the marker is ----
  [[nodiscard]] const ast::ObjectExpr* object_at()
      const;  // the object that has it as a key; null for none
  void find_marker(const std::vector<const ast::Member*>& list, const ast::Member* container);
  [[nodiscard]] const sema::RecordedPlace* place() const;
  [[nodiscard]] const sema::Recorder& recorder() const { return recorded_->recorder; }
  // The scope at the marker: of its expression, else of the members around it.
  [[nodiscard]] std::size_t scope() const;
  void each_visible(std::size_t scope,
                    const std::function<void(const sema::VisibleName&)>& visit) const;
  [[nodiscard]] const sema::VisibleName* find_visible(std::size_t scope,
                                                      std::string_view name) const;
  [[nodiscard]] const sema::Value* value_at(Span span) const;
  [[nodiscard]] std::string environment_at() const;

  CompletionItem& add(Form form, std::string_view label, Rank rank);
  void add_snippet(Form form, std::string_view label, Rank rank, std::string snippet,
                   std::string detail, std::string documentation);

  const LiveProgram& program_;
  Point point_;
  const CompletionContext& context_;
  Slot slot_;
  std::unique_ptr<Variant> variant_;
  std::unique_ptr<Recorded> recorded_;
  Completion result_;
  std::map<TargetId, std::unique_ptr<emit::Registry>> registries_;

  // Found by find_marker().
  const ast::Member* member_ = nullptr;     // that has the marker
  const ast::Member* container_ = nullptr;  // around it
  const sema::Members* list_ = nullptr;     // that holds it
  std::vector<const ast::Member*> path_;    // from the outermost to it
  const ast::Expr* expr_ = nullptr;         // the name or member expression that is the marker
};

// A snippet for a value of a type, with the first stop `n`.
[[nodiscard]] std::string value_snippet(const sema::Type& type, int n);
// The text of a block with its required fields, as a snippet.
[[nodiscard]] std::string body_snippet(const sema::KindDecl& kind, int first_stop);

}  // namespace svc::ide
