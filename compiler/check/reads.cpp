#include "check/reads.h"

#include <utility>

#include "sema/field_reads.h"

namespace svc::check {
namespace {

// Most values: the alternatives of the variant before the first that holds or reads something.
bool reads_nothing(const sema::Value& value) {
  static const std::size_t first = sema::Value::Variant(sema::List()).index();
  return value.data.index() < first;
}

class Reader {
 public:
  void of(const sema::Block& block) {
    for (const sema::FieldValue& field : every_field(block, sema::Every::Reference))
      of(field.value);
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
    if (const auto* read = value.get<sema::AttributeRef>())
      reads_.attributes.push_back({*read, value.span});
    if (const auto* list = value.get<sema::List>()) of_all(list->items);
    if (const auto* text = value.get<sema::Interpolation>()) of_all(text->parts);
    if (const auto* derived = value.get<sema::Derived>()) made_of(*derived, value.span);
    if (const auto* call = value.get<sema::MethodCall>()) {
      reads_.methods.push_back({*call, value.span});
      of_all(call->arguments);
    }
    const auto* object = value.get<sema::Object>();
    if (!object) return;
    for (const auto& [key, entry] : object->entries) of(entry);
  }

  Reads take() { return std::move(reads_); }

 private:
  void of_all(const std::vector<sema::Value>& values) {
    for (const sema::Value& value : values) of(value);
  }

  void made_of(const sema::Derived& derived, Span span) {
    const auto* list = derived.of.front().get<sema::AttributeRef>();
    if (list && derived.form == sema::Derived::Form::Item)
      reads_.items.push_back({*list, *derived.of[1].get<std::int64_t>(), span});
    of_all(derived.of);
  }

  Reads reads_;
};

}  // namespace

Reads reads_of(const sema::Program& program) {
  Reader reader;
  for (const sema::Block* block : program.blocks) reader.of(*block);
  for (const sema::Output& output : program.outputs) reader.of(output.value);
  return reader.take();
}

Reads reads_in(const sema::Value& value) {
  Reader reader;
  reader.of(value);
  return reader.take();
}

}  // namespace svc::check
