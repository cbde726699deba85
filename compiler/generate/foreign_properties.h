// The properties of the providers that no field of a kind sets, from templates/: words that
// stdlib/foreign.yaml need not list.
#pragma once

#include <string>
#include <vector>

namespace svc::generate {

struct ForeignProperty {
  std::string name;    // as the provider writes it
  std::string target;  // "cloudformation", "terraform"
  std::string part;    // the second word of a patch
  bool set = false;    // svcc writes it already
};

// The properties of the resource that templates/TEMPLATE.yaml describes, in both targets. Throws
// std::exception if a file cannot be read.
[[nodiscard]] std::vector<ForeignProperty> foreign_properties(const std::string& templates,
                                                              const std::string& name);

}  // namespace svc::generate
