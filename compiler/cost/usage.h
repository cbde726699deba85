// How much a system is used, as its users say: usage.yaml.
//
//   hours: 730                    # of a month
//   blocks:
//     network main: { nat_gb: 100 }
//   environments:
//     prod:
//       network main: { nat_gb: 900 }
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace svc::cost {

struct Estimate;

class Usage {
 public:
  std::optional<double> hours;

  // The amount of a block in an environment; nothing if the file does not give it.
  [[nodiscard]] std::optional<double> find(std::string_view environment, std::string_view block,
                                           std::string_view name) const;
  // One located message for each entry that names a block or amount that no environment has.
  // `estimates`: all those of the run.
  [[nodiscard]] std::vector<std::string> strays(const std::vector<Estimate>& estimates,
                                                const std::string& path) const;

 private:
  friend Result<Usage> read_usage(const std::string& text, const std::string& path);

  struct Amount {
    std::string environment;  // empty: every one
    std::string block;
    std::string name;
    double amount = 0;
    int line = 0;
  };
  std::vector<Amount> amounts_;
};

// Reads usage.yaml. `path` names it in messages. Fails with place and reason.
[[nodiscard]] Result<Usage> read_usage(const std::string& text, const std::string& path);

// A file to fill in: every amount that the estimates depend on, without a number, and its meaning.
[[nodiscard]] std::string usage_to_fill(const std::vector<Estimate>& estimates);

}  // namespace svc::cost
