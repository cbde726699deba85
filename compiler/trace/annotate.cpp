#include "trace/annotate.h"

#include <algorithm>
#include <charconv>

#include "base/characters.h"

namespace svc::trace {

namespace {

// The continuation of an address: `aws_x.y[0].z`, `Resources/X/Properties/Y`.
bool is_address(char c) {
  return is_word(c) || c == '.' || c == '/' || c == '[' || c == ']' || c == '-';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

// The number at the start of a text; 0 if there is none.
std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The key of a line `key: value` or `"key": value`; empty for other lines.
std::string key_of(std::string_view line) {
  const bool quoted = line.starts_with('"');
  if (quoted) line.remove_prefix(1);
  std::size_t end = 0;
  while (end < line.size() && (quoted ? line[end] != '"' : line[end] != ':' && line[end] != ' '))
    ++end;
  const std::size_t colon = end + (quoted ? 1 : 0);
  return colon < line.size() && line[colon] == ':' ? std::string(line.substr(0, end))
                                                   : std::string();
}

}  // namespace

std::string block_address(std::string_view line) {
  for (const std::string_view keyword : {"resource \"", "data \""}) {
    const std::size_t at = line.find(keyword);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = line.substr(at + keyword.size());
    const std::size_t type_end = rest.find("\" \"");
    if (type_end == std::string_view::npos) continue;
    const std::size_t name_end = rest.find('"', type_end + 3);
    if (name_end == std::string_view::npos) continue;
    return (keyword.starts_with("data") ? "data." : "") + std::string(rest.substr(0, type_end)) +
           "." + std::string(rest.substr(type_end + 3, name_end - type_end - 3));
  }
  return {};
}

namespace {

// The line that a comment between two resources is about: the next one.
std::size_t commented_line(std::string_view document, std::size_t line) {
  std::size_t begin = 0;
  for (std::size_t at = 1; at < line && begin != std::string_view::npos; ++at)
    begin = document.find('\n', begin) == std::string_view::npos ? std::string_view::npos
                                                                 : document.find('\n', begin) + 1;
  const bool comment =
      begin != std::string_view::npos && document.substr(begin).starts_with("  # ");
  return comment ? line + 1 : line;
}

}  // namespace

std::vector<std::string> steps_at_line(std::string_view document, std::size_t line) {
  struct Open {
    std::size_t indent = 0;
    std::string step;
    bool item = false;
  };
  std::vector<Open> open;
  line = commented_line(document, line);
  for (std::size_t at = 1; at <= line && !document.empty(); ++at) {
    const std::size_t end = std::min(document.find('\n'), document.size());
    std::string_view text = document.substr(0, end);
    document.remove_prefix(std::min(end + 1, document.size()));
    std::size_t indent = text.size() - trimmed(text).size();
    text = trimmed(text);
    if (text.empty()) continue;
    std::size_t index = 0;
    const bool item = text.starts_with("- ") ||
                      (text == "{" && indent > 0);  // in JSON, an element that is an object
    while (!open.empty() && open.back().indent >= indent) {
      if (open.back().indent == indent && open.back().item) index = number(open.back().step) + 1;
      open.pop_back();
    }
    if (item) {
      open.push_back({indent, std::to_string(index), true});
      if (!text.starts_with("- ")) continue;
      text.remove_prefix(2);
      indent += 2;
    }
    if (std::string key = key_of(text); !key.empty())
      open.push_back({indent, std::move(key), false});
  }
  std::vector<std::string> steps;
  for (const Open& one : open) steps.push_back(one.step);
  return steps;
}

void Annotator::add(const Map& map, std::string_view address, std::vector<Origin>& found) const {
  const std::optional<Origin> origin = map.nearest(address);
  if (!origin) return;
  const bool known = std::any_of(found.begin(), found.end(),
                                 [&](const Origin& other) { return other.place == origin->place; });
  if (!known) found.push_back(*origin);
}

std::vector<Origin> Annotator::of_address(std::string_view address) const {
  std::vector<Origin> found;
  for (const Map* map : maps_) add(*map, address, found);
  return found;
}

std::vector<Origin> Annotator::of_line(std::string_view name, std::size_t line) const {
  std::vector<Origin> found;
  for (const Document& document : documents_) {
    if (!name.ends_with(document.name)) continue;
    std::string address;
    for (const std::string& step : steps_at_line(document.text, line))
      address += (address.empty() ? "" : "/") + step;
    add(*document.map, address, found);
  }
  return found;
}

// Every word of the line that is an address of some map, with the path behind it.
void Annotator::by_address(std::string_view line, std::vector<Origin>& found) const {
  for (std::size_t begin = 0; begin < line.size();) {
    if (!is_word(line[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < line.size() && is_address(line[end])) ++end;
    const std::string_view run = line.substr(begin, end - begin);
    for (const Map* map : maps_) {
      if (map->leads(run)) {
        add(*map, run, found);
        continue;
      }
      // Not the whole run: a path of a file, a stack's name in front. Each of its words may be a
      // logical id.
      const std::vector<std::string> steps = steps_of(run);
      for (std::size_t i = 0; i < steps.size(); ++i) {
        if (map->knows(steps[i])) add(*map, steps[i], found);
      }
    }
    begin = end;
  }
}

// `shop-prod.yaml:57:7`, or `57:7: …` below a line that is the name of the template.
void Annotator::by_line(std::string_view line, std::vector<Origin>& found) {
  const std::string_view words = trimmed(line);
  if (const std::size_t wanted = number(words); wanted != 0 && !document_.empty()) {
    const std::size_t digits = std::to_string(wanted).size();
    if (words.size() > digits && words[digits] == ':') found = of_line(document_, wanted);
  }
  for (const Document& document : documents_) {
    if (words.ends_with(document.name)) document_ = document.name;
    const std::size_t at = line.find(document.name + ":");
    if (at == std::string_view::npos) continue;
    const std::size_t wanted = number(line.substr(at + document.name.size() + 1));
    if (wanted == 0) continue;
    for (Origin& origin : of_line(document.name, wanted)) found.push_back(std::move(origin));
  }
}

// `on services.tf line 12, in resource "aws_ecs_service" "api":` and below it `12:   desired_count
// = "x"`.
void Annotator::by_header(std::string_view line, std::vector<Origin>& found) {
  const std::string address = block_address(line);
  if (!address.empty()) {
    block_ = address;
    for (const Map* map : maps_) add(*map, address, found);
    return;
  }
  if (block_.empty()) return;
  // The box that Terraform draws begins each line with a bar.
  while (!line.empty() && !(line.front() >= '0' && line.front() <= '9') &&
         (line.front() == ' ' || (static_cast<unsigned char>(line.front()) & 0x80U) != 0))
    line.remove_prefix(1);
  std::size_t end = 0;
  while (end < line.size() && line[end] >= '0' && line[end] <= '9') ++end;
  if (end == 0 || end >= line.size() || line[end] != ':') return;
  const std::string_view code = trimmed(line.substr(end + 1));
  std::size_t name = 0;
  while (name < code.size() && is_word(code[name])) ++name;
  if (name == 0) return;
  for (const Map* map : maps_) {
    if (map->knows(block_)) add(*map, block_ + "." + std::string(code.substr(0, name)), found);
  }
}

std::vector<Origin> Annotator::read(std::string_view line) {
  std::vector<Origin> found;
  by_line(line, found);
  const bool line_named = !found.empty();
  by_header(line, found);
  by_address(line, found);
  if (line_named && last_by_line_) last_.clear();
  std::vector<Origin> fresh;
  for (const Origin& origin : found) {
    const bool said = std::any_of(last_.begin(), last_.end(),
                                  [&](const Origin& other) { return other.place == origin.place; });
    if (!said) fresh.push_back(origin);
  }
  if (!found.empty()) last_ = std::move(found), last_by_line_ = line_named;
  if (trimmed(line).empty())
    block_.clear(), document_.clear(), last_.clear(), last_by_line_ = false;
  return fresh;
}

}  // namespace svc::trace
