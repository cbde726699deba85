// Our tokens as ANTLR's parser wants them.
#pragma once

#include <Token.h>
#include <TokenStream.h>

#include <vector>

#include "syntax/antlr/lexeme.h"

namespace svc::syntax {

// One Lexeme behind ANTLR's interface. Lines and columns are not kept: a Span has byte offsets.
class LexemeToken final : public antlr4::Token {
 public:
  LexemeToken(const Lexeme& lexeme, std::size_t index) : lexeme_(&lexeme), index_(index) {}
  [[nodiscard]] const Lexeme& lexeme() const { return *lexeme_; }

  std::string getText() const override { return {}; }
  size_t getType() const override;
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() const override { return 0; }
  size_t getChannel() const override { return 0; }
  size_t getTokenIndex() const override { return index_; }
  size_t getStartIndex() const override { return lexeme_->begin; }
  size_t getStopIndex() const override {
    return lexeme_->end;
  }  // the byte behind it, unlike ANTLR's own tokens: ours may be empty
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }

 private:
  const Lexeme* lexeme_;
  std::size_t index_;
};

// All tokens at once, the last one being the end of the file (type 0 of Lexeme). Keeps a reference
// to the lexemes.
class LexemeStream final : public antlr4::TokenStream {
 public:
  explicit LexemeStream(const std::vector<Lexeme>& lexemes);

  [[nodiscard]] const LexemeToken& token(std::size_t i) const { return tokens_[i]; }
  [[nodiscard]] std::size_t here() const { return at_; }

  void consume() override { at_ += at_ + 1 < tokens_.size() ? 1U : 0U; }
  size_t LA(ssize_t ahead) override;
  antlr4::Token* LT(ssize_t ahead) override;
  antlr4::Token* get(size_t i) const override {
    return const_cast<LexemeToken*>(&tokens_[i]);
  }  // ANTLR asks for a mutable one and leaves it alone
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  size_t index() override { return at_; }
  void seek(size_t i) override { at_ = i; }
  size_t size() override { return tokens_.size(); }
  std::string getSourceName() const override { return {}; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  // For ANTLR's own messages, which are never shown.
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  std::vector<LexemeToken> tokens_;
  std::size_t at_ = 0;
};

}  // namespace svc::syntax
