// Shared by the code actions: the requested place, and edits that keep a file formatted. Private to
// actions*.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ide/actions.h"
#include "ide/declarations.h"
#include "ide/index.h"

namespace svc::ide {

// The place: the members around it, and the expression.
class Editing {
 public:
  Editing(const LiveProgram& program, Span range);

  [[nodiscard]] const LiveProgram& program() const { return program_; }
  [[nodiscard]] Span range() const { return range_; }
  [[nodiscard]] const SourceFile& source() const { return program_.sources()[range_.file]; }
  [[nodiscard]] std::string_view text(Span span) const { return source().text(span); }
  [[nodiscard]] const ast::Ast& tree() const { return *tree_; }
  [[nodiscard]] bool readable() const { return tree_ != nullptr; }
  // The members around the beginning of the range, the outermost first.
  [[nodiscard]] const std::vector<const ast::Member*>& path() const { return path_; }
  [[nodiscard]] const ast::Member* top() const { return path_.empty() ? nullptr : path_.front(); }
  [[nodiscard]] const ast::Member* innermost() const {
    return path_.empty() ? nullptr : path_.back();
  }
  // The innermost block around the range; null outside of blocks.
  [[nodiscard]] const ast::Block* block() const;
  // The kind of the block with these members, from any environment that analysed it; null if none
  // did.
  [[nodiscard]] const sema::RecordedPlace* place(const sema::Members& members) const;
  // The meaning of the name at a span.
  [[nodiscard]] const sema::Meaning* meaning(Span name) const;
  // A similar name that is not used in the program.
  [[nodiscard]] std::string fresh_name(std::string_view like) const;

  [[nodiscard]] TextEdit replace(Span span, std::string text) const {
    return {location_of(program_.sources(), span), std::move(text)};
  }
  [[nodiscard]] TextEdit insert(std::uint32_t at, std::string text) const {
    return replace({range_.file, at, at}, std::move(text));
  }
  // A whole line less: the span with the blanks before it and the line end behind it, and the
  // comma.
  [[nodiscard]] TextEdit remove(Span span) const;
  // Where the text of a member begins, with its documentation: at the beginning of a line.
  [[nodiscard]] std::uint32_t line_begin(const ast::Member& member) const;

  // An action with edits that keep formatted files formatted. `name`: the edit that introduces a
  // new name, which starts it.
  [[nodiscard]] CodeAction action(ActionForm form, std::string title, std::vector<TextEdit> edits,
                                  std::string_view new_name = {}) const;

 private:
  const LiveProgram& program_;
  Span range_;
  const ast::Ast* tree_;
  std::vector<const ast::Member*> path_;
};

// The edits to the same end that leave a formatted file formatted.
[[nodiscard]] std::vector<TextEdit> tidied(const LiveProgram& program,
                                           const std::vector<TextEdit>& edits);

// A removal that also takes the comma behind it: members may end with one, but not begin.
[[nodiscard]] TextEdit with_comma(std::string_view text, TextEdit edit);

void extract(const Editing& editing, std::vector<CodeAction>& actions);  // actions_extract.cpp
void inline_let(const Editing& editing, std::vector<CodeAction>& actions);
void move_out(const Editing& editing, std::vector<CodeAction>& actions);
void required_fields(const Editing& editing,
                     std::vector<CodeAction>& actions);  // actions_rewrite.cpp
void shorthands(const Editing& editing, std::vector<CodeAction>& actions);
void sort_members(const Editing& editing, std::vector<CodeAction>& actions);

}  // namespace svc::ide
