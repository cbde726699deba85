// The report for a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "diff/clean.h"
#include "diff/report.h"
#include "diff/words.h"

namespace svc::diff {

using change::Action;

namespace {

class TextWriter {
 public:
  explicit TextWriter(const TextStyle& style) : style_(style) {}

  std::string write(const Report& report) {
    if (report.empty()) return "Nothing changes.\n";
    for (const Environment& one : report.environments) environment(one);
    for (const Line& line : report.needless)
      out_ += paint("33", "accepts nothing in this change: ") +
              fmt::format("{}  {}\n", line.place(), shorten(line.text, 90));
    out_ += paint("90", fmt::format("Rules: {}\n", fmt::join(report.rules, "; ")));
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string paint(std::string_view code, const std::string& text) const {
    return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }

  static std::string_view colour_of(Class kind) {
    return kind <= Class::TrafficReset ? "1;31" : kind <= Class::RetentionShortened ? "1;33" : "36";
  }

  void environment(const Environment& one) {
    out_ += paint("1", one.title()) + ": " + summary(one) + "\n\n";
    std::vector<const Told*> all;
    for (const Told& told : one.consequences) all.push_back(&told);
    for (const Folded& told : folded(all)) consequence(*told.told, other_blocks(told));
    for (const auto& blocks : one.renamed)
      out_ += "  " + paint("36", "renamed?") + " " + renamed_line(blocks) + "\n";
    if (!one.consequences.empty() || !one.renamed.empty()) out_ += '\n';
    for (const Block& block : one.blocks) this->block(block);
    tags(one);
    bool settings = false;
    for (const Setting& setting : one.settings) {
      if (is_tag(setting) || !shows_settings(one)) continue;
      settings = true;
      out_ += fmt::format("  {} {} ({}): {} -> {}{}\n", setting.what, setting.name, setting.target,
                          value(setting.before), value(setting.after), default_note(setting));
    }
    if (settings) out_ += '\n';
  }

  void consequence(const Told& told, const std::string& others) {
    const std::string title = told.accepted.empty() ? class_title(told.kind) : "accepted";
    out_ += "  " + paint(told.accepted.empty() ? colour_of(told.kind) : "90", title) + ": " +
            told.sentence;
    if (told.targets.size() == 1) out_ += fmt::format(" ({})", target_title(told.targets.front()));
    out_ += '\n';
    if (!told.accepted.empty()) {
      out_ += "      " + told.accepted + "\n";
      return;
    }
    lines(told.before, told.after, 6);
    if (!others.empty()) out_ += fmt::format("      the same: {}\n", others);
    out_ += "      " + paint("90", told.page) + "\n";
  }

  void lines(const Line& before, const Line& after, int indent) {
    const auto one = [&](const char* sign, std::string_view colour, const Line& line) {
      if (!line.known()) return;
      out_ += std::string(static_cast<std::size_t>(indent), ' ') +
              paint(colour, fmt::format("{} {}  {}", sign, line.place(), shorten(line.text, 90))) +
              "\n";
      for (const std::string& step : line.way)
        out_ +=
            std::string(static_cast<std::size_t>(indent), ' ') + paint("90", "  " + step) + "\n";
    };
    if (before.known() && after.known() && before.text == after.text && before.way == after.way) {
      one("=", "90", after);
      return;
    }
    one("-", "31", before);
    one("+", "32", after);
  }

  void block(const Block& block) {
    std::vector<const Resource*> shown;
    for (const Resource& resource : block.resources) {
      if (!resource.tags_only) shown.push_back(&resource);
    }
    if (shown.empty()) return;
    out_ += "  " + paint("1", block.name.empty() ? "(no block)" : block.name);
    if (block.line.known()) out_ += paint("90", "  " + block.line.place());
    out_ += '\n';
    for (const Merged& one : merged(shown)) resource(one);
    out_ += '\n';
  }

  void resource(const Merged& one) {
    const Resource& first = *one.resources.front();
    std::string names;
    for (const Resource* resource : one.resources)
      names += (names.empty() ? "" : " · ") + name(*resource);
    out_ += fmt::format("    {} {}  {}\n", paint(sign_colour(first.action), sign(first.action)),
                        names, paint(sign_colour(first.action), action_phrase(one)));
    for (const std::string& why : first.refused)
      out_ += "        " + paint("1;31", "refused: ") + why + "\n";
    if (first.action == Action::Add || first.action == Action::Remove) return;
    for (const Property& property : first.properties) this->property(property);
  }

  void property(const Property& one) {
    out_ += "        " + one.path + ": ";
    if (one.follows) {
      out_ += fmt::format("follows {}\n", value(one.after));
      return;
    }
    const auto [before, after] = shorten_both(one.before, one.after, 100);
    out_ += fmt::format("{} -> {}{}\n", value(before), value(after),
                        one.conditional ? "  (may replace)"
                        : one.replaces  ? "  (replaces)"
                                        : "");
    lines(one.before_line, one.after_line, 10);
  }

  void tags(const Environment& one) {
    const std::string text = tags_line(one);
    if (!text.empty()) out_ += "  " + text + "\n\n";
  }

  static std::string value(const std::string& text) {
    return text.empty() ? "(none)" : shorten(text, 100);
  }

  static std::string_view sign_colour(Action action) {
    switch (action) {
      case Action::Add:
        return "32";
      case Action::Replace:
      case Action::Remove:
        return "31";
      default:
        return "33";
    }
  }

  TextStyle style_;
  std::string out_;
};

}  // namespace

std::string render_text(const Report& report, const TextStyle& style) {
  return TextWriter(style).write(cleaned(report));
}

}  // namespace svc::diff
