#include "diff/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/characters.h"
#include "base/targets.h"

namespace svc::diff {

using change::Action;

std::string_view target_title(std::string_view target) {
  const std::optional<TargetId> known = find_target(target);
  return known ? info(*known).title : target;
}

std::string sign(Action action) {
  switch (action) {
    case Action::Add:
      return "+";
    case Action::Update:
      return "~";
    case Action::Replace:
      return "±";
    case Action::Remove:
      return "-";
    case Action::Move:
      return ">";
  }
  return {};
}

std::string summary(const Environment& environment) {
  if (environment.added) return fmt::format("new, {} resources", environment.count(Action::Add));
  if (environment.removed)
    return fmt::format(
        "no longer in the program, {} resources; they stay until its stack is deleted, or "
        "`terraform destroy` runs with the program as it was",
        environment.count(Action::Remove));
  std::string out;
  const auto add = [&](Action action, std::string_view word) {
    const std::size_t count = environment.count(action);
    if (count > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, word);
  };
  add(Action::Replace, "replaced");
  add(Action::Remove, "removed");
  add(Action::Update, "changed in place");
  add(Action::Add, "added");
  add(Action::Move, "moved");
  if (!out.empty()) return out;
  const bool tags = std::all_of(environment.settings.begin(), environment.settings.end(), is_tag);
  return tags ? "only tags change" : "only parameters, outputs or tags change";
}

std::string name(const Resource& resource) {
  return resource.target == "terraform" ? resource.address : resource.type + " " + resource.address;
}

std::string shorten(std::string_view text, std::size_t limit) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  if (line.size() <= limit) return line;
  std::size_t end = limit - 3;
  while (end > 0 && continues_character(line[end])) --end;
  return line.substr(0, end) + "…";
}

std::pair<std::string, std::string> shorten_both(std::string_view before, std::string_view after,
                                                 std::size_t limit) {
  constexpr std::size_t kContext = 24;
  const auto differs = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  auto from = static_cast<std::size_t>(differs.first - before.begin());
  from = std::max(before.size(), after.size()) <= limit || from <= kContext ? 0 : from - kContext;
  while (from > 0 && continues_character(before[from])) --from;
  const auto side = [&](std::string_view text) {
    return from == 0 ? shorten(text, limit) : "…" + shorten(text.substr(from), limit - 3);
  };
  return {side(before), side(after)};
}

void generalize(std::string& text, const std::string& name) {
  static constexpr std::string_view kAny = "{environment}";
  if (name.empty()) return;
  const auto in_word = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  std::size_t at = text.find(name);
  while (at != std::string::npos) {
    const bool whole = (at == 0 || !in_word(at - 1)) && !in_word(at + name.size());
    if (whole) text.replace(at, name.size(), kAny);
    at = text.find(name, at + (whole ? kAny.size() : name.size()));
  }
}

namespace {

// The sentence with `{block}` in place of the block that it is about.
std::string of_any_block(const Told& told) {
  std::string text = told.sentence;
  const std::size_t at = told.block.empty() ? std::string::npos : text.find(told.block);
  if (at != std::string::npos) text.replace(at, told.block.size(), "{block}");
  const std::string name = told.block.substr(told.block.find(' ') + 1);
  const std::size_t again = text.find("-" + name + "`");  // the name of the resource at AWS
  if (!name.empty() && again != std::string::npos) text.replace(again + 1, name.size(), "{name}");
  return text;
}

}  // namespace

std::vector<Folded> folded(const std::vector<const Told*>& all) {
  constexpr std::size_t kFew = 3;
  std::map<std::tuple<Class, std::string, std::vector<std::string>>, std::vector<const Told*>> like;
  const auto key = [](const Told& told) {
    return std::tuple(told.kind, of_any_block(told), told.targets);
  };
  for (const Told* told : all) {
    if (told->accepted.empty()) like[key(*told)].push_back(told);
  }
  std::vector<Folded> found;
  for (const Told* told : all) {
    const auto group = like.find(key(*told));
    const bool many = told->accepted.empty() && group->second.size() >= kFew;
    if (!many)
      found.push_back({told, {}});
    else if (group->second.front() == told)
      found.push_back({told, {group->second.begin() + 1, group->second.end()}});
  }
  return found;
}

std::string other_blocks(const Folded& one) {
  std::vector<std::string> names;
  for (const Told* other : one.others) names.push_back(other->block);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string renamed_line(const std::pair<std::string, std::string>& blocks) {
  const auto& [from, to] = blocks;
  return fmt::format(
      "{} makes what {} made. If it is the same under another name, write `was = {}` in it: then "
      "nothing is replaced",
      to, from, from.substr(from.find(' ') + 1));
}

bool shows_settings(const Environment& environment) {
  return !environment.added && !environment.removed;
}

std::vector<Merged> merged(const std::vector<const Resource*>& resources) {
  std::vector<Merged> found;
  std::unordered_map<std::string_view, std::vector<std::size_t>> of_key;  // indices of `found`
  for (const Resource* one : resources) {
    std::vector<std::size_t>& alike = of_key[one->key];
    const auto same = std::find_if(alike.begin(), alike.end(), [&](std::size_t i) {
      const Resource& first = *found[i].resources.front();
      return first.action == one->action && first.retained == one->retained &&
             first.refused == one->refused && first.unknown == one->unknown &&
             first.target != one->target;
    });
    if (same != alike.end()) {
      found[*same].resources.push_back(one);
      continue;
    }
    if (!one->key.empty()) alike.push_back(found.size());
    found.push_back({{one}});
  }
  return found;
}

std::string action_phrase(const Merged& one) {
  const Resource& first = *one.resources.front();
  switch (first.action) {
    case Action::Add:
      return "added";
    case Action::Update:
      return first.unknown ? "changed; svcc has no rules of this type, so perhaps replaced"
                           : "changed in place";
    case Action::Remove:
      return first.retained ? "removed, kept outside of the stack" : "removed";
    case Action::Move:
      return "moved from " + first.moved_from;
    case Action::Replace:
      break;
  }
  std::string out = first.conditional ? "replaced (conditionally)" : "replaced";
  const bool alike = std::all_of(
      one.resources.begin(), one.resources.end(),
      [&](const Resource* resource) { return resource->create_first == first.create_first; });
  const auto when = [](const Resource& resource) {
    return resource.create_first ? "created first" : "deleted first";
  };
  if (alike) out += fmt::format(", {}", when(first));
  for (const Resource* resource : one.resources) {
    if (!alike) out += fmt::format(", {} by {}", when(*resource), target_title(resource->target));
  }
  if (first.retained) out += ", the old one is kept";
  return out;
}

std::string_view worst_action(const Block& block) {
  const auto any = [&](Action action) {
    return std::any_of(block.resources.begin(), block.resources.end(),
                       [&](const Resource& r) { return r.action == action; });
  };
  for (const Action action : {Action::Replace, Action::Update, Action::Remove}) {
    if (any(action)) return change::action_text(action);
  }
  return any(Action::Add) ? "add" : "update";
}

namespace {

// `Tags[zone].Value`, `tags.zone` -> `zone`
std::string_view tag_key(std::string_view path) {
  const std::size_t open = path.rfind('[');
  const std::size_t close = path.rfind(']');
  if (open != std::string_view::npos && close > open + 1)
    return path.substr(open + 1, close - open - 1);
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

// `{Key: zone, Value: pier}` -> `pier`
std::string_view tag_value(std::string_view text) {
  constexpr std::string_view kValue = ", Value: ";
  const std::size_t at = text.find(kValue);
  if (!text.starts_with("{Key: ") || !text.ends_with('}') || at == std::string_view::npos)
    return text;
  text = text.substr(at + kValue.size());
  return text.substr(0, text.size() - 1);
}

// `on 4 resources`, `on the whole system and on 4 resources`
std::string tagged(std::size_t count, bool whole) {
  const std::string some = fmt::format("on {} {}", count, count == 1 ? "resource" : "resources");
  if (!whole) return some;
  return count == 0 ? "on the whole system" : "on the whole system and " + some;
}

}  // namespace

std::string tags_line(const Environment& environment) {
  std::set<std::string> what;
  const auto add = [&](std::string_view key, std::string_view before, std::string_view after) {
    what.insert(fmt::format("{}: {} -> {}", key, before.empty() ? "(none)" : shorten(before, 40),
                            after.empty() ? "(none)" : shorten(after, 40)));
  };
  bool whole = false;
  for (const Setting& setting : environment.settings) {
    if (!is_tag(setting) || !shows_settings(environment)) continue;
    whole = true;
    add(setting.name, setting.before, setting.after);
  }
  for (const Block& block : environment.blocks) {
    for (const Resource& resource : block.resources) {
      if (!resource.tags_only) continue;
      for (const Property& p : resource.properties)
        add(tag_key(p.path), tag_value(p.before), tag_value(p.after));
    }
  }
  if (what.empty()) return {};
  std::string list;
  std::size_t shown = 0;
  for (const std::string& one : what) {
    if (shown == 3) {
      list += fmt::format(", and {} more", what.size() - shown);
      break;
    }
    list += (shown++ == 0 ? "" : ", ") + one;
  }
  return fmt::format("tags change {}: {}", tagged(environment.tags(), whole), list);
}

std::string default_note(const Setting& setting) {
  if (setting.what != "parameter" || setting.before.empty() || setting.after.empty()) return {};
  return setting.target == "terraform"
             ? " (the default: what uses it changes where the deployment gives no value)"
             : " (the default: a stack that exists keeps its value until a deployment gives one)";
}

bool is_tag(const Setting& setting) {
  return setting.what == "tag";
}

bool only_tags(const Block& block) {
  return std::all_of(block.resources.begin(), block.resources.end(),
                     [](const Resource& resource) { return resource.tags_only; });
}

}  // namespace svc::diff
