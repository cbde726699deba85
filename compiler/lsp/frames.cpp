#include "lsp/frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace svc::lsp {

namespace {

constexpr std::string_view kLength = "content-length:";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The position of the header's name in the text after `from`, ignoring case.
std::size_t find_length(std::string_view text, std::size_t from) {
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), kLength.begin(),
                  kLength.end(), [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

struct HeaderEnd {
  std::size_t header = 0;   // bytes of the header without the empty line
  std::size_t content = 0;  // where the content begins
};

// The empty line that ends a header. `\n` alone is accepted as a line end.
std::optional<HeaderEnd> header_end(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::string_view behind = text.substr(at + 1, 2);
    if (behind.starts_with('\n')) return HeaderEnd{at, at + 2};
    if (behind == "\r\n") return HeaderEnd{at, at + 3};
  }
  return std::nullopt;
}

struct Length {
  std::size_t bytes = 0;
  std::string fault;
};

Length fault(std::string text) {
  return {0, std::move(text)};
}

Length read_length(std::string_view line) {
  std::string_view digits = line.substr(kLength.size());
  digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
  Length length;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), length.bytes);
  if (error == std::errc::result_out_of_range) return fault("the Content-Length is too large");
  if (error != std::errc() || end != digits.data() + digits.size())
    return fault("the Content-Length is not a number");
  if (length.bytes > kMaxContentBytes)
    return fault(
        fmt::format("a message has at most {} bytes, not {}", kMaxContentBytes, length.bytes));
  return length;
}

// Reads the header lines. Only the length matters.
Length read_header(std::string_view header) {
  std::optional<Length> length;
  while (!header.empty()) {
    std::string_view line = header.substr(0, header.find('\n'));
    header.remove_prefix(std::min(line.size() + 1, header.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find(':') == std::string_view::npos) return fault("a line of the header has no `:`");
    if (find_length(line, 0) != 0) continue;
    if (length) return fault("the header has two lengths");
    length = read_length(line);
    if (!length->fault.empty()) return *length;
  }
  return length ? *length : fault("the header has no Content-Length");
}

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  if (at_ != 0 && at_ >= buffer_.size() / 2) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  buffer_.append(bytes);
}

bool FrameReader::find_header() {
  const std::size_t found = find_length(buffer_, at_);
  if (found == std::string::npos) {
    at_ = std::max(
        at_, buffer_.size() - std::min(buffer_.size(),
                                       kLength.size() - 1));  // its beginning may have come already
    return false;
  }
  at_ = found;
  skipping_ = false;
  return true;
}

Frame FrameReader::skip(std::string why) {
  ++at_;
  skipping_ = true;
  return {"", std::move(why)};
}

std::optional<Frame> FrameReader::next() {
  if (skipping_ && !find_header()) return std::nullopt;
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  const std::optional<HeaderEnd> end = header_end(rest.substr(0, kMaxHeaderBytes));
  if (!end) {
    if (rest.size() > kMaxHeaderBytes) return skip("the header of a message is too long");
    return std::nullopt;
  }
  const Length length = read_header(rest.substr(0, end->header));
  if (!length.fault.empty()) return skip(length.fault);
  if (rest.size() - end->content < length.bytes) return std::nullopt;
  Frame frame{std::string(rest.substr(end->content, length.bytes)), ""};
  at_ += end->content + length.bytes;
  if (at_ == buffer_.size()) {
    buffer_.clear();
    if (buffer_.capacity() > 1024 * 1024) buffer_.shrink_to_fit();
    at_ = 0;
  }
  return frame;
}

void FrameReader::reject(std::string_view content) {
  const std::string rest = std::string(content) + buffer_.substr(at_);
  const std::size_t header = find_length(rest, 0);
  if (header < content.size()) {
    buffer_ = rest.substr(header);
    at_ = 0;
    return;
  }
  skipping_ = header != content.size() && rest.size() > content.size();
}

std::string framed(std::string_view content) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", content.size(), content);
}

}  // namespace svc::lsp
