// Characters that no token begins with: what was meant, and how the scanner goes on.
#pragma once

#include "diagnostics/diagnostic.h"
#include "syntax/antlr/scan_state.h"

namespace svc::syntax {

class ScanMistakes : protected ScanState {
 protected:
  using ScanState::ScanState;

  void unexpected_character();
  void report_semicolons();
  void report_quotes();

 private:
  // The `;` of a file are one habit: one message, and one fix for all.
  void semicolon();
  // `&orders.url`: a reference of Go or C.
  bool decorator();
  bool verbs_with_sign();
  bool reference_sign();
  // `"a" & b`: texts of Visual Basic or Excel.
  bool joined_texts();
  bool shell_variable();
  // 'text' and “text”: a string, as far as the rest of the line is concerned.
  void foreign_quotes(std::string_view open, std::string_view close);
  void escape_in_quotes(std::uint32_t begin, std::uint32_t end);

  std::uint32_t joined_line_ = 0xFFFFFFFFU;  // where `&` between texts was reported
  std::vector<Edit> semicolons_;
  std::vector<Edit> quotes_;
};

}  // namespace svc::syntax
