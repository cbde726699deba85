// The services of interface endpoints, and their subnets.
#include "plan/endpoints.h"

#include <algorithm>

#include "plan/parts.h"

namespace svc::plan {
namespace {

// `ssm` includes the channel of ECS Exec and Session Manager, `ecs` the endpoints of the instances'
// agent:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html#ecs-setting-up-vpc-create
constexpr std::array kEndpoints = {
    EndpointServices{"ecr", false, true, {"ecr.api", "ecr.dkr"}},
    EndpointServices{"logs", false, true, {"logs"}},
    EndpointServices{"s3", true, true, {"s3"}},
    EndpointServices{"dynamodb", true, false, {"dynamodb"}},
    EndpointServices{"secrets", false, true, {"secretsmanager"}},
    EndpointServices{"ssm", false, true, {"ssm", "ssmmessages"}},
    EndpointServices{"ecs", false, true, {"ecs", "ecs-agent", "ecs-telemetry"}},
    EndpointServices{"sqs", false, false, {"sqs"}},
    EndpointServices{"sns", false, false, {"sns"}},
    EndpointServices{"kms", false, false, {"kms"}},
    EndpointServices{"sts", false, false, {"sts"}},
    EndpointServices{"events", false, false, {"events"}},
    EndpointServices{"states", false, false, {"states"}},
    EndpointServices{"cloudwatch", false, false, {"monitoring"}},
    EndpointServices{"xray", false, false, {"xray"}},
    EndpointServices{"efs", false, true, {"elasticfilesystem"}},
    EndpointServices{"lambda", false, false, {"lambda"}},
    EndpointServices{"kinesis", false, false, {"kinesis-streams"}},
};

// "com.amazonaws.eu-west-1.ecr.api" and "ecr.api" are the same. Names that begin with
// `com.amazonaws.vpce.` belong to third parties.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
std::string service_of_aws(const sema::Value& service) {
  constexpr std::string_view kAws = "com.amazonaws.";
  const auto* text = service.get<std::string>();
  if (text == nullptr) return {};
  const std::size_t begin = text->find(kAws);
  if (begin == std::string::npos) return text->rfind("aws.", 0) == 0 ? std::string() : *text;
  const std::size_t region = begin + kAws.size();
  const std::size_t word = text->find('.', region);
  if (word == std::string::npos || text->compare(region, word - region, "vpce") == 0) return {};
  return text->substr(word + 1);
}

bool has_word(const Block& network, std::string_view word) {
  const auto& items = network.items("endpoints");
  return std::any_of(items.begin(), items.end(), [&](const sema::Value& item) {
    const auto* symbol = item.get<sema::Symbol>();
    return symbol && symbol->name == word;
  });
}

}  // namespace

const EndpointServices* find_endpoint_services(std::string_view word) {
  const auto* found = std::find_if(kEndpoints.begin(), kEndpoints.end(),
                                   [&](const EndpointServices& e) { return e.word == word; });
  return found == kEndpoints.end() ? nullptr : found;
}

bool has_endpoints(const Plan& plan, const Network& network, std::string_view word) {
  if (!network.block->existing && has_word(*network.block, word)) return true;
  const EndpointServices* known = find_endpoint_services(word);
  return known &&
         std::all_of(known->services.begin(), known->services.end(), [&](std::string_view service) {
           return service.empty() || std::any_of(plan.endpoints.begin(), plan.endpoints.end(),
                                                 [&](const Endpoint& endpoint) {
                                                   return endpoint.network == &network &&
                                                          endpoint.private_dns &&
                                                          endpoint.service == service;
                                                 });
         });
}

void plan_endpoints(const sema::Program& program, Plan& plan, Sink& sink) {
  for (const Block* block : program.created("endpoint")) {
    Endpoint endpoint;
    endpoint.block = block;
    endpoint.network = plan.network(block->clause("network"));
    endpoint.service = service_of_aws((*block)["service"]);
    // The names of S3 and DynamoDB belong to the gateways, which are free:
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
    endpoint.private_dns = block->has("private_dns")
                               ? block->flag("private_dns")
                               : !endpoint.service.empty() && endpoint.service != "s3" &&
                                     endpoint.service != "dynamodb";
    if (endpoint.network && endpoint.network->usable()) {
      endpoint.group = block->has("subnets")
                           ? require_group(*endpoint.network, block->text("subnets"),
                                           (*block)["subnets"].span, sink)
                           : endpoint.network->default_group();
    }
    plan.endpoints.push_back(std::move(endpoint));
  }
}

}  // namespace svc::plan
