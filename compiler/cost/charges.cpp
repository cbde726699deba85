#include "cost/charges.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <set>

#include "base/printable.h"
#include "cost/values.h"

namespace svc::cost {

namespace {

// Attributes, each with the values that it may have.
using Conditions = std::vector<std::pair<std::string, std::vector<std::string>>>;

struct Rule {
  std::string what;
  std::string price;
  std::vector<std::string> times;
  std::string usage;
  std::string amount;
  Conditions when;
  Conditions unless;
};

std::string text(const YAML::Node& node, const char* name) {
  return node[name] ? node[name].Scalar() : std::string();
}

Conditions conditions(const YAML::Node& node) {
  Conditions read;
  for (const auto& entry : node)
    read.emplace_back(entry.first.Scalar(), entry.second.as<std::vector<std::string>>());
  return read;
}

// The part of the file about a kind; empty if it has none. To parse the whole file takes longer
// than a small program.
std::string part_about(const std::string& kind) {
  const std::string_view file = charge_files().front().text;
  const std::string head = fmt::format("\n  {}:\n", kind);
  const std::size_t at = file.find(head);
  if (at == std::string_view::npos) return {};
  std::size_t end = at + head.size();
  while (file.substr(end, 4) == "    ") end = std::min(file.find('\n', end), file.size() - 1) + 1;
  return std::string(file.substr(at + 1, end - at - 1));
}

std::vector<Rule> read_rules(const std::string& kind) {
  std::vector<Rule> rules;
  const std::string part = part_about(kind);
  if (part.empty()) return rules;
  for (const auto& one : YAML::Load(part)[kind]) {
    Rule rule{text(one, "what"),        text(one, "price"),  {},
              text(one, "usage"),       text(one, "amount"), conditions(one["when"]),
              conditions(one["unless"])};
    if (one["times"]) rule.times = one["times"].as<std::vector<std::string>>();
    rules.push_back(std::move(rule));
  }
  return rules;
}

const std::vector<Rule>& rules_of(const std::string& kind) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<Rule>> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(kind);
  return found != known.end() ? found->second : known.emplace(kind, read_rules(kind)).first->second;
}

using Names = std::set<std::string, std::less<>>;

// The part of the file that begins with a word at the beginning of a line.
YAML::Node part_of_file(const std::string& word) {
  const std::string_view file = charge_files().front().text;
  const std::size_t begin = file.find(fmt::format("\n{}:", word)) + 1;
  return YAML::Load(std::string(file.substr(begin, file.find("\n\n", begin) - begin)))[word];
}

// A kind, or a type of `raw`.
bool is_free(const graph::Node& node) {
  static const Names kinds = [] {
    Names read;
    for (const auto& one : part_of_file("free")) read.insert(one.Scalar());
    return read;
  }();
  if (!node.raw) return kinds.contains(node.kind);
  static const Names types = [] {
    Names read;
    for (const auto& page : part_of_file("free_types")) {
      for (const auto& one : page.second) read.insert(one.Scalar());
    }
    return read;
  }();
  return types.contains(node.raw->type);
}

bool holds(const graph::Node& node, const std::string& path,
           const std::vector<std::string>& values) {
  const graph::Value* value = at(node, path);
  const std::string own = value == nullptr ? "default" : word(value);
  return std::any_of(values.begin(), values.end(), [&](const std::string& one) {
    return one == own || (one == "any" && value != nullptr);
  });
}

bool applies(const graph::Node& node, const Rule& rule) {
  const auto holding = [&](const auto& one) { return holds(node, one.first, one.second); };
  return std::all_of(rule.when.begin(), rule.when.end(), holding) &&
         std::none_of(rule.unless.begin(), rule.unless.end(), holding);
}

// The elements of a list that have a member: `metrics.metric_stat`.
double count(const graph::Node& node, std::string_view path) {
  const std::size_t dot = path.find('.');
  const graph::Value* list = at(node, path.substr(0, dot));
  if (list == nullptr) return 1;
  const std::vector<graph::Value>& all = items(list);
  return static_cast<double>(std::count_if(all.begin(), all.end(), [&](const graph::Value& one) {
    return at(one, path.substr(dot + 1)) != nullptr;
  }));
}

double factor(const graph::Node& node, const std::string& word, double hours) {
  if (word == "hours") return hours;
  if (word.find_first_not_of("0123456789") == std::string::npos) return std::stod(word);
  if (word.starts_with("count(")) return count(node, word.substr(6, word.size() - 7));
  if (word.starts_with("size(")) return size(at(node, word.substr(5, word.size() - 6)));
  return number(at(node, word)).value_or(1);
}

// Fills in the parts of the key in braces.
std::string key_of(const graph::Node& node, const std::string& pattern) {
  std::string key;
  for (std::size_t at_ = 0; at_ < pattern.size();) {
    if (pattern[at_] != '{') {
      key += pattern[at_++];
      continue;
    }
    const std::size_t end = pattern.find('}', at_);
    for (const char c : word(at(node, pattern.substr(at_ + 1, end - at_ - 1))))
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    at_ = end + 1;
  }
  return key;
}

}  // namespace

Charge charge(std::string what, std::string key, const Prices& prices, Range units) {
  Charge made{.what = std::move(what), .price = std::move(key), .unit = {}, .usd = {}};
  made.unit = unit_of(made.price);
  made.usd = prices.find(made.price);
  made.units = units;
  if (!made.usd)
    made.note = prices.empty() ? "no prices are known of this region"
                               : fmt::format("no source for its price in {}", prices.region());
  return made;
}

std::vector<Charge> charges_of(const graph::Node& node, const Prices& prices, double hours) {
  std::vector<Charge> charges;
  const std::vector<Rule>& rules = rules_of(node.kind);
  if (rules.empty()) {
    if (is_free(node)) return charges;
    charges.push_back({.what = node.raw ? printable(node.raw->type) : node.kind,
                       .price = {},
                       .unit = {},
                       .usd = {},
                       .note = "svcc does not know what it costs"});
    return charges;
  }
  for (const Rule& rule : rules) {
    if (!applies(node, rule)) continue;
    double units = 1;
    for (const std::string& times : rule.times) units *= factor(node, times, hours);
    Charge made = charge(rule.what, key_of(node, rule.price), prices, Range::of(units));
    made.usage = rule.usage;
    made.meaning = rule.amount;
    charges.push_back(std::move(made));
  }
  return charges;
}

}  // namespace svc::cost
