#include "lower/waits.h"

#include <algorithm>
#include <set>

#include "lower/network_services.h"

namespace svc::lower {

namespace {

bool calls(const plan::Service& from, const plan::Service& wanted,
           std::set<const plan::Service*>& seen) {
  if (!seen.insert(&from).second) return false;
  return std::any_of(from.calls.begin(), from.calls.end(), [&](const plan::Service* next) {
    return next == &wanted || calls(*next, wanted, seen);
  });
}

}  // namespace

void wait_for_network(Context& context, const plan::Workload& workload) {
  graph::Node& node = context.node(context.part(*workload.block, PartKind::Main));
  for (const graph::NodeId before : way_out(context, *workload.network, workload.group))
    node.depends_on.push_back(before);
}

void wait_for_called(Context& context, const plan::Service& service) {
  graph::Node& node = context.node(context.part(*service.block, PartKind::Main));
  for (const plan::Service* called : service.calls) {
    std::set<const plan::Service*> seen;
    if (called != &service && !calls(*called, service, seen))
      node.depends_on.push_back(context.part(*called->block, PartKind::Main));
  }
}

}  // namespace svc::lower
