// The analysis of one environment, kept while the text is edited: after a change inside of one
// block only that block is analysed again.
//
// The rest of a program reads of a block its name, its kind and its parts, but not the values of
// its fields: those are for the phases that follow. So the values of other blocks stay as they are,
// and only their places move.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sema/analyze.h"
#include "sema/field_reads.h"
#include "syntax/live_tree.h"

namespace svc::sema {

class LiveAnalysis {
 public:
  // The sources and trees of `input` and the sink must outlive it, and stay where they are.
  LiveAnalysis(Input input, std::string environment, Sink& sink);
  ~LiveAnalysis();
  LiveAnalysis(const LiveAnalysis&) = delete;
  LiveAnalysis& operator=(const LiveAnalysis&) = delete;

  // Analyses the whole program: the same as analyze(). Called once, before the others.
  [[nodiscard]] Program run();

  // The text of `file` has changed inside of one item: moves everything to its new place. `program`
  // is the one that run() gave. Texts that the trees pointed into before must be kept. False: the
  // change may concern more than one block, or the program cannot be analysed by parts.
  [[nodiscard]] bool edited(Program& program, SourceId file, const syntax::ItemEdit& edit);

  // Analyses the edited blocks again. The sink then has the diagnostics that a whole analysis would
  // give. Nothing: the change may concern more than the blocks themselves, or the work was
  // cancelled. The program is unfinished then, and everything has to be analysed again.
  [[nodiscard]] std::optional<FieldChanges> refill(Program& program,
                                                   const Cancellation* cancellation);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace svc::sema
