// The conditions of `depends_on`, and cycles of it and of `links`.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/suggest.h"
#include "sema/edits.h"

namespace svc::check {
namespace {

struct Dependency {
  const Block* on = nullptr;
  std::string_view condition;
  Span span;
};

using Dependencies = std::map<const Block*, std::vector<Dependency>>;

const Block* find_container(const std::vector<const Block*>& containers, std::string_view name) {
  const auto found = std::find_if(containers.begin(), containers.end(),
                                  [&](const Block* c) { return c->name == name; });
  return found == containers.end() ? nullptr : *found;
}

void report_unknown(const Block& container, const std::string& name, Span span,
                    const std::vector<const Block*>& containers, Sink& sink) {
  std::vector<std::string_view> names;
  for (const Block* other : containers) {
    if (other != &container) names.push_back(other->name);
  }
  const std::string_view near = closest(name, names);
  suggest_word(
      sink.report<diag::UnknownDependency>(span, container.name, name), span, name, near,
      names.empty() ? std::string() : fmt::format("the others are {}", enumerate(names, "and")));
}

std::vector<Dependency> dependencies_of(const Block& container,
                                        const std::vector<const Block*>& containers, Sink& sink) {
  std::vector<Dependency> found;
  // A link makes Docker start the other container first. Unknown names: interfaces.cpp.
  for (const sema::Value& link : container.items("links")) {
    const auto* text = link.get<std::string>();
    const Block* on =
        text ? find_container(containers, std::string_view(*text).substr(0, text->find(':')))
             : nullptr;
    if (on != nullptr) found.push_back({on, "start", link.span});
  }
  const auto* object = container["depends_on"].get<sema::Object>();
  if (!object) return found;
  for (const auto& [name, condition] : object->entries) {
    const auto* symbol = condition.get<sema::Symbol>();
    const Block* on = find_container(containers, name);
    if (!on) {
      report_unknown(container, name, condition.span, containers, sink);
    } else if (symbol) {
      found.push_back({on, symbol->name, condition.span});
    }
  }
  return found;
}

void check_conditions(const Block& container, const std::vector<Dependency>& dependencies,
                      Sink& sink) {
  for (const Dependency& dependency : dependencies) {
    const Block& on = *dependency.on;
    if (dependency.condition == "healthy" && !on.only("health")) {
      sink.report<diag::HealthyWithoutCheck>(dependency.span, container.name, on.name)
          .related(on.name_span, "this container")
          .help(fmt::format("give `{}` a `health` command, or wait for `start`", on.name));
    }
    const bool end = dependency.condition == "complete" || dependency.condition == "success";
    if (end && on.flag("essential")) {
      sink.report<diag::WaitsForEssential>(dependency.span, container.name, on.name)
          .related(on.name_span, "this container")
          .help(fmt::format("write `essential = false` in `{}`", on.name))
          .fix(fmt::format("Write `essential = false` in `{}`", on.name),
               sema::set_field(on, "essential", "false"));
    }
  }
}

// Follows the dependencies of `container` and returns the first cycle, as the containers on it, or
// nothing.
std::vector<const Block*> find_cycle(const Block* container, const Dependencies& all,
                                     std::vector<const Block*>& path,
                                     std::set<const Block*>& done) {
  const auto on_path = std::find(path.begin(), path.end(), container);
  if (on_path != path.end()) return {on_path, path.end()};
  if (done.count(container) > 0) return {};
  path.push_back(container);
  for (const Dependency& dependency : all.at(container)) {
    auto cycle = find_cycle(dependency.on, all, path, done);
    if (!cycle.empty()) return cycle;
  }
  path.pop_back();
  done.insert(container);
  return {};
}

void check_cycles(const std::vector<const Block*>& containers, const Dependencies& all,
                  Sink& sink) {
  std::set<const Block*> done;
  for (const Block* container : containers) {
    std::vector<const Block*> path;
    const auto cycle = find_cycle(container, all, path, done);
    if (cycle.empty()) continue;
    std::string text;
    for (const Block* member : cycle) text += fmt::format("`{}` → ", member->name);
    sink.report<diag::DependencyCycle>(all.at(cycle.front()).front().span,
                                       text + fmt::format("`{}`", cycle.front()->name))
        .help("let one of them start first");
    return;
  }
}

}  // namespace

void check_dependencies(const plan::Task& task, Sink& sink) {
  const auto containers = task.block->nested("container");
  Dependencies all;
  for (const Block* container : containers) {
    all[container] = dependencies_of(*container, containers, sink);
    check_conditions(*container, all[container], sink);
  }
  check_cycles(containers, all, sink);
}

}  // namespace svc::check
