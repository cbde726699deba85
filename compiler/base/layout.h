// How a program is divided into documents where a target limits the size of one: `layout` in
// svc.yaml.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace svc {

struct Layout {
  enum class Kind : std::uint8_t {
    Auto,    // one document, or several above a limit of the target
    Single,  // one document; an error above a limit
    Split    // several, whatever their size
  };
  static constexpr int kGroups = 8;
  static constexpr int kMostGroups = 64;

  Kind kind = Kind::Auto;
  bool pinned = false;   // the project says so; false: it is the default
  int groups = kGroups;  // how many documents share the blocks of one class
  // The blocks that the project places itself, each with the name of its document: `service cart`,
  // `checkout`.
  std::vector<std::pair<std::string, std::string>> placed{};

  friend bool operator==(const Layout&, const Layout&) = default;
};

}  // namespace svc
