#include "explain/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace svc::explain {

namespace {

constexpr std::size_t kWidth = 100;
constexpr std::string_view kFence = "```";

// The words of one paragraph.
std::string flowing(std::string_view text, std::size_t indent) {
  std::string out;
  std::string line;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (!line.empty() && indent + line.size() + 1 + word.size() > kWidth) {
      out += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
    begin = end + 1;
  }
  return line.empty() ? out : out + std::string(indent, ' ') + line + "\n";
}

}  // namespace

std::string paragraph(std::string_view text, std::size_t indent) {
  std::string out;
  std::string words;
  bool code = false;
  const auto flush = [&] {
    out += flowing(words, indent);
    words.clear();
  };
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with(kFence)) {
      flush();
      code = !code;
    } else if (code) {
      out += line.empty() ? "\n" : std::string(indent + 2, ' ') + std::string(line) + "\n";
    } else if (line.empty() && end < text.size()) {
      flush();
      out += "\n";
    } else {
      words += std::string(line) + "\n";
    }
  }
  flush();
  return out;
}

std::string_view first_sentence(std::string_view text) {
  const std::string_view line = text.substr(0, text.find("\n\n"));
  const std::size_t stop = std::min(line.find(". "), line.find(".\n"));
  if (stop != std::string_view::npos) return line.substr(0, stop);
  return line.ends_with('.') ? line.substr(0, line.size() - 1) : line;
}

std::string row(std::string_view name, std::string_view doc, std::size_t width) {
  const std::string head = fmt::format("  {}", name);
  const std::string text = flowing(first_sentence(doc), width);
  if (text.empty() || head.size() >= width) return head + "\n" + text;
  return head + text.substr(head.size());
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    out += line.empty() ? "\n" : fmt::format("    {}\n", line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace svc::explain
