// Values of documents, compared by their meaning to AWS, not by their form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/tree.h"

namespace svc::change {

// The value in one form for everything that means the same: policies with sorted lists, other lists
// sorted if their order means nothing, texts with an encoded document as that document, numbers and
// truth values as texts. `name`: the property that holds it.
[[nodiscard]] emit::Tree canonical(const emit::Tree& value, std::string_view name);

// Whether two values are written in the same way; spans do not matter.
[[nodiscard]] bool same(const emit::Tree& a, const emit::Tree& b);

// A value on one line, for people: `10.0.0.0/16`, `${OrdersQueue.Arn}`, `[a, b]`, `{a: b}`.
[[nodiscard]] std::string text(const emit::Tree& value);

// A difference between two canonical values.
struct Difference {
  std::string path;                    // `ContainerDefinitions[api].Environment[MODE].Value`
  const emit::Tree* before = nullptr;  // null: it did not exist
  const emit::Tree* after = nullptr;   // null: it is there no more
  // Only the order of the elements differs: their keys, as each side has them.
  std::vector<std::string> order_before = {};
  std::vector<std::string> order_after = {};
};

// Every difference between two canonical values, each as deep as both sides have it. The values
// must outlive the result.
void differences(const std::string& path, const emit::Tree& before, const emit::Tree& after,
                 std::vector<Difference>& found);

// Calls visit(reference) for each reference in a value.
template <typename Visit>
void for_each_reference(const emit::Tree& tree, const Visit& visit) {
  if (const auto* reference = tree.get<emit::Reference>()) return visit(*reference);
  const auto each = [&](const std::vector<emit::Tree>& parts) {
    for (const emit::Tree& part : parts) for_each_reference(part, visit);
  };
  if (const auto* concat = tree.get<emit::Concat>()) each(concat->parts);
  if (const auto* code = tree.get<emit::Expression>()) each(code->parts);
  if (const auto* list = tree.get<emit::List>()) each(list->items);
  if (const auto* encoded = tree.get<emit::Encoded>()) each(encoded->body);
  if (const auto* object = tree.get<emit::Object>()) {
    for (const emit::Member& member : object->members) for_each_reference(member.value, visit);
  }
}

// The value at a path of names (`DeploymentConfiguration.Strategy`), through lists of one element
// and keyed elements (`Tags[Name].Value`); null if there is none.
[[nodiscard]] const emit::Tree* at(const emit::Object& object, std::string_view path);
// The same as text; empty if there is none.
[[nodiscard]] std::string text_at(const emit::Object& object, std::string_view path);

}  // namespace svc::change
