#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// Whether the secret is named by its ARN.
bool names_arn(const sema::Value& name) {
  if (const auto* text = name.get<std::string>()) return text->starts_with("arn:");
  if (const auto* read = name.get<sema::ParameterRef>())
    return !read->parameter->type.alternatives.empty() &&
           read->parameter->type.alternatives.front().scalar == sema::Scalar::Arn;
  const auto* text = name.get<sema::Interpolation>();
  return text != nullptr && !text->parts.empty() && names_arn(text->parts.front());
}

// An ARN may come with the six random characters or without them.
void define_by_arn(Context& context, const sema::Block& secret, const graph::Value& arn) {
  constexpr std::size_t kRandom = 7;  // `-Ab3xYz`
  const auto* text = secret["name"].get<std::string>();
  const bool whole =
      text != nullptr && text->size() > kRandom && (*text)[text->size() - kRandom] == '-';
  graph::Value pattern =
      whole ? graph::Value(arn) : graph::concat({arn, text == nullptr ? "*" : "-??????"});
  context.define_attribute(secret, "arn", arn);
  context.define_attribute(secret, "arn_pattern", std::move(pattern).at(secret["name"].span));
}

// It has no node, only an ARN. AWS appends a hyphen and six random characters to the name, which
// are unknown here. Reading works without them, and a policy matches them with six question marks:
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
void define_existing_secret(Context& context, const sema::Block& secret) {
  const graph::Value name = context.field(secret, "name");
  if (names_arn(secret["name"])) return define_by_arn(context, secret, name);
  const graph::Value arn =
      iam::arn("secretsmanager", graph::concat({"secret:", name})).at(secret["name"].span);
  context.define_attribute(secret, "arn", arn);
  context.define_attribute(secret, "arn_pattern",
                           graph::concat({arn, "-??????"}).at(secret["name"].span));
}

// CloudFormation has the secret make up its value; Terraform asks for a random text, and writes it
// once. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
void add_value(Context& context, const sema::Block& secret, const sema::Block& generate,
               graph::NodeId id) {
  const graph::Map settings =
      *graph::map(
           {
               {"password_length", context.field(generate, "length")},
               {"exclude_punctuation",
                graph::Value(!generate.flag("punctuation")).at(generate["punctuation"].span)},
               {"exclude_characters", context.field(generate, "exclude")},
           })
           .get<graph::Map>();
  set(context.node(id), "generate_secret_string", graph::Value(settings).at(generate.span));
  const graph::NodeId random =
      context.add("secretsmanager_random_password_lookup", secret.name, generate);
  for (const auto& [name, value] : settings.entries) set(context.node(random), name, value);
  const graph::NodeId version = context.add("secretsmanager_secret_version", secret.name, generate);
  set(context.node(version), "secret_id", graph::Ref{id, "arn"});
  set_initial(context.node(version), "secret_string", graph::Ref{random, "value"});
}

}  // namespace

void lower_secret(Context& context, const sema::Block& secret) {
  if (secret.existing) {
    define_existing_secret(context, secret);
    return;
  }
  const graph::NodeId id = context.add("secretsmanager_secret", secret.name, secret);
  context.remember(secret, PartKind::Main, id);
  context.define_attribute(secret, "arn_pattern", graph::Ref{id, "arn"});
  graph::Node& node = context.node(id);
  const std::string environment =
      context.program.environment.empty() ? "" : context.program.environment + "/";
  set(node, "name",
      graph::Value(context.program.app->name + "/" + environment + secret.name)
          .at(secret.name_span));
  set(node, "description", context.field(secret, "description"));
  set(node, "kms_key_id", context.field(secret, "encryption"));
  if (const sema::Block* generate = secret.only("generate"))
    add_value(context, secret, *generate, id);
}

}  // namespace svc::lower
