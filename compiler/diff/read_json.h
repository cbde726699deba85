// JSON in templates: documents in texts, and states.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "emit/tree.h"

namespace svc::diff {

[[nodiscard]] emit::Tree tree_of(const nlohmann::ordered_json& json);

// A text that holds a JSON document (a policy, a state machine) as that document, references in it
// included; any other value as it is.
[[nodiscard]] emit::Tree document_text(emit::Tree text);

}  // namespace svc::diff
