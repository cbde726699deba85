// The tree of a text that somebody is writing.
#pragma once

#include <memory>

#include "diagnostics/sink.h"
#include "source/source_file.h"
#include "syntax/ast.h"

namespace svc::syntax {

class LiveTree {
 public:
  LiveTree();
  ~LiveTree();
  LiveTree(const LiveTree&) = delete;
  LiveTree& operator=(const LiveTree&) = delete;

  // Reads the text that `sources[file]` has now. The tree is then, and reported is, what parse()
  // gives; but of the items of the file only those are parsed whose tokens are others than the last
  // time. Whatever was taken from the tree before is void. `sources[file]` must outlive the tree,
  // or be read again when it is replaced.
  void read(const Sources& sources, SourceId file, Sink& sink);
  [[nodiscard]] const ast::Ast& tree() const { return tree_; }

 private:
  struct Before;
  ast::Ast tree_;
  std::unique_ptr<Before> before_;  // of the last reading; null: there was none
};

}  // namespace svc::syntax
