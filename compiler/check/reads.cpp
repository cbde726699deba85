#include "check/reads.h"

namespace svc::check {
namespace {

// Most values: the alternatives of the variant before the first that holds or reads something.
bool reads_nothing(const sema::Value& value) {
  static const std::size_t first = sema::Value::Variant(sema::List()).index();
  return value.data.index() < first;
}

class Reads {
 public:
  Reads(const AttributeRead& attribute, const ItemRead& item, const MethodRead& method)
      : attribute_(attribute), item_(item), method_(method) {}

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
    if (reads_nothing(value)) return;
    if (const auto* read = value.get<sema::AttributeRef>()) attribute_(*read, value.span);
    if (const auto* list = value.get<sema::List>()) of_all(list->items);
    if (const auto* text = value.get<sema::Interpolation>()) of_all(text->parts);
    if (const auto* derived = value.get<sema::Derived>()) made_of(*derived, value.span);
    if (const auto* call = value.get<sema::MethodCall>()) {
      method_(*call, value.span);
      of_all(call->arguments);
    }
    const auto* object = value.get<sema::Object>();
    if (!object) return;
    for (const auto& [key, entry] : object->entries) of(entry);
  }

 private:
  void of_all(const std::vector<sema::Value>& values) {
    for (const sema::Value& value : values) of(value);
  }

  void made_of(const sema::Derived& derived, Span span) {
    const auto* list = derived.of.front().get<sema::AttributeRef>();
    if (list && derived.form == sema::Derived::Form::Item)
      item_(*list, *derived.of[1].get<std::int64_t>(), span);
    of_all(derived.of);
  }

  const AttributeRead& attribute_;
  const ItemRead& item_;
  const MethodRead& method_;
};

void no_attribute(const sema::AttributeRef&, Span) {}
void no_item(const sema::AttributeRef&, std::int64_t, Span) {}
void no_method(const sema::MethodCall&, Span) {}

void each(const sema::Program& program, const AttributeRead& attribute, const ItemRead& item,
          const MethodRead& method) {
  Reads reads(attribute, item, method);
  for (const sema::Block* block : program.blocks) reads.of(*block);
  for (const sema::Output& output : program.outputs) reads.of(output.value);
}

}  // namespace

void each_attribute_read(const sema::Program& program, const AttributeRead& found) {
  each(program, found, no_item, no_method);
}

void each_item_read(const sema::Program& program, const ItemRead& found) {
  each(program, no_attribute, found, no_method);
}

void each_method_call(const sema::Program& program, const MethodRead& found) {
  each(program, no_attribute, no_item, found);
}

void each_attribute_in(const sema::Value& value, const AttributeRead& found) {
  const ItemRead item = no_item;
  const MethodRead method = no_method;
  Reads(found, item, method).of(value);
}

}  // namespace svc::check
