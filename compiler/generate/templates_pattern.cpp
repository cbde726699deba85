// Texts of the templates with `${…}` in them.
#include <cctype>

#include "generate/templates_resolve.h"

namespace svc::generate {
namespace {

using What = emit::Piece::What;

bool word_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string take_word(const std::string& text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && word_char(text[at])) ++at;
  return text.substr(begin, at - begin);
}

class PatternParser {
 public:
  PatternParser(const std::string& text, bool expressions)
      : text_(text), expressions_(expressions) {}

  std::optional<ResolvedPattern> parse() {
    const std::size_t first = text_.find("${");
    if (first == 0 && expressions_ && closing(2) == text_.size() - 1) {
      expression(text_.substr(2, text_.size() - 3));
      pattern_.expression = pattern_.pieces.size() != 1 || pattern_.pieces[0].what == What::Words;
      return std::move(pattern_);
    }
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t open = text_.find("${", at);
      words(text_.substr(at, open == std::string::npos ? std::string::npos : open - at));
      if (open == std::string::npos) break;
      const std::size_t close = closing(open + 2);
      if (close == std::string::npos) return std::nullopt;
      expression(text_.substr(open + 2, close - open - 2));
      at = close + 1;
    }
    return std::move(pattern_);
  }

 private:
  std::size_t closing(std::size_t from) const {
    int depth = 1;
    for (std::size_t i = from; i < text_.size(); ++i) {
      if (text_[i] == '{') ++depth;
      if (text_[i] == '}' && --depth == 0) return i;
    }
    return std::string::npos;
  }

  void words(std::string text) {
    if (text.empty()) return;
    if (!pattern_.pieces.empty() && pattern_.pieces.back().what == What::Words) {
      pattern_.pieces.back().text += text;
    } else {
      pattern_.pieces.push_back({What::Words, std::move(text), "", false});
    }
  }

  // The inside of a `${…}`.
  void expression(const std::string& inside) {
    if (!expressions_ && inside.starts_with("AWS::"))
      return pattern_.pieces.push_back({What::Pseudo, inside, "", false});
    if (inside.starts_with("attribute.") &&
        inside.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string::npos)
      return pattern_.pieces.push_back({What::Attribute, inside.substr(10), "", false});
    if (!expressions_)
      return pattern_.pieces.push_back({What::Self, inside == "Ref" ? "" : inside, "", false});
    std::size_t at = 0;
    while (at < inside.size()) {
      const bool begins = at == 0 || (!word_char(inside[at - 1]) && inside[at - 1] != '.');
      if (begins && inside[at] == '@') {
        companion(inside, at);
      } else if (begins && word_char(inside[at])) {
        name(inside, at);
      } else {
        words(std::string(1, inside[at++]));
      }
    }
  }

  void companion(const std::string& inside, std::size_t& at) {
    ResolvedPiece piece{What::Companion, "", "", false};
    piece.companion = take_word(inside, ++at);
    piece.every = inside.compare(at, 3, "[*]") == 0;
    if (piece.every) at += 3;
    if (at < inside.size() && inside[at] == '.') piece.text = take_word(inside, ++at);
    pattern_.pieces.push_back(std::move(piece));
  }

  void name(const std::string& inside, std::size_t& at) {
    const std::string word = take_word(inside, at);
    if (word == "item") return pattern_.pieces.push_back({What::Item, "", "", false});
    if (word == "attribute" && at < inside.size() && inside[at] == '.')
      return pattern_.pieces.push_back({What::Attribute, take_word(inside, ++at), "", false});
    if (word == "self") {
      const bool attribute = at < inside.size() && inside[at] == '.';
      return pattern_.pieces.push_back(
          {What::Self, attribute ? take_word(inside, ++at) : std::string(), "", false});
    }
    words(word);
  }

  const std::string& text_;
  bool expressions_;
  ResolvedPattern pattern_;
};

}  // namespace

std::optional<ResolvedPattern> parse_pattern(const std::string& text, bool expressions) {
  return PatternParser(text, expressions).parse();
}

}  // namespace svc::generate
