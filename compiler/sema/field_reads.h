// Which fields of a program a piece of work has read, and which fields a change has given another
// value: so that only the work is done again whose result may be another.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sema/kinds.h"

namespace svc::sema {

struct Block;
struct FieldValue;

// What is wanted of the fields by work that looks at every field of a block.
enum class Every : std::uint8_t {
  Reference,  // the blocks and params that a value names, and what it reads of them
  Text,       // texts
  Value,
};

// The differences between two contents of a block.
struct FieldChanges {
  std::vector<const FieldDecl*> fields;  // those with another value; one may be named twice
  bool references = false;               // of these, a value names a block or a param
  bool texts = false;                    // a value is or holds a text
  // Another part of the block is another: nested blocks, permissions, patches. `fields` then names
  // all fields of those.
  bool all = false;

  [[nodiscard]] bool any() const { return all || !fields.empty(); }
  void add(const FieldChanges& other);
};

// The fields that were read, of any block.
class FieldReads {
 public:
  void add(const FieldDecl& field) {
    const FieldDecl*& seen =
        seen_[(reinterpret_cast<std::uintptr_t>(&field) / sizeof(FieldDecl)) % seen_.size()];
    if (seen == &field) return;
    seen = &field;
    fields_.push_back(&field);
  }
  void add(Every what) { every_[static_cast<std::size_t>(what)] = true; }
  // Names each field once.
  void settle();
  // Whether a change may concern what was read: of fields, or of any part of blocks.
  [[nodiscard]] bool meet(const FieldChanges& changes) const {
    return changes.all || meet_fields(changes);
  }
  [[nodiscard]] bool meet_fields(const FieldChanges& changes) const;

 private:
  std::array<const FieldDecl*, 64>
      seen_{};  // the last one of each place, so that few are noted twice
  std::vector<const FieldDecl*> fields_;
  std::array<bool, 3> every_{};
};

// While it lives, what this thread reads of blocks is noted in `reads`. The inner one of two notes.
class NotingReads {
 public:
  explicit NotingReads(FieldReads* reads);
  ~NotingReads();
  NotingReads(const NotingReads&) = delete;
  NotingReads& operator=(const NotingReads&) = delete;

 private:
  FieldReads* before_;
};

// Notes that this thread reads a field; no effect if nothing is noted.
void note_read(const FieldDecl& field);

// Notes that this thread looks at every field of some block.
void note_read(Every what);

// All the fields of a block, for work that wants so much of each. Code that runs under NotingReads
// reads `Block::fields` by this alone.
[[nodiscard]] const std::vector<FieldValue>& every_field(const Block& block, Every what);

// What `now` has that `before`, an earlier content of the same block, has not. Places do not count.
[[nodiscard]] FieldChanges changes_between(const Block& before, const Block& now);

}  // namespace svc::sema
