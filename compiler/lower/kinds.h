// The functions that lower the blocks of each kind: lower_<kind>(), declared by the table that is
// generated from the prelude.
#pragma once

#include <span>
#include <string_view>

#include "lower/context.h"

namespace svc::lower {

struct KindLowering {
  std::string_view kind;
  void (*lower)(Context& context, const sema::Block& block) = nullptr;
};

// One for each kind of the prelude, by name.
[[nodiscard]] std::span<const KindLowering> kind_lowerings();

}  // namespace svc::lower
