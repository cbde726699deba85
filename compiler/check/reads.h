// What the program reads of its blocks, wherever it does. A walk over every value is a large part
// of a check's work, so check() makes one and every check looks at the result.
#pragma once

#include <cstdint>
#include <vector>

#include "sema/program.h"

namespace svc::check {

// `alerts.arn` at a place in the program.
struct AttributeRead {
  const sema::AttributeRef& attribute;
  Span span;
};

// `main.private[2]` at a place in the program: an item of a list that is known only at deployment.
struct ItemRead {
  const sema::AttributeRef& list;
  std::int64_t item = 0;
  Span span;
};

// `edge.listener(443)` at a place in the program.
struct MethodRead {
  const sema::MethodCall& call;
  Span span;
};

struct Reads {
  std::vector<AttributeRead> attributes;
  std::vector<ItemRead> items;
  std::vector<MethodRead> methods;
};

// In the order of the program, which must outlive the result.
[[nodiscard]] Reads reads_of(const sema::Program& program);

// What a value reads, as a whole or in parts. It must outlive the result.
[[nodiscard]] Reads reads_in(const sema::Value& value);

}  // namespace svc::check
