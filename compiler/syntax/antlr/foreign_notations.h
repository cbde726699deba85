// Notations of other languages: read as what they mean, and reported once.
#pragma once

#include "syntax/antlr/repair_state.h"

namespace svc::syntax {

class ForeignNotations : protected RepairState {
 protected:
  using RepairState::RepairState;

  // Reads such a notation that begins at token i. Gives the index of the next token; i if there is
  // none.
  std::size_t foreign_sign(std::size_t i);

  // Reports a text that is not in quotes. `meant`: what it should be, if not as it is written.
  void report_unquoted(std::uint32_t begin, std::uint32_t end, std::string_view meant = {});

 private:
  [[nodiscard]] bool adjacent(std::size_t i) const;
  std::size_t foreign_member(std::size_t i);
  std::size_t behind_function(std::size_t i);
  [[nodiscard]] std::uint32_t column_of(std::uint32_t offset) const;
  std::size_t typed_let(std::size_t i);
  std::size_t foreign_clause(std::size_t i);
  std::size_t field_in_head(std::size_t i);
  std::size_t foreign_assign(std::size_t i);
  void other_arrows(std::size_t i, std::vector<Edit>& edits) const;
  std::size_t spaced_unit(std::size_t i);
  std::size_t dashed_name(std::size_t i);
  std::size_t unquoted_type(std::size_t i);
  std::size_t unquoted_value(std::size_t i);
  [[nodiscard]] std::string part_of_block(std::string_view run) const;
  bool report_clock(std::string_view run, std::uint32_t begin);
  std::size_t yaml_list(std::size_t i);

  // foreign_grants.cpp
  std::size_t foreign_grant(std::size_t i);
  std::size_t unquoted_action(std::size_t i);
  std::size_t list_of_verbs(std::size_t i);
  std::size_t missing_on(std::size_t i);

  // foreign_operators.cpp
  std::size_t foreign_value(std::size_t i);
  [[nodiscard]] bool in_value() const;
  [[nodiscard]] bool wants_operand() const;
  std::size_t foreign_operator(std::size_t i);
  std::size_t word_operator(std::size_t i);
  std::size_t membership(std::size_t i);
  std::size_t function_tag(std::size_t i);
  std::size_t prefixed_string(std::size_t i);
  std::size_t headless_fraction(std::size_t i);
  std::size_t unquoted_schedule(std::size_t i);
  std::size_t pseudo_parameter(std::size_t i);
};

}  // namespace svc::syntax
