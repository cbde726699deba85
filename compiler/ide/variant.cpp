#include "ide/variant.h"

#include "base/paths.h"
#include "driver/imports.h"
#include "driver/pipeline.h"
#include "syntax/parse.h"

namespace svc::ide {

namespace {

// The trees that the program has read, with one in another's place.
class Trees final : public driver::Library {
 public:
  Trees(const LiveProgram& program, SourceId file, const ast::Ast& tree)
      : program_(program), file_(file), tree_(tree) {}
  [[nodiscard]] Result<const ast::Ast*> file(const std::string& path) override {
    const std::optional<SourceId> known = program_.find(path);
    if (!known) return Failure{"the program has not read it"};
    return *known == file_ ? &tree_ : program_.tree(*known);
  }
  [[nodiscard]] bool exists(const std::string& path) const override {
    return program_.find(path).has_value();
  }

 private:
  const LiveProgram& program_;
  SourceId file_;
  const ast::Ast& tree_;
};

}  // namespace

Variant::Variant(const LiveProgram& program, SourceId file, std::string text)
    : program_(program), sources_(program.sources()) {
  sources_[file] = SourceFile(program.sources()[file].path(), std::move(text));
  Sink nobody;
  tree_ = syntax::parse(sources_, file, nobody);
  Trees trees(program, file, tree_);
  const ast::Ast& main =
      program.modules().front().ast->file == file ? tree_ : *program.modules().front().ast;
  modules_ = driver::link(sources_, main, trees, nobody);
}

std::optional<graph::Graph> Variant::lower(const std::string& environment) const {
  Sink nobody;
  driver::Timings timings;
  const sema::Input files = program_.input();
  const driver::Checked checked =
      driver::check_environment({.sources = sources_, .modules = modules_, .files = files.files},
                                environment, false, nobody, timings);
  return checked.sound ? driver::lower_environment(checked, sources_, nobody, timings)
                       : std::nullopt;
}

std::unique_ptr<Recorded> Variant::record(const std::string& environment) const {
  sema::Input input = program_.input();
  return ide::record({.sources = sources_, .modules = modules_, .files = input.files}, environment);
}

}  // namespace svc::ide
