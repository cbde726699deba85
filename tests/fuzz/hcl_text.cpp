#include "hcl_text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/printable.h"

namespace svc::fuzz {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) return byte(0xC0U | code >> 6U), byte(0x80U | (code & 0x3FU));
  if (code < 0x10000)
    return byte(0xE0U | code >> 12U), byte(0x80U | (code >> 6U & 0x3FU)),
           byte(0x80U | (code & 0x3FU));
  byte(0xF0U | code >> 18U), byte(0x80U | (code >> 12U & 0x3FU));
  byte(0x80U | (code >> 6U & 0x3FU)), byte(0x80U | (code & 0x3FU));
}

// https://pkg.go.dev/unicode#IsSpace
bool is_space(std::uint32_t code) {
  return (code >= 9 && code <= 13) || code == 0x20 || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

// Characters that join what is before them, of the grapheme clusters that matter here: combining
// marks, variation selectors, the joiners and the skin colours.
// https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries
bool joins(std::uint32_t code) {
  return (code >= 0x300 && code <= 0x36F) || (code >= 0x483 && code <= 0x489) ||
         (code >= 0x591 && code <= 0x5BD) || (code >= 0x93E && code <= 0x94D) || code == 0xE33 ||
         code == 0x200C || code == 0x200D || (code >= 0x20D0 && code <= 0x20F0) ||
         (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0x1F3FB && code <= 0x1F3FF);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<std::string> expression() {
    if (take("chomp(")) {
      std::optional<std::string> inside = expression();
      if (!inside) return std::nullopt;
      inside->resize(inside->find_last_not_of("\r\n") + 1);
      return inside;
    }
    if (take("<<-")) return heredoc();
    if (take("\"")) return quoted();
    return std::nullopt;
  }

 private:
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  // `$${`, `%%{`, `${"…"}` and `${…}`, which both forms have. False where none of them begins here.
  bool template_piece(std::string& out) {
    if (take("$${")) return out += "${", true;
    if (take("%%{")) return out += "%{", true;
    if (!take("${")) return false;
    if (take("\"")) {
      const std::optional<std::string> inside = quoted();
      out += inside.value_or("");
      return take("}");
    }
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return false;
    out += kReference;
    at_ = end + 1;
    return true;
  }

  bool escape(std::string& out) {
    static constexpr std::string_view kLetters = "nrt\"\\";
    static constexpr std::string_view kMeant = "\n\r\t\"\\";
    if (at_ == text_.size()) return false;
    const char letter = text_[at_++];
    const std::size_t simple = kLetters.find(letter);
    if (simple != std::string_view::npos) return out += kMeant[simple], true;
    const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits == 0 || at_ + digits > text_.size()) return false;
    append_utf8(out, static_cast<std::uint32_t>(
                         std::stoul(std::string(text_.substr(at_, digits)), nullptr, 16)));
    at_ += digits;
    return true;
  }

  std::optional<std::string> quoted() {
    std::string out;
    while (at_ < text_.size()) {
      if (take("\"")) return out;
      if (text_[at_] == '\n') return std::nullopt;
      if (take("\\")) {
        if (!escape(out)) return std::nullopt;
      } else if (!template_piece(out)) {
        out += text_[at_++];
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> heredoc() {
    const std::size_t line = text_.find('\n', at_);
    if (line == std::string_view::npos) return std::nullopt;
    const std::string_view mark = text_.substr(at_, line - at_);
    std::vector<std::string_view> lines;
    for (at_ = line + 1; at_ < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      const std::string_view one = text_.substr(at_, end - at_);
      at_ = std::min(end + 1, text_.size());
      const std::size_t first = std::min(one.find_first_not_of(" \t"), one.size());
      if (one.substr(first) == mark) return meant(flush(lines));
      lines.push_back(one);
    }
    return std::nullopt;
  }

  // How many bytes the first grapheme clusters of a line have, at most `most`; with `white`, those
  // of white space only. Gives how many clusters there are, too.
  struct Lead {
    std::size_t bytes = 0;
    std::size_t clusters = 0;
  };
  static Lead lead(std::string_view line, std::size_t most, bool white) {
    Lead found;
    while (found.bytes < line.size() && found.clusters < most) {
      const Character one = first_character(line.substr(found.bytes));
      if (white && !is_space(one.code)) break;
      found.bytes += one.length;
      while (!white && found.bytes < line.size()) {
        const Character next = first_character(line.substr(found.bytes));
        if (!joins(next.code)) break;
        found.bytes += next.length;
      }
      ++found.clusters;
    }
    return found;
  }

  // Takes away the indentation that all lines have. Lines of white space do not count, and stay.
  static std::string flush(const std::vector<std::string_view>& lines) {
    constexpr auto kAll = static_cast<std::size_t>(-1);
    std::size_t least = kAll;
    const auto blank = [](std::string_view line) {
      return lead(line, kAll, true).bytes == line.size();
    };
    for (const std::string_view line : lines) {
      if (!blank(line)) least = std::min(least, lead(line, kAll, true).clusters);
    }
    std::string out;
    for (const std::string_view line : lines) {
      out += blank(line) ? line : line.substr(lead(line, least, false).bytes);
      out += '\n';
    }
    return out;
  }

  static std::string meant(const std::string& lines) {
    Reader inside(lines);
    std::string out;
    while (inside.at_ < lines.size()) {
      if (!inside.template_piece(out)) out += lines[inside.at_++];
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string> read_hcl_text(std::string_view expression) {
  return Reader(expression).expression();
}

}  // namespace svc::fuzz
