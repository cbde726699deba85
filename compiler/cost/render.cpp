#include "cost/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/printable.h"

namespace svc::cost {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kWithout =
    "Without taxes, free tiers, discounts and what data costs "
    "between zones.";

std::string title(const Estimate& estimate) {
  return fmt::format("{}{}{} in {}", estimate.app, estimate.environment.empty() ? "" : "-",
                     estimate.environment,
                     estimate.region.empty() ? "a region that is not known" : estimate.region);
}

// Charges that depend on use or have no price. Equal ones of several blocks share one line.
struct Line {
  std::string what;
  std::string say;
  std::vector<std::string> blocks;

  [[nodiscard]] std::string text() const {
    return fmt::format("{}: {}: {}", what, say, fmt::join(blocks, ", "));
  }
};

std::string price_of_amount(const Charge& charge) {
  if (charge.units == Range::of(1))
    return fmt::format("{} per {}", unit_dollars(*charge.usd), charge.unit);
  return fmt::format("{} for each", unit_dollars(*charge.usd * charge.units.desired));
}

template <typename Want, typename Say>
std::vector<Line> lines(const Estimate& estimate, Want want, Say say) {
  std::vector<Line> found;
  for (const Block& block : estimate.blocks) {
    for (const Resource& resource : block.resources) {
      for (const Charge& charge : resource.charges) {
        if (!want(charge)) continue;
        const std::string said = say(charge);
        auto line = std::find_if(found.begin(), found.end(), [&](const Line& one) {
          return one.what == charge.what && one.say == said;
        });
        if (line == found.end()) line = found.insert(found.end(), {charge.what, said, {}});
        if (line->blocks.empty() || line->blocks.back() != block.name)
          line->blocks.push_back(block.name);
      }
    }
  }
  return found;
}

std::vector<Line> open_lines(const Estimate& estimate) {
  return lines(
      estimate, [](const Charge& c) { return c.open() && c.usd; },
      [](const Charge& c) {
        return fmt::format("{} (`{}`: {})", price_of_amount(c), c.usage, c.meaning);
      });
}

std::vector<Line> priceless_lines(const Estimate& estimate) {
  return lines(
      estimate, [](const Charge& c) { return !c.usd; }, [](const Charge& c) { return c.note; });
}

// The head of the sum. Where a charge that does not depend on use has no price, it says so.
std::string_view sum_title(const Estimate& estimate) {
  const auto lacks = [](const Charge& charge) { return !charge.usd && charge.usage.empty(); };
  for (const Block& block : estimate.blocks) {
    for (const Resource& resource : block.resources) {
      if (std::any_of(resource.charges.begin(), resource.charges.end(), lacks))
        return "a month, without what has no price";
    }
  }
  return "a month";
}

std::string dates(const Estimate& estimate) {
  std::string first;
  std::string last;
  for (const Source& source : estimate.sources) {
    if (source.date.empty()) continue;
    if (first.empty() || source.date < first) first = source.date;
    last = std::max(last, source.date);
  }
  return first.empty() ? "" : first == last ? first : first + " to " + last;
}

std::string row(std::string_view what, const Range& cost, int indent) {
  const std::string name = std::string(static_cast<std::size_t>(indent), ' ') + std::string(what);
  return fmt::format("{:<46} {:>11} {:>11} {:>11}\n", name, dollars(cost.least),
                     dollars(cost.desired), dollars(cost.largest));
}

std::string text_of(const Estimate& estimate, const TextStyle& style) {
  std::string text =
      fmt::format("{:<46} {:>11} {:>11} {:>11}\n", title(estimate), "least", "desired", "largest");
  for (const Block& block : estimate.blocks) {
    const bool known = block.cost() != Range{} || style.resources;
    if (known) text += row(block.name, block.cost(), 2);
    if (!style.resources) continue;
    for (const Resource& resource : block.resources) {
      text += row(resource.kind + " " + resource.name, resource.cost(), 4);
      for (const Charge& charge : resource.charges) {
        if (charge.usd && !charge.open())
          text += fmt::format("      {}: {:.10g}{} x {}\n", charge.what,
                              charge.units.desired * charge.used.value_or(1),
                              " " + charge.unit + (charge.units.desired == 1 ? "" : "s"),
                              unit_dollars(*charge.usd));
      }
    }
  }
  text += row(sum_title(estimate), estimate.cost(), 2);
  const auto list = [&](std::string_view head, const std::vector<Line>& all) {
    if (all.empty()) return;
    text += fmt::format("\n{}\n", head);
    for (const Line& line : all) text += "  " + line.text() + "\n";
  };
  list("Depends on use, and is not counted (--usage):", open_lines(estimate));
  list("No price:", priceless_lines(estimate));
  text += fmt::format("\nA month has {:g} hours.", estimate.hours);
  for (const std::string& assumption : estimate.assumptions) text += " " + assumption;
  text += fmt::format(" {}", kWithout);
  if (const std::string when = dates(estimate); !when.empty())
    text += fmt::format(" Prices of {}.", when);
  return text + "\n";
}

std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.replace(at, 1, "\\|");
  return text;
}

std::string markdown_of(const Estimate& estimate) {
  std::string text = fmt::format(
      "### {}\n\n| | least | desired | largest |\n"
      "| --- | ---: | ---: | ---: |\n",
      title(estimate));
  const auto one = [&](const std::string& what, const Range& cost) {
    text += fmt::format("| {} | {} | {} | {} |\n", cell(what), dollars(cost.least),
                        dollars(cost.desired), dollars(cost.largest));
  };
  for (const Block& block : estimate.blocks) {
    if (block.cost() != Range{}) one(block.name, block.cost());
  }
  one(fmt::format("**{}**", sum_title(estimate)), estimate.cost());
  const auto list = [&](std::string_view head, const std::vector<Line>& all) {
    if (all.empty()) return;
    text += fmt::format("\n<details><summary>{}</summary>\n\n", head);
    for (const Line& line : all) text += "- " + line.text() + "\n";
    text += "\n</details>\n";
  };
  list("Depends on use, and is not counted", open_lines(estimate));
  list("No price", priceless_lines(estimate));
  text += fmt::format("\nA month has {:g} hours. {}", estimate.hours, kWithout);
  if (const std::string when = dates(estimate); !when.empty())
    text += fmt::format(" Prices of {}.", when);
  return text + "\n";
}

Json json_of(const Range& range) {
  const auto cents = [](double usd) { return std::round(usd * 100) / 100; };
  return {{"least", cents(range.least)},
          {"desired", cents(range.desired)},
          {"largest", cents(range.largest)}};
}

Json json_of(const Charge& charge) {
  Json one = {{"what", charge.what}, {"price", charge.price}, {"unit", charge.unit}};
  one["usd"] = charge.usd ? Json(*charge.usd) : Json();
  one["units"] = {{"least", charge.units.least},
                  {"desired", charge.units.desired},
                  {"largest", charge.units.largest}};
  if (!charge.usage.empty()) {
    one["usage"] = charge.usage;
    one["amount"] = charge.used ? Json(*charge.used) : Json();
  }
  if (!charge.note.empty()) one["note"] = charge.note;
  one["cost"] = json_of(charge.cost());
  return one;
}

Json json_of(const Shown& shown) {
  const Estimate& estimate = shown.estimate;
  Json one = {{"app", estimate.app},
              {"environment", estimate.environment},
              {"region", estimate.region},
              {"hours", estimate.hours},
              {"cost", json_of(estimate.cost())}};
  one["blocks"] = Json::array();
  for (const Block& block : estimate.blocks) {
    Json made = {{"block", block.name}};
    if (shown.sources != nullptr && block.span.valid()) {
      const SourceFile& file = (*shown.sources)[block.span.file];
      made["file"] = file.path();
      made["line"] = file.position(block.span.begin).line;
    }
    made["cost"] = json_of(block.cost());
    made["resources"] = Json::array();
    for (const Resource& resource : block.resources) {
      Json charges = Json::array();
      for (const Charge& charge : resource.charges) charges.push_back(json_of(charge));
      made["resources"].push_back({{"kind", resource.kind},
                                   {"name", resource.name},
                                   {"cost", json_of(resource.cost())},
                                   {"charges", std::move(charges)}});
    }
    one["blocks"].push_back(std::move(made));
  }
  one["assumptions"] = estimate.assumptions;
  one["sources"] = Json::array();
  for (const Source& source : estimate.sources)
    one["sources"].push_back({{"from", source.from}, {"date", source.date}});
  return one;
}

}  // namespace

std::string dollars(double usd) {
  const double rounded = std::round(std::abs(usd) * 100) / 100;
  std::string text = fmt::format("{:.2f}", rounded);
  for (std::size_t at = text.size() - 3; at > 3; at -= 3) text.insert(at - 3, ",");
  return fmt::format("{}${}", usd < 0 && rounded != 0 ? "-" : "", text);
}

std::string unit_dollars(double usd) {
  return fmt::format("${:.6g}", usd);
}

std::string render_text(const std::vector<Shown>& shown, const TextStyle& style) {
  std::string text;
  for (const Shown& one : shown) text += (text.empty() ? "" : "\n") + text_of(one.estimate, style);
  return text;
}

std::string render_markdown(const std::vector<Shown>& shown) {
  std::string text;
  for (const Shown& one : shown) text += (text.empty() ? "" : "\n") + markdown_of(one.estimate);
  return text;
}

std::string render_json(const std::vector<Shown>& shown) {
  Json all = {{"version", 1}, {"currency", "USD"}, {"environments", Json::array()}};
  for (const Shown& one : shown) all["environments"].push_back(json_of(one));
  return printable_json(all.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace svc::cost
