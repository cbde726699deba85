// Program and Plan → diagnostics: mistakes that AWS would refuse, or that would hang a deployment,
// although every single block is well formed.
//
// One file per subject, one function per check. docs/checks.md lists them with their sources.
#pragma once

#include <vector>

#include "diagnostics/sink.h"
#include "plan/aws_values.h"
#include "plan/plan.h"
#include "sema/field_reads.h"
#include "sema/program.h"

namespace svc::check {

// Runs every check on one environment of a program. Its analysis and plan must have found no
// errors.
void check(const sema::Program& program, const plan::Plan& plan, Sink& sink);

// What the checks of a program have read and found, so that after a change of some fields only
// those run again that read them, or that reported something.
class Memory {
 public:
  // Of the plan, from which checks read too: what it reads of the program is noted here.
  [[nodiscard]] sema::FieldReads* begin_plan();

 private:
  friend void check(const sema::Program&, const plan::Plan&, const sema::FieldChanges&, Memory&,
                    Sink&);
  struct OfCheck {
    bool quiet = false;  // it ran, and reported nothing
    sema::FieldReads reads;
  };
  std::vector<OfCheck> checks_;
  sema::FieldReads before_;  // of the plan that the checks have seen
  sema::FieldReads plan_;    // of the plan now
};

// The same as check(), for a program that was checked in an earlier state: `changes` are those
// since then. The memory is new, or of that state.
void check(const sema::Program& program, const plan::Plan& plan, const sema::FieldChanges& changes,
           Memory& memory, Sink& sink);

// Reports the properties of patches that AWS does not take.
void check_limits(const std::vector<plan::OutsideLimits>& outside, Sink& sink);

}  // namespace svc::check
