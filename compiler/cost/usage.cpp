#include "cost/usage.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/closest.h"
#include "base/yaml_aliases.h"
#include "cost/estimate.h"

namespace svc::cost {

namespace {

// A mistake in the file; it never leaves this one.
struct BadUsage {
  YAML::Mark mark;
  std::string message;
};

double amount_in(const YAML::Node& node, std::string_view what) {
  double value = 0;
  if (!node.IsScalar() || !YAML::convert<double>::decode(node, value) || !(value >= 0) ||
      !std::isfinite(value))
    throw BadUsage{node.Mark(), fmt::format("{} is a number from 0 on", what)};
  return value;
}

YAML::Node map(const YAML::Node& node, std::string_view what) {
  if (!node.IsMap() && !node.IsNull()) throw BadUsage{node.Mark(), std::string(what)};
  std::set<std::string> keys;
  for (const auto& entry : node) {
    if (!keys.insert(entry.first.Scalar()).second)
      throw BadUsage{entry.first.Mark(), fmt::format("`{}` is set twice", entry.first.Scalar())};
  }
  return node;
}

}  // namespace

std::optional<double> Usage::find(std::string_view environment, std::string_view block,
                                  std::string_view name) const {
  std::optional<double> found;
  for (const Amount& one : amounts_) {
    if (one.block != block || one.name != name) continue;
    if (!one.environment.empty() && one.environment == environment) return one.amount;
    if (one.environment.empty()) found = one.amount;
  }
  return found;
}

std::vector<std::string> Usage::strays(const std::vector<Estimate>& estimates,
                                       const std::string& path) const {
  std::set<std::string> blocks;
  std::map<std::string, std::set<std::string>> names;
  for (const Estimate& estimate : estimates) {
    for (const Block& block : estimate.blocks) {
      blocks.insert(block.name);
      for (const Resource& resource : block.resources) {
        for (const Charge& charge : resource.charges) {
          if (!charge.usage.empty()) names[block.name].insert(charge.usage);
        }
      }
    }
  }
  std::vector<std::string> messages;
  for (const Amount& one : amounts_) {
    const bool known = blocks.contains(one.block);
    if (known && names[one.block].contains(one.name)) continue;
    const std::set<std::string>& choice = known ? names[one.block] : blocks;
    const std::vector<std::string_view> candidates(choice.begin(), choice.end());
    const std::string_view meant = closest(known ? one.name : one.block, candidates);
    messages.push_back(fmt::format(
        "{}:{}: {}{}", path, one.line,
        known ? fmt::format("`{}` has no amount `{}`", one.block, one.name)
              : fmt::format("no block `{}` has costs", one.block),
        !meant.empty()       ? fmt::format("; did you mean `{}`?", meant)
        : candidates.empty() ? ""
                             : fmt::format("; there are {}", enumerate(candidates, "and"))));
  }
  return messages;
}

Result<Usage> read_usage(const std::string& text, const std::string& path) {
  Usage usage;
  const auto blocks = [&](const YAML::Node& node, const std::string& environment) {
    for (const auto& block :
         map(node, "this must be a map of blocks: `network main: { nat_gb: 100 }`")) {
      for (const auto& amount :
           map(block.second, "this must be a map of the block's amounts: `{ nat_gb: 100 }`")) {
        if (amount.second.IsNull()) continue;  // as usage_to_fill() writes it
        const std::string& name = amount.first.Scalar();
        usage.amounts_.push_back({environment, block.first.Scalar(), name,
                                  amount_in(amount.second, fmt::format("`{}`", name)),
                                  amount.first.Mark().line + 1});
      }
    }
  };
  try {
    refuse_yaml_aliases(text);
    for (const auto& entry : map(YAML::Load(text), "a file of use has `hours` and `blocks`")) {
      const std::string& key = entry.first.Scalar();
      if (key == "hours") {
        usage.hours = amount_in(entry.second, "`hours`");
      } else if (key == "blocks") {
        blocks(entry.second, "");
      } else if (key == "environments") {
        for (const auto& one : map(entry.second, "this must be a map of environments"))
          blocks(one.second, one.first.Scalar());
      } else {
        throw BadUsage{entry.first.Mark(),
                       fmt::format("there is no `{}` here; there are `hours`, `blocks` and "
                                   "`environments`",
                                   key)};
      }
    }
  } catch (const BadUsage& mistake) {
    return Failure{fmt::format("{}:{}:{}: {}", path, mistake.mark.line + 1, mistake.mark.column + 1,
                               mistake.message)};
  } catch (const YAML::Exception& error) {
    return Failure{
        fmt::format("{}:{}:{}: {}", path, error.mark.line + 1, error.mark.column + 1, error.msg)};
  }
  return usage;
}

std::string usage_to_fill(const std::vector<Estimate>& estimates) {
  std::string text =
      "# How much the system is used, for `svcc cost --usage`: amounts of one month, of all "
      "resources of a block together.\n# What has no number is not counted. "
      "`environments: { prod: { … } }` says the same of one environment.\n"
      "hours: 730  # that a month has\nblocks:\n";
  std::map<std::string, std::set<std::string>> written;
  std::vector<std::pair<std::string, std::string>> lines;  // of each block, in the order found
  for (const Estimate& estimate : estimates) {
    for (const Block& block : estimate.blocks) {
      for (const Resource& resource : block.resources) {
        for (const Charge& charge : resource.charges) {
          if (charge.usage.empty() || !written[block.name].insert(charge.usage).second) continue;
          auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const auto& one) { return one.first == block.name; });
          if (at == lines.end()) at = lines.insert(lines.end(), {block.name, ""});
          at->second += fmt::format("    {}:  # {}\n", charge.usage, charge.meaning);
        }
      }
    }
  }
  for (const auto& [block, amounts] : lines) text += fmt::format("  {}:\n{}", block, amounts);
  return text;
}

}  // namespace svc::cost
