// The same for tools that answer in JSON: cfn-lint, `terraform validate -json`, `terraform apply
// -json` (an object a line), `aws cloudformation describe-stack-events`, SARIF.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trace/annotate.h"

namespace svc::trace {

// A JSON document with a member "svc" in each object that mentions a resource or a line of a
// template: a list of places in the program, each with `file line column text` and, if other lines
// led to it, `way`, a list of such places with `how` (trace::Step). Members keep their order, and
// the indentation is that of the text. Nothing if the text is neither an object nor a list.
[[nodiscard]] std::optional<std::string> annotated_json(std::string_view text,
                                                        const Annotator& annotator);

}  // namespace svc::trace
