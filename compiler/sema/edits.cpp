#include "sema/edits.h"

#include <fmt/format.h>

#include <algorithm>

namespace svc::sema {

namespace {

const FieldValue* written(const Block& block, std::string_view field) {
  const auto found = std::find_if(block.fields.begin(), block.fields.end(),
                                  [field](const FieldValue& f) { return f.decl->name == field; });
  return found == block.fields.end() || !found->name_span.valid() || !found->value.span.valid()
             ? nullptr
             : &*found;
}

}  // namespace

std::vector<Edit> set_field(const Block& block, std::string_view field, std::string_view text) {
  if (const FieldValue* value = written(block, field))
    return {{value->value.span, std::string(text)}};
  if (!block.close.valid()) return {};
  return {{Span{block.close.file, block.close.begin, block.close.begin},
           fmt::format(" {} = {} ", field, text)}};
}

std::vector<Edit> leave_out(const Block& block, std::string_view field) {
  const FieldValue* value = written(block, field);
  if (value == nullptr || value->name_span.file != value->value.span.file ||
      value->value.span.begin < value->name_span.end)
    return {};
  return {{join(value->name_span, value->value.span), "", true}};
}

}  // namespace svc::sema
