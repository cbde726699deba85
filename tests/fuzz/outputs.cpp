// What `svcc diff` and `svcc cost` read besides programs: templates, modules, states, amounts of
// use and prices.
#include <string>

#include "cost/prices.h"
#include "cost/usage.h"
#include "diff/read.h"
#include "programs.h"
#include "shared.h"

namespace svc::fuzz {

// The first byte says what the rest is.
void fuzz_outputs(std::string_view input) {
  if (input.empty()) return;
  const std::string text(input.substr(1));
  emit::Document module;
  std::size_t which = 0;
  switch (input.front()) {
    case 't':
      return (void)diff::read_template(text);
    case 'k':
      return (void)diff::read_stacks({text, text}, which);
    case 'm':
      return (void)diff::read_module(text, module);
    case 's':
      return (void)diff::read_state(text);
    case 'u': {
      const Result<cost::Usage> usage = cost::read_usage(text, "usage.yaml");
      return hold(usage.ok() || usage.error().starts_with("usage.yaml:"), "a fault has a place");
    }
    default:
      return (void)cost::read_prices(text);
  }
}

}  // namespace svc::fuzz
