// The words that the formats share.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diff/report.h"

namespace svc::diff {

// `CloudFormation`
[[nodiscard]] std::string_view target_title(std::string_view target);
// `+`, `~`, `±`, `-`, `>`
[[nodiscard]] std::string sign(change::Action action);
// `2 replaced, 1 added`; `only tags change`
[[nodiscard]] std::string summary(const Environment& environment);
// `AWS::ECS::Service ApiService`, `aws_ecs_service.api`
[[nodiscard]] std::string name(const Resource& resource);
// At most so many characters, on one line.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t limit);

// Both values of a change, each in at most so many characters: where they are longer, without most
// of what both begin with.
[[nodiscard]] std::pair<std::string, std::string> shorten_both(std::string_view before,
                                                               std::string_view after,
                                                               std::size_t limit);

// `shop-test-api` -> `shop-{environment}-api`: the name of the environment where it is a whole
// word.
void generalize(std::string& text, const std::string& name);

// A consequence, and the other blocks that have the same one.
struct Folded {
  const Told* told = nullptr;
  std::vector<const Told*> others;
};
// Consequences in their order. What is true of three blocks or more is one entry.
[[nodiscard]] std::vector<Folded> folded(const std::vector<const Told*>& all);
// `service api, service web`; empty: there are none
[[nodiscard]] std::string other_blocks(const Folded& one);
// `service calls has what service visits had: …`
[[nodiscard]] std::string renamed_line(const std::pair<std::string, std::string>& blocks);
// What another default of a parameter means; empty for all other settings.
[[nodiscard]] std::string default_note(const Setting& setting);
// Whether parameters and outputs are worth a line: all of those of a new environment are new.
[[nodiscard]] bool shows_settings(const Environment& environment);

// One resource of the program, in all targets where the same happens to it.
struct Merged {
  std::vector<const Resource*> resources;
};
[[nodiscard]] std::vector<Merged> merged(const std::vector<const Resource*>& resources);
// `replaced, created first`, `changed in place`
[[nodiscard]] std::string action_phrase(const Merged& one);
// `replace`, `remove`, `update`, `add`: the worst that happens to a resource of the block.
[[nodiscard]] std::string_view worst_action(const Block& block);
// All changes of tags alone, on one line; empty: there are none.
[[nodiscard]] std::string tags_line(const Environment& environment);
// A tag of the whole document: part of tags_line().
[[nodiscard]] bool is_tag(const Setting& setting);
// Whether nothing but tags changes on the resources of a block.
[[nodiscard]] bool only_tags(const Block& block);

}  // namespace svc::diff
