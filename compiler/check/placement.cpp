// Placement on EC2.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html,
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
// (placementConstraints, placementStrategy)
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"

namespace svc::check {
namespace {

constexpr std::size_t kMostStrategies = 5;
constexpr std::size_t kMostConstraints = 10;

void check_blocks(const plan::Service& service, std::string_view name, std::size_t most,
                  Sink& sink) {
  const auto blocks = service.block->nested(name);
  if (blocks.empty()) return;
  if (service.on_fargate()) {
    auto report = sink.report<diag::PlacementOnFargate>(blocks.front()->span, service.block->name);
    if (!service.capacity.empty()) report.related(service.capacity.front().span, "its capacity");
    report.help("leave it out, or give the service an ec2 capacity");
  } else if (blocks.size() > most) {
    sink.report<diag::TooManyPlacements>(blocks[most]->span, most, name, most + 1);
  }
}

}  // namespace

void check_placement(const plan::Plan& plan, Sink& sink) {
  for (const plan::Service& service : plan.services) {
    check_blocks(service, "place", kMostStrategies, sink);
    check_blocks(service, "constrain", kMostConstraints, sink);
  }
}

}  // namespace svc::check
