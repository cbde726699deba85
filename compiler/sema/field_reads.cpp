#include "sema/field_reads.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include "sema/program.h"

namespace svc::sema {

namespace {

thread_local FieldReads* noting = nullptr;

// Compares values without their places.
class Comparison {
 public:
  explicit Comparison(FieldChanges& changes) : changes_(changes) {}

  void blocks(const Block& before, const Block& now) {
    if (!same_shape(before, now)) {
      changes_.all = true;
      name_fields(before);
      name_fields(now);
      return;
    }
    for (std::size_t i = 0; i < now.fields.size(); ++i) field(before.fields[i], now.fields[i]);
    for (std::size_t i = 0; i < now.blocks.size(); ++i) blocks(*before.blocks[i], *now.blocks[i]);
  }

 private:
  void name_fields(const Block& block) {
    for (const FieldValue& field : block.fields) {
      changes_.fields.push_back(field.decl);
      if (const Block* part = part_of(field.value)) name_fields(*part);
    }
    for (const Block* nested : block.blocks) name_fields(*nested);
  }

  static bool same_shape(const Block& before, const Block& now) {
    return before.kind == now.kind && before.name == now.name && before.doc == now.doc &&
           before.names == now.names && before.fields.size() == now.fields.size() &&
           before.blocks.size() == now.blocks.size() && before.patches.empty() &&
           now.patches.empty() && same_labels(before, now) && same_grants(before, now) &&
           before.omitted == now.omitted && before.close.valid() == now.close.valid();
  }

  static bool same_labels(const Block& before, const Block& now) {
    return std::equal(before.labels.begin(), before.labels.end(), now.labels.begin(),
                      now.labels.end(), [](const LabelValue& a, const LabelValue& b) {
                        return a.text == b.text && a.block == b.block;
                      });
  }

  static bool same_grants(const Block& before, const Block& now) {
    return std::equal(before.grants.begin(), before.grants.end(), now.grants.begin(),
                      now.grants.end(), [](const Grant& a, const Grant& b) {
                        return a.allow == b.allow && same(a.actions, b.actions) &&
                               same(a.resources, b.resources) && same(a.when, b.when);
                      });
  }

  void field(const FieldValue& a, const FieldValue& b) {
    const Block* part = part_of(b.value);
    const Block* old = part_of(a.value);
    if (part != nullptr && old != nullptr) return blocks(*old, *part);
    if (same(a.value, b.value) && a.name_span.valid() == b.name_span.valid()) return;
    if (part != nullptr || old != nullptr) changes_.all = true;
    if (part != nullptr) name_fields(*part);
    if (old != nullptr) name_fields(*old);
    changes_.fields.push_back(b.decl);
    hold(a.value);
    hold(b.value);
  }

  // The block that is written as the value of a field: `task { … }`.
  static const Block* part_of(const Value& value) {
    const auto* block = value.get<const Block*>();
    return block != nullptr && (*block)->parent != nullptr && (*block)->decl == nullptr ? *block
                                                                                        : nullptr;
  }

  // What such a value may hold, for Every.
  void hold(const Value& value) {
    changes_.references = changes_.references || value.deferred() ||
                          value.get<const Block*>() != nullptr || value.given != nullptr;
    changes_.texts = changes_.texts || value.get<Text>() != nullptr;
    if (const auto* list = value.get<List>())
      std::for_each(list->items.begin(), list->items.end(), [this](const Value& v) { hold(v); });
    if (const auto* object = value.get<Object>())
      std::for_each(object->entries.begin(), object->entries.end(),
                    [this](const auto& entry) { hold(entry.second); });
    if (value.deferred()) changes_.texts = true;  // between its references
  }

  static bool same(const std::vector<Value>& a, const std::vector<Value>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Value& one, const Value& other) { return same(one, other); });
  }

  static bool same(const Value& a, const Value& b) {
    return a.data.index() == b.data.index() && a.is_default == b.is_default && a.given == b.given &&
           std::visit(
               [&](const auto& one) {
                 return equal(one, std::get<std::decay_t<decltype(one)>>(b.data));
               },
               a.data);
  }

  static bool equal(std::monostate, std::monostate) { return true; }
  static bool equal(ErrorValue, ErrorValue) { return false; }
  static bool equal(bool a, bool b) { return a == b; }
  static bool equal(std::int64_t a, std::int64_t b) { return a == b; }
  static bool equal(double a, double b) { return a == b; }
  static bool equal(const Text& a, const Text& b) { return a.str() == b.str(); }
  static bool equal(Symbol a, Symbol b) { return a.name == b.name; }
  static bool equal(Duration a, Duration b) { return a.milliseconds == b.milliseconds; }
  static bool equal(Size a, Size b) { return a.bytes == b.bytes; }
  static bool equal(Percent a, Percent b) { return a.value == b.value; }
  static bool equal(Cpu a, Cpu b) { return a.units == b.units; }
  static bool equal(const Cidr& a, const Cidr& b) { return a.text == b.text; }
  static bool equal(const Range& a, const Range& b) {
    return a.min == b.min && a.max == b.max && a.low == b.low && a.high == b.high;
  }
  static bool equal(const List& a, const List& b) { return same(a.items.get(), b.items.get()); }
  static bool equal(const Object& a, const Object& b) {
    const auto& ours = a.entries.get();
    const auto& others = b.entries.get();
    return std::equal(ours.begin(), ours.end(), others.begin(), others.end(),
                      [](const auto& one, const auto& other) {
                        return one.first == other.first && same(one.second, other.second);
                      });
  }
  static bool equal(const Block* a, const Block* b) { return a == b; }
  static bool equal(ParameterRef a, ParameterRef b) { return a.parameter == b.parameter; }
  static bool equal(Pseudo a, Pseudo b) { return a == b; }
  static bool equal(const AttributeRef& a, const AttributeRef& b) {
    return a.block == b.block && a.attribute == b.attribute;
  }
  static bool equal(const MethodCall& a, const MethodCall& b) {
    return a.block == b.block && a.method == b.method && same(a.arguments.get(), b.arguments.get());
  }
  static bool equal(const Interpolation& a, const Interpolation& b) {
    return same(a.parts.get(), b.parts.get());
  }
  static bool equal(const Derived& a, const Derived& b) {
    return a.form == b.form && same(a.of.get(), b.of.get());
  }

  FieldChanges& changes_;
};

}  // namespace

void FieldChanges::add(const FieldChanges& other) {
  fields.insert(fields.end(), other.fields.begin(), other.fields.end());
  references = references || other.references;
  texts = texts || other.texts;
  all = all || other.all;
}

void FieldReads::settle() {
  std::sort(fields_.begin(), fields_.end(), std::less<>());
  fields_.erase(std::unique(fields_.begin(), fields_.end()), fields_.end());
}

bool FieldReads::meet_fields(const FieldChanges& changes) const {
  const auto every = [this](Every what) { return every_[static_cast<std::size_t>(what)]; };
  if (!changes.fields.empty() && every(Every::Value)) return true;
  if (changes.references && every(Every::Reference)) return true;
  if (changes.texts && every(Every::Text)) return true;
  return std::any_of(changes.fields.begin(), changes.fields.end(), [this](const FieldDecl* field) {
    return std::binary_search(fields_.begin(), fields_.end(), field, std::less<>());
  });
}

NotingReads::NotingReads(FieldReads* reads) : before_(std::exchange(noting, reads)) {}

NotingReads::~NotingReads() {
  if (noting != nullptr) noting->settle();
  noting = before_;
}

void note_read(const FieldDecl& field) {
  if (noting != nullptr) noting->add(field);
}

void note_read(Every what) {
  if (noting != nullptr) noting->add(what);
}

const std::vector<FieldValue>& every_field(const Block& block, Every what) {
  note_read(what);
  return block.fields;
}

FieldChanges changes_between(const Block& before, const Block& now) {
  FieldChanges changes;
  Comparison(changes).blocks(before, now);
  return changes;
}

}  // namespace svc::sema
