// Every value within a value.
#pragma once

#include "sema/program.h"

namespace svc::sema {

// Calls visit(value) for a value and for everything that it is made of: items, entries, parts of
// texts, arguments.
template <typename Visit>
void each_value(const Value& value, const Visit& visit) {
  visit(value);
  const auto all = [&](const std::vector<Value>& values) {
    for (const Value& one : values) each_value(one, visit);
  };
  if (const auto* list = value.get<List>()) all(list->items);
  if (const auto* text = value.get<Interpolation>()) all(text->parts);
  if (const auto* derived = value.get<Derived>()) all(derived->of);
  if (const auto* call = value.get<MethodCall>()) all(call->arguments);
  if (const auto* object = value.get<Object>()) {
    for (const auto& [key, entry] : object->entries) each_value(entry, visit);
  }
}

}  // namespace svc::sema
