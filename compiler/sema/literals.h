// Literals of the syntax tree as values.
#pragma once

#include "sema/program.h"
#include "syntax/ast.h"

namespace svc::sema {

// The value of a number with its unit: `512MiB` is a Size, `0.25vcpu` a Cpu, `5min` a Duration,
// `60%` a Percent, `3` an integer, `0.5` a double. Fractions of the smallest unit (1 ms, 1 byte,
// 1/1024 vCPU) are rounded to it.
[[nodiscard]] Value number_value(const ast::NumberExpr& number, Span span);

// Quantities as the language writes them, in the largest unit that is exact: `512MiB`, `5min`,
// `0.5vcpu`, `60%`.
[[nodiscard]] std::string size_text(std::int64_t bytes);
[[nodiscard]] std::string duration_text(std::int64_t milliseconds);
[[nodiscard]] std::string cpu_text(std::int64_t units);
[[nodiscard]] std::string percent_text(double percent);

}  // namespace svc::sema
