// The settings of a client (docs/lsp.md), each of them a yes or a no.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "lsp/rpc.h"

namespace svc::lsp {

enum class Setting : std::uint8_t {
#define SVC_SETTING(id, group, name, by_default, what) id,
#include "lsp/settings.def"
  Count
};

// Every setting has its default until the client gives another value.
class Settings {
 public:
  [[nodiscard]] bool operator[](Setting setting) const {
    return values_[static_cast<std::size_t>(setting)];
  }
  // Takes what the client gives, with or without the outer name `svcc`. What is left out or is no
  // truth value stays as it is.
  void read(const Json& given);

 private:
  std::array<bool, static_cast<std::size_t>(Setting::Count)> values_{
#define SVC_SETTING(id, group, name, by_default, what) by_default,
#include "lsp/settings.def"
  };
};

}  // namespace svc::lsp
