#include "plan/images.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace svc::plan {

namespace {

// The block that a value asks for something, if it is a repository.
const sema::Block* repository(const sema::Block* block) {
  return block != nullptr && block->kind->name == "repository" ? block : nullptr;
}

// The part of a text that is known at compile time: up to the first deferred piece.
Tag known_part(const sema::Value& text) {
  if (const auto* known = text.get<std::string>()) return {*known, true};
  Tag tag;
  const auto* parts = text.get<sema::Interpolation>();
  if (parts == nullptr) return tag;
  for (const sema::Value& part : parts->parts) {
    const auto* known = part.get<std::string>();
    if (known == nullptr) return tag;
    tag.beginning += *known;
  }
  tag.whole = true;
  return tag;
}

// `"${images.uri}:worker-${tag}"`
std::optional<Tag> tag_behind_uri(const sema::Interpolation& text) {
  std::vector<sema::Value> rest(text.parts.begin(), text.parts.end());
  if (rest.empty() || rest.front().get<sema::AttributeRef>() == nullptr) return std::nullopt;
  rest.erase(rest.begin());
  Tag tag = known_part(sema::Value{sema::Interpolation{std::move(rest)}, {}, false});
  if (!tag.beginning.starts_with(':')) return std::nullopt;
  tag.beginning.erase(0, 1);
  return tag;
}

// The tasks that the program writes: those of their own, and those in a service or a job.
std::vector<const sema::Block*> tasks_of(const sema::Program& program) {
  std::vector<const sema::Block*> tasks;
  for (const sema::Block* block : program.created({"service", "job", "task"})) {
    const bool runs = block->kind->name == "service" || block->kind->name == "job";
    const sema::Block* task = runs ? block->block("task") : block;
    const bool own = runs ? task != nullptr && !task->top_level : block->kind->name == "task";
    if (own) tasks.push_back(task);
  }
  return tasks;
}

// `api-` for the folder `services/api`; empty where the folder is the source itself.
std::string folder_prefix(const sema::Block& build) {
  const std::string name = folder_name(build);
  return name.empty() ? name : name + "-";
}

// The beginning of the tags of a repository's only image; empty if it has several images.
std::string only_beginning(const std::vector<Tag>& tags) {
  std::set<std::string> beginnings;
  for (const Tag& tag : tags) beginnings.insert(tag.whole ? std::string() : tag.beginning);
  return beginnings.size() == 1 ? *beginnings.begin() : std::string();
}

// What tags of the same image look like: `worker-*` for `worker-${tag}` and for `worker-1.4`. Empty
// where a version is all that the tag says.
std::string pattern_of(const Tag& tag) {
  if (!tag.whole) return tag.beginning.empty() ? std::string() : tag.beginning + "*";
  constexpr std::string_view kDigits = "0123456789";
  std::string name;  // the words before the version, or before the last one
  std::string_view rest = tag.beginning;
  for (std::size_t dash = rest.find('-'); dash != std::string_view::npos; dash = rest.find('-')) {
    if (kDigits.find(rest.front()) != std::string_view::npos) break;
    name += rest.substr(0, dash + 1);
    rest.remove_prefix(dash + 1);
    if (rest.empty()) break;
  }
  if (!name.empty()) return name + "*";
  return rest.find_first_of(kDigits) == std::string_view::npos ? std::string(rest) : std::string();
}

bool makes(const std::string& prefix, const Tag& tag) {
  return prefix.empty() ? tag.whole || tag.beginning.empty() : tag.beginning.starts_with(prefix);
}

}  // namespace

std::string folder_name(const sema::Block& build) {
  std::string name;
  const auto* folder = build["context"].get<std::string>();
  if (folder == nullptr) return name;
  for (const char c : folder->substr(folder->find_last_of('/') + 1)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-') name += c;
  }
  return name;
}

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

std::optional<Tag> tag_of(const sema::Value& image) {
  if (const auto* call = image.get<sema::MethodCall>()) {
    if (repository(call->block) == nullptr || call->method != "tag" || call->arguments.empty())
      return std::nullopt;
    return known_part(call->arguments.front());
  }
  const auto* text = image.get<sema::Interpolation>();
  return text == nullptr || repository_of(image) == nullptr ? std::nullopt : tag_behind_uri(*text);
}

std::vector<ImageUse> uses_of(const sema::Program& program, const sema::Block& repository) {
  std::vector<ImageUse> uses;
  for (const sema::Block* task : tasks_of(program)) {
    for (const sema::Block* container : task->nested("container")) {
      if (repository_of((*container)["image"]) == &repository) uses.push_back({task, container});
    }
  }
  return uses;
}

std::string tag_prefix(const sema::Program& program, const sema::Block& pipeline,
                       const sema::Block& build) {
  const sema::Block* repository = build.block("repository");
  if (repository == nullptr) return {};
  std::vector<Tag> tags;
  for (const ImageUse& use : uses_of(program, *repository)) {
    if (const std::optional<Tag> tag = tag_of(use.image())) tags.push_back(*tag);
  }
  const std::string folder = folder_prefix(build);
  const bool read = std::any_of(tags.begin(), tags.end(),
                                [&](const Tag& tag) { return tag.beginning.starts_with(folder); });
  if (!folder.empty() && read) return folder;
  const std::vector<const sema::Block*> builds = pipeline.nested("build", "image");
  const auto same = std::count_if(builds.begin(), builds.end(), [&](const sema::Block* other) {
    return other->block("repository") == repository;
  });
  if (same < 2) return only_beginning(tags);
  return !folder.empty() ? folder
                         : fmt::format("image{}-", std::find(builds.begin(), builds.end(), &build) -
                                                       builds.begin() + 1);
}

const sema::Block* build_of(const sema::Program& program, const sema::Block& pipeline,
                            const std::vector<const sema::Block*>& builds,
                            const sema::Value& image) {
  const sema::Block* repository = repository_of(image);
  if (repository == nullptr) return nullptr;
  const Tag tag = tag_of(image).value_or(Tag{{}, true});
  const sema::Block* found = nullptr;
  std::size_t longest = 0;  // of "web-" and "web-admin-" the second one
  for (const sema::Block* build : builds) {
    if (build->block("repository") != repository) continue;
    const std::string prefix = tag_prefix(program, pipeline, *build);
    if (!makes(prefix, tag) || (found != nullptr && prefix.size() <= longest)) continue;
    found = build;
    longest = prefix.size();
  }
  return found;
}

const sema::Block* pushed_source(const sema::Block& pipeline, const sema::Value& image) {
  const sema::Block* repository = repository_of(image);
  for (const sema::Block* source : pipeline.nested("source", "ecr")) {
    if (repository != nullptr && source->block("repository") == repository) return source;
  }
  return nullptr;
}

std::vector<ImageUse> readers_of(const sema::Program& program, const sema::Block& pipeline,
                                 const sema::Block& build) {
  std::vector<ImageUse> readers;
  const sema::Block* repository = build.block("repository");
  if (repository == nullptr) return readers;
  const std::vector<const sema::Block*> builds = pipeline.nested("build", "image");
  for (const ImageUse& use : uses_of(program, *repository)) {
    if (build_of(program, pipeline, builds, use.image()) == &build) readers.push_back(use);
  }
  return readers;
}

std::vector<std::string_view> architectures_of(const sema::Program& program,
                                               const sema::Block& pipeline,
                                               const sema::Block& build) {
  std::vector<std::string_view> found;
  for (const sema::Value& item : build.items("arch")) {
    const std::string_view name = item.get<sema::Symbol>()->name;
    if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
  }
  if (!found.empty()) return found;
  const std::vector<ImageUse> readers = readers_of(program, pipeline, build);
  return {readers.empty() ? std::string_view("x86_64") : readers.front().task->symbol("arch")};
}

Families families_of(const sema::Program& program, const sema::Block& repository) {
  Families families;
  std::set<std::string> patterns;
  for (const ImageUse& use : uses_of(program, repository)) {
    const std::optional<Tag> tag = tag_of(use.image());
    if (!tag) continue;
    const std::string pattern = pattern_of(*tag);
    if (!pattern.empty()) patterns.insert(pattern);
    families.others = families.others || (!tag->whole && tag->beginning.empty());
  }
  for (const sema::Block* pipeline : program.created("pipeline")) {
    for (const sema::Block* build : pipeline->nested("build", "image")) {
      const bool here = build->block("repository") == &repository;
      const std::string prefix = here ? tag_prefix(program, *pipeline, *build) : std::string();
      if (!prefix.empty()) patterns.insert(prefix + "*");
    }
  }
  if (patterns.size() + (families.others ? 1 : 0) < 2) return {};
  families.patterns.assign(patterns.begin(), patterns.end());
  std::stable_sort(families.patterns.begin(), families.patterns.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return families;
}

std::int64_t pushed_at_once(const sema::Program& program, const sema::Block& repository,
                            std::string_view pattern) {
  std::int64_t most = 1;
  for (const sema::Block* pipeline : program.created("pipeline")) {
    for (const sema::Block* build : pipeline->nested("build", "image")) {
      if (build->block("repository") != &repository) continue;
      if (!pattern.empty() && tag_prefix(program, *pipeline, *build) + "*" != pattern) continue;
      const std::size_t images = architectures_of(program, *pipeline, *build).size();
      if (images > 1) most = std::max(most, static_cast<std::int64_t>(images) + 1);
    }
  }
  return most;
}

}  // namespace svc::plan
