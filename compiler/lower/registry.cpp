// Pull-through caches:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
#include <algorithm>
#include <array>
#include <stdexcept>

#include "lower/context.h"
#include "plan/names.h"

namespace svc::lower {

namespace {

struct Upstream {
  std::string_view word;
  std::string_view url;
};
constexpr std::array kUpstreams = {
    Upstream{"docker_hub", "registry-1.docker.io"},
    Upstream{"ecr_public", "public.ecr.aws"},
    Upstream{"github", "ghcr.io"},
    Upstream{"gitlab", "registry.gitlab.com"},
    Upstream{"kubernetes", "registry.k8s.io"},
    Upstream{"quay", "quay.io"},
    Upstream{"chainguard", "cgr.dev"},
};

std::string_view url_of(const sema::Block& registry) {
  const auto* found = std::find_if(kUpstreams.begin(), kUpstreams.end(), [&](const Upstream& one) {
    return one.word == registry.symbol("upstream");
  });
  if (found == kUpstreams.end()) throw std::logic_error("an upstream registry without a URL");
  return found->url;
}

}  // namespace

void lower_registry(Context& context, const sema::Block& registry) {
  const graph::NodeId id = context.add("ecr_pull_through_cache_rule", registry.name, registry);
  context.remember(registry, PartKind::Main, id);
  graph::Node& node = context.node(id);
  set(node, "ecr_repository_prefix",
      registry.has("prefix")
          ? context.field(registry, "prefix")
          : graph::Value(context.physical_name(registry.name)).at(registry.name_span));
  set(node, "upstream_registry_url", graph::Value(url_of(registry)).at(registry["upstream"].span));
  set(node, "credential_arn", context.field(registry, "credentials"));
}

}  // namespace svc::lower
