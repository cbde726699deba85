#include "lint/programs.h"

#include <algorithm>
#include <array>

#include "base/secret_words.h"

namespace svc::lint {

bool in_production(const sema::Program& program) {
  const std::vector<std::string> words = words_in(program.environment);
  constexpr std::array<std::string_view, 4> kNames = {"PROD", "PRODUCTION", "LIVE", "PRD"};
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) {
                       return std::find(kNames.begin(), kNames.end(), word) != kNames.end();
                     }) &&
         std::none_of(words.begin(), words.end(), [](const std::string& word) {
           return word == "PRE" || word == "NON" || word == "NOT";
         });
}

std::vector<const Block*> containers(const plan::Plan& plan) {
  std::vector<const Block*> found;
  for (const plan::Task& task : plan.tasks) {
    for (const Block* container : task.block->nested("container")) found.push_back(container);
  }
  return found;
}

std::vector<const sema::Grant*> allowed(const sema::Program& program) {
  std::vector<const sema::Grant*> found;
  for (const Block& block : program.block_store) {
    for (const sema::Grant& grant : block.grants) {
      if (grant.allow) found.push_back(&grant);
    }
  }
  return found;
}

}  // namespace svc::lint
