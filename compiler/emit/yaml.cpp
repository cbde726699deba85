#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/character_set.h"
#include "base/overloaded.h"
#include "emit/text.h"

namespace svc::emit {
namespace {

// Words that YAML 1.1 does not read as text, in lower case.
constexpr std::array<std::string_view, 14> kWords = {
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "=", ".nan", ".inf"};

constexpr std::size_t kLongestWord = 5;  // "false"

bool looks_like_number(std::string_view text) {
  const char first = text.front();
  const bool starts =
      (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.';
  // Also dates, times, octal and hexadecimal numbers: any text of only these characters is quoted.
  return starts &&
         text.find_first_not_of("0123456789abcdefABCDEFxXoO_.,:+-tTzZ ") == std::string_view::npos;
}

// The characters that mean nothing inside a plain text, whatever is next to them.
constexpr CharacterSet kUsual([](unsigned char c) {
  return c > ' ' && c <= '~' && c != ':' && c != '#';
});

// Text that is certainly plain: it starts with a letter, is longer than every word that YAML treats
// specially, and has only printable ASCII characters that cannot look like a key or a comment.
// Nearly all texts are; the others are checked below.
bool simple(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (text.size() <= kLongestWord || !letter(text.front()) || text.back() == ' ' ||
      text.back() == ':')
    return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (kUsual.has(c)) continue;
    const bool after_sign = (c == ' ' && text[i - 1] == ':') || (c == '#' && text[i - 1] == ' ');
    if (c < ' ' || c > '~' || after_sign) return false;
  }
  return true;
}

bool plain(std::string_view text) {
  if (simple(text)) return true;
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos)
    return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos ||
      looks_like_number(text))
    return false;
  if (!printable(text) || text.find_first_of("\n\t") != std::string_view::npos) return false;
  if (text.size() > kLongestWord) return true;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::find(kWords.begin(), kWords.end(), lower) == kWords.end();
}

void add_spaces(int count, Text& out) {
  out.add(static_cast<std::size_t>(count), ' ');
}

std::string yaml_escape(std::string_view text) {
  return json_escape(text);  // a double-quoted YAML scalar knows JSON's escapes
}

void add_scalar(std::string_view text, Text& out) {
  if (plain(text))
    out.add(text);
  else
    out.add(yaml_quoted(text));
}

void write_scalar(const Tree& value, int indent, Text& out) {
  const auto& text = *value.get<std::string>();
  if (text.find('\n') != std::string::npos && yaml_block_fits({value}))
    return write_yaml_block({value}, indent, out);
  out.add(' ');
  add_scalar(text, out);
  out.add('\n');
}

void write_items(const List& list, int indent, Text& out, const YamlDeferred& deferred) {
  for (const Tree& item : list.items) {
    const Text::Within within(out, item.span);
    add_spaces(indent, out);
    out.add('-');
    const auto* object = item.get<Object>();
    if (object == nullptr || object->members.empty()) {
      write_yaml_value(item, indent + 2, out, deferred);
      continue;
    }
    // The first member is on the line of the dash.
    bool first = true;
    for (const Member& member : object->members) {
      const Text::Within member_within(out, member.value.span);
      add_spaces(first ? 1 : indent + 2, out);
      add_scalar(member.name, out);
      out.add(':');
      write_yaml_value(member.value, indent + 4, out, deferred);
      first = false;
    }
  }
}

// References inside a YAML text are quoted, because their values are unknown.
void write_inside_text(const Tree& value, int indent, Text& out) {
  const std::vector<Tree> parts = flat_parts(value);
  if (yaml_block_fits(parts)) return write_yaml_block(parts, indent, out);
  const auto* reference = value.get<Reference>();
  const bool bare = reference != nullptr && (reference->type == Reference::Type::Number ||
                                             reference->type == Reference::Type::Bool);
  out.add(bare ? " " : " \"");
  for (const Tree& part : parts) {
    if (const auto* words = part.get<std::string>()) {
      out.add(yaml_escape(*words));
    } else {
      out.append(part);
    }
  }
  out.add(bare ? "\n" : "\"\n");
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
  return '"' + yaml_escape(text) + '"';
}

std::string yaml_scalar(std::string_view text) {
  return plain(text) ? std::string(text) : yaml_quoted(text);
}

bool yaml_block_fits(const std::vector<Tree>& parts) {
  bool lines = false;
  for (const Tree& part : parts) {
    const auto* words = part.get<std::string>();
    if (words == nullptr) continue;
    lines = lines || words->find('\n') != std::string::npos;
    if (!printable(*words)) return false;
  }
  if (!lines) return false;
  // A block that begins with a space or an empty line would need an indentation indicator.
  const auto* first = parts.front().get<std::string>();
  return first == nullptr ||
         (first->front() != ' ' && first->front() != '\n' && first->front() != '\t');
}

void write_yaml_block(const std::vector<Tree>& parts, int indent, Text& out) {
  const auto* last = parts.back().get<std::string>();
  const bool ends = last != nullptr && last->ends_with('\n');
  const bool more = ends && (last->ends_with("\n\n") || *last == "\n");
  out.add(ends ? (more ? " |+\n" : " |\n") : " |-\n");
  bool begins = true;  // of a line: its indentation is still to be written
  for (const Tree& part : parts) {
    const auto* words = part.get<std::string>();
    if (words == nullptr) {
      if (begins) add_spaces(indent, out);
      begins = false;
      out.append(part);
      continue;
    }
    for (std::string_view rest = *words; !rest.empty();) {
      const std::size_t line = std::min(rest.find('\n'), rest.size() - 1) + 1;  // with its end
      if (begins && rest.front() != '\n') add_spaces(indent, out);
      out.add(rest.substr(0, line));
      begins = rest[line - 1] == '\n';
      rest.remove_prefix(line);
    }
  }
  if (!ends) out.add('\n');
}

void write_yaml_member(std::string_view key, const Tree& value, int indent, Text& out,
                       const YamlDeferred& deferred) {
  const Text::Within within(out, value.span);
  add_spaces(indent, out);
  add_scalar(key, out);
  out.add(':');
  write_yaml_value(value, indent + 2, out, deferred);
}

void write_yaml_value(const Tree& value, int indent, Text& out, const YamlDeferred& deferred) {
  const auto defer = [&] { deferred(value, indent, out); };
  std::visit(overloaded{
                 [&](std::monostate) { out.add(" null\n"); },
                 [&](bool flag) { out.add(flag ? " true\n" : " false\n"); },
                 [&](std::int64_t number) {
                   out.add(' ');
                   out.add(std::string_view(std::to_string(number)));
                   out.add('\n');
                 },
                 [&](double number) { out.add(" " + number_text(number) + "\n"); },
                 [&](const std::string&) { write_scalar(value, indent, out); },
                 [&](const Reference&) { defer(); },
                 [&](const Zone&) { defer(); },
                 [&](const Concat&) { defer(); },
                 [&](const Expression&) { defer(); },
                 [&](const List& list) {
                   if (list.items.empty()) return out.add(" []\n");
                   out.add('\n');
                   write_items(list, indent, out, deferred);
                 },
                 [&](const Object& object) {
                   if (object.members.empty()) return out.add(" {}\n");
                   out.add('\n');
                   for (const Member& member : object.members)
                     write_yaml_member(member.name, member.value, indent, out, deferred);
                 },
                 [&](const Encoded&) { defer(); },
                 [&](const Choice&) { defer(); },
             },
             value.data);
}

Tree yaml_text(const Tree& value) {
  Text out;
  if (const auto* object = value.get<Object>(); object != nullptr && !object->members.empty()) {
    for (const Member& member : object->members)
      write_yaml_member(member.name, member.value, 0, out, write_inside_text);
  } else if (const auto* list = value.get<List>(); list != nullptr && !list->items.empty()) {
    write_items(*list, 0, out, write_inside_text);
  } else {
    Text scalar;
    write_yaml_value(value, 0, scalar, write_inside_text);
    out.append(std::move(scalar).tree());
  }
  Tree text = std::move(out).tree();
  text.span = value.span;
  return text;
}

}  // namespace svc::emit
