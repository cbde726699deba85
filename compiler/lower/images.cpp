#include "lower/images.h"

#include <algorithm>
#include <regex>

#include "lower/iam.h"
#include "lower/tracing.h"

namespace svc::lower {

namespace {

// Stands for a piece of a text that is known only at deployment.
constexpr char kDeferred = '\x01';

// The block that a value asks for something, if it is a repository.
const sema::Block* repository(const sema::Block* block) {
  return block != nullptr && block->kind->name == "repository" ? block : nullptr;
}

// An image's text, with kDeferred for each deferred piece; empty for what is no text.
std::string outline(const sema::Value& image) {
  if (const auto* text = image.get<std::string>()) return *text;
  if (const auto* text = image.get<sema::Interpolation>()) {
    std::string result;
    for (const sema::Value& part : text->parts) result += outline(part);
    return result;
  }
  return image.deferred() ? std::string(1, kDeferred) : std::string();
}

// One repository with a text that is equal for equal ones.
using Pulled = std::pair<std::string, graph::Value>;

// A repository that is named by the image's text:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
std::vector<Pulled> named_repository(const std::string& image) {
  static const std::regex ecr(
      "([0-9]{12}|\x01)\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+|\x01)\\.amazonaws\\.com(?:\\.cn)?/"
      "([^:@]+).*");
  std::smatch match;
  if (std::regex_match(image, match, ecr)) {
    const auto piece = [&](std::size_t group, graph::Pseudo instead) {
      return match[group].str().front() == kDeferred ? graph::Value(instead)
                                                     : graph::Value(match[group].str());
    };
    std::string name = match[3].str();
    std::replace(name.begin(), name.end(), kDeferred, '*');
    return {
        {image.substr(0, static_cast<std::size_t>(match.position(3) + match.length(3))),
         graph::concat({"arn:", graph::Pseudo::Partition, ":ecr:", piece(2, graph::Pseudo::Region),
                        ":", piece(1, graph::Pseudo::AccountId), ":repository/" + name})}};
  }
  // `image = some_param`: it may well be of ECR, and a task that cannot pull hangs its deployment.
  if (!image.empty() && image.front() == kDeferred) return {{"*", iam::arn("ecr", "repository/*")}};
  return {};
}

}  // namespace

const sema::Block* repository_of(const sema::Value& image) {
  if (const auto* call = image.get<sema::MethodCall>()) return repository(call->block);
  if (const auto* attribute = image.get<sema::AttributeRef>()) return repository(attribute->block);
  if (const auto* text = image.get<sema::Interpolation>()) {
    for (const sema::Value& part : text->parts) {
      if (const sema::Block* found = repository_of(part)) return found;
    }
  }
  return nullptr;
}

std::vector<graph::Value> pulled_repositories(const Context& context, const sema::Block& task) {
  std::vector<Pulled> found;
  const auto add = [&](Pulled next) {
    if (std::none_of(found.begin(), found.end(),
                     [&](const Pulled& other) { return other.first == next.first; }))
      found.push_back(std::move(next));
  };
  const auto add_image = [&](const sema::Value& image) {
    if (const sema::Block* block = repository_of(image)) {
      add({block->title(), context.attribute(*block, "arn").at(image.span)});
    } else {
      for (Pulled& each : named_repository(outline(image)))
        add({each.first, std::move(each.second).at(image.span)});
    }
  };
  for (const sema::Block* container : task.nested("container")) add_image((*container)["image"]);
  if (const sema::Block* tracing = tracing_of(task)) add_image((*tracing)["image"]);
  std::vector<graph::Value> result;
  for (Pulled& each : found) result.push_back(std::move(each.second));
  return result;
}

}  // namespace svc::lower
