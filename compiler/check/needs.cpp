#include "check/needs.h"

#include <fmt/format.h>

#include <algorithm>

#include "plan/endpoints.h"

namespace svc::check {
namespace {

using sema::Block;

bool is_kind(const Block* block, std::string_view kind) {
  return block && block->kind->name == kind;
}

void add_image(const sema::Value& image, Needs& needs) {
  if (const auto* call = image.get<sema::MethodCall>()) {
    needs.ecr = needs.ecr || is_kind(call->block, "repository") || is_kind(call->block, "registry");
  } else if (const auto* text = image.get<std::string>()) {
    if (text->find(".dkr.ecr.") != std::string::npos) {
      needs.ecr = true;
    } else {
      needs.other_registry = *text;
    }
  }
}

void add_secrets(const sema::Value& object, Needs& needs) {
  const auto* secrets = object.get<sema::Object>();
  if (!secrets) return;
  for (const auto& [name, value] : secrets->entries) {
    const auto* const* block = value.get<const Block*>();
    (block && is_kind(*block, "parameter") ? needs.parameters : needs.secrets) = true;
  }
}

// Whether a credential spec names a parameter; else it names an object in S3.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// (credentialSpecs)
bool is_parameter_spec(const sema::Value& spec) {
  if (const auto* text = spec.get<std::string>()) return text->find(":ssm:") != std::string::npos;
  const auto* parts = spec.get<sema::Interpolation>();
  return parts != nullptr &&
         std::any_of(parts->parts.begin(), parts->parts.end(), [](const sema::Value& part) {
           const auto* read = part.get<sema::AttributeRef>();
           return read && is_kind(read->block, "parameter");
         });
}

}  // namespace

Needs needs_of(const Block& task) {
  Needs needs;
  if (const Block* tracing = task.only("tracing"); tracing && tracing->symbol("with") != "none")
    add_image((*tracing)["image"], needs);
  for (const Block* container : task.nested("container")) {
    add_image((*container)["image"], needs);
    const Block* logs = container->only("logs");
    if (!logs || logs->symbol("driver") == "awslogs") needs.logs = true;
    if (container->has("credentials")) needs.secrets = true;
    if (!container->items("env_files").empty()) needs.files = true;
    for (const sema::Value& spec : container->items("credential_specs"))
      (is_parameter_spec(spec) ? needs.parameters : needs.files) = true;
    add_secrets((*container)["secrets"], needs);
    if (logs) add_secrets((*logs)["secrets"], needs);
  }
  return needs;
}

Missing missing_of(const Needs& needs, const plan::Plan& plan, const plan::Network& network) {
  Missing missing;
  const auto need = [&](bool needed, std::string_view endpoint, const char* service) {
    if (!needed || plan::has_endpoints(plan, network, endpoint)) return;
    missing.endpoints.push_back(endpoint);
    missing.services.emplace_back(service);
  };
  need(needs.ecr, "ecr", "ECR");
  need(needs.ecr, "s3", "S3 (which holds the layers of images)");
  need(needs.files && !needs.ecr, "s3", "S3 (which holds the environment files)");
  need(needs.logs, "logs", "CloudWatch Logs");
  need(needs.secrets, "secrets", "Secrets Manager");
  need(needs.parameters, "ssm", "Systems Manager");
  if (!needs.other_registry.empty()) {
    missing.internet = true;
    missing.services.push_back(fmt::format("the registry of \"{}\"", needs.other_registry));
  }
  return missing;
}

Needs joined_needs(const Needs& one, const Needs& other) {
  Needs both = one;
  both.ecr = both.ecr || other.ecr;
  both.logs = both.logs || other.logs;
  both.secrets = both.secrets || other.secrets;
  both.parameters = both.parameters || other.parameters;
  both.files = both.files || other.files;
  if (both.other_registry.empty()) both.other_registry = other.other_registry;
  return both;
}

bool serves(const plan::Endpoint& endpoint, const Missing& missing) {
  return std::any_of(
      missing.endpoints.begin(), missing.endpoints.end(), [&](std::string_view word) {
        const plan::EndpointServices* known = plan::find_endpoint_services(word);
        return known != nullptr && !endpoint.service.empty() &&
               std::find(known->services.begin(), known->services.end(), endpoint.service) !=
                   known->services.end();
      });
}

bool has_way_out(const plan::Network& network, const plan::SubnetGroup& group,
                 bool public_address) {
  if (network.block->existing) return true;  // its routes are not known
  if (group.access == plan::Access::Public) return public_address;
  return group.access == plan::Access::Private && network.nat != plan::Nat::None;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

}  // namespace svc::check
