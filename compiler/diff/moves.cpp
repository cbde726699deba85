#include "diff/moves.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace svc::diff {

using change::Action;
using emit::Document;

namespace {

// Nothing moves between accounts or regions: the deployment makes everything there, and what exists
// stays.
Told moved(const std::string& way, const Document& after) {
  Told told;
  told.kind = Class::Interruption;
  told.sentence = fmt::format(
      "the environment goes from {}: the deployment creates everything there, empty; what exists "
      "stays where it is, costs what it costs, and is no longer updated",
      way);
  told.page = after.target == "terraform"
                  ? "https://developer.hashicorp.com/terraform/language/state"
                  : "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html";
  told.targets = {after.target};
  return told;
}

// What a block makes, by target and type; empty: not all of it has the action.
std::multiset<std::string> made_by(const Block& block, Action action) {
  std::multiset<std::string> types;
  for (const Resource& resource : block.resources) {
    if (resource.action != action) return {};
    types.insert(resource.target + " " + resource.type);
  }
  return types;
}

}  // namespace

std::string move_of(const Document* before, const Document* after) {
  if (before == nullptr || after == nullptr) return {};
  const auto differs = [](const std::string& one, const std::string& other) {
    return !one.empty() && !other.empty() && one != other;
  };
  if (differs(before->account, after->account))
    return fmt::format("account {} to account {}", before->account, after->account);
  if (differs(before->region, after->region))
    return fmt::format("{} to {}", before->region, after->region);
  return {};
}

void tell_move(Environment& made, const std::string& way, const Document& after) {
  Told told = moved(way, after);
  for (Told& known : made.consequences) {
    if (known.sentence != told.sentence) continue;
    known.targets.push_back(after.target);
    return;
  }
  made.consequences.push_back(std::move(told));
}

void tell_stack(Environment& made, const Document& before, const Document& after) {
  if (before.app.empty() || before.app == after.app) return;
  Told told;
  told.kind = Class::Interruption;
  told.sentence = fmt::format(
      "the app is called {} instead of {}: its commands create stacks of other names, while the "
      "old "
      "ones stay and hold what has a fixed name",
      after.app, before.app);
  told.page =
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
      "using-cfn-cli-creating-stack.html";
  told.targets = {after.target};
  made.consequences.push_back(std::move(told));
}

std::vector<std::pair<std::string, std::string>> renamed_blocks(const std::vector<Block>& blocks) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const auto like = [&](const Block& one, Action own, Action other) {
    const std::multiset<std::string> types = made_by(one, own);
    std::vector<const Block*> found;
    for (const Block& block : blocks) {
      if (!types.empty() && made_by(block, other) == types &&
          one.name.substr(0, one.name.find(' ')) == block.name.substr(0, block.name.find(' ')))
        found.push_back(&block);
    }
    return found;
  };
  for (const Block& block : blocks) {
    if (block.name.find('.') != std::string::npos) continue;  // renamed with its instance
    const std::vector<const Block*> fresh = like(block, Action::Remove, Action::Add);
    if (fresh.size() == 1 && like(*fresh.front(), Action::Add, Action::Remove).size() == 1)
      pairs.emplace_back(block.name, fresh.front()->name);
  }
  return pairs;
}

}  // namespace svc::diff
