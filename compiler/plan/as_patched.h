// A program as its patches leave it: a patched property that is a field of the language takes that
// field's place, so that every check judges the value that is deployed.
//
// Lowering reads the program without this: a patch concerns one target, and that target applies it.
#pragma once

#include <utility>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// Sets the fields while it lives, and gives them their own values back at its end.
class AsPatched {
 public:
  explicit AsPatched(sema::Program& program);
  ~AsPatched();
  AsPatched(const AsPatched&) = delete;
  AsPatched& operator=(const AsPatched&) = delete;

  // Whether any field differs from what the program says.
  [[nodiscard]] bool changes() const { return !saved_.empty(); }

 private:
  friend class PatchApplier;
  std::vector<std::pair<sema::FieldValue*, sema::Value>> saved_;  // in the order of their changes
};

}  // namespace svc::plan
