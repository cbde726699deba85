#include "driver/targets.h"

#include <array>

#include "emit/cloudformation/cloudformation.h"
#include "emit/terraform/terraform.h"

namespace svc::driver {

std::span<const emit::Target* const> targets() {
  static const std::unique_ptr<emit::Target> cloudformation = emit::cloudformation::make_target();
  static const std::unique_ptr<emit::Target> terraform = emit::terraform::make_target();
  static const std::array<const emit::Target*, 2> all = {cloudformation.get(), terraform.get()};
  return all;
}

const emit::Target* find_target(std::string_view name) {
  for (const emit::Target* target : targets()) {
    if (target->name() == name) return target;
  }
  return nullptr;
}

}  // namespace svc::driver
