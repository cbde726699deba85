// What the parts of completion share. Private to completion*.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/completion.h"
#include "ide/slot.h"
#include "ide/variant.h"
#include "sema/literals.h"

namespace svc::ide {

// How near at hand an item is.
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
  void heads();
  void removable();
  void capacities();
  [[nodiscard]] std::vector<std::string_view> container_names() const;  // of the block around the place, at any depth

  // ---- Values (completion_values.cpp) ----
  void values();
  void names(std::size_t scope, const sema::Type* expected);
  void typed(const sema::Type& expected, const std::string& field);
  void units(const sema::Type* expected);
  void functions();
  void attributes();
  void attributes_of(const sema::Value& value);
  void attributes_of_block(const sema::Block& block);
  void clause();
  void types();
  void verbs();

  // ---- Texts (completion_texts.cpp) ----
  void text();
  void paths(bool programs, bool quotes);
  void actions();

  // ---- Where the marker is ----
  void find_marker(const std::vector<const ast::Member*>& list, const ast::Member* container);
  [[nodiscard]] const sema::RecordedPlace* place() const;
  [[nodiscard]] const sema::Recorder& recorder() const { return recorded_->recorder; }
  // The scope at the marker: of its expression, else of the members around it.
  [[nodiscard]] std::size_t scope() const;
  void each_visible(std::size_t scope, const std::function<void(const sema::VisibleName&)>& visit) const;
  [[nodiscard]] const sema::VisibleName* find_visible(std::size_t scope, std::string_view name) const;
  [[nodiscard]] const sema::Value* value_at(Span span) const;
  [[nodiscard]] std::string environment_at() const;

  CompletionItem& add(Form form, std::string_view label, Rank rank);
  void add_snippet(Form form, std::string_view label, Rank rank, std::string snippet, std::string detail, std::string documentation);

  const LiveProgram& program_;
  Point point_;
  const CompletionContext& context_;
  Slot slot_;
  std::unique_ptr<Variant> variant_;
  std::unique_ptr<Recorded> recorded_;
  Completion result_;

  // Found by find_marker().
  const ast::Member* member_ = nullptr;                       // that has the marker
  const ast::Member* container_ = nullptr;                    // around it
  const sema::Members* list_ = nullptr;                       // in which it stands
  std::vector<const ast::Member*> path_;                      // from the outermost to it
  const ast::Expr* expr_ = nullptr;                           // the name or member expression that is the marker
};

// What one writes for a value of a type: a snippet with the first stop `n`.
[[nodiscard]] std::string value_snippet(const sema::Type& type, int n);
// The text of a block with its required fields, as a snippet.
[[nodiscard]] std::string body_snippet(const sema::KindDecl& kind, int first_stop);

}  // namespace svc::ide
