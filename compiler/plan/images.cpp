#include "plan/images.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace svc::plan {

namespace {

// The part of a text that is known at compile time: up to the first deferred piece.
std::string_view beginning(const sema::Value& text) {
  if (const auto* known = text.get<std::string>()) return *known;
  const auto* parts = text.get<sema::Interpolation>();
  return parts == nullptr || parts->parts.empty() ? std::string_view()
                                                  : beginning(parts->parts.front());
}

// The block that a value asks for something, if it is a repository.
const sema::Block* repository(const sema::Block* block) {
  return block != nullptr && block->kind->name == "repository" ? block : nullptr;
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

std::string tag_prefix(const sema::Block& pipeline, const sema::Block& build) {
  const std::vector<const sema::Block*> builds = pipeline.nested("build", "image");
  const auto same = std::count_if(builds.begin(), builds.end(), [&](const sema::Block* other) {
    return other->block("repository") == build.block("repository");
  });
  if (same < 2) return {};
  std::string prefix;
  if (const auto* folder = build["context"].get<std::string>()) {
    for (const char c : folder->substr(folder->find_last_of('/') + 1)) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-') prefix += c;
    }
  }
  if (prefix.empty())
    prefix = fmt::format("image{}",
                         std::find(builds.begin(), builds.end(), &build) - builds.begin() + 1);
  return prefix + "-";
}

const sema::Block* build_of(const sema::Block& pipeline,
                            const std::vector<const sema::Block*>& builds,
                            const sema::Value& image) {
  const auto* call = image.get<sema::MethodCall>();
  if (call == nullptr) return nullptr;
  const std::string_view tag =
      call->arguments.empty() ? std::string_view() : beginning(call->arguments.front());
  const sema::Block* found = nullptr;
  std::size_t longest = 0;  // of "web-" and "web-admin-" the second one
  for (const sema::Block* build : builds) {
    const std::string prefix = tag_prefix(pipeline, *build);
    if (build->block("repository") != call->block || !tag.starts_with(prefix) ||
        (found != nullptr && prefix.size() <= longest))
      continue;
    found = build;
    longest = prefix.size();
  }
  return found;
}

}  // namespace svc::plan
