// Services in the words of a target: raw services, and what patches give services of the language.
// So one set of rules judges both.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "check/properties.h"
#include "plan/plan.h"
#include "sema/program.h"

namespace svc::check {

struct ServiceWords {
  const sema::Block* block = nullptr;  // the service
  bool terraform = false;
  const sema::Value* properties = nullptr;  // an Object
  const plan::Service* own = nullptr;       // of a patch the service; null: a raw service
  const plan::Task* task = nullptr;         // null: its task definition is not known
  // The properties of a raw task definition; null for others.
  const sema::Value* definition = nullptr;

  // The property under the name of its target; null if it is not written.
  [[nodiscard]] const sema::Value* get(std::string_view cloudformation,
                                       std::string_view terraform_name) const;
  // A member of a structure of the service, or of its raw task definition.
  [[nodiscard]] const sema::Value* part(const sema::Value& object, std::string_view cloudformation,
                                        std::string_view terraform_name) const;
  [[nodiscard]] bool raw() const { return own == nullptr; }
};

// Visits every raw service and every patch of a service.
void each_service_words(const sema::Program& program, const plan::Plan& plan,
                        const std::function<void(const ServiceWords&)>& visit);

}  // namespace svc::check
