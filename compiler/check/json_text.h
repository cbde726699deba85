// Documents in JSON that a program writes as text, for Terraform: policies, container definitions.
#pragma once

#include <optional>

#include "sema/program.h"

namespace svc::check {

// A document: the value itself, the argument of `json(…)`, or what a JSON text says. All parts of a
// text have its span. A text that is not JSON is no document.
class Document {
 public:
  explicit Document(const sema::Value* value);

  // The value of the document; null if there is none.
  [[nodiscard]] const sema::Value* value() const { return own_ ? &*own_ : value_; }

 private:
  const sema::Value* value_ = nullptr;
  std::optional<sema::Value> own_;
};

}  // namespace svc::check
