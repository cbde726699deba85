#include "lsp/settings.h"

#include <string_view>

namespace svc::lsp {

namespace {

struct Row {
  std::string_view group;
  std::string_view name;
};

constexpr std::array kRows{
#define SVC_SETTING(id, group, name, by_default, what) Row{group, name},
#include "lsp/settings.def"
};

}  // namespace

void Settings::read(const Json& given) {
  const Json& inner = at(given, {"svcc"});
  const Json& mine = inner.is_object() ? inner : given;
  if (!mine.is_object()) return;
  for (std::size_t i = 0; i < kRows.size(); ++i)
    values_[i] = flag_at(mine, {kRows[i].group, kRows[i].name}, values_[i]);
}

}  // namespace svc::lsp
