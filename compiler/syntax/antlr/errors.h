// Error handling for tokens that do not fit the grammar.
#pragma once

#include <ANTLRErrorStrategy.h>
#include <Parser.h>

#include <vector>

#include "syntax/antlr/reporter.h"
#include "syntax/antlr/token_stream.h"

namespace svc::syntax {

// Reports a mistake once and in the user's words, and continues at the nearest safe place. A
// mistake in a value loses the value, one in the head of a block loses the head, any other one the
// member. All brackets have partners here, so it is always clear what to skip.
class Errors final : public antlr4::ANTLRErrorStrategy {
 public:
  Errors(Reporter& reporter, LexemeStream& stream, const Brackets& brackets,
         std::vector<Span>& broken);

  // Skips to the next token that can begin a member, or to the end of the block or file, and
  // reports what it skips.
  void skip_to_member();

  // ANTLR's side.
  void reset(antlr4::Parser*) override {}
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  void sync(antlr4::Parser* parser) override;
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;

 private:
  [[nodiscard]] const Lexeme& at(std::size_t i) const { return stream_.token(i).lexeme(); }
  [[nodiscard]] std::size_t behind_string(std::size_t i) const;
  [[nodiscard]] bool may_begin_member(std::size_t i) const;
  [[nodiscard]] bool begins_member(std::size_t i, std::uint32_t level) const;
  // Skips to the end of the member that begins at `start`; with `keep_brace`, to its `{` if that
  // comes first on the same line.
  void skip_member(std::size_t start, bool keep_brace);
  [[nodiscard]] bool worth_reporting(std::size_t i);
  void report(std::size_t i, const std::string& expected, std::string_view help);

  Reporter& reporter_;
  LexemeStream& stream_;
  const Brackets& brackets_;
  std::vector<Span>& broken_;
  // The lines of the tokens, and whether a mistake was reported in them: further mistakes on the
  // same line are probably consequences.
  std::vector<std::uint32_t> lines_;
  std::vector<bool> spoilt_;
  std::size_t quiet_until_ = 0;  // an error before this token is a consequence of a reported one
  bool in_error_ = false;        // the exception under way was reported
};

}  // namespace svc::syntax
