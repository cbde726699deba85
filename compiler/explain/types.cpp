#include "explain/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "explain/text.h"

namespace svc::explain {

namespace {

using sema::Scalar;
using sema::TypeAlternative;

struct TypeWord {
  std::string_view name;
  Scalar scalar;
  std::string_view doc;
  std::string_view example;
};

constexpr std::array kTypes = {
    TypeWord{"string", Scalar::String, "a text, in which `${…}` is replaced by a value",
             "\"api-${tag}\""},
    TypeWord{"int", Scalar::Int, "a whole number", "3"},
    TypeWord{"number", Scalar::Number, "a number", "0.5"},
    TypeWord{"bool", Scalar::Bool, "a truth value", "true"},
    TypeWord{"duration", Scalar::Duration, "a length of time; a plain number is in seconds",
             "5min"},
    TypeWord{"size", Scalar::Size, "an amount of memory or storage; a plain number is in MiB",
             "512MiB"},
    TypeWord{"percent", Scalar::Percent, "a share", "60%"},
    TypeWord{"cpu", Scalar::Cpu, "an amount of processor; a plain number is 1/1024 of a vCPU",
             "0.5vcpu"},
    TypeWord{"cidr", Scalar::Cidr, "a range of addresses, without quotes", "10.0.0.0/16"},
    TypeWord{"ip", Scalar::Ip, "an address, without quotes", "10.0.0.9"},
    TypeWord{"port", Scalar::Port, "a port from 1 to 65535", "8080"},
    TypeWord{"range", Scalar::Range, "a range of whole numbers with both ends", "2..10"},
    TypeWord{"name", Scalar::Name, "the name of a block within another one, as a text or as a word",
             "shared"},
    TypeWord{"arn", Scalar::Arn, "an ARN, as a text or as an attribute", "orders.arn"},
    TypeWord{"image", Scalar::Image, "a container image: a text, or an image of a repository",
             "images.tag(\"api-1\")"},
    TypeWord{"schedule", Scalar::Schedule, "a schedule", "rate(5min)"},
    TypeWord{"any", Scalar::Any, "whatever the provider's property takes", "{ Key = [1, 2] }"},
};

const TypeWord& word_of(Scalar scalar) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const TypeWord& one) { return one.scalar == scalar; });
  if (found == kTypes.end()) throw std::logic_error("a type without a description");
  return *found;
}

std::string meaning(const TypeAlternative& alternative) {
  switch (alternative.form) {
    case TypeAlternative::Form::Scalar: {
      const TypeWord& word = word_of(alternative.scalar);
      return fmt::format("{}: `{}`", word.doc, word.example);
    }
    case TypeAlternative::Form::Symbol:
      return "this word";
    case TypeAlternative::Form::Kind:
      return fmt::format("the name of a block `{} NAME {{ … }}`", alternative.name);
    case TypeAlternative::Form::List:
      return fmt::format("a list of these values: `[a, b]`");
    case TypeAlternative::Form::Map:
      return fmt::format("names with such values: `{{ a = …, b = … }}`");
  }
  return {};
}

std::string alternative_text(const TypeAlternative& alternative) {
  return sema::type_text({.alternatives = {&alternative, 1}, .optional = false});
}

bool has_types(const sema::Type& type) {
  return std::any_of(
      type.alternatives.begin(), type.alternatives.end(),
      [](const TypeAlternative& a) { return a.form != TypeAlternative::Form::Symbol; });
}

constexpr std::string_view kForms =
    "\n  a | b                       one of these words or types\n"
    "  [T]                         a list of values of type T: `[a, b]`\n"
    "  {T}                         names with values of type T: `{ a = …, b = … }`\n"
    "  T?                          a value of type T, or nothing\n"
    "  queue, network …            a block of this kind: its name\n";

std::string type_list() {
  std::string out = "types\n\n";
  for (const TypeWord& word : kTypes)
    out += row(word.name, fmt::format("{}: `{}`", word.doc, word.example), 12);
  return out + std::string(kForms);
}

}  // namespace

std::string union_text(const sema::Type& type) {
  if (type.alternatives.size() < 2 || !has_types(type)) return {};
  std::string out = "\nOne of these values\n";
  for (const TypeAlternative& alternative : type.alternatives)
    out +=
        fmt::format("  {}\n{}", alternative_text(alternative), paragraph(meaning(alternative), 6));
  return out;
}

std::optional<std::string> type_topic(std::string_view word) {
  if (word == "types") return type_list();
  for (const TypeWord& one : kTypes) {
    if (one.name == word)
      return fmt::format("{}   (a type of values; `svcc explain types` lists them)\n\n{}", one.name,
                         paragraph(fmt::format("{}: `{}`", one.doc, one.example), 2));
  }
  return std::nullopt;
}

std::vector<std::string> type_topics() {
  std::vector<std::string> out = {"types"};
  for (const TypeWord& one : kTypes) out.emplace_back(one.name);
  return out;
}

}  // namespace svc::explain
