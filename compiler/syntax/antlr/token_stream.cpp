#include "syntax/antlr/token_stream.h"

#include <algorithm>

namespace svc::syntax {

size_t LexemeToken::getType() const {
  return lexeme_->type == 0 ? antlr4::Token::EOF : lexeme_->type;
}

LexemeStream::LexemeStream(const std::vector<Lexeme>& lexemes) {
  tokens_.reserve(lexemes.size());
  for (std::size_t i = 0; i < lexemes.size(); ++i) tokens_.emplace_back(lexemes[i], i);
}

size_t LexemeStream::LA(ssize_t ahead) {
  const antlr4::Token* token = LT(ahead);
  return token == nullptr ? 0 : token->getType();
}

antlr4::Token* LexemeStream::LT(ssize_t ahead) {
  if (ahead == 0) return nullptr;
  const std::size_t steps = static_cast<std::size_t>(ahead > 0 ? ahead - 1 : -ahead);
  if (ahead > 0) return &tokens_[std::min(at_ + steps, tokens_.size() - 1)];
  return steps > at_ ? nullptr : &tokens_[at_ - steps];
}

}  // namespace svc::syntax
