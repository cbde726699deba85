// AWS services that have ended, or that are not for new systems.
#include <fmt/format.h>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/routing.h"

namespace svc::check {
namespace {

constexpr std::string_view kInstead =
    "write `expose {}` in the services that are called, and `connect = […]` in those that call "
    "them (Service Connect)";

// ECS has proxies of App Mesh only:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
void check_proxy(const sema::Value* proxy, std::string_view type_name, Sink& sink) {
  if (proxy == nullptr) return;
  const sema::Value* type = member(*proxy, type_name);
  const auto* text = type == nullptr ? nullptr : type->get<std::string>();
  if (text != nullptr && *text != "APPMESH") return;  // the provider's schema refuses it
  sink.report<diag::AppMeshEnded>(proxy->span).help("remove the proxy; " + std::string(kInstead));
}

// https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html
void check_mesh(const Block& block, const sema::Patch& patch, Sink& sink) {
  if (block.kind->name == "raw" || patch.part != "task_definition") return;
  const bool terraform = patch.target == TargetId::Terraform;
  check_proxy(member(patch.properties, terraform ? "proxy_configuration" : "ProxyConfiguration"),
              terraform ? "type" : "Type", sink);
}

// Resources of App Mesh itself: messaging.cpp (facts/ended-services).
void check_raw_proxies(const sema::Program& program, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::ECS::TaskDefinition", "aws_ecs_task_definition"))
    check_proxy(raw.get("ProxyConfiguration", "proxy_configuration"),
                raw.terraform ? "type" : "Type", sink);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
void check_classic(const sema::Program& program, Sink& sink) {
  for (const Raw& raw :
       raw_resources(program, "AWS::ElasticLoadBalancing::LoadBalancer", "aws_elb")) {
    sink.report<diag::ClassicBalancer>(raw.block->patches.front().span)
        .help(
            fmt::format("write `balancer {} in NETWORK {{ … }}`: an Application Load Balancer, or "
                        "with `type = network` a Network Load Balancer",
                        raw.block->name));
  }
}

}  // namespace

void check_given_up(const sema::Program& program, Sink& sink) {
  for (const Block& block : program.block_store) {
    if (block.kind == nullptr) continue;
    for (const sema::Patch& patch : block.patches) check_mesh(block, patch, sink);
  }
  check_raw_proxies(program, sink);
  check_classic(program, sink);
}

}  // namespace svc::check
