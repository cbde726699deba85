// `on "*"`: every resource of the account.
#include <algorithm>
#include <array>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// Actions that AWS defines without a resource, and those that only list or describe.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
constexpr std::array<std::string_view, 14> kUnbound = {"cloudwatch:PutMetricData",
                                                       "ecr:GetAuthorizationToken",
                                                       "kms:GenerateRandom",
                                                       "rekognition:Detect",
                                                       "polly:SynthesizeSpeech",
                                                       "sts:GetCallerIdentity",
                                                       "ssmmessages:",
                                                       "translate:",
                                                       "comprehend:Detect",
                                                       "textract:",
                                                       "xray:",
                                                       "ec2messages:",
                                                       "ce:",
                                                       "pricing:"};

bool is_unbound(const sema::Value& action) {
  const auto* text = action.get<std::string>();
  if (text == nullptr) return false;
  const std::string_view name =
      std::string_view(*text).substr(std::min(text->find(':') + 1, text->size()));
  return name.starts_with("Describe") || name.starts_with("List") || name.starts_with("Search") ||
         std::any_of(kUnbound.begin(), kUnbound.end(),
                     [&](std::string_view known) { return text->starts_with(known); });
}

void check_every_resource(const sema::Program& program, const plan::Plan& /*plan*/, Sink& sink) {
  for (const sema::Grant* grant : allowed(program)) {
    if (grant->when.present() ||
        std::all_of(grant->actions.begin(), grant->actions.end(), is_unbound))
      continue;
    for (const sema::Value& resource : grant->resources) {
      const auto* text = resource.get<std::string>();
      if (text != nullptr && *text == "*")
        sink.report<diag::EveryResource>(resource.span)
            .help("name the resource: a block of the program, or its ARN");
    }
  }
}

}  // namespace

constinit const Rule every_resource = {
    .code = diag::EveryResource::code,
    .about =
        "A permission on `*` holds for what other programs of the account keep, too. Actions that "
        "AWS knows for no single resource (xray:PutTraceSegments) and conditions are left alone.",
    .program = check_every_resource,
};

}  // namespace svc::lint::rules
