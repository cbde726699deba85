// Finding what there is by words of its name or its documentation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svc::explain {

// What the words are about: a line for each kind, block, field, attribute, method, verb, word of
// the language, function, component and diagnostic whose name or documentation has all of them,
// whatever their case. Those whose name has one come first. Empty if nothing has them.
[[nodiscard]] std::string search(const std::vector<std::string>& words);

}  // namespace svc::explain
