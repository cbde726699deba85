#include "lower/images.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "lower/iam.h"
#include "lower/tracing.h"
#include "plan/images.h"

namespace svc::lower {

namespace {

// Placeholder for a piece of text that is known only at deployment.
constexpr char kDeferred = '\x01';

// The text of an image, with kDeferred for each deferred piece; empty for other values.
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

// The parts of an ECR image's name. The views point into the image.
struct EcrName {
  std::string_view account;  // 12 digits, or kDeferred
  std::string_view region;   // or kDeferred
  std::string_view name;     // of the repository, without tag and digest
};

// Takes `prefix` off the front of `rest`; gives whether it was there.
bool skip(std::string_view& rest, std::string_view prefix) {
  if (!rest.starts_with(prefix)) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

// Takes the longest run of bytes that `wanted` accepts, or one kDeferred.
template <typename Predicate>
std::string_view take(std::string_view& rest, Predicate wanted) {
  std::size_t count = 0;
  if (!rest.empty() && rest.front() == kDeferred) {
    count = 1;
  } else {
    while (count < rest.size() && wanted(rest[count])) ++count;
  }
  const std::string_view taken = rest.substr(0, count);
  rest.remove_prefix(count);
  return taken;
}

// Reads `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name:tag` once from the left, so an image of
// any length needs linear time and no stack.
std::optional<EcrName> ecr_name(std::string_view image) {
  constexpr std::size_t kAccountDigits = 12;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  EcrName found;
  found.account = take(image, digit);
  if (found.account.size() != kAccountDigits && found.account != std::string_view(&kDeferred, 1))
    return std::nullopt;
  if (!skip(image, ".dkr.ecr")) return std::nullopt;
  (void)skip(image, "-fips");
  if (!skip(image, ".")) return std::nullopt;
  found.region =
      take(image, [&](char c) { return digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
  if (found.region.empty() || !skip(image, ".amazonaws.com")) return std::nullopt;
  (void)skip(image, ".cn");
  if (!skip(image, "/")) return std::nullopt;
  found.name = image.substr(0, image.find_first_of(":@"));
  if (found.name.empty()) return std::nullopt;
  return found;
}

// A repository that is named by the image's text:
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
std::vector<Pulled> named_repository(const std::string& image) {
  if (const std::optional<EcrName> ecr = ecr_name(image)) {
    const auto piece = [&](std::string_view text, graph::Pseudo instead) {
      return text.front() == kDeferred ? graph::Value(instead) : graph::Value(std::string(text));
    };
    std::string name(ecr->name);
    std::replace(name.begin(), name.end(), kDeferred, '*');
    const auto end = static_cast<std::size_t>(ecr->name.data() + ecr->name.size() - image.data());
    return {{image.substr(0, end), graph::concat({"arn:", graph::Pseudo::Partition, ":ecr:",
                                                  piece(ecr->region, graph::Pseudo::Region), ":",
                                                  piece(ecr->account, graph::Pseudo::AccountId),
                                                  ":repository/" + name})}};
  }
  // `image = some_param`: it may well be of ECR, and a task that cannot pull hangs its deployment.
  if (!image.empty() && image.front() == kDeferred) return {{"*", iam::arn("ecr", "repository/*")}};
  return {};
}

}  // namespace

const sema::Block* registry_of(const sema::Value& image) {
  const auto* call = image.get<sema::MethodCall>();
  return call != nullptr && call->block->kind->name == "registry" ? call->block : nullptr;
}

std::vector<graph::Value> pulled_repositories(const Context& context, const sema::Block& task) {
  std::vector<Pulled> found;
  const auto add = [&](Pulled next) {
    if (std::none_of(found.begin(), found.end(),
                     [&](const Pulled& other) { return other.first == next.first; }))
      found.push_back(std::move(next));
  };
  const auto add_image = [&](const sema::Value& image) {
    if (registry_of(image) != nullptr) return;  // cached_repositories()
    if (const sema::Block* block = plan::repository_of(image)) {
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

std::vector<graph::Value> cached_repositories(const Context& context, const sema::Block& task) {
  std::vector<graph::Value> found;
  std::vector<const sema::Block*> seen;
  for (const sema::Block* container : task.nested("container")) {
    const sema::Block* registry = registry_of((*container)["image"]);
    if (registry == nullptr || std::find(seen.begin(), seen.end(), registry) != seen.end())
      continue;
    seen.push_back(registry);
    const graph::Value prefix = context.attribute(*registry, "prefix");
    found.push_back(iam::arn("ecr", graph::concat({"repository/", prefix, "/*"}))
                        .at((*container)["image"].span));
  }
  return found;
}

}  // namespace svc::lower
