#include "syntax/import_edit.h"

#include <fmt/format.h>

#include <string>
#include <variant>

namespace svc::syntax {

Edit import_edit(const Sources& sources, const ast::Ast& tree, std::string_view path) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const std::string line = fmt::format("import \"{}\"", path);
  const ast::Member* last = nullptr;
  for (const ast::Member* member : tree.items) {
    if (std::holds_alternative<ast::Import>(member->node)) last = member;
  }
  if (last != nullptr) return {{tree.file, last->span.end, last->span.end}, "\n" + line};
  const bool marked = sources[tree.file].text().starts_with(kMark);
  const auto begin = static_cast<std::uint32_t>(marked ? kMark.size() : 0);
  return {{tree.file, begin, begin}, line + "\n"};
}

}  // namespace svc::syntax
