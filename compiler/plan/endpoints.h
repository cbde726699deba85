// The services of AWS that tasks reach through VPC endpoints.
#pragma once

#include <array>
#include <string_view>

#include "plan/plan.h"

namespace svc::plan {

// The services of a word in the field `endpoints` of a network.
struct EndpointServices {
  std::string_view word;   // `ecr`
  bool gateway = false;    // an entry of route tables, not an address
  bool for_start = false;  // a task needs it before its containers run
  std::array<std::string_view, 3>
      services;  // the last words of their names, `ecr.api`; all but the first may be empty
};

// Those of that word, or null:
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
[[nodiscard]] const EndpointServices* find_endpoint_services(std::string_view word);

// Whether tasks in the network reach the services that the word means: through the network's
// `endpoints`, or through `endpoint` blocks with the services' own names.
[[nodiscard]] bool has_endpoints(const Plan& plan, const Network& network, std::string_view word);

}  // namespace svc::plan
