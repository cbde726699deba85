#include "sema/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "base/overloaded.h"
#include "base/rounding.h"
#include "sema/field_reads.h"

namespace svc::sema {

namespace {

void add(Measure& sum, const Measure& part) {
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max() / 2;
  constexpr std::uint64_t kMostBytes = std::numeric_limits<std::uint64_t>::max() / 4;
  sum.values = std::min(kMost, sum.values + part.values);
  sum.bytes = std::min(kMostBytes, sum.bytes + part.bytes);
  sum.depth = std::max(sum.depth, part.depth + 1);
  sum.deferred = sum.deferred || part.deferred;
}

Measure measure_all(const std::vector<Value>& values) {
  Measure sum;
  for (const Value& value : values) add(sum, value.measure());
  return sum;
}

Measure measure_entries(const std::vector<std::pair<std::string, Value>>& entries) {
  Measure sum;
  for (const auto& [key, value] : entries) {
    Measure part = value.measure();
    part.bytes += key.size();
    add(sum, part);
  }
  return sum;
}

}  // namespace

bool Value::deferred() const {
  return std::visit(overloaded{
                        [](const ParameterRef&) { return true; },
                        [](const Pseudo&) { return true; },
                        [](const AttributeRef&) { return true; },
                        [](const MethodCall&) { return true; },
                        [](const Interpolation&) { return true; },
                        [](const Derived&) { return true; },
                        [this](const List&) { return measure().deferred; },
                        [this](const Object&) { return measure().deferred; },
                        [](const auto&) { return false; },
                    },
                    data);
}

Measure Value::measure() const {
  const auto deferred = [](Measure sum) {
    sum.deferred = true;
    return sum;
  };
  return std::visit(
      overloaded{
          [](const Text& text) { return Measure{.bytes = text.str().size()}; },
          [](const List& list) { return list.items.measure(measure_all); },
          [](const Object& object) { return object.entries.measure(measure_entries); },
          [&](const MethodCall& call) { return deferred(call.arguments.measure(measure_all)); },
          [&](const Interpolation& text) { return deferred(text.parts.measure(measure_all)); },
          [&](const Derived& derived) { return deferred(derived.of.measure(measure_all)); },
          [](const ParameterRef&) { return Measure{.deferred = true}; },
          [](const Pseudo&) { return Measure{.deferred = true}; },
          [](const AttributeRef&) { return Measure{.deferred = true}; },
          [](const auto&) { return Measure{}; },
      },
      data);
}

namespace {

// Thrown when a phase requests something that the prelude or the analysis does not provide: a bug
// of the compiler.
[[noreturn]] void misuse(const Block& block, std::string_view field, std::string_view what) {
  throw std::logic_error(fmt::format("{}: field `{}` {}", block.title(), field, what));
}

template <typename T>
const T& as(const Block& block, std::string_view field, std::string_view what) {
  const T* value = block[field].get<T>();
  if (value == nullptr) misuse(block, field, what);
  return *value;
}

}  // namespace

const Value& Block::operator[](std::string_view field) const {
  const FieldDecl* declared = fields.empty() ? nullptr : kind->field(field);
  if (declared == nullptr) misuse(*this, field, "is not declared in the prelude");
  note_read(*declared);
  return fields[static_cast<std::size_t>(declared - kind->fields.data())].value;
}

bool Block::flag(std::string_view field) const {
  return as<bool>(*this, field, "is not a bool");
}
std::int64_t Block::integer(std::string_view field) const {
  return as<std::int64_t>(*this, field, "is not an int");
}

double Block::number(std::string_view field) const {
  const Value& value = (*this)[field];
  if (const auto* integral = value.get<std::int64_t>()) return static_cast<double>(*integral);
  if (const auto* percent = value.get<Percent>()) return percent->value;
  return as<double>(*this, field, "is not a number");
}

std::int64_t Block::milliseconds(std::string_view field) const {
  return as<Duration>(*this, field, "is not a duration").milliseconds;
}
std::int64_t Block::seconds(std::string_view field) const {
  return divided_up(milliseconds(field), 1000);
}
std::int64_t Block::bytes(std::string_view field) const {
  return as<Size>(*this, field, "is not a size").bytes;
}
std::int64_t Block::mebibytes(std::string_view field) const {
  return bytes(field) / (1024 * 1024);
}
std::int64_t Block::cpu_units(std::string_view field) const {
  return as<Cpu>(*this, field, "is not an amount of cpu").units;
}
std::string_view Block::symbol(std::string_view field) const {
  return as<Symbol>(*this, field, "is not a symbol").name;
}

std::string_view Block::text(std::string_view field) const {
  if (const auto* cidr = (*this)[field].get<Cidr>()) return cidr->text;
  return as<std::string>(*this, field, "is not a string known at compile time");
}

const Block* Block::block(std::string_view field) const {
  return has(field) ? as<const Block*>(*this, field, "is not a reference") : nullptr;
}

const std::vector<Value>& Block::items(std::string_view field) const {
  static const std::vector<Value> none;
  return has(field) ? as<List>(*this, field, "is not a list").items.get() : none;
}

std::vector<const Block*> Block::nested(std::string_view block_name,
                                        std::string_view first_label) const {
  std::vector<const Block*> found;
  for (const Block* block : blocks) {
    if (block->decl == nullptr || block->decl->name != block_name) continue;
    if (first_label.empty() ||
        (!block->labels.empty() && block->labels.front().text == first_label))
      found.push_back(block);
  }
  return found;
}

const Block* Block::only(std::string_view block_name) const {
  const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const Block* block) {
    return block->decl != nullptr && block->decl->name == block_name;
  });
  return found == blocks.end() ? nullptr : *found;
}

const Block& Block::defaults(std::string_view block_name, std::string_view first_label) const {
  const auto wanted = [&](const Block* block) {
    return block->decl->name == block_name &&
           (first_label.empty() ||
            (!block->labels.empty() && block->labels.front().text == first_label));
  };
  if (left_out != nullptr) {
    const auto found = std::find_if(left_out->begin(), left_out->end(), wanted);
    if (found != left_out->end()) return **found;
  }
  throw std::logic_error(
      fmt::format("the prelude declares no {} {} {}", kind->name, block_name, first_label));
}

const Block& Block::only_or_defaults(std::string_view block_name) const {
  const Block* written = only(block_name);
  return written == nullptr ? defaults(block_name) : *written;
}

const Block* Block::clause(std::string_view clause_name) const {
  for (const ClauseValue& clause_value : clauses) {
    if (clause_value.decl->name != clause_name) continue;
    if (const auto* block = clause_value.value.get<const Block*>()) return *block;
  }
  return nullptr;
}

const Block& Block::outermost() const {
  const Block* at = this;
  while (at->parent != nullptr) at = at->parent;
  return *at;
}

std::string Block::title() const {
  std::string text(decl != nullptr ? decl->name : kind->name);
  if (decl == nullptr && parent == nullptr) return text + " " + name;
  for (const LabelValue& label : labels) text += " " + label.text;
  return parent == nullptr ? text : parent->title() + ": " + text;
}

std::vector<const Block*> Program::created(std::string_view kind) const {
  return created({kind});
}

std::vector<const Block*> Program::created(std::initializer_list<std::string_view> kinds) const {
  std::vector<const Block*> found;
  if (!sorted) {
    for (const Block* block : blocks) {
      const bool wanted = std::find(kinds.begin(), kinds.end(), block->kind->name) != kinds.end();
      if (wanted && !block->existing) found.push_back(block);
    }
    return found;
  }
  std::vector<std::size_t> places;
  for (const std::string_view kind : kinds) {
    if (const auto of_kind = by_kind.find(kind); of_kind != by_kind.end())
      places.insert(places.end(), of_kind->second.begin(), of_kind->second.end());
  }
  if (kinds.size() > 1) std::sort(places.begin(), places.end());
  for (const std::size_t place : places) found.push_back(blocks[place]);
  return found;
}

void Program::sort_by_kind() {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i]->existing) by_kind[blocks[i]->kind->name].push_back(i);
  }
  sorted = true;
}

std::size_t Program::renamings() const {
  std::size_t most = 0;
  for (const Block& block : block_store)
    most = std::max(most, block.names.empty() ? 0 : block.names.size() - 1);
  return most;
}

}  // namespace svc::sema
