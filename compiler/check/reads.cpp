#include "check/reads.h"

namespace svc::check {
namespace {

class Reads {
 public:
  explicit Reads(const AttributeRead& found) : found_(found) {}

  void of(const sema::Block& block) {
    for (const sema::FieldValue& field : block.fields) of(field.value);
    for (const sema::Grant& grant : block.grants) of_all(grant.resources);
    for (const sema::Patch& patch : block.patches) of(patch.properties);
    for (const sema::Block* nested : block.blocks) of(*nested);
    for (const sema::FieldValue& field : block.fields) {
      const auto* const* inner = field.value.get<const sema::Block*>();
      if (inner && !(*inner)->top_level && (*inner)->parent == &block) of(**inner);
    }
  }

  void of(const sema::Value& value) {
    if (const auto* read = value.get<sema::AttributeRef>()) found_(*read, value.span);
    if (const auto* list = value.get<sema::List>()) of_all(list->items);
    if (const auto* text = value.get<sema::Interpolation>()) of_all(text->parts);
    if (const auto* encoding = value.get<sema::Encoding>()) of_all(encoding->of);
    if (const auto* call = value.get<sema::MethodCall>()) of_all(call->arguments);
    const auto* object = value.get<sema::Object>();
    if (!object) return;
    for (const auto& [key, entry] : object->entries) of(entry);
  }

 private:
  void of_all(const std::vector<sema::Value>& values) {
    for (const sema::Value& value : values) of(value);
  }

  const AttributeRead& found_;
};

}  // namespace

void each_attribute_read(const sema::Program& program, const AttributeRead& found) {
  Reads reads(found);
  for (const sema::Block* block : program.blocks) reads.of(*block);
  for (const sema::Output& output : program.outputs) reads.of(output.value);
}

}  // namespace svc::check
