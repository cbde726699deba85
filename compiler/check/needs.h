// What tasks fetch or send before they run, and what of that they cannot reach.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace svc::check {

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html and
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (image layers come from
// S3)
struct Needs {
  bool ecr = false;
  bool logs = false;
  bool secrets = false;
  bool parameters = false;
  bool files = false;          // environment files, which S3 has
  std::string other_registry;  // an image that only the internet has
};

// What a task needs to start.
[[nodiscard]] Needs needs_of(const sema::Block& task);
// What at least one of two tasks needs.
[[nodiscard]] Needs joined_needs(const Needs& one, const Needs& other);

struct Missing {
  std::vector<std::string> services;  // the unreachable services, in words
  std::vector<std::string_view> endpoints;
  bool internet = false;  // no endpoint helps
};

// The needed services without an endpoint in the network.
[[nodiscard]] Missing missing_of(const Needs& needs, const plan::Plan& plan,
                                 const plan::Network& network);

// Whether the endpoint leads to one of the missing services.
[[nodiscard]] bool serves(const plan::Endpoint& endpoint, const Missing& missing);

// Whether tasks in that group of subnets reach the internet: through a NAT gateway, or with their
// own address.
[[nodiscard]] bool has_way_out(const plan::Network& network, const plan::SubnetGroup& group,
                               bool public_address);

// `ECR, S3 and CloudWatch Logs`
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace svc::check
