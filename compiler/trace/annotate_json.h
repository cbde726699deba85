// The same for tools that answer in JSON: cfn-lint, `terraform validate -json`, `terraform apply
// -json` (an object a line), `aws cloudformation describe-stack-events`, SARIF.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trace/annotate.h"

namespace svc::trace {

// A JSON document with a member "svc" in each object that speaks of a resource or of a line of a
// template: a list of the places of the program, each with `file line column text` and, where other
// lines led to it, `way`, a list of such places with `how` (trace::Step). Members keep their order,
// and the indentation is that of the text. Nothing where the text is no object and no list.
[[nodiscard]] std::optional<std::string> annotated_json(std::string_view text,
                                                        const Annotator& annotator);

}  // namespace svc::trace
