#include "ide/live_program.h"

#include "ide/declarations.h"
#include "ide/index.h"

namespace svc::ide {

LiveProgram::LiveProgram(const FileSystem& files, std::string main, driver::Settings settings)
    : Engine(files, std::move(main), std::move(settings), Reading::Often) {}
LiveProgram::~LiveProgram() = default;

void LiveProgram::forget() {
  index_.reset();
  declarations_.reset();
  estimates_.clear();
}

const cost::Estimate* LiveProgram::estimate(const LiveEnvironment& environment) const {
  if (!environment.graph) return nullptr;
  const auto [at, fresh] = estimates_.try_emplace(&environment);
  if (fresh) {
    const cost::Prices prices = cost::prices_for(*environment.graph, {});
    if (!prices.empty())
      at->second = std::make_unique<cost::Estimate>(cost::estimate(*environment.graph, prices));
  }
  return at->second.get();
}

const Declarations& LiveProgram::declarations() const {
  if (declarations_ == nullptr) {
    std::vector<const ast::Ast*> trees;
    for (const sema::Module& module : modules()) trees.push_back(module.ast);
    declarations_ = std::make_unique<Declarations>(trees);
  }
  return *declarations_;
}

const Index& LiveProgram::index() const {
  if (index_ != nullptr) return *index_;
  interruptibly_([this](const Cancellation& cancellation) {
    auto index = std::make_unique<Index>(*this, &cancellation);
    if (!cancellation.cancelled()) index_ = std::move(index);
  });
  return *index_;
}

}  // namespace svc::ide
