// A program with its patches applied. If a patched property is a field of the language, it replaces
// the field's value, so every check judges the deployed value.
//
// Lowering reads the program without this: a patch concerns one target, and that target applies it.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "plan/aws_values.h"
#include "sema/program.h"

namespace svc::plan {

// Sets the fields while it lives, and restores their own values at its end.
class AsPatched {
 public:
  explicit AsPatched(sema::Program& program);
  ~AsPatched();
  AsPatched(const AsPatched&) = delete;
  AsPatched& operator=(const AsPatched&) = delete;

  // Whether any field differs from the program.
  [[nodiscard]] bool changes() const { return !saved_.empty(); }

  // The patched values that AWS does not take.
  [[nodiscard]] const std::vector<OutsideLimits>& outside() const { return outside_; }

 private:
  friend class PatchApplier;
  std::vector<std::pair<sema::FieldValue*, sema::Value>> saved_;  // in the order of their changes
  std::deque<sema::Block> added_;  // nested blocks that only a patch makes
  std::vector<OutsideLimits> outside_;
  std::vector<std::vector<const sema::Block*>*> extended_;  // the lists that they were added to
};

}  // namespace svc::plan
