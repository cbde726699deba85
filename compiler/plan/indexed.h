// A list of parts of the plan, indexed by their block.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sema/program.h"

namespace svc::plan {

// Part has a member `const sema::Block* block`. Parts are only appended; pointers to them are valid
// once all are added.
template <typename Part>
class Indexed {
 public:
  void push_back(Part part) {
    index_.emplace(part.block, items_.size());
    items_.push_back(std::move(part));
  }
  // The part of the block, or null.
  [[nodiscard]] const Part* find(const sema::Block* block) const {
    const auto found = index_.find(block);
    return found == index_.end() ? nullptr : &items_[found->second];
  }
  [[nodiscard]] Part* find(const sema::Block* block) {
    const auto found = index_.find(block);
    return found == index_.end() ? nullptr : &items_[found->second];
  }

  [[nodiscard]] Part& operator[](std::size_t i) { return items_[i]; }
  [[nodiscard]] const Part& operator[](std::size_t i) const { return items_[i]; }
  [[nodiscard]] const Part& at(std::size_t i) const { return items_.at(i); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] auto begin() { return items_.begin(); }
  [[nodiscard]] auto end() { return items_.end(); }
  [[nodiscard]] auto begin() const { return items_.begin(); }
  [[nodiscard]] auto end() const { return items_.end(); }

 private:
  std::vector<Part> items_;
  std::unordered_map<const sema::Block*, std::size_t> index_;
};

}  // namespace svc::plan
