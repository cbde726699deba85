#include "change/facts.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <unordered_map>

#include "base/text_file.h"
#include "emit/schema.h"

namespace svc::change {

// The files of templates/change, embedded when svcc was built.
std::span<const TextFile> change_files();

namespace {

std::string_view file_of(std::string_view path) {
  for (const TextFile& file : change_files()) {
    if (file.path == path) return file.text;
  }
  return {};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return parts;
}

TypeFacts read_facts(std::string_view type) {
  const std::string_view text =
      file_of(type.find("::") == std::string_view::npos ? "terraform.txt" : "cloudformation.txt");
  const std::string start = "\n" + std::string(type);
  TypeFacts facts;
  std::size_t at = text.find(start);
  while (at != std::string_view::npos && text[at + start.size()] != ' ' &&
         text[at + start.size()] != '\n')
    at = text.find(start, at + 1);
  if (at == std::string_view::npos) return facts;
  facts.known = true;
  const std::string_view line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
  for (const std::string_view word : split(line, ' ')) {
    const std::string_view value = word.substr(std::min(word.find('=') + 1, word.size()));
    if (word.starts_with("new=")) facts.always = split(value, ',');
    if (word.starts_with("maybe=")) facts.sometimes = split(value, ',');
    if (word.starts_with("id=")) facts.identity = split(value, ',');
    if (word.starts_with("name=")) facts.name = value;
    if (word.starts_with("unknown=")) facts.unknown = split(value, ',');
  }
  if (facts.name.empty() && type.starts_with("aws_") &&
      std::find(facts.always.begin(), facts.always.end(), "name") != facts.always.end())
    facts.name = "name";
  return facts;
}

// The lines of effects.txt, in its order, and those of each type.
struct Effects {
  std::vector<Effect> all;
  std::unordered_map<std::string_view, std::vector<const Effect*>> by_type;
  std::vector<std::string_view> ordered;  // the names of lists whose order counts
};

std::vector<Effect> read_effects() {
  std::vector<Effect> read;
  for (const std::string_view line : split(file_of("effects.txt"), '\n')) {
    const std::vector<std::string_view> words = split(line, ' ');
    if (line.starts_with('#') || words.size() < 4) continue;
    const auto end = static_cast<std::size_t>(words[3].data() - line.data()) + words[3].size();
    read.push_back({words[0], words[1], split(words[2], '+'), words[3],
                    line.substr(std::min(end + 1, line.size()))});
  }
  return read;
}

const Effects& all_effects() {
  static const Effects kEffects = [] {
    Effects made{read_effects(), {}, {}};
    for (const Effect& one : made.all) {
      if (one.rule == "ordered")
        made.ordered.push_back(one.type);
      else
        made.by_type[one.type].push_back(&one);
    }
    return made;
  }();
  return kEffects;
}

}  // namespace

const TypeFacts& facts_of(std::string_view type) {
  static std::mutex mutex;
  static std::map<std::string, TypeFacts, std::less<>> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(type);
  return found != known.end() ? found->second
                              : known.emplace(std::string(type), read_facts(type)).first->second;
}

std::string_view source_of(std::string_view target) {
  const std::string_view text = file_of(std::string(target) + ".txt");
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.substr(std::min<std::size_t>(line.size(), 2));
}

std::vector<const Effect*> effects(std::string_view rule, std::string_view type) {
  std::vector<const Effect*> found;
  const auto known = all_effects().by_type.find(type);
  if (known == all_effects().by_type.end()) return found;
  for (const Effect* one : known->second) {
    if (one->rule == rule) found.push_back(one);
  }
  return found;
}

const Effect* effect(std::string_view rule, std::string_view type) {
  const auto known = all_effects().by_type.find(type);
  if (known == all_effects().by_type.end()) return nullptr;
  const auto found = std::find_if(known->second.begin(), known->second.end(),
                                  [&](const Effect* one) { return one->rule == rule; });
  return found == known->second.end() ? nullptr : *found;
}

bool ordered(std::string_view name) {
  const std::vector<std::string_view>& all = all_effects().ordered;
  return std::any_of(all.begin(), all.end(),
                     [&](std::string_view one) { return emit::alike(one, name); });
}

}  // namespace svc::change
