// What the repairs of a file's tokens know while they go through them. Private to repair.cpp and
// foreign_notations.cpp.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/brackets.h"
#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

// The content of a bracket decides what counts as a mistake in it.
enum class Inside : std::uint8_t { Members, Object, Elements, Other };

struct Level {
  Inside inside = Inside::Members;
  bool kind = false;       // in the declaration of a kind: there `name: type` is right
  bool kind_head = false;  // `kind` was read in this level and its `{` comes next
  bool reported_comma =
      false;  // one report for each bracket: if one comma is missing, usually all are
  bool reported_assign = false;
};

class RepairState {
 public:
  RepairState(Scan& scan, Reporter& reporter, std::vector<Span>& broken)
      : in_(scan.lexemes),
        brackets_(pair_brackets(scan.lexemes)),
        reporter_(reporter),
        broken_(broken) {}

 protected:
  using P = svc::antlr::SvcParser;

  // The kind of the token so far back in what was read; 0: there is none.
  [[nodiscard]] std::uint16_t before(std::size_t back = 1) const {
    return out_.size() >= back ? out_[out_.size() - back].type : std::uint16_t{0};
  }
  [[nodiscard]] Level& level() { return levels_.back(); }
  [[nodiscard]] Span span(const Lexeme& lexeme) const {
    return reporter_.span(lexeme.begin, lexeme.end);
  }

  // One token in place of those from `first` to `last`, which are reported already.
  void stand_in(std::size_t type, std::size_t first, std::size_t last) {
    broken_.push_back(reporter_.span(in_[first].begin, in_[last].end));
    out_.push_back({.type = static_cast<std::uint16_t>(type),
                    .line_start = in_[first].line_start,
                    .bad = true,
                    .begin = in_[first].begin,
                    .end = in_[last].end});
  }

  const std::vector<Lexeme>& in_;
  const Brackets brackets_;
  Reporter& reporter_;
  std::vector<Span>& broken_;
  std::vector<Lexeme> out_;
  std::vector<Level> levels_;
  static constexpr std::size_t kNoHead = static_cast<std::size_t>(-1);
  std::size_t head_ = kNoHead;  // where the head of a block begins in out_
  bool ternary_ = false;        // this value has a `?` before
  bool type_ = false;           // it has a `:` before that belongs to no `?`
};

}  // namespace svc::syntax
