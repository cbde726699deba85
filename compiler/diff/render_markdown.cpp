// The report as one comment on a pull request: important parts first, the rest folded.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "diff/clean.h"
#include "diff/report.h"
#include "diff/words.h"

namespace svc::diff {

using change::Action;

namespace {

// Words of a program or of AWS that must not become markup, nor break out of a table.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '\n' || c == '\r')
      out += ' ';
    else if (std::string_view("|`*_[]@#~\\").find(c) != std::string_view::npos)
      out += fmt::format("&#{};", static_cast<int>(c));
    else
      out += c;
  }
  return out;
}

std::string code(std::string_view text) {
  return "<code>" + plain(text) + "</code>";
}

std::string value(const std::string& text) {
  return text.empty() ? "" : code(shorten(text, 120));
}

// Puts pieces together as long as they fit, and counts those that do not.
class Budget {
 public:
  explicit Budget(std::size_t limit) : limit_(limit) {}
  bool add(const std::string& piece) {
    constexpr std::size_t kForTheNote = 300;
    if (out_.size() + piece.size() + kForTheNote > limit_) {
      ++left_out_;
      return false;
    }
    out_ += piece;
    return true;
  }
  [[nodiscard]] std::string take() && {
    if (left_out_ > 0)
      out_ += fmt::format(
          "\n_{} parts are left out here, because a comment has no room for them; "
          "`svcc diff` shows all._\n",
          left_out_);
    return std::move(out_);
  }

 private:
  std::size_t limit_;
  std::size_t left_out_ = 0;
  std::string out_;
};

std::string head(const Report& report) {
  std::string out =
      fmt::format("### What this change does\n\n{} → {}\n\n", code(report.base), code(report.head));
  if (report.empty()) return out + "Nothing changes.\n";
  out +=
      "| environment | replaced | removed | in place | added | worst |\n"
      "| --- | ---: | ---: | ---: | ---: | --- |\n";
  for (const Environment& one : report.environments) {
    const Told* worst = nullptr;
    for (const Told& told : one.consequences) {
      if (told.accepted.empty() && worst == nullptr) worst = &told;
    }
    out += fmt::format("| {}{} | {} | {} | {} | {} | {} |\n", plain(one.title()),
                       one.added     ? " (new)"
                       : one.removed ? " (removed)"
                                     : "",
                       one.count(Action::Replace), one.count(Action::Remove),
                       one.count(Action::Update), one.count(Action::Add),
                       worst == nullptr ? "" : class_title(worst->kind));
  }
  return out + "\n";
}

std::string lines(const Line& before, const Line& after) {
  std::string out;
  const auto one = [&](char sign, const Line& line) {
    if (line.known())
      out += fmt::format("<br>{} {} {}", sign, plain(line.place()), code(shorten(line.text, 100)));
    if (line.known() && !line.way.empty())
      out += plain(fmt::format(" ({})", fmt::join(line.way, ", ")));
  };
  if (before.known() && after.known() && before.text == after.text) {
    one('=', after);
    return out;
  }
  one('-', before);
  one('+', after);
  return out;
}

std::string consequence(const Told& told, const std::string& environment,
                        const std::string& sentence, const std::string& others) {
  std::string out =
      fmt::format("- **{}** ({}{}): {}", class_title(told.kind), plain(environment),
                  told.targets.size() == 1 ? fmt::format(", {}", target_title(told.targets.front()))
                                           : std::string(),
                  plain(sentence));
  out += lines(told.before, told.after);
  if (!others.empty()) out += fmt::format("<br>The same: {}", plain(others));
  out += fmt::format(" ([why]({}))\n", told.page);
  return out;
}

void add_renamed(const Report& report, Budget& out) {
  std::map<std::string, std::string> environments;  // by the line
  for (const Environment& one : report.environments) {
    for (const auto& blocks : one.renamed) {
      std::string& names = environments[renamed_line(blocks)];
      names += (names.empty() ? "" : ", ") + one.title();
    }
  }
  for (const auto& [line, names] : environments)
    out.add(fmt::format("- **renamed?** ({}): {}\n", plain(names), plain(line)));
}

struct Entry {
  const Told* told = nullptr;
  std::string environment;
  std::string lines;
  std::string general;   // the sentence without the name of an environment
  std::string sentence;  // as it is shown
};

// Adds a consequence. Equal ones of several environments are one entry.
void add_entry(std::vector<Entry>& all, const Told& told, const std::string& environment) {
  const std::string places = lines(told.before, told.after);
  std::string general = told.sentence;
  generalize(general, environment);
  const auto same = std::find_if(all.begin(), all.end(), [&](const Entry& other) {
    return other.told->kind == told.kind && other.general == general &&
           other.told->targets == told.targets && other.lines == places;
  });
  if (same == all.end()) {
    all.push_back({&told, environment, places, std::move(general), told.sentence});
    return;
  }
  same->environment += ", " + environment;
  if (same->sentence != told.sentence) same->sentence = same->general;
}

// What several blocks of the same environments have alike is one entry, too.
void add_entries(const std::vector<Entry>& all, Budget& out) {
  std::map<std::string, std::vector<const Told*>> by_environment;
  std::map<const Told*, std::string> others;
  std::set<const Told*> inside;
  for (const Entry& entry : all) by_environment[entry.environment].push_back(entry.told);
  for (const auto& [environment, told] : by_environment) {
    for (const Folded& one : folded(told)) {
      others.emplace(one.told, other_blocks(one));
      inside.insert(one.others.begin(), one.others.end());
    }
  }
  for (const Entry& entry : all) {
    if (!inside.contains(entry.told))
      out.add(consequence(*entry.told, entry.environment, entry.sentence, others[entry.told]));
  }
}

void add_consequences(const Report& report, Budget& out) {
  std::vector<Entry> all;
  std::string accepted;
  for (const Environment& one : report.environments) {
    for (const Told& told : one.consequences) {
      if (told.accepted.empty())
        add_entry(all, told, one.title());
      else
        accepted += fmt::format("- {}: {} — {}\n", class_title(told.kind), plain(told.sentence),
                                plain(told.accepted));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Entry& a, const Entry& b) { return a.told->kind < b.told->kind; });
  add_entries(all, out);
  add_renamed(report, out);
  for (const Line& line : report.needless)
    out.add(fmt::format("- accepts nothing in this change: {} {}\n", plain(line.place()),
                        code(shorten(line.text, 100))));
  if (!accepted.empty())
    out.add("\n<details><summary>Accepted in the program</summary>\n\n" + accepted +
            "\n</details>\n");
}

std::string mermaid(const Environment& one) {
  const auto shown = std::count_if(one.blocks.begin(), one.blocks.end(),
                                   [](const Block& block) { return !only_tags(block); });
  if (shown < 2 || shown > 40) return {};  // one block alone is no graph
  std::map<std::string, std::string> ids;
  std::string out = fmt::format(
      "\n<details><summary>Graph of what changes in {}</summary>\n\n"
      "```mermaid\nflowchart LR\n",
      plain(one.title()));
  const auto label = [](std::string text) {
    for (char& c : text) {
      if (std::string_view("\"<>[]{}()`|#;&").find(c) != std::string_view::npos) c = ' ';
    }
    return text;
  };
  for (const Block& block : one.blocks) {
    if (only_tags(block)) continue;
    const std::string id = "b" + std::to_string(ids.size());
    ids.emplace(block.name, id);
    out += fmt::format("  {}[\"{}\"]:::{}\n", id,
                       label(block.name.empty() ? "no block" : block.name), worst_action(block));
  }
  for (const auto& [from, to] : one.edges) {
    const auto a = ids.find(from);
    const auto b = ids.find(to);
    if (a != ids.end() && b != ids.end()) out += fmt::format("  {} --> {}\n", a->second, b->second);
  }
  return out +
         "  classDef add fill:#dafbe1,stroke:#1a7f37,color:#000\n"
         "  classDef update fill:#fff8c5,stroke:#9a6700,color:#000\n"
         "  classDef replace fill:#ffebe9,stroke:#cf222e,color:#000\n"
         "  classDef remove fill:#eaeef2,stroke:#57606a,color:#000\n```\n\n</details>\n";
}

// `main.svc:7 → main.svc:9`; one of them where they are the same, or where one side has none.
std::string deciding_lines(const Property& p) {
  const std::string before = p.follows ? "" : p.before_line.place();
  const std::string after = p.after_line.place();
  if (before.empty() || after.empty() || before == after)
    return plain(after.empty() ? before : after);
  return plain(before) + " → " + plain(after);
}

std::string resource(const Merged& one) {
  const Resource& first = *one.resources.front();
  std::string names;
  for (const Resource* r : one.resources) names += (names.empty() ? "" : " · ") + code(name(*r));
  std::string out =
      fmt::format("\n{} {} — {}\n", sign(first.action), names, plain(action_phrase(one)));
  for (const std::string& why : first.refused) out += fmt::format("**refused**: {}\n", plain(why));
  if (first.action == Action::Add || first.action == Action::Remove || first.properties.empty())
    return out;
  out += "\n| property | before | after | line |\n| --- | --- | --- | --- |\n";
  for (const Property& p : first.properties) {
    const auto [before, after] = shorten_both(p.before, p.after, 120);
    out += fmt::format("| {}{} | {} | {} | {} |\n", plain(p.path), p.replaces ? " (replaces)" : "",
                       p.follows ? "" : value(before),
                       p.follows ? "follows " + value(p.after) : value(after), deciding_lines(p));
  }
  return out;
}

std::string block(const Block& block, const Environment& environment) {
  std::vector<const Resource*> shown;
  for (const Resource& one : block.resources) {
    if (!one.tags_only) shown.push_back(&one);
  }
  if (shown.empty()) return {};
  std::string out =
      fmt::format("\n<details><summary>{}: <b>{}</b> ({} {})</summary>\n",
                  plain(environment.title()), plain(block.name.empty() ? "no block" : block.name),
                  shown.size(), shown.size() == 1 ? "resource" : "resources");
  for (const Merged& one : merged(shown)) out += resource(one);
  return out + "\n</details>\n";
}

}  // namespace

std::string render_markdown(const Report& given, std::size_t limit) {
  const Report report = cleaned(given);
  Budget out(limit);
  out.add("<!-- svcc diff -->\n" + head(report));
  add_consequences(report, out);
  for (const Environment& one : report.environments) {
    const std::string graph = mermaid(one);
    if (!graph.empty()) out.add(graph);
    for (const Block& each : one.blocks) {
      const std::string text = block(each, one);
      if (!text.empty()) out.add(text);
    }
    const std::string tags = tags_line(one);
    if (!tags.empty()) out.add(fmt::format("\n{}: {}\n", plain(one.title()), plain(tags)));
    for (const Setting& s : one.settings) {
      if (is_tag(s) || !shows_settings(one)) continue;
      out.add(fmt::format("\n{}: {} {} ({}): {} → {}{}\n", plain(one.title()), s.what,
                          plain(s.name), target_title(s.target), value(s.before), value(s.after),
                          default_note(s)));
    }
  }
  if (!report.rules.empty())
    out.add(fmt::format("\n<sub>svcc; rules of {}</sub>\n", fmt::join(report.rules, " and ")));
  return std::move(out).take();
}

}  // namespace svc::diff
