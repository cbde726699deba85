#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "diagnostics/render.h"
#include "source/hidden.h"
#include "source/uri.h"

namespace svc {

namespace {

struct Palette {
  std::string_view error, warning, note, bold, dim, reset;
};
constexpr Palette kPlain{};
constexpr Palette kColors{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m",
                          "\x1b[1m",    "\x1b[2;34m", "\x1b[0m"};

std::string_view severity_color(Severity severity, const Palette& palette) {
  switch (severity) {
    case Severity::Error:
      return palette.error;
    case Severity::Warning:
      return palette.warning;
    case Severity::Note:
      return palette.note;
  }
  return palette.note;
}

constexpr std::size_t kWidestLine = 160;    // of the source, in columns, if the terminal's width is
                                            // unknown; longer lines are cut around the span
constexpr std::size_t kNarrowestLine = 24;  // in a terminal too narrow for anything

// Columns of a text as a terminal counts them: one for each code point, tabs shown as one space.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

struct Excerpt {
  std::string line;
  std::size_t indent = 0;  // columns before the span
  std::size_t width = 1;   // columns of the span on this line
};

// The byte offset in the text where a column (from 0) begins.
std::size_t byte_of(std::string_view text, std::size_t column) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && column-- == 0) break;
  }
  return at;
}

// The first line of the span; "…" marks omitted text.
Excerpt excerpt(const SourceFile& file, Span span, std::size_t widest,
                const std::vector<Span>& hidden) {
  const Position begin = file.position(span.begin);
  const std::string_view line = file.line(begin.line);
  const auto line_begin = static_cast<std::size_t>(line.data() - file.text().data());
  const std::size_t from = std::min<std::size_t>(
      span.begin - std::min<std::size_t>(line_begin, span.begin), line.size());
  const std::size_t to = std::clamp<std::size_t>(span.end - line_begin, from, line.size());
  std::size_t cut_begin = 0;
  std::size_t cut_end = line.size();
  if (columns(line) > widest) {
    const std::size_t room = widest - 2;  // the two are for "…" on either side
    const std::size_t before = columns(line.substr(0, from));
    const std::size_t first =
        columns(line.substr(0, to)) > room && before > room / 3 ? before - room / 3 : 0;
    cut_begin = byte_of(line, first);
    cut_end = byte_of(line, first + room);
  }
  const std::size_t shown_to = std::min(to, cut_end);
  Excerpt result;
  const std::string shown =
      shown_text(file, span.file, line.substr(cut_begin, cut_end - cut_begin), hidden);
  result.line =
      (cut_begin == 0 ? "" : "…") + printable_columns(shown) + (cut_end == line.size() ? "" : "…");
  result.indent = columns(line.substr(cut_begin, from - cut_begin)) + (cut_begin == 0 ? 0 : 1);
  result.width =
      std::max<std::size_t>(1, columns(line.substr(from, shown_to > from ? shown_to - from : 0)));
  return result;
}

class TextRenderer {
 public:
  TextRenderer(const Sources& sources, const Terminal& terminal, const std::vector<Span>& hidden)
      : sources_(sources),
        terminal_(terminal),
        hidden_(hidden),
        palette_(terminal.color ? kColors : kPlain) {}

  std::string render(const Diagnostic& d) {
    const std::string_view color = severity_color(d.severity, palette_);
    std::string out =
        fmt::format("{}{}[{}]{}{}: {}{}\n", color, severity_text(d.severity), code_text(d.code),
                    palette_.reset, palette_.bold, d.message, palette_.reset);
    gutter_ = gutter_width(d);
    if (d.span.valid()) out += place(d.span, "-->", '^', color, {});
    for (const Related& related : d.related)
      out += place(related.span, related.span.file == d.span.file ? "..." : ":::", '-',
                   palette_.dim, related.message);
    if (!d.environment.empty()) out += note("in environment", d.environment);
    if (!d.help.empty()) out += note("help:", d.help);
    return out;
  }

 private:
  std::size_t gutter_width(const Diagnostic& d) const {
    std::size_t line = 0;
    if (d.span.valid()) line = sources_[d.span.file].position(d.span.begin).line;
    for (const Related& related : d.related)
      line = std::max<std::size_t>(line,
                                   sources_[related.span.file].position(related.span.begin).line);
    return std::to_string(line).size();
  }

  // The columns for source text, after the line numbers.
  std::size_t widest() const {
    const std::size_t taken = gutter_ + 3;
    if (terminal_.width == 0) return kWidestLine;
    return std::max(kNarrowestLine, terminal_.width > taken ? terminal_.width - taken : 0);
  }

  std::string bar() const {
    return fmt::format("{}{} |{}", palette_.dim, std::string(gutter_, ' '), palette_.reset);
  }

  std::string place(Span span, std::string_view arrow, char mark, std::string_view color,
                    std::string_view message) const {
    const SourceFile& file = sources_[span.file];
    const Position at = file.position(span.begin);
    const Excerpt shown = excerpt(file, span, widest(), hidden_);
    std::string out = fmt::format(
        "{}{}{}{} {}\n", std::string(gutter_, ' '), palette_.dim, arrow, palette_.reset,
        linked(file, fmt::format("{}:{}:{}", printable(file.path()), at.line, at.column)));
    if (file.text().empty()) return out;
    out += bar() + "\n";
    out += fmt::format("{}{:>{}} |{} {}\n", palette_.dim, at.line, gutter_, palette_.reset,
                       shown.line);
    out += fmt::format("{} {}{}{}{}{}{}\n", bar(), std::string(shown.indent, ' '), color,
                       std::string(shown.width, mark), message.empty() ? "" : " ", message,
                       palette_.reset);
    return out;
  }

  // The text as a link to the file, if the terminal supports links. Standard input has no file to
  // open.
  std::string linked(const SourceFile& file, std::string text) const {
    if (!terminal_.links || file.path() == "-") return text;
    const std::string path =
        file.path().starts_with('/') ? file.path() : terminal_.folder + "/" + file.path();
    return fmt::format("\x1b]8;;file://{}\x1b\\{}\x1b]8;;\x1b\\", uri_reference(path), text);
  }

  std::string note(std::string_view head, std::string_view text) const {
    return fmt::format("{}{} ={} {}{}{} {}\n", std::string(gutter_, ' '), palette_.dim,
                       palette_.reset, palette_.bold, head, palette_.reset, text);
  }

  const Sources& sources_;
  const Terminal& terminal_;
  const std::vector<Span>& hidden_;
  const Palette& palette_;
  std::size_t gutter_ = 1;
};

std::string count_text(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string render_text(const Diagnostic& diagnostic, const Sources& sources,
                        const Terminal& terminal, const std::vector<Span>& hidden) {
  return TextRenderer(sources, terminal, hidden).render(diagnostic);
}

std::string render_short(const Diagnostic& d, const Sources& sources) {
  std::string where;
  if (d.span.valid()) {
    const SourceFile& file = sources[d.span.file];
    const Position at = file.position(d.span.begin);
    where = fmt::format("{}:{}:{}: ", printable(file.path()), at.line, at.column);
    // A line that begins with `::` is a command in a CI log.
    if (where.starts_with("::")) where = "./" + where;
  }
  const std::string environment =
      d.environment.empty() ? "" : fmt::format(" (in environment {})", d.environment);
  return fmt::format("{}{}: {}{} [{}]\n", where, severity_text(d.severity), d.message, environment,
                     code_text(d.code));
}

std::string render_count(const std::vector<Diagnostic>& diagnostics) {
  const auto count = [&](Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(diagnostics.begin(), diagnostics.end(),
                      [severity](const Diagnostic& d) { return d.severity == severity; }));
  };
  std::string out;
  if (const std::size_t errors = count(Severity::Error); errors != 0)
    out = count_text(errors, "error");
  if (const std::size_t warnings = count(Severity::Warning); warnings != 0)
    out += (out.empty() ? "" : ", ") + count_text(warnings, "warning");
  return out;
}

}  // namespace svc
