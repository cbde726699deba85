// Traffic to S3 and DynamoDB that passes a NAT gateway, in production.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

struct GatewayService {
  std::string_view kind;      // of the blocks that tasks use there
  std::string_view endpoint;  // the word in `endpoints`
};
constexpr GatewayService kGateways[] = {{"bucket", "s3"}, {"table", "dynamodb"}};

bool has_endpoint(const Block& network, std::string_view endpoint) {
  const auto& items = network.items("endpoints");
  return std::any_of(items.begin(), items.end(), [&](const sema::Value& item) {
    const auto* word = item.get<sema::Symbol>();
    return word != nullptr && word->name == endpoint;
  });
}

// The block of a kind that the tasks of a workload may use; null: there is none.
const Block* used(const plan::Workload& workload, std::string_view kind) {
  if (workload.task == nullptr) return nullptr;
  for (const sema::Grant& grant : workload.task->block->grants) {
    for (const sema::Value& resource : grant.resources) {
      const auto* block = resource.get<const Block*>();
      if (grant.allow && block != nullptr && (*block)->kind->name == kind) return *block;
    }
  }
  return nullptr;
}

bool behind_nat(const plan::Workload& workload) {
  if (workload.network == nullptr || workload.network->block->existing ||
      workload.network->nat == plan::Nat::None)
    return false;
  const plan::SubnetGroup* group = workload.network->group(workload.group);
  return group != nullptr && group->access == plan::Access::Private;
}

void check_billed_endpoint(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  std::set<std::pair<const Block*, std::string_view>> told;
  const auto check = [&](const plan::Workload& workload) {
    if (!behind_nat(workload)) return;
    const Block& network = *workload.network->block;
    for (const GatewayService& service : kGateways) {
      const Block* block = used(workload, service.kind);
      if (block == nullptr || has_endpoint(network, service.endpoint) ||
          !told.emplace(&network, service.endpoint).second)
        continue;
      sink.report<diag::BilledEndpoint>(network.name_span, network.name, block->kind->name,
                                        block->name)
          .related(workload.block->name_span, "uses it")
          .help(fmt::format("add `{}` to `endpoints` of the network: this endpoint is free",
                            service.endpoint));
    }
  };
  for (const plan::Service& service : plan.services) check(service);
  for (const plan::Job& job : plan.jobs) check(job);
}

}  // namespace

constinit const Rule billed_endpoint = {
    .code = diag::BilledEndpoint::code,
    .about =
        "A NAT gateway charges for each gigabyte, also for what tasks read from S3 and DynamoDB. "
        "Gateway endpoints for both are free. "
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    .program = check_billed_endpoint,
};

}  // namespace svc::lint::rules
