#include "driver/across.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "source/source_file.h"

namespace svc::driver {

namespace {

// An environment is declared with a place of its own.
bool has_place(const ast::Member& member) {
  const auto* environment = std::get_if<ast::Environment>(&member.node);
  return environment != nullptr &&
         std::any_of(environment->members.begin(), environment->members.end(),
                     [](const ast::Member* inside) {
                       const auto* field = std::get_if<ast::Field>(&inside->node);
                       return field != nullptr &&
                              (field->name.text == "account" || field->name.text == "region");
                     });
}

// Cheap, and true for every program in which something crosses.
bool may_cross(const sema::Program& program, const sema::Input& input) {
  if (program.environments.size() < 2) return false;
  const auto& items = input.modules.front().ast->items;
  if (std::none_of(items.begin(), items.end(),
                   [](const ast::Member* member) { return has_place(*member); }))
    return false;
  const auto mentions = [&](std::string_view word) {
    return std::any_of(input.modules.begin(), input.modules.end(), [&](const sema::Module& module) {
      return input.sources[module.ast->file].text().find(word) != std::string_view::npos;
    });
  };
  // `after = "test"` and `deploy stack x { environment = "prod" }` name another environment.
  return mentions("pipeline") && (mentions("after") || mentions("stack"));
}

}  // namespace

plan::Across across_environments(const sema::Program& program, const sema::Input& input) {
  if (!may_cross(program, input)) return {};
  sema::Input unrecorded = input;
  unrecorded.recorder = nullptr;
  std::vector<plan::Outline> others;
  for (const sema::Environment& environment : program.environments) {
    if (environment.name == program.environment) continue;
    Sink nobody;
    others.push_back(plan::outline_of(sema::analyze(unrecorded, environment.name, nobody)));
  }
  return plan::across(plan::outline_of(program), std::move(others));
}

}  // namespace svc::driver
