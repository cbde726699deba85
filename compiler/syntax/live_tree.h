// The tree of a text that is being edited.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_file.h"
#include "syntax/ast.h"
#include "syntax/relocate.h"

namespace svc::syntax {

struct Fill;

// An edit inside of one item, which left the others and all brackets as they were.
struct ItemEdit {
  TextChange change;
  // An item with another node: the edited one, and those that were read again because they have
  // mistakes, with the same text as before.
  struct Item {
    const ast::Member* before = nullptr;  // its node until then: only the address counts
    const ast::Member* now = nullptr;
    bool edited = false;
  };
  std::vector<Item> items;
};

class LiveTree {
 public:
  LiveTree();
  ~LiveTree();
  LiveTree(const LiveTree&) = delete;
  LiveTree& operator=(const LiveTree&) = delete;

  // Parses the current text of `sources[file]`. The tree and the diagnostics equal those of
  // parse(), but only items with changed tokens are parsed; in a text without mistakes, only the
  // item that the change is inside of is read at all. Everything obtained from the tree
  // earlier becomes invalid. `sources[file]` must outlive the tree, or be read again after it is
  // replaced.
  void read(const Sources& sources, SourceId file, Sink& sink);
  [[nodiscard]] const ast::Ast& tree() const { return tree_; }
  // What the last reading changed, if that was one item alone: the text may have mistakes there
  // now.
  [[nodiscard]] const std::optional<ItemEdit>& item_edit() const { return item_edit_; }

 private:
  struct Before;
  // Reads only the item that the change is inside of; false if that cannot be done. `before_it`
  // becomes the size of the tree before the new nodes.
  bool read_one_item(const SourceFile& source, const TextChange& change, Fill& before_it);

  ast::Ast tree_;
  std::optional<ItemEdit> item_edit_;
  std::unique_ptr<Before> before_;  // of the last reading; null: there was none
};

}  // namespace svc::syntax
