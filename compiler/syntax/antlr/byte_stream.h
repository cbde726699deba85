// The bytes of a text as ANTLR's stream of characters. The lexer rules use only ASCII characters,
// so bytes work as well as code points, and every offset is a byte offset. (ANTLR's own stream
// decodes the whole file into 32-bit characters and counts those.)
#pragma once

#include <CharStream.h>
#include <misc/Interval.h>

#include <string_view>

namespace svc::syntax {

class ByteStream final : public antlr4::CharStream {
 public:
  explicit ByteStream(std::string_view text) : text_(text) {}

  void consume() override { ++at_; }
  size_t LA(ssize_t ahead) override {
    const std::size_t place = at_ + static_cast<std::size_t>(ahead) - 1;
    return ahead > 0 && place < text_.size() ? static_cast<unsigned char>(text_[place])
                                             : antlr4::IntStream::EOF;
  }
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  size_t index() override { return at_; }
  void seek(size_t place) override { at_ = place; }
  size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval&) override {
    return {};
  }  // only for ANTLR's own messages, which are not shown
  std::string toString() const override { return {}; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace svc::syntax
