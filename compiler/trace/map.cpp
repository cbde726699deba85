#include "trace/map.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/closest.h"
#include "base/json_depth.h"
#include "base/targets.h"

namespace svc::trace {

namespace {

using Json = nlohmann::json;

// Thrown for a map that svcc did not write, and caught in this file.
struct Foreign {};

// A line or a column.
std::uint32_t place_number(const Json& number) {
  constexpr std::uint64_t kMost = 1U << 24U;  // no file that svcc reads has more bytes
  if (!number.is_number_unsigned()) throw Foreign{};
  const auto value = number.get<std::uint64_t>();
  if (value < 1 || value > kMost) throw Foreign{};
  return static_cast<std::uint32_t>(value);
}

// The place that three numbers of a list name, from the one at `first`.
Place place_of(const Json& numbers, std::size_t first, const Json& map) {
  if (!numbers.at(first).is_number_unsigned()) throw Foreign{};
  const std::size_t source = numbers.at(first).get<std::size_t>();
  Place place{.file = map.at("sources").at(source).get<std::string>(),
              .line = place_number(numbers.at(first + 1)),
              .column = place_number(numbers.at(first + 2)),
              .text = {}};
  const Json& lines = map.at("lines");
  const auto line = lines.find(fmt::format("{}:{}", source, place.line));
  if (line != lines.end()) place.text = line->get<std::string>();
  return place;
}

// One of the words that emit/origins.h lists.
std::string step_word(const Json& text) {
  std::string word = text.get<std::string>();
  for (const std::string_view known : {"instance", "given", "environment", "over"}) {
    if (word == known) return word;
  }
  throw Foreign{};
}

std::vector<std::vector<Step>> ways_of(const Json& map) {
  std::vector<std::vector<Step>> ways;
  for (const Json& way : map.at("ways")) {
    std::vector<Step>& steps = ways.emplace_back();
    for (const Json& step : way) steps.push_back({step_word(step.at(0)), place_of(step, 1, map)});
  }
  return ways;
}

std::string joined(const std::vector<std::string>& steps, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += (i == begin ? "" : ".") + steps[i];
  return out;
}

bool is_index(const std::string& step) {
  return !step.empty() &&
         std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<std::string> steps_of(std::string_view address) {
  std::vector<std::string> steps;
  std::string step;
  const auto end = [&] {
    if (!step.empty()) steps.push_back(std::move(step));
    step.clear();
  };
  for (const char c : address) {
    if (c == '.' || c == '/' || c == '[')
      end();
    else if (c != ']' && c != '"' && c != '\'')
      step += c;
  }
  end();
  return steps;
}

Result<Map> Map::parse(const std::string& text) {
  try {
    if (too_deep_json(text)) throw Foreign{};
    const Json json = Json::parse(text);
    const Json& version = json.at("version");
    if (!version.is_number_integer()) throw Foreign{};
    if (version != 2)
      return Failure{"this map was written by another version of svcc; build again"};
    Map map;
    map.target_ = json.at("target").get<std::string>();
    map.document_ = json.at("document").get<std::string>();
    for (const auto& [address, places] : json.at("origins").items()) {
      for (const auto& [path, numbers] : places.items()) {
        if (numbers.size() > 3 && !numbers.at(3).is_number_unsigned()) throw Foreign{};
        const std::size_t way = numbers.size() > 3 ? numbers.at(3).get<std::size_t>() : kNoWay;
        if (way != kNoWay && way >= json.at("ways").size()) throw Foreign{};
        map.origins_[address].emplace(path, Found{place_of(numbers, 0, json), way});
      }
    }
    map.ways_ = ways_of(json);
    return map;
  } catch (const Json::exception&) {
    return Failure{"this is not a map that svcc wrote"};
  } catch (const Foreign&) {
    return Failure{"this is not a map that svcc wrote"};
  }
}

auto Map::take_address(std::vector<std::string>& steps) const
    -> const std::pair<const std::string, Paths>* {
  while (steps.size() > 2 && steps.front() == "module")
    steps.erase(steps.begin(), steps.begin() + 2);
  if (steps.size() > 1 && (steps.front() == "Resources" || steps.front() == "Parameters"))
    steps.erase(steps.begin());
  for (std::size_t count = steps.size(); count > 0; --count) {
    const auto found = origins_.find(joined(steps, 0, count));
    if (found == origins_.end()) continue;
    steps.erase(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count));
    if (!steps.empty() && steps.front() == "Properties") steps.erase(steps.begin());
    return &*found;
  }
  return nullptr;
}

bool Map::leads(std::string_view text) const {
  std::vector<std::string> steps = steps_of(text);
  return take_address(steps) != nullptr;
}

Result<Origin> Map::find(std::string_view address) const {
  std::vector<std::string> steps = steps_of(address);
  if (const auto* found = take_address(steps)) {
    if (std::optional<Failure> unknown = unknown_property(found->first, found->second, steps))
      return std::move(*unknown);
    return find_in(found->first, found->second, steps);
  }
  std::vector<std::string_view> names;
  for (const auto& [name, paths] : origins_) names.push_back(name);
  // Only the address itself is compared, without a property behind it.
  const std::optional<TargetId> target = find_target(target_);
  const std::size_t words = target ? info(*target).address_steps : 1;
  const std::string wanted = joined(steps, 0, std::min(steps.size(), words));
  const std::string_view meant = closest(wanted, names);
  return Failure{fmt::format("{} has no `{}`{}", document_, wanted,
                             meant.empty() ? "" : fmt::format("; did you mean `{}`?", meant)),
                 std::string(meant)};
}

std::optional<Origin> Map::nearest(std::string_view address) const {
  std::vector<std::string> steps = steps_of(address);
  const auto* found = take_address(steps);
  if (found == nullptr) return std::nullopt;
  const Result<Origin> origin = find_in(found->first, found->second, steps);
  return origin ? std::optional(origin.value()) : std::nullopt;
}

// A property that does not exist, probably because of a typing mistake.
std::optional<Failure> Map::unknown_property(const std::string& address, const Paths& paths,
                                             const std::vector<std::string>& steps) {
  if (steps.empty() || paths.contains(steps.front())) return std::nullopt;
  std::vector<std::string_view> names;
  for (const auto& [path, found] : paths) {
    if (!path.empty() && path.find('.') == std::string::npos) names.push_back(path);
  }
  const std::string_view meant = closest(steps.front(), names);
  if (meant.empty()) return std::nullopt;
  return Failure{fmt::format("`{}` has no `{}`; did you mean `{}.{}`?", address, steps.front(),
                             address, meant),
                 fmt::format("{}.{}", address, meant)};
}

Result<Origin> Map::find_in(const std::string& address, const Paths& paths,
                            const std::vector<std::string>& steps) const {
  if (paths.empty() || !paths.contains(""))
    return Failure{fmt::format("{} says nothing of `{}`", document_, address)};
  // Terraform counts even the only block of a list, the map may not: an index that nothing has is
  // skipped.
  for (std::size_t count = steps.size(); count > 0; --count) {
    std::string path = joined(steps, 0, count);
    auto found = paths.find(path);
    if (found == paths.end() && count > 1 && is_index(steps[1])) {
      const std::vector<std::string> without = [&] {
        std::vector<std::string> s = steps;
        s.erase(s.begin() + 1);
        return s;
      }();
      path = joined(without, 0, count - 1);
      found = paths.find(path);
    }
    if (found != paths.end())
      return origin(address, found->first, count == steps.size(), found->second);
  }
  return origin(address, "", steps.empty(), paths.at(""));
}

Origin Map::origin(const std::string& address, const std::string& path, bool exact,
                   const Found& found) const {
  return {address, path, exact, found.place,
          found.way == kNoWay ? std::vector<Step>() : ways_[found.way]};
}

}  // namespace svc::trace
