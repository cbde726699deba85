#include "lower/defaults.h"

#include <fmt/format.h>

#include <stdexcept>

namespace svc::lower {

const sema::Constant& nested_default(const sema::KindDecl& kind, std::string_view block,
                                     std::string_view label, std::string_view field) {
  for (const sema::BlockDecl& declared : kind.blocks) {
    if (declared.name != block) continue;
    if (!label.empty() && (declared.labels.empty() || !declared.labels.front().fixed ||
                           declared.labels.front().name != label))
      continue;
    if (const sema::FieldDecl* found = declared.body->field(field)) return found->value;
  }
  throw std::logic_error(fmt::format("the prelude declares no {} {} {} with a field {}", kind.name,
                                     block, label, field));
}

}  // namespace svc::lower
