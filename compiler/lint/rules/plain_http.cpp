// A public balancer in production that takes requests without TLS.
// https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html (ELB.1)
#include <algorithm>

#include "diagnostics/codes/lints.h"
#include "lint/programs.h"

namespace svc::lint::rules {

namespace {

bool open_to_everyone(const Block& balancer) {
  const auto& sources = balancer.items("sources");
  return sources.empty() ||
         std::any_of(sources.begin(), sources.end(), [](const sema::Value& source) {
           const auto* range = source.get<sema::Cidr>();
           return range != nullptr && (range->text == "0.0.0.0/0" || range->text == "::/0");
         });
}

bool has_route(const plan::Plan& plan, const plan::Balancer& balancer, std::size_t listener) {
  return std::any_of(plan.routes.begin(), plan.routes.end(), [&](const plan::Route& route) {
    return route.balancer == &balancer && std::find(route.listeners.begin(), route.listeners.end(),
                                                    listener) != route.listeners.end();
  });
}

void check_plain_http(const sema::Program& program, const plan::Plan& plan, Sink& sink) {
  if (!in_production(program)) return;
  for (const plan::Balancer& balancer : plan.balancers) {
    const Block& block = *balancer.block;
    if (block.existing || balancer.internal || !open_to_everyone(block)) continue;
    for (std::size_t i = 0; i < balancer.listeners.size(); ++i) {
      const plan::Listener& listener = balancer.listeners[i];
      if (listener.protocol != plan::Protocol::Http || listener.test_of != nullptr ||
          !has_route(plan, balancer, i))
        continue;
      const bool declared = listener.span.valid() && listener.span != block.span;
      sink.report<diag::PlainHttp>(declared ? listener.span : block.name_span, block.name,
                                   listener.port)
          .help(block.has("certificate") && declared
                    ? "write `redirect = 443` in the listener"
                    : "write `certificate = …` in the balancer, or `sources = […]` if only known "
                      "networks call it");
    }
  }
}

}  // namespace

constinit const Rule plain_http = {
    .code = diag::PlainHttp::code,
    .about =
        "Everyone between a client and the balancer can read and change requests without TLS, "
        "passwords and cookies included. A balancer with a certificate gets an HTTPS listener, "
        "and an HTTP one that redirects to it.",
    .program = check_plain_http,
};

}  // namespace svc::lint::rules
