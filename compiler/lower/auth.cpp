// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
#include "lower/auth.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace svc::lower {

namespace {

// A secret's value, or that of one of its keys. Only the deployment reads it: the documents hold
// only where it is.
graph::Value read_secret(Context& context, const sema::Block& secret, const sema::Value* key,
                         Span span) {
  const auto* text = key == nullptr ? nullptr : key->get<std::string>();
  const std::string word = key == nullptr ? "" : text != nullptr ? *text : sema::value_text(*key);
  const Part part(PartKind::SecretValue, word);
  if (!context.has_part(secret, part)) {
    std::string name = key == nullptr ? secret.name : secret.name + "_" + word;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    const graph::NodeId id = context.add("secretsmanager_secret_value_lookup", name, secret);
    context.remember(secret, part, id);
    set(context.node(id), "name", context.field(secret, "name"));
    if (key != nullptr) set(context.node(id), "json_key", context.value(*key));
  }
  return graph::Value(graph::Ref{context.part(secret, part), key == nullptr ? "value" : "member"})
      .at(span);
}

// The checks made sure that the templates do not show it.
graph::Value client_secret(Context& context, const sema::Value& value) {
  if (const auto* secret = value.get<const sema::Block*>())
    return read_secret(context, **secret, nullptr, value.span);
  if (const auto* call = value.get<sema::MethodCall>())
    return read_secret(context, *call->block, &call->arguments.front(), value.span);
  return context.value(value);
}

std::string_view on_unauthenticated(std::string_view otherwise) {
  if (otherwise == "pass") return "allow";
  return otherwise == "refuse" ? "deny" : "authenticate";
}

using Entries = std::vector<std::pair<Word, graph::Value>>;

Entries provider_settings(Context& context, const sema::Block& auth) {
  const auto field = [&](std::string_view name) { return context.field(auth, name); };
  if (auth.labels.front().text == "cognito") {
    return {{"user_pool_arn", field("user_pool")},
            {"user_pool_client_id", field("client_id")},
            {"user_pool_domain", field("domain")}};
  }
  return {{"issuer", field("issuer")},
          {"authorization_endpoint", field("authorization_endpoint")},
          {"token_endpoint", field("token_endpoint")},
          {"user_info_endpoint", field("user_info_endpoint")},
          {"client_id", field("client_id")},
          {"client_secret", client_secret(context, auth["client_secret"])}};
}

}  // namespace

graph::Value after_login(Context& context, const sema::Block& route, graph::Value actions) {
  const sema::Block* auth = route.only("auth");
  if (auth == nullptr) return actions;
  Entries config = provider_settings(context, *auth);
  config.emplace_back("scope", context.field(*auth, "scope"));
  config.emplace_back("session_cookie_name", context.field(*auth, "cookie"));
  config.emplace_back("session_timeout", context.field(*auth, "session"));
  config.emplace_back(
      "on_unauthenticated_request",
      graph::Value(on_unauthenticated(auth->symbol("otherwise"))).at((*auth)["otherwise"].span));
  const std::string& how = auth->labels.front().text;
  std::vector<graph::Value> steps = {
      graph::map({{"type", "authenticate-" + how},
                  {"order", 1},
                  {fmt::format("authenticate_{}_config", how), graph::map(std::move(config))}})
          .at(auth->span)};
  std::int64_t order = 1;
  for (graph::Value& action : std::get<graph::List>(actions.data).items) {
    auto& entries = std::get<graph::Map>(action.data).entries;
    entries.insert(entries.begin() + 1, {"order", graph::Value(++order)});
    steps.push_back(std::move(action));
  }
  return graph::list(std::move(steps));
}

}  // namespace svc::lower
