#include <algorithm>
#include <cctype>

#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

namespace {

// `shop-prod/images`; ECR takes lower case only.
std::string repository_name(const Context& context, const sema::Block& repository) {
  std::string name = context.graph.prefix() + "/" + repository.name;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
graph::Value keep_newest(graph::Value count) {
  return graph::json(graph::map({
      {"rules", graph::list({graph::map({
                    {"rulePriority", 1},
                    {"description", "keep the newest images"},
                    {"selection", graph::map({{"tagStatus", "any"}, {"countType", "imageCountMoreThan"}, {"countNumber", std::move(count)}})},
                    {"action", graph::map({{"type", "expire"}})},
                })})},
  }));
}

}  // namespace

void lower_repository(Context& context, const sema::Block& repository) {
  if (repository.existing) {
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
    const graph::Value name = context.field(repository, "name");
    context.define_attribute(repository, "name", name);
    context.define_attribute(repository, "arn", iam::arn("ecr", graph::concat({"repository/", name})));
    context.define_attribute(repository, "uri", graph::concat({graph::Pseudo::AccountId, ".dkr.ecr.", graph::Pseudo::Region, ".", graph::Pseudo::UrlSuffix, "/", name}));
    return;
  }
  const graph::NodeId id = context.add("ecr_repository", repository.name, repository);
  context.remember(repository, "main", id);
  graph::Node& node = context.node(id);
  const Span keep = repository["keep"].span;
  set(node, "repository_name", graph::Value(repository_name(context, repository)).at(repository.name_span));
  set(node, "image_scanning_configuration", graph::map({{"scan_on_push", context.field(repository, "scan")}}));
  set(node, "image_tag_mutability", graph::Value(repository.flag("immutable") ? "IMMUTABLE" : "MUTABLE").at(repository["immutable"].span));
  set(node, "encryption_configuration", graph::map({{"encryption_type", "AES256"}}));
  set(node, "lifecycle_policy_text", keep_newest(context.field(repository, "keep")).at(keep));
}

}  // namespace svc::lower
