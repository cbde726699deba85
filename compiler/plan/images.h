// Which of the images that a pipeline builds is which, and under which tags the program reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// The repository of the program that an image is of (also an `existing` one), or null.
[[nodiscard]] const sema::Block* repository_of(const sema::Value& image);

// The tag of an image as far as it is known when the program is compiled.
struct Tag {
  std::string beginning;  // up to the first part that is known only at deployment: "worker-"
  bool whole = false;     // that is all of it
};
// Absent for an image that is named by a digest, or that is of no repository of the program.
[[nodiscard]] std::optional<Tag> tag_of(const sema::Value& image);

// A container of a task, and with it the image that it reads.
struct ImageUse {
  const sema::Block* task = nullptr;
  const sema::Block* container = nullptr;
  [[nodiscard]] const sema::Value& image() const { return (*container)["image"]; }
};
// The containers whose image is of the repository, in the order of the program.
[[nodiscard]] std::vector<ImageUse> uses_of(const sema::Program& program,
                                            const sema::Block& repository);

// The name of the folder that a `build image` block builds: `api` of `services/api`; empty where it
// is the source itself.
[[nodiscard]] std::string folder_name(const sema::Block& build);
// The tag prefix of a `build image` block: "worker-", from its folder, where the program reads such
// tags or the pipeline builds several images of the repository; else what the tags of the only
// image begin with. Empty: the tags have no prefix.
[[nodiscard]] std::string tag_prefix(const sema::Program& program, const sema::Block& pipeline,
                                     const sema::Block& build);
// The block among `builds` (the pipeline's `build image` blocks) that builds an image: of its
// repository, with the longest prefix that its tag has. A build without a prefix makes the images
// whose tags have none. Null if there is none.
[[nodiscard]] const sema::Block* build_of(const sema::Program& program, const sema::Block& pipeline,
                                          const std::vector<const sema::Block*>& builds,
                                          const sema::Value& image);
// The `source ecr` block that starts the pipeline with images of this repository; null without one.
[[nodiscard]] const sema::Block* pushed_source(const sema::Block& pipeline,
                                               const sema::Value& image);
// The containers that read what a build of the pipeline makes.
[[nodiscard]] std::vector<ImageUse> readers_of(const sema::Program& program,
                                               const sema::Block& pipeline,
                                               const sema::Block& build);

// The architectures that a build makes its image for: those of its field `arch`, each once, else
// the one of the tasks that read it. Never empty.
[[nodiscard]] std::vector<std::string_view> architectures_of(const sema::Program& program,
                                                             const sema::Block& pipeline,
                                                             const sema::Block& build);

// What tells the images of a repository apart, for its lifecycle rules.
struct Families {
  // Of tags that have a rule of their own, the longest first: `worker-*`, `stable`. Empty where
  // there is one kind only.
  std::vector<std::string> patterns;
  bool others = false;  // tasks also read tags that no pattern tells from the rest
};
[[nodiscard]] Families families_of(const sema::Program& program, const sema::Block& repository);
// How many images one build pushes at once into a family, or into any (an empty pattern): a
// manifest list is pushed with an image for each architecture.
[[nodiscard]] std::int64_t pushed_at_once(const sema::Program& program,
                                          const sema::Block& repository, std::string_view pattern);

}  // namespace svc::plan
