// The creation order of blocks: each after the blocks that it reads attributes of.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "diagnostics/codes/names.h"
#include "plan/parts.h"
#include "sema/field_reads.h"

namespace svc::plan {
namespace {

// These have names that are known before they exist, and nothing can read a task: they end no way
// round.
bool is_known_in_advance(const Block& block) {
  constexpr std::array kKinds = {std::string_view{"alarm"}, std::string_view{"job"},
                                 std::string_view{"pipeline"}, std::string_view{"service"},
                                 std::string_view{"task"}};
  return std::find(kKinds.begin(), kKinds.end(), block.kind->name) != kKinds.end();
}

struct Need {
  const Block* block = nullptr;
  Span span;  // of the value that needs it
};

class Needs {
 public:
  [[nodiscard]] static std::vector<Need> of(const Block& block) {
    Needs needs;
    needs.add(block);
    return std::move(needs.found_);
  }

 private:
  void add(const Block& block) {
    for (const sema::ClauseValue& clause : block.clauses) add(clause.value);
    for (const sema::FieldValue& field : every_field(block, sema::Every::Reference))
      add(field.value);
    for (const sema::LabelValue& label : block.labels) add(label.block, label.span);
    for (const sema::Grant& grant : block.grants) {
      for (const sema::Value& resource : grant.resources) add(resource);
      add(grant.when);
    }
    for (const sema::Patch& patch : block.patches) {
      if (block.kind->name == "raw") add(patch.properties);
    }
    for (const Block* nested : block.blocks) add(*nested);
  }

  void add(const sema::Value& value) {
    if (const auto* list = value.get<sema::List>()) add_all(list->items);
    if (const auto* text = value.get<sema::Interpolation>()) add_all(text->parts);
    if (const auto* derived = value.get<sema::Derived>()) add_all(derived->of);
    if (const auto* object = value.get<sema::Object>()) {
      for (const auto& [key, item] : object->entries) add(item);
    }
    // An attribute of a nested block (`web.nodes.group`) is filled in when everything exists.
    if (const auto* attribute = value.get<sema::AttributeRef>();
        attribute != nullptr && attribute->block->top_level)
      add(attribute->block, value.span);
    if (const auto* block = value.get<const Block*>()) add(*block, value.span);
    if (const auto* call = value.get<sema::MethodCall>()) {
      add(call->block, value.span);
      add_all(call->arguments);
    }
  }

  void add_all(const std::vector<sema::Value>& values) {
    for (const sema::Value& value : values) add(value);
  }

  void add(const Block* block, Span span) {
    if (block == nullptr || is_known_in_advance(*block)) return;
    if (block->top_level)
      found_.push_back({block, span});
    else
      add(*block);
  }

  std::vector<Need> found_;
};

// Depth first in the order of the program. The recursion is as deep as the longest chain of blocks
// that read each other, and each of them is written in the text.
class Orderer {
 public:
  Orderer(Plan& plan, Sink& sink) : plan_(plan), sink_(sink) {}

  void visit(const Block& block, Span from) {
    Mark& mark = marks_[&block];
    if (mark == Mark::Done) return;
    if (mark == Mark::Open) {
      report(block, from);
      return;
    }
    mark = Mark::Open;
    open_.push_back(&block);
    for (const Need& need : Needs::of(block)) visit(*need.block, need.span);
    open_.pop_back();
    marks_[&block] = Mark::Done;
    plan_.order.push_back(&block);
  }

 private:
  enum class Mark : std::uint8_t { New, Open, Done };

  void report(const Block& block, Span from) {
    std::vector<std::string> titles;
    for (auto at = std::find(open_.begin(), open_.end(), &block); at != open_.end(); ++at)
      titles.push_back((*at)->title());
    titles.push_back(block.title());
    sink_.report<diag::CyclicReference>(from, fmt::format("{}", fmt::join(titles, " → ")))
        .related(block.span, "it begins here")
        .help("remove one of the references");
  }

  Plan& plan_;
  Sink& sink_;
  std::map<const Block*, Mark> marks_;
  std::vector<const Block*> open_;
};

}  // namespace

void plan_order(const sema::Program& program, Plan& plan, Sink& sink) {
  Orderer orderer(plan, sink);
  for (const Block* block : program.blocks) {
    if (!is_known_in_advance(*block)) orderer.visit(*block, block->span);
  }
}

}  // namespace svc::plan
