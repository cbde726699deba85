// Logins at a load balancer: the `auth` block of a route.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
#include <fmt/format.h>

#include "check/subjects.h"
#include "diagnostics/codes/routing.h"

namespace svc::check {
namespace {

void check_listeners(const plan::Route& route, const Block& auth, Sink& sink) {
  for (const std::size_t index : route.listeners) {
    const plan::Listener& listener = route.balancer->listeners[index];
    if (listener.protocol == plan::Protocol::Https) continue;
    sink.report<diag::AuthListener>(auth.span, listener.port)
        .related(listener.span, "the listener")
        .help("give the balancer a `certificate`, or name an HTTPS `listener` in the route");
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
void check_release(const plan::Service& service, const Block& auth, Sink& sink) {
  if (service.strategy == plan::Strategy::Rolling || service.controller != plan::Controller::Ecs)
    return;
  sink.report<diag::AuthRelease>(auth.span)
      .related(service.deploy->span, "the release")
      .help("write `deploy rolling {}`, or authenticate users in the application");
}

// The secret that the value refers to, or null.
const Block* secret_of(const sema::Value& value) {
  if (const auto* const* block = value.get<const Block*>()) return *block;
  const auto* call = value.get<sema::MethodCall>();
  return call ? call->block : nullptr;
}

void check_secret(const Block& auth, Sink& sink) {
  if (auth.labels.front().text != "oidc") return;
  const sema::Value& value = auth["client_secret"];
  if (const Block* secret = secret_of(value)) {
    if (secret->existing) return;
    sink.report<diag::EmptySecret>(value.span, secret->name)
        .related(secret->span, "it is made here")
        .help(fmt::format("make it outside and name it: `existing secret {} {{ name = \"…\" }}`",
                          secret->name));
    return;
  }
  const auto* parameter = value.get<sema::ParameterRef>();
  if (parameter && parameter->parameter->secret) return;
  auto report = sink.report<diag::ClientSecret>(value.span);
  if (parameter) {
    report.related(parameter->parameter->span, "this param is not a secret")
        .help("give the param `secret = true`, or take it from an `existing secret`");
  } else {
    report.help(
        "take it from an `existing secret`, such as `idp.key(\"client_secret\")`, or from a "
        "`param` with `secret = true`");
  }
}

}  // namespace

void check_logins(const plan::Plan& plan, Sink& sink) {
  for (const plan::Route& route : plan.routes) {
    const auto auths = route.block->nested("auth");
    if (auths.empty() || route.balancer->layer4) continue;
    if (auths.size() > 1)
      sink.report<diag::TwoLogins>(auths[1]->span)
          .related(auths[0]->span, "the first one")
          .help("keep one of them");
    check_listeners(route, *auths.front(), sink);
    check_release(*plan.service(route.service), *auths.front(), sink);
    check_secret(*auths.front(), sink);
  }
}

}  // namespace svc::check
