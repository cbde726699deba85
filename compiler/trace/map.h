// A source map from `svcc build` (compiler/emit/origins.h describes its contents).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace svc::trace {

struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string text;  // the line as compiled; empty if it declares a secret

  friend bool operator==(const Place&, const Place&) = default;
};

// A line that led to another one, and how: the component `instance` around it, the value `given` to
// the name used there, the `environment` block around it, or the value it overrides (`over`).
struct Step {
  std::string how;
  Place place;
};

// The result for an address.
struct Origin {
  std::string address;  // `ApiService`, `aws_ecs_service.api`
  std::string path;     // the steps that the map knows, of those asked for: `LoadBalancers.0`
  bool exact = false;   // whether those are all
  Place place;
  std::vector<Step> way;  // the lines that led to the place, the nearest first
};

class Map {
 public:
  // Fails with a reason if the text is not a map.
  [[nodiscard]] static Result<Map> parse(const std::string& text);

  // The place of a resource or a property: `ApiService`, `ApiService.DesiredCount`,
  // `Resources/ApiService/Properties/LoadBalancers/0`,
  // `module.shop.aws_ecs_service.api.load_balancer[0]`. A property without a place has its
  // parent's. Fails with the unknown part.
  [[nodiscard]] Result<Origin> find(std::string_view address) const;
  // The same for an address from another tool. Its property may not exist: then the place of the
  // resource. Nothing for an unknown address.
  [[nodiscard]] std::optional<Origin> nearest(std::string_view address) const;
  [[nodiscard]] bool knows(std::string_view address) const { return origins_.contains(address); }
  // Whether the text begins with an address.
  [[nodiscard]] bool leads(std::string_view text) const;
  [[nodiscard]] const std::string& target() const { return target_; }
  [[nodiscard]] const std::string& document() const { return document_; }

 private:
  static constexpr std::size_t kNoWay = static_cast<std::size_t>(-1);
  struct Found {
    Place place;
    std::size_t way = kNoWay;  // in ways_
  };
  using Paths = std::map<std::string, Found, std::less<>>;
  // Removes the address before the steps and returns what is known about it; null if nothing is
  // known.
  [[nodiscard]] const std::pair<const std::string, Paths>* take_address(
      std::vector<std::string>& steps) const;
  [[nodiscard]] Result<Origin> find_in(const std::string& address, const Paths& paths,
                                       const std::vector<std::string>& steps) const;
  [[nodiscard]] static std::optional<Failure> unknown_property(
      const std::string& address, const Paths& paths, const std::vector<std::string>& steps);
  [[nodiscard]] Origin origin(const std::string& address, const std::string& path, bool exact,
                              const Found& found) const;

  std::string target_;
  std::string document_;
  std::map<std::string, Paths, std::less<>> origins_;
  std::vector<std::vector<Step>> ways_;
};

// The steps of an address: separated by dots, slashes or brackets, without quotes.
[[nodiscard]] std::vector<std::string> steps_of(std::string_view address);

}  // namespace svc::trace
