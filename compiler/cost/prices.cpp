#include "cost/prices.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/json_depth.h"

namespace svc::cost {

namespace {

using FileJson = nlohmann::json;

constexpr std::string_view kKeys = "keys.yaml";

std::string_view embedded(std::string_view path) {
  for (const TextFile& file : price_files()) {
    if (file.path == path) return file.text;
  }
  return {};
}

// The line of keys.yaml about a key; empty if it has none. To parse the whole file takes longer
// than a small program.
std::string line_about(std::string_view key) {
  const std::string_view text = embedded(kKeys);
  const std::size_t at = text.find(fmt::format("\n  {}: ", key));
  if (at == std::string_view::npos || at > text.find("\nmissing:")) return {};
  return std::string(text.substr(at + 1, text.find('\n', at + 1) - at - 1));
}

std::string text_in(const FileJson& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A mistake in a file of prices; it never leaves this one.
struct BadPrices {
  std::string message;
};

const FileJson& member(const FileJson& object, const char* name, const char* what) {
  const auto found = object.find(name);
  static const FileJson kNothing = FileJson::object();
  if (found == object.end()) return kNothing;
  if (!found->is_object()) throw BadPrices{fmt::format("`{}` is {}", name, what)};
  return *found;
}

double usd_of(const FileJson& value, const std::string& key) {
  if (!value.is_number() || value.get<double>() < 0)
    throw BadPrices{fmt::format("the price `{}` is no number of US dollars", key)};
  return value.get<double>();
}

}  // namespace

std::optional<double> Prices::find(std::string_view key) const {
  const auto found = prices_.find(key);
  return found == prices_.end() ? std::nullopt : std::optional(found->second.usd);
}

std::optional<double> Prices::instance(std::string_view type) const {
  const auto found = instances_.find(type);
  return found == instances_.end() ? std::nullopt : std::optional(found->second);
}

const Source* Prices::source(std::string_view key) const {
  const auto found = prices_.find(key);
  if (found != prices_.end()) return &found->second.source;
  return instances_.contains(key) ? &instances_from_ : nullptr;
}

void Prices::take(const Prices& other) {
  for (const auto& [key, price] : other.prices_) prices_.insert_or_assign(key, price);
  for (const auto& [type, usd] : other.instances_) instances_.insert_or_assign(type, usd);
  if (!other.instances_.empty()) instances_from_ = other.instances_from_;
}

Result<std::vector<Prices>> read_prices(const std::string& text, bool own) {
  if (too_deep_json(text)) return Failure{"nests more brackets than svcc reads"};
  const FileJson file = FileJson::parse(text, nullptr, false);
  if (!file.is_object() && !file.is_array())
    return Failure{"it is no file of prices: `svcc cost --help` says what one holds"};
  std::vector<Prices> read;
  try {
    for (const FileJson& one : file.is_array() ? file : FileJson::array({file})) {
      if (!one.is_object() || text_in(one, "region").empty())
        throw BadPrices{"a file of prices says of which `region` they are"};
      if (const std::string currency = text_in(one, "currency");
          !currency.empty() && currency != "USD")
        throw BadPrices{fmt::format("prices are in USD, not in {}", currency)};
      Prices& prices = read.emplace_back(text_in(one, "region"));
      const FileJson& sources = member(one, "sources", "a map of names to `from` and `date`");
      const auto source = [&](const std::string& name) {
        const auto found = sources.find(name);
        if (found == sources.end() || !found->is_object()) return Source{name, ""};
        return Source{text_in(*found, "from"), text_in(*found, "date")};
      };
      for (const auto& [key, value] : member(one, "prices", "a map of keys to prices").items()) {
        if (!own && line_about(key).empty())
          throw BadPrices{
              fmt::format("there is no price `{}`; templates/data/prices/keys.yaml "
                          "lists them",
                          key)};
        const FileJson& usd = value.is_object() && value.contains("usd") ? value["usd"] : value;
        prices.prices_[key] = {usd_of(usd, key),
                               source(value.is_object() ? text_in(value, "source") : "")};
      }
      const FileJson& instances = member(one, "ec2", "a map with `usd_per_hour`");
      prices.instances_from_ = source(text_in(instances, "source"));
      for (const auto& [type, usd] :
           member(instances, "usd_per_hour", "a map of types to prices").items())
        prices.instances_[type] = usd_of(usd, type);
    }
  } catch (const BadPrices& mistake) {
    return Failure{mistake.message};
  }
  return read;
}

Prices prices_of(std::string_view region) {
  static std::mutex mutex;
  static std::map<std::string, Prices, std::less<>> known;  // each file is read once
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(region); found != known.end()) return found->second;
  const std::string_view text = embedded(fmt::format("{}.json", region));
  if (text.empty()) return Prices(std::string(region));
  Result<std::vector<Prices>> read = read_prices(std::string(text), true);
  if (!read || read.value().size() != 1)
    throw std::logic_error(fmt::format("templates/data/prices/{}.json cannot be read", region));
  return known.emplace(region, std::move(std::move(read).value().front())).first->second;
}

std::vector<std::string_view> priced_regions() {
  std::vector<std::string_view> regions;
  for (const TextFile& file : price_files()) {
    if (file.path.ends_with(".json")) regions.push_back(file.path.substr(0, file.path.size() - 5));
  }
  std::sort(regions.begin(), regions.end());
  return regions;
}

std::string unit_of(std::string_view key) {
  static std::mutex mutex;
  static std::map<std::string, std::string, std::less<>> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  // `  nat_hour: { unit: hour, service: … }`; reading YAML would take longer than a small program.
  constexpr std::string_view kUnit = "{ unit: ";
  const std::string line = line_about(key);
  const std::size_t at = line.find(kUnit);
  std::string unit;
  if (at != std::string::npos) {
    unit = line.substr(at + kUnit.size());
    const bool quoted = unit.starts_with('"');
    if (quoted) unit.erase(0, 1);
    unit.resize(std::min(unit.size(), unit.find_first_of(quoted ? "\"" : ",}")));
    while (unit.ends_with(' ')) unit.pop_back();
  }
  return known.emplace(key, unit).first->second;
}

}  // namespace svc::cost
