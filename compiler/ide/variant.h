// A copy of a program with another text in one of its files: for questions about an unfinished
// text.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ide/index.h"
#include "ide/live_program.h"

namespace svc::ide {

class Variant {
 public:
  // The program must outlive it, and must not change meanwhile. The file keeps its id.
  Variant(const LiveProgram& program, SourceId file, std::string text);
  Variant(const Variant&) = delete;
  Variant& operator=(const Variant&) = delete;

  [[nodiscard]] const Sources& sources() const { return sources_; }
  // The tree of the text.
  [[nodiscard]] const ast::Ast& tree() const { return tree_; }
  // The resources of one environment; nothing if the current text cannot be lowered.
  [[nodiscard]] std::optional<graph::Graph> lower(const std::string& environment) const;
  // The recorded results of one environment's analysis.
  [[nodiscard]] std::unique_ptr<Recorded> record(const std::string& environment) const;

 private:
  const LiveProgram& program_;
  Sources sources_;
  ast::Ast tree_;
  std::vector<sema::Module> modules_;
};

}  // namespace svc::ide
