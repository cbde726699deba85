// Every attribute of a block that the program reads, wherever it does.
#pragma once

#include <cstdint>
#include <functional>

#include "sema/program.h"

namespace svc::check {

// `alerts.arn` at a place in the program.
using AttributeRead = std::function<void(const sema::AttributeRef& read, Span span)>;

// Calls `found` for each, in the order of the program.
void each_attribute_read(const sema::Program& program, const AttributeRead& found);

// `main.private[2]` at a place in the program: an item of a list that is known only at deployment.
using ItemRead = std::function<void(const sema::AttributeRef& list, std::int64_t item, Span span)>;

// Calls `found` for each, in the order of the program.
void each_item_read(const sema::Program& program, const ItemRead& found);

// `edge.listener(443)` at a place in the program.
using MethodRead = std::function<void(const sema::MethodCall& call, Span span)>;

// Calls `found` for each, in the order of the program.
void each_method_call(const sema::Program& program, const MethodRead& found);

// The attributes that a value reads, as a whole or in parts.
void each_attribute_in(const sema::Value& value, const AttributeRead& found);

}  // namespace svc::check
