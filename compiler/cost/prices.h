// Unit prices of AWS: the files of templates/data/prices, each with its sources and their dates,
// and the files of a team.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_file.h"

namespace svc::cost {

// The files of templates/data/prices.
[[nodiscard]] std::span<const TextFile> price_files();

// The source of a price, and the date when it was read.
struct Source {
  std::string from;
  std::string date;  // `2026-07-20`; a team's own may be empty
};

// The prices of one region in US dollars, without taxes, free tiers and discounts.
class Prices {
 public:
  Prices() = default;
  explicit Prices(std::string region) : region_(std::move(region)) {}

  [[nodiscard]] const std::string& region() const { return region_; }
  [[nodiscard]] bool empty() const { return prices_.empty() && instances_.empty(); }
  // The price of one unit of a key of templates/data/prices/keys.yaml; nothing if no source has it.
  [[nodiscard]] std::optional<double> find(std::string_view key) const;
  // The price of one hour of an instance type with Linux, on demand; nothing if no source has it.
  [[nodiscard]] std::optional<double> instance(std::string_view type) const;
  // The source of the price of a key or an instance type; null without a price.
  [[nodiscard]] const Source* source(std::string_view key) const;

  // The prices of the other replace those here.
  void take(const Prices& other);

 private:
  friend Result<std::vector<Prices>> read_prices(const std::string& text, bool own);

  struct Price {
    double usd = 0;
    Source source;
  };
  std::string region_;
  std::map<std::string, Price, std::less<>> prices_;
  std::map<std::string, double, std::less<>> instances_;
  Source instances_from_;
};

// Reads a file of prices: one region, or a list of them. Fails with a reason.
// `own`: the file is one of svcc's own; tests have read every key of it.
[[nodiscard]] Result<std::vector<Prices>> read_prices(const std::string& text, bool own = false);

// The built-in prices of a region; empty() if there are none.
[[nodiscard]] Prices prices_of(std::string_view region);
// The regions that it carries prices of, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> priced_regions();

// The unit of a price: `vCPU-hour`. Empty for an unknown key.
[[nodiscard]] std::string unit_of(std::string_view key);

}  // namespace svc::cost
