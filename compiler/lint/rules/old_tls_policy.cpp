// A security policy that still speaks TLS 1.0 or 1.1.
#include <algorithm>
#include <array>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html:
// the names give the oldest supported version, except those of the oldest policies, which all
// support
// TLS 1.0.
bool is_old(std::string_view policy) {
  constexpr std::array<std::string_view, 7> kOldest = {
      "TLS13-1-0", "TLS13-1-1", "TLS-1-0-", "TLS-1-1-", "FS-1-1-", "FS-2018-06", "201"};
  constexpr std::string_view kPrefix = "ELBSecurityPolicy-";
  return policy.starts_with(kPrefix) &&
         std::any_of(kOldest.begin(), kOldest.end(), [&](std::string_view old) {
           return policy.substr(kPrefix.size()).starts_with(old);
         });
}

void check_old_tls_policy(const sema::Program& /*program*/, const plan::Plan& plan, Sink& sink) {
  for (const plan::Balancer& balancer : plan.balancers) {
    if (balancer.block->existing) continue;
    const sema::Value& policy = (*balancer.block)["tls_policy"];
    const auto* name = policy.get<std::string>();
    if (name == nullptr || !is_old(*name)) continue;
    sink.report<diag::OldTlsPolicy>(policy.span, *name)
        .help("leave `tls_policy` out: the default speaks TLS 1.2 and 1.3")
        .tag(Tag::Deprecated);
  }
}

}  // namespace

constinit const Rule old_tls_policy = {
    .code = diag::OldTlsPolicy::code,
    .about =
        "TLS 1.0 and 1.1 have been deprecated since 2021 (RFC 8996), and no browser speaks them "
        "any more.",
    .program = check_old_tls_policy,
};

}  // namespace svc::lint::rules
