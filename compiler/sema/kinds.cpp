#include "sema/kinds.h"

#include <algorithm>

namespace svc::sema {

namespace {

template <typename T>
const T* find_named(std::span<const T> items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [name](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

// Most names that are asked for are literals of the compiler, and the linker keeps one copy of each
// text: the table's own name and the one that is asked for then have the same address.
bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.data() == b.data() || a == b);
}

}  // namespace

const FieldDecl* KindDecl::field(std::string_view field_name) const {
  if (table.empty()) return find_named(fields, field_name);
  for (std::size_t at = field_slot(field_name, table.size()); table[at] != kNoField;
       at = (at + 1) & (table.size() - 1)) {
    if (same_name(fields[table[at]].name, field_name)) return &fields[table[at]];
  }
  return nullptr;
}
const AttributeDecl* KindDecl::attribute(std::string_view attribute_name) const {
  return find_named(attributes, attribute_name);
}
const MethodDecl* KindDecl::method(std::string_view method_name) const {
  return find_named(methods, method_name);
}
const VerbDecl* KindDecl::verb(std::string_view verb_name) const {
  return find_named(verbs, verb_name);
}

const FieldDecl* KindDecl::primary() const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [](const FieldDecl& field) { return field.primary; });
  return found == fields.end() ? nullptr : &*found;
}

const KindDecl* find_kind(std::string_view name) {
  const std::span<const KindDecl* const> kinds = builtin_kinds();
  const auto found = std::lower_bound(
      kinds.begin(), kinds.end(), name,
      [](const KindDecl* kind, std::string_view wanted) { return kind->name < wanted; });
  return found == kinds.end() || (*found)->name != name ? nullptr : *found;
}

std::string block_text(const BlockDecl& block) {
  std::string text(block.name);
  for (const LabelDecl& label : block.labels) {
    std::string word(label.name);
    if (!label.fixed)
      std::transform(word.begin(), word.end(), word.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
    text += " " + word;
  }
  return text;
}

}  // namespace svc::sema
