// Capacity strategies.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html,
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html
#include "diagnostics/codes/capacity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/subjects.h"
#include "diagnostics/codes/deployments.h"
#include "diagnostics/codes/names.h"

namespace svc::check {
namespace {

// The first weight that the program writes; an invalid span if it writes none.
Span written_weight(const Block& owner) {
  for (const Block* capacity : owner.nested("capacity")) {
    if (capacity->labels.front().text == "external") continue;
    const sema::Value& weight = (*capacity)["weight"];
    if (!weight.is_default) return weight.span;
  }
  return {};
}

// A patch can set one end of the size (plan/as_patched.h).
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
void check_patched_size(const Block& capacity, Sink& sink) {
  const auto* range =
      capacity.labels.front().text == "ec2" ? capacity["size"].get<sema::Range>() : nullptr;
  if (range == nullptr || range->min <= range->max) return;
  sink.report<diag::RawRange>(capacity["size"].span, range->min, range->max)
      .related(capacity.span, "the capacity")
      .help("patch both ends of the size");
}

// Services name a capacity by its label, so instances cannot have the name of an AWS provider.
// (Reserved names are no problem: lowering begins the provider's name with the app's.)
void check_name(const Block& capacity, Sink& sink) {
  if (capacity.name != "fargate" && capacity.name != "fargate_spot" && capacity.name != "external")
    return;
  sink.report<diag::ReservedCapacityName>(capacity.name_span, capacity.name)
      .help("call it after what runs there, such as `workers`");
}

}  // namespace

void check_strategy(const std::vector<plan::CapacityShare>& shares, const std::string& owner,
                    Span weight, Sink& sink) {
  if (shares.empty()) return;
  const auto other = std::find_if(shares.begin(), shares.end(), [&](const auto& share) {
    return share.kind != shares.front().kind;
  });
  if (other != shares.end()) {
    const plan::Capacity first = shares.front().kind;
    sink.report<diag::MixedCapacity>(other->span, owner,
                                     plan::capacity_text(std::min(first, other->kind)),
                                     plan::capacity_text(std::max(first, other->kind)))
        .related(shares.front().span, fmt::format("runs on {}", plan::capacity_text(first)))
        .help(
            "keep one sort here; services can name the other one with their own `capacity` blocks");
  }
  if (std::none_of(shares.begin(), shares.end(),
                   [](const auto& share) { return share.weight > 0; })) {
    sink.report<diag::NoWeight>(weight.valid() ? weight : shares.front().span, owner)
        .help("give one of them a weight of 1 or more");
  }
  const auto has_base = [](const plan::CapacityShare& share) { return share.base > 0; };
  const auto first = std::find_if(shares.begin(), shares.end(), has_base);
  if (first == shares.end()) return;
  const auto second = std::find_if(first + 1, shares.end(), has_base);
  if (second != shares.end())
    sink.report<diag::SeveralBases>(second->span)
        .related(first->span, "has one already")
        .help("leave out one `base`");
}

void check_capacity(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  for (const Block* cluster : program.created("cluster")) {
    std::map<std::string_view, const Block*> names;
    for (const Block* capacity : cluster->nested("capacity")) {
      if (capacity->labels.size() > 1) check_name(*capacity, sink);
      check_patched_size(*capacity, sink);
      const auto [first, added] = names.try_emplace(capacity->labels.back().text, capacity);
      if (!added && first->second->labels.front().text != capacity->labels.front().text) {
        sink.report<diag::DuplicateName>(capacity->name_span, capacity->name)
            .related(first->second->name_span, "declared here first")
            .help("give one of them another name");
      }
    }
    check_strategy(plan.cluster_defaults.at(cluster),
                   fmt::format("the default capacity of cluster `{}`", cluster->name),
                   written_weight(*cluster), sink);
  }
  const auto check_own = [&](const plan::Workload& workload) {
    if (workload.block->nested("capacity").empty()) return;
    check_strategy(workload.capacity,
                   fmt::format("{} `{}`", workload.block->kind->name, workload.block->name),
                   written_weight(*workload.block), sink);
  };
  for (const plan::Service& service : plan.services) check_own(service);
  for (const plan::Job& job : plan.jobs) check_own(job);
}

}  // namespace svc::check
