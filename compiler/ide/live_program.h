// A program that is being written: the engine (driver/engine.h), kept up to date with the least
// work, and the additional data for an editor's questions.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "cost/estimate.h"
#include "driver/engine.h"

namespace svc::ide {

class Index;
class Declarations;

using LiveEnvironment = driver::EnvironmentState;

// Runs a piece of work that is given up when it is cancelled. The server's throws then.
using Interruptibly = std::function<void(const std::function<void(const Cancellation&)>& work)>;

class LiveProgram final : public driver::Engine {
 public:
  // `files` gives the texts: unsaved buffers override the disk. It must outlive the program.
  // `main`: the path of the main file, as `files` knows it.
  LiveProgram(const FileSystem& files, std::string main, driver::Settings settings = {});
  ~LiveProgram() override;
  // How long analyses are run from now on; without it they are never cancelled.
  void set_interruptibly(Interruptibly interruptibly) { interruptibly_ = std::move(interruptibly); }

  // Every declaration of the program's own files and of the parts of std/ that it imports. Made
  // when it is first asked for after a change. The program must have been read.
  [[nodiscard]] const Declarations& declarations() const;
  // The meaning of every name. Computed on first use after a change (a few milliseconds per
  // environment). The program must have been checked.
  [[nodiscard]] const Index& index() const;
  // What an environment costs. Computed on first use after a change. Null before deepen() has
  // lowered it, and where no prices of its region are known.
  [[nodiscard]] const cost::Estimate* estimate(const LiveEnvironment& environment) const;

 private:
  void forget() override;

  Interruptibly interruptibly_ = [](const auto& work) { work(Cancellation()); };

  // Null: not requested since the last change.
  mutable std::unique_ptr<Declarations> declarations_;
  mutable std::unique_ptr<Index> index_;
  mutable std::map<const LiveEnvironment*, std::unique_ptr<cost::Estimate>> estimates_;
};

}  // namespace svc::ide
