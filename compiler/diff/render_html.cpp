// The report as one self-contained page.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "diff/clean.h"
#include "diff/report.h"
#include "diff/words.h"

namespace svc::diff {

using change::Action;

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>svcc diff</title><style>
:root{color-scheme:light dark;--line:#d0d7de;--dim:#57606a;--bad:#cf222e;--warn:#9a6700;--good:#1a7f37}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}
h1{font-size:1.3rem}h2{font-size:1.1rem;margin-top:2rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600}code{font:13px/1.4 ui-monospace,monospace}.dim{color:var(--dim)}
.consequence{border-left:4px solid var(--warn);padding:.2rem .8rem;margin:.5rem 0}.worst{border-color:var(--bad)}.mild{border-color:var(--line)}
.add{color:var(--good)}.replace,.remove{color:var(--bad)}.update,.move{color:var(--warn)}
input{font:inherit;padding:.3rem .6rem;width:20rem;max-width:100%}.side{width:38%}[hidden]{display:none}
svg text{font:12px system-ui,sans-serif;fill:currentColor}svg rect{fill:none;stroke:currentColor}svg line{stroke:var(--dim)}
</style></head><body>
)";

constexpr std::string_view kScript = R"(<script>
const box=document.querySelector('input');
box.addEventListener('input',()=>{const w=box.value.toLowerCase();
for(const e of document.querySelectorAll('[data-find]'))e.hidden=!e.dataset.find.toLowerCase().includes(w);});
</script></body></html>
)";

std::string line(const Line& one) {
  if (!one.known()) return {};
  std::string out = fmt::format("<span class=dim>{}</span> <code>{}</code>", escaped(one.place()),
                                escaped(one.text));
  for (const std::string& step : one.way)
    out += fmt::format("<br><span class=dim>{}</span>", escaped(step));
  return out;
}

std::string consequence(const Told& one) {
  std::string targets;
  for (const std::string& target : one.targets)
    targets += fmt::format("{}{}", targets.empty() ? "" : ", ", target_title(target));
  const std::string_view weight = !one.accepted.empty()             ? "mild"
                                  : one.kind <= Class::TrafficReset ? "worst"
                                                                    : "";
  std::string out = fmt::format(
      "<div class=\"consequence {}\" data-find=\"{} {} {}\"><b>{}</b> {} <span "
      "class=dim>({})</span>",
      weight, class_name(one.kind), escaped(one.block), escaped(one.sentence),
      one.accepted.empty() ? class_title(one.kind) : "accepted: " + class_title(one.kind),
      escaped(one.sentence), targets);
  if (!one.accepted.empty()) out += "<br>" + escaped(one.accepted);
  if (one.before.known()) out += "<br>- " + line(one.before);
  if (one.after.known()) out += "<br>+ " + line(one.after);
  return out + fmt::format("<br><a href=\"{0}\">{0}</a></div>\n", escaped(one.page));
}

std::string resource(const Merged& one, const Block& block) {
  const Resource& first = *one.resources.front();
  std::string names;
  for (const Resource* r : one.resources)
    names += fmt::format("{}<code>{}</code>", names.empty() ? "" : " · ", escaped(name(*r)));
  std::string out = fmt::format(
      "<div data-find=\"{} {} {} {}\"><p><b class={}>{} {}</b> {}</p>", escaped(block.name),
      escaped(first.type), escaped(first.address), change::action_text(first.action),
      change::action_text(first.action), sign(first.action), escaped(action_phrase(one)), names);
  for (const std::string& why : first.refused)
    out += fmt::format("<p class=remove>refused: {}</p>", escaped(why));
  if (!first.properties.empty()) {
    out += "<table><tr><th>property<th class=side>before<th class=side>after</tr>";
    for (const Property& p : first.properties) {
      const auto [before, after] = shorten_both(p.before, p.after, 400);
      out +=
          fmt::format("<tr><td>{}{}<td>{}<br>{}<td>{}<br>{}</tr>", escaped(p.path),
                      p.replaces ? " <span class=replace>replaces</span>" : "",
                      p.follows ? "" : "<code>" + escaped(before) + "</code>", line(p.before_line),
                      p.follows ? "follows <code>" + escaped(p.after) + "</code>"
                                : "<code>" + escaped(after) + "</code>",
                      line(p.after_line));
    }
    out += "</table>";
  }
  return out + "</div>\n";
}

// The changed blocks and their references: four columns, from the referring block to the referenced
// one.
std::string graph(const Environment& one) {
  std::map<std::string, std::size_t> level;
  for (const Block& block : one.blocks) {
    if (!only_tags(block)) level[block.name] = 0;
  }
  if (level.empty() || level.size() > 200) return {};
  for (std::size_t round = 0; round < one.blocks.size() && round < 12; ++round) {
    for (const auto& [from, to] : one.edges) {
      if (level.contains(from) && level.contains(to) && from != to)
        level[to] = std::min<std::size_t>(std::max(level[to], level[from] + 1), 5);
    }
  }
  constexpr std::size_t kWide = 210;
  constexpr std::size_t kHigh = 46;
  std::map<std::size_t, std::size_t> rows;
  std::map<std::string, std::pair<std::size_t, std::size_t>> places;
  std::string boxes;
  for (const Block& block : one.blocks) {
    if (only_tags(block)) continue;
    const std::size_t x = level[block.name] * kWide + 5;
    const std::size_t y = rows[level[block.name]]++ * kHigh + 5;
    places[block.name] = {x, y};
    boxes += fmt::format(
        "<g class={}><rect x={} y={} width=170 height=32 rx=5 /><text x={} y={}>{} {}</text></g>",
        worst_action(block), x, y, x + 8, y + 20,
        sign(block.resources.empty() ? Action::Update : block.resources.front().action),
        escaped(shorten(block.name.empty() ? "no block" : block.name, 24)));
  }
  std::string lines;
  for (const auto& [from, to] : one.edges) {
    const auto a = places.find(from);
    const auto b = places.find(to);
    if (a == places.end() || b == places.end() || from == to) continue;
    lines += fmt::format("<line x1={} y1={} x2={} y2={} />", a->second.first + 170,
                         a->second.second + 16, b->second.first, b->second.second + 16);
  }
  std::size_t most = 0;
  for (const auto& [column, count] : rows) most = std::max(most, count);
  return fmt::format("<svg role=img aria-label=\"what changes\" width={} height={}>{}{}</svg>\n",
                     rows.rbegin()->first * kWide + 190, most * kHigh + 10, lines, boxes);
}

std::string environment(const Environment& one) {
  std::string out = fmt::format("<h2>{}</h2><p>{}</p>\n", escaped(one.title()), summary(one));
  for (const Told& told : one.consequences) out += consequence(told);
  for (const auto& blocks : one.renamed)
    out += fmt::format("<div class=\"consequence mild\"><b>renamed?</b> {}</div>\n",
                       escaped(renamed_line(blocks)));
  out += graph(one);
  for (const Block& block : one.blocks) {
    std::vector<const Resource*> shown;
    for (const Resource& r : block.resources) {
      if (!r.tags_only) shown.push_back(&r);
    }
    if (shown.empty()) continue;
    out += fmt::format("<h3 data-find=\"{0}\">{0} <span class=dim>{1}</span></h3>\n",
                       escaped(block.name.empty() ? "no block" : block.name),
                       escaped(block.line.place()));
    for (const Merged& each : merged(shown)) out += resource(each, block);
  }
  if (const std::string tags = tags_line(one); !tags.empty())
    out += "<p>" + escaped(tags) + "</p>\n";
  for (const Setting& s : one.settings) {
    if (is_tag(s) || !shows_settings(one)) continue;
    out +=
        fmt::format("<p>{} <code>{}</code> ({}): <code>{}</code> → <code>{}</code></p>\n", s.what,
                    escaped(s.name), target_title(s.target), escaped(s.before), escaped(s.after));
  }
  return out;
}

}  // namespace

std::string render_html(const Report& given) {
  const Report report = cleaned(given);
  std::string out(kHead);
  out += fmt::format("<h1>{} → {}</h1>\n", escaped(report.base), escaped(report.head));
  if (report.empty()) out += "<p>Nothing changes.</p>\n";
  out +=
      "<p><input type=search placeholder=\"Filter: a block, a type, data_lost …\" "
      "aria-label=Filter></p>\n";
  for (const Environment& one : report.environments) out += environment(one);
  for (const Line& one : report.needless)
    out += fmt::format("<p>accepts nothing in this change: {}</p>\n", line(one));
  out += fmt::format("<p class=dim>Rules: {}</p>\n",
                     escaped(fmt::format("{}", fmt::join(report.rules, "; "))));
  return out + std::string(kScript);
}

}  // namespace svc::diff
