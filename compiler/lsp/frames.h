// The base protocol of LSP: `Content-Length: N`, an empty line, N bytes of JSON. Bytes arrive in
// any pieces; whole contents come out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace svc::lsp {

inline constexpr std::size_t kMaxHeaderBytes = 4096;
inline constexpr std::size_t kMaxContentBytes =
    128U * 1024 * 1024;  // the largest file the compiler reads (16 MiB), every byte of it escaped

// One content, or the fault of the bytes in its place.
struct Frame {
  std::string content;
  std::string fault;  // empty: the content is good
};

// Splits a stream into frames. After bytes that are not a frame it continues at the next
// `Content-Length:`, so a broken message does not cost another one.
class FrameReader {
 public:
  // Takes the next bytes of the stream.
  void feed(std::string_view bytes);
  // The next frame if it is complete.
  [[nodiscard]] std::optional<Frame> next();
  // Reports that the content of the last frame was no message. If it contains a header, its length
  // was wrong, and reading continues at that header.
  void reject(std::string_view content);

 private:
  // Skips the bytes at the front and continues at the next header.
  Frame skip(std::string fault);
  [[nodiscard]] bool find_header();

  std::string buffer_;
  std::size_t at_ = 0;     // the used part of the buffer
  bool skipping_ = false;  // looking for the next header
};

// The content with its header.
[[nodiscard]] std::string framed(std::string_view content);

}  // namespace svc::lsp
