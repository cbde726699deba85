// The methods of the prelude and their results.

#include <fmt/format.h>

#include <stdexcept>

#include "lower/context.h"

namespace svc::lower {

graph::Value lower_method(const Context& context, const sema::MethodCall& call) {
  const std::string_view kind = call.block->kind->name;
  const auto argument = [&](std::size_t index) {
    return context.value(call.arguments.get().at(index));
  };

  if (kind == "repository" && call.method == "tag")
    return graph::concat({context.attribute(*call.block, "uri"), ":", argument(0)});
  if (kind == "repository" && call.method == "digest")
    return graph::concat({context.attribute(*call.block, "uri"), "@", argument(0)});
  // `<arn>:<key>:<version stage>:<version id>`, the last two empty for the current version:
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
  if (kind == "secret" && call.method == "key")
    return graph::concat({context.attribute(*call.block, "arn"), ":", argument(0), "::"});

  if (kind == "bucket" && call.method == "object")
    return graph::concat({context.attribute(*call.block, "arn"), "/", argument(0)});
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-working-pulling.html
  if (kind == "registry" && call.method == "image")
    return graph::concat({graph::Pseudo::AccountId, ".dkr.ecr.", graph::Pseudo::Region, ".",
                          graph::Pseudo::UrlSuffix, "/", context.attribute(*call.block, "prefix"),
                          "/", argument(0)});
  if (kind == "balancer" && call.method == "listener")
    return late_listener(context, *call.block, *call.arguments.get().at(0).get<std::int64_t>());

  throw std::logic_error(fmt::format("no lowering for the method {}.{}", kind, call.method));
}

}  // namespace svc::lower
