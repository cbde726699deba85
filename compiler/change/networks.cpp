// Resources that AWS keeps in the network in which it made them.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "change/facts.h"
#include "change/steps.h"
#include "change/values.h"

namespace svc::change {

namespace {

// The address that the first reference of a value names; empty: there is none.
std::string_view first_subject(const emit::Tree* value) {
  std::string_view subject;
  if (value == nullptr) return subject;
  for_each_reference(*value, [&](const emit::Reference& reference) {
    if (subject.empty()) subject = reference.subject;
  });
  return subject;
}

// The VPC of the subnets that a property names; empty: the document does not say.
std::string_view network_of(const emit::Document& document, const emit::Object& properties,
                            std::string_view path) {
  const emit::Record* subnet = document.find(first_subject(at(properties, path)));
  if (subnet == nullptr) return {};
  const std::string_view network = first_subject(at(subnet->properties, "VpcId"));
  return network.empty() ? first_subject(at(subnet->properties, "vpc_id")) : network;
}

bool moves(const Plan& plan, const ResourceChange& change, std::string_view path) {
  const std::string_view from = network_of(plan.before, change.before->properties, path);
  const std::string_view to = network_of(plan.after, change.after->properties, path);
  if (from.empty() || to.empty()) return false;
  const ResourceChange* network = plan.find(to);
  return from != to || (network != nullptr && network->action == Action::Replace);
}

}  // namespace

void refuse_moves(Plan& plan) {
  for (ResourceChange& change : plan.changes) {
    if (change.action != Action::Update) continue;
    for (const Effect* bound : effects("bound", change.after->type)) {
      if (!moves(plan, change, bound->paths.front())) continue;
      change.refused.push_back({std::string(bound->words), std::string(bound->page)});
    }
  }
}

}  // namespace svc::change
