#include "emit/terraform/hcl.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "base/characters.h"
#include "base/overloaded.h"
#include "base/printable.h"
#include "emit/text.h"

namespace svc::emit::terraform {
namespace {

constexpr std::size_t kWidth = 120;  // of a list on one line

// How a value is printed: further lines begin at `indent`. With `notes`, the places that decided
// its lines are kept.
struct Where {
  int indent = 0;
  bool notes = false;
  [[nodiscard]] Where deeper() const { return {indent + 2, notes}; }
};

// Writes a value behind what is there: a text of its own would be copied at each level.
void add_value(const Tree& value, Where where, Printed& out);

void add_spaces(int count, std::string& out) {
  out.append(static_cast<std::size_t>(count), ' ');
}

// `${` and `%{` begin templates; in plain text they are doubled.
std::string template_escape(std::string_view text) {
  if (text.find('{') == std::string_view::npos) return std::string(text);  // nearly always
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] == '$' || text[i] == '%') && i + 1 < text.size() && text[i + 1] == '{')
      out += text[i];
    out += text[i];
  }
  return out;
}

bool identifier(std::string_view name) {
  static constexpr std::string_view kReserved[] = {"for", "null", "true", "false", "if"};
  if (name.empty() ||
      std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved))
    return false;
  if (std::isalpha(static_cast<unsigned char>(name.front())) == 0 && name.front() != '_')
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  });
}

// The pieces as the inside of a template.
std::string template_inside(const std::vector<Tree>& parts, bool quoted, int indent) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto* words = parts[i].get<std::string>();
    if (words == nullptr) {
      out += "${" + print_expression(parts[i], indent) + "}";
      continue;
    }
    const std::string escaped = template_escape(*words);
    out += quoted ? json_escape(escaped) : escaped;
    // Marks right before a reference would escape it, so they become one themselves.
    const std::size_t marks = out.find_last_not_of("$%") + 1;
    if (i + 1 < parts.size() && marks < out.size())
      out = out.substr(0, marks) + "${\"" + out.substr(marks) + "\"}";
  }
  return out;
}

// Whether Terraform keeps the beginning of a text apart from the blank before it. `<<-` takes every
// white space of Unicode for indentation (https://pkg.go.dev/unicode#IsSpace), and removes grapheme
// clusters: a mark that joins the blank before it goes, too
// (https://www.unicode.org/reports/tr29/). These ranges have letters and signs only. A text that
// begins elsewhere is quoted.
bool begins_apart(std::string_view text) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  static constexpr Range kApart[] = {
      {0x21, 0x7e},       {0xa1, 0xac},       {0xae, 0x2ff},      {0x370, 0x482},
      {0x48a, 0x58f},     {0x10a0, 0x1248},   {0x1e00, 0x1fff},   {0x2010, 0x2027},
      {0x2030, 0x205e},   {0x2070, 0x20cf},   {0x2100, 0x2cee},   {0x3001, 0x3029},
      {0x3030, 0x3098},   {0x309b, 0xa66e},   {0xac00, 0xd7a3},   {0xff01, 0xff9d},
      {0x1f000, 0x1f3fa}, {0x1f400, 0x1faff}, {0x20000, 0x3fffd},
  };
  const std::uint32_t code = first_character(text).code;
  return std::any_of(std::begin(kApart), std::end(kApart),
                     [&](const Range& range) { return range.first <= code && code <= range.last; });
}

// Whether a text is more readable as a heredoc and can be written exactly as one.
bool heredoc_fits(const std::vector<Tree>& parts) {
  std::string flat;
  for (const Tree& part : parts) {
    const auto* words = part.get<std::string>();
    flat += words == nullptr ? "x" : *words;
  }
  if (std::count(flat.begin(), flat.end(), '\n') < (flat.ends_with('\n') ? 2 : 1)) return false;
  if (!printable(flat)) return false;
  // <<- removes the indentation of the leftmost line, so that line must have ours.
  bool leftmost = false;
  for (std::size_t at = 0; at < flat.size();) {
    const std::size_t end = std::min(flat.find('\n', at), flat.size());
    const std::size_t first = flat.find_first_not_of(" \t", at);
    if (first < end && !begins_apart(std::string_view(flat).substr(first))) return false;
    leftmost = leftmost || (first == at && at < end);
    at = end + 1;
  }
  return leftmost;
}

// A word that is not in the text: EOT with more `_` than any EOT in it.
std::string end_mark(std::string_view text) {
  std::string mark = "EOT";
  std::size_t most = 0;
  bool taken = false;
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::size_t end = std::min(text.find_first_not_of('_', begin), text.size());
    most = std::max(most, end - begin);
    taken = true;
  }
  return taken ? mark + std::string(most + 1, '_') : mark;
}

std::string heredoc(const std::vector<Tree>& parts, int indent) {
  std::string text = template_inside(parts, false, 0);
  const std::string mark = end_mark(text);
  const bool ends = text.ends_with('\n');
  if (!ends) text += '\n';
  std::string out = (ends ? "<<-" : "chomp(<<-") + mark + "\n";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = std::string_view(text).substr(at, end - at);
    if (line.find_first_not_of(" \t") != std::string_view::npos) add_spaces(indent + 2, out);
    out += line;
    out += '\n';
    at = end + 1;
  }
  add_spaces(indent, out);
  out += mark;
  if (ends) return out;
  out += '\n';
  add_spaces(indent, out);
  return out + ")";
}

// A call with one argument: a heredoc puts the closing bracket on its own line.
template <typename AddArgument>
void add_call(std::string_view function, int indent, Printed& out, const AddArgument& argument) {
  out.add(function);
  out.add("(");
  const std::size_t begin = out.text.size();
  argument();
  if (std::string_view(out.text).substr(begin).starts_with("<<-")) {
    out.text += '\n';
    add_spaces(indent, out.text);
  }
  out.text += ')';
}

std::string reference_expression(const Reference& reference) {
  const bool step =
      !reference.attribute.empty() &&
      reference.attribute.front() != '[';  // an item comes right after its list: `var.subnets[0]`
  const std::string address = reference.subject + (step ? "." : "") + reference.attribute;
  return reference.type == Reference::Type::Joined
             ? fmt::format("join({}, {})", quote(reference.separator), address)
             : address;
}

std::string text_expression(const Tree& tree, int indent) {
  const auto* words = tree.get<std::string>();
  if (words != nullptr && words->find('\n') == std::string::npos) return quote(*words);
  const std::vector<Tree> parts = flat_parts(tree);
  if (parts.empty()) return "\"\"";
  if (heredoc_fits(parts)) return heredoc(parts, indent);
  if (parts.size() == 1 && parts.front().get<std::string>() == nullptr) {
    const auto* reference = parts.front().get<Reference>();
    const bool text = reference == nullptr || (reference->type != Reference::Type::Number &&
                                               reference->type != Reference::Type::Bool);
    // "${var.x}" alone would be a number.
    if (text) return print_expression(parts.front(), indent);
    Printed out;
    add_call("tostring", indent, out, [&] { add_value(parts.front(), {indent}, out); });
    return std::move(out.text);
  }
  return '"' + template_inside(parts, true, indent) + '"';
}

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  if (text.find('{') == std::string_view::npos)
    append_json_escaped(text, out);  // nearly always
  else
    append_json_escaped(template_escape(text), out);
  out += '"';
}

// Whether a value is always on one line, and has no places of its own.
bool simple(const Tree& value) {
  if (const auto* words = value.get<std::string>()) return words->find('\n') == std::string::npos;
  return value.absent() || value.get<Reference>() != nullptr || value.get<bool>() != nullptr ||
         value.get<std::int64_t>() != nullptr || value.get<double>() != nullptr;
}

// Half of a document consists of such values, so they are written without a text of their own.
void add_simple(const Tree& value, std::string& out) {
  if (const auto* words = value.get<std::string>()) {
    append_quoted(*words, out);
  } else if (const bool* flag = value.get<bool>()) {
    out += *flag ? "true" : "false";
  } else if (const auto* reference = value.get<Reference>()) {
    out += reference_expression(*reference);
  } else {
    out += print_expression(value, 0);
  }
}

// Whether a value is certainly on several lines: it needs no text of its own to find out.
bool spread(const Tree& value) {
  if (const auto* object = value.get<Object>()) return !object->members.empty();
  if (const auto* list = value.get<List>())
    return std::any_of(list->items.begin(), list->items.end(), spread);
  const auto* encoded = value.get<Encoded>();
  return encoded != nullptr && encoded->format != Encoded::Format::Yaml &&
         spread(encoded->body.front());
}

// The items on one line; nothing is written if one of them has several, or all are too long.
bool add_line_of_items(const std::vector<Printed>& items, Where where, std::string& out) {
  std::size_t width = static_cast<std::size_t>(where.indent);
  for (const Printed& item : items) {
    width += item.text.size() + 2;
    if (item.text.find('\n') != std::string::npos) return false;
  }
  if (width >= kWidth) return false;
  out += '[';
  for (const Printed& item : items) {
    if (&item != items.data()) out += ", ";
    out += item.text;
  }
  out += ']';
  return true;
}

// The same for simple items. The place of such a line is its own, not that of its items.
bool add_simple_line(const List& list, Where where, std::string& out) {
  if (!std::all_of(list.items.begin(), list.items.end(), simple)) return false;
  const std::size_t begin = out.size();
  out += '[';
  for (const Tree& item : list.items) {
    if (&item != list.items.data()) out += ", ";
    add_simple(item, out);
  }
  if (out.size() - begin + 1 + static_cast<std::size_t>(where.indent) >= kWidth) {
    out.resize(begin);
    return false;
  }
  out += ']';
  return true;
}

void add_list(const List& list, Where where, Printed& out) {
  if (list.items.empty()) return out.add("[]");
  if (add_simple_line(list, where, out.text)) return;
  const bool lines = std::any_of(list.items.begin(), list.items.end(), spread);
  std::vector<Printed> items;  // printed to see whether they fit on one line
  for (const Tree& item : list.items) {
    if (lines) break;
    add_value(item, where.deeper(), items.emplace_back());
  }
  if (!lines && add_line_of_items(items, where, out.text)) return;
  out.add("[\n");
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::size_t begin = out.text.size();
    add_spaces(where.indent + 2, out.text);
    const std::size_t item = out.text.size();
    if (lines)
      add_value(list.items[i], where.deeper(), out);
    else
      out.add(items[i]);
    if (std::string_view(out.text).substr(item).starts_with("<<-")) {
      out.text += '\n';
      add_spaces(where.indent + 2, out.text);
    }
    out.add(",\n");
    if (where.notes) out.note(begin, list.items[i].span);
  }
  add_spaces(where.indent, out.text);
  out.text += ']';
}

struct Line {
  std::string_view key;
  bool quoted = false;  // whether the key is written as a text
  const Tree& value;
  std::size_t width = 0;  // of the key, as terraform fmt counts: characters, not bytes, and not
                          // columns of a terminal
  bool several = false;   // whether the value has several lines
  Printed printed;        // of a value that is neither simple nor certainly on several lines
};

Line line_of(const Member& member, bool quoted, Where where) {
  const std::string_view name = member.name;
  Line line{name,
            quoted,
            member.value,
            character_count(quoted ? quote(name) : name),
            spread(member.value),
            {}};
  if (!line.several && !simple(member.value)) {
    add_value(member.value, where, line.printed);
    line.several = line.printed.text.find('\n') != std::string::npos;
  }
  return line;
}

// `key = value` with this many blanks after the key.
void add_line(const Line& line, Where where, std::size_t blanks, Printed& out) {
  const std::size_t begin = out.text.size();
  add_spaces(where.indent, out.text);
  if (line.quoted)
    append_quoted(line.key, out.text);
  else
    out.text += line.key;
  out.text.append(blanks, ' ');
  out.text += " = ";
  if (simple(line.value))
    add_simple(line.value, out.text);
  else if (line.printed.text.empty())
    add_value(line.value, where, out);
  else
    out.add(line.printed);
  out.text += '\n';
  if (where.notes) out.note(begin, line.value.span);
}

// Neighbouring arguments on one line each have their `=` in one column.
void add_aligned(const std::vector<Line>& lines, Where where, bool apart, Printed& out) {
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i;
    std::size_t width = 0;
    while (end < lines.size() && !lines[end].several) width = std::max(width, lines[end++].width);
    if (apart && i > 0) out.text += '\n';
    if (end == i) {
      add_line(lines[i++], where, 0, out);
      continue;
    }
    for (; i < end; ++i) add_line(lines[i], where, width - lines[i].width, out);
  }
}

void add_object(const Object& object, Where where, Printed& out) {
  if (object.members.empty()) return out.add("{}");
  std::vector<Line> lines;
  lines.reserve(object.members.size());
  for (const Member& member : object.members)
    lines.push_back(line_of(member, !identifier(member.name), where.deeper()));
  out.add("{\n");
  add_aligned(lines, where.deeper(), false, out);
  add_spaces(where.indent, out.text);
  out.text += '}';
}

void add_encoded(const Encoded& encoded, Where where, Printed& out) {
  const Tree& body = encoded.body.front();
  if (encoded.format == Encoded::Format::Yaml)
    return out.add(text_expression(yaml_text(body), where.indent));
  add_call(encoded.format == Encoded::Format::Json ? "jsonencode" : "base64encode", where.indent,
           out, [&] { add_value(body, where, out); });
}

std::string code(const Expression& expression, int indent) {
  std::string out;
  for (const Tree& part : expression.parts) {
    const auto* words = part.get<std::string>();
    out += words == nullptr ? print_expression(part, indent) : *words;
  }
  return out;
}

}  // namespace

std::string quote(std::string_view text) {
  std::string out;
  append_quoted(text, out);
  return out;
}

namespace {

void add_value(const Tree& value, Where where, Printed& out) {
  const auto text = [&] { out.add(text_expression(value, where.indent)); };
  std::visit(
      overloaded{
          [&](std::monostate) { out.add("null"); },
          [&](bool flag) { out.add(flag ? "true" : "false"); },
          [&](std::int64_t number) { out.add(std::to_string(number)); },
          [&](double number) { out.add(number_text(number)); },
          [&](const std::string&) { text(); },
          [&](const Reference& reference) { out.add(reference_expression(reference)); },
          [&](const Zone& zone) { out.add(std::to_string(zone.index)); },  // a reference here
          [&](const Concat&) { text(); },
          [&](const Expression& expression) { out.add(code(expression, where.indent)); },
          [&](const List& list) { add_list(list, where, out); },
          [&](const Object& object) { add_object(object, where, out); },
          [&](const Encoded& encoded) { add_encoded(encoded, where, out); },
          [&](const Choice& choice) {
            out.add(reference_expression(choice.flag));
            out.add(" ? ");
            out.add(print_expression(choice.of[0], where.indent));
            out.add(" : ");
            out.add(print_expression(choice.of[1], where.indent));
          },
      },
      value.data);
}

void add_body(const Object& body, Where where, Printed& out);

void add_block(std::string_view header, const Object& body, Span span, Where where, Printed& out) {
  const std::size_t begin = out.text.size();
  add_spaces(where.indent, out.text);
  out.add(header);
  out.add(" {\n");
  const std::size_t inside = out.text.size();
  add_body(body, where.deeper(), out);
  if (out.text.size() == inside) {
    out.text.back() = '}';
    out.add("\n");
  } else {
    add_spaces(where.indent, out.text);
    out.add("}\n");
  }
  if (where.notes) out.note(begin, span);
}

// A member that is a block or a list of them, each after an empty line unless it is the first of
// the body, which begins at `first`.
void add_blocks(const Member& member, Where where, std::size_t first, Printed& out) {
  const auto add = [&](const Object& body, Span span) {
    if (out.text.size() > first) out.add("\n");
    // Without a name: arguments after the blocks.
    if (member.name.empty())
      add_body(body, where, out);
    else
      add_block(member.name, body, span, where, out);
  };
  const Span span = member.value.span;
  if (const auto* one_block = member.value.get<Object>()) add(*one_block, span);
  const auto* several = member.value.get<List>();
  if (several == nullptr) return;
  for (const Tree& item : several->items) {
    if (const auto* one = item.get<Object>()) add(*one, item.span.valid() ? item.span : span);
  }
}

void add_body(const Object& body, Where where, Printed& out) {
  const std::size_t first = out.text.size();
  std::vector<Line> lines;
  lines.reserve(body.members.size());
  for (const Member& member : body.members) {
    if (!member.block) lines.push_back(line_of(member, false, where));
  }
  add_aligned(lines, where, true, out);
  for (const Member& member : body.members) {
    if (member.block) add_blocks(member, where, first, out);
  }
}

}  // namespace

std::string print_expression(const Tree& value, int indent) {
  Printed out;
  add_value(value, {indent}, out);
  return std::move(out.text);
}

std::string print_block(std::string_view header, const Object& body, int indent) {
  Printed out;
  add_block(header, body, {}, {indent}, out);
  return std::move(out.text);
}

void print_block(std::string_view header, const Object& body, Span span, bool notes, Printed& out) {
  add_block(header, body, span, {0, notes}, out);
}

}  // namespace svc::emit::terraform
