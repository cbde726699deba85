#include "plan/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/overloaded.h"
#include "plan/parts.h"

namespace svc::plan {

namespace {

std::string_view name_of(Access access) {
  switch (access) {
    case Access::Public:
      return "public";
    case Access::Private:
      return "private";
    case Access::Isolated:
      return "isolated";
  }
  return {};
}

}  // namespace

const SubnetGroup* Network::group(std::string_view name) const {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const SubnetGroup& group) { return group.name == name; });
  return found == groups.end() ? nullptr : &*found;
}

// The group with the name of the access comes first, so that the order of the groups, or another
// group above it, moves nothing.
const SubnetGroup* Network::group(Access access) const {
  const SubnetGroup* first = nullptr;
  for (const SubnetGroup& group : groups) {
    if (group.access != access) continue;
    if (group.name == name_of(access)) return &group;
    if (first == nullptr) first = &group;
  }
  return first;
}

const SubnetGroup* Network::default_group() const {
  if (const SubnetGroup* found = group(Access::Private)) return found;
  if (const SubnetGroup* found = group(Access::Public)) return found;
  return groups.empty() ? nullptr : &groups.front();
}

const Network* Plan::network(const Block* block) const {
  return networks.find(block);
}
const Balancer* Plan::balancer(const Block* block) const {
  return balancers.find(block);
}
const Task* Plan::task(const Block* block) const {
  return tasks.find(block);
}
const Service* Plan::service(const Block* block) const {
  return services.find(block);
}

std::vector<std::string> texts_of(const sema::Value& value, Given given) {
  if (!value.present()) return {};
  if (value.given != nullptr && given == Given::AsParam)
    return {fmt::format("${{{}}}", value.given->name)};
  if (const auto* list = value.get<sema::List>()) {
    std::vector<std::string> texts;
    for (const sema::Value& item : list->items) {
      for (std::string& text : texts_of(item, given)) texts.push_back(std::move(text));
    }
    return texts;
  }
  if (const auto* text = value.get<std::string>()) return {*text};
  if (const auto* cidr = value.get<sema::Cidr>()) return {cidr->text};
  return {sema::value_text(value)};
}

Plan make_plan(const sema::Program& program, Sink& sink) {
  Plan plan;
  plan_order(program, plan, sink);
  plan_networks(program, plan, sink);
  plan_filesystems(program, plan, sink);
  plan_endpoints(program, plan, sink);
  plan_balancers(program, plan, sink);
  plan_services(program, plan, sink);
  plan_jobs(program, plan, sink);
  plan_tasks(program, plan);
  plan_exposures(plan, sink);
  plan_routes(plan, sink);
  plan_first(program, plan);
  return plan;
}

}  // namespace svc::plan
