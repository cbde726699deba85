#include "source/remark.h"

#include <algorithm>

namespace svc {

namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  const std::string_view found = text.substr(0, text.find_first_of(kBlank));
  text.remove_prefix(found.size());
  return found;
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

}  // namespace

std::optional<Remark> read_remark(std::string_view comment) {
  if (!comment.starts_with("//") || comment.starts_with("///")) return std::nullopt;
  comment.remove_prefix(2);
  if (next_word(comment) != "svcc:") return std::nullopt;
  Remark remark;
  remark.verb = next_word(comment);
  remark.word = next_word(comment);
  remark.reason = trimmed(comment);
  return remark;
}

Span span_in(Span whole, std::string_view text, std::string_view part) {
  if (part.empty()) return whole;
  const auto begin = whole.begin + static_cast<std::uint32_t>(part.data() - text.data());
  return {whole.file, begin, begin + static_cast<std::uint32_t>(part.size())};
}

}  // namespace svc
