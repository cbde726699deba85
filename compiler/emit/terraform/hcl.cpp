#include "emit/terraform/hcl.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/characters.h"
#include "base/overloaded.h"
#include "emit/text.h"

namespace svc::emit::terraform {
namespace {

constexpr std::size_t kWidth = 120;  // of a list on one line

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(count), ' ');
}

// `${` and `%{` begin templates, and are doubled where they do not.
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

// Whether a text is better read, and can be written exactly, as a heredoc.
bool heredoc_fits(const std::vector<Tree>& parts) {
  std::string flat;
  for (const Tree& part : parts) {
    const auto* words = part.get<std::string>();
    flat += words == nullptr ? "x" : *words;
  }
  if (std::count(flat.begin(), flat.end(), '\n') < (flat.ends_with('\n') ? 2 : 1)) return false;
  if (!printable(flat)) return false;
  // The indentation that <<- takes away is that of the leftmost line, which must be ours.
  bool begins = true;
  bool leftmost = false;
  for (const char c : flat) {
    leftmost = leftmost || (begins && c != ' ' && c != '\t' && c != '\n');
    begins = c == '\n';
  }
  return leftmost;
}

std::string heredoc(const std::vector<Tree>& parts, int indent) {
  std::string text = template_inside(parts, false, 0);
  std::string mark = "EOT";
  while (text.find(mark) != std::string::npos) mark += "_";
  const bool ends = text.ends_with('\n');
  if (!ends) text += '\n';
  std::string out = (ends ? "<<-" : "chomp(<<-") + mark + "\n";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = std::string_view(text).substr(at, end - at);
    if (line.find_first_not_of(" \t") != std::string_view::npos) out += spaces(indent + 2);
    out += line;
    out += '\n';
    at = end + 1;
  }
  out += spaces(indent) + mark;
  return ends ? out : out + "\n" + spaces(indent) + ")";
}

// An argument of a function: a heredoc puts the closing bracket on its own line.
std::string call(std::string_view function, const std::string& argument, int indent) {
  const bool ends_heredoc = argument.starts_with("<<-");
  return fmt::format("{}({}{})", function, argument, ends_heredoc ? "\n" + spaces(indent) : "");
}

std::string reference_expression(const Reference& reference) {
  const bool step =
      !reference.attribute.empty() &&
      reference.attribute.front() != '[';  // an item stands at its list: `var.subnets[0]`
  const std::string address = reference.subject + (step ? "." : "") + reference.attribute;
  return reference.type == Reference::Type::Joined
             ? fmt::format("join({}, {})", quote(reference.separator), address)
             : address;
}

std::string text_expression(const Tree& tree, int indent) {
  const std::vector<Tree> parts = flat_parts(tree);
  if (parts.empty()) return "\"\"";
  if (heredoc_fits(parts)) return heredoc(parts, indent);
  if (parts.size() == 1 && parts.front().get<std::string>() == nullptr) {
    const auto* reference = parts.front().get<Reference>();
    const bool text = reference == nullptr || (reference->type != Reference::Type::Number &&
                                               reference->type != Reference::Type::Bool);
    // "${var.x}" alone would be a number.
    return text ? print_expression(parts.front(), indent)
                : call("tostring", print_expression(parts.front(), indent), indent);
  }
  return '"' + template_inside(parts, true, indent) + '"';
}

std::string list_expression(const List& list, int indent) {
  if (list.items.empty()) return "[]";
  std::vector<std::string> items;
  std::size_t width = 0;
  bool lines = false;
  for (const Tree& item : list.items) {
    items.push_back(print_expression(item, indent + 2));
    width += items.back().size() + 2;
    lines = lines || items.back().find('\n') != std::string::npos;
  }
  if (!lines && width + static_cast<std::size_t>(indent) < kWidth)
    return fmt::format("[{}]", fmt::join(items, ", "));
  std::string out = "[\n";
  for (const std::string& item : items) {
    const bool ends_heredoc = item.starts_with("<<-");
    out += spaces(indent + 2) + item + (ends_heredoc ? "\n" + spaces(indent + 2) + ",\n" : ",\n");
  }
  return out + spaces(indent) + "]";
}

struct Line {
  std::string key;
  std::string value;
};

// As terraform fmt counts: characters, not bytes, and not columns of a terminal.
std::size_t width_of(std::string_view text) {
  return character_count(text);
}

// `key = value` with so many blanks behind the key. Half of a document are such lines, so no format
// string is read for each.
void add_line(const Line& line, int indent, std::size_t blanks, std::string& out) {
  out.append(static_cast<std::size_t>(indent), ' ');
  out += line.key;
  out.append(blanks, ' ');
  out += " = ";
  out += line.value;
  out += '\n';
}

// Neighbouring arguments on one line each have their `=` in one column.
std::string aligned(const std::vector<Line>& lines, int indent, bool apart) {
  std::string out;
  for (std::size_t i = 0; i < lines.size();) {
    const auto several = [&](std::size_t at) {
      return lines[at].value.find('\n') != std::string::npos;
    };
    std::size_t end = i;
    std::size_t width = 0;
    while (end < lines.size() && !several(end)) width = std::max(width, width_of(lines[end++].key));
    if (apart && i > 0) out += '\n';
    if (end == i) {
      add_line(lines[i++], indent, 0, out);
      continue;
    }
    for (; i < end; ++i) add_line(lines[i], indent, width - width_of(lines[i].key), out);
  }
  return out;
}

std::string object_expression(const Object& object, int indent) {
  if (object.members.empty()) return "{}";
  std::vector<Line> lines;
  for (const Member& member : object.members) {
    lines.push_back({identifier(member.name) ? member.name : quote(member.name),
                     print_expression(member.value, indent + 2)});
  }
  return "{\n" + aligned(lines, indent + 2, false) + spaces(indent) + "}";
}

std::string encoded_expression(const Encoded& encoded, int indent) {
  const Tree& body = encoded.body.front();
  switch (encoded.format) {
    case Encoded::Format::Json:
      return call("jsonencode", print_expression(body, indent), indent);
    case Encoded::Format::Base64:
      return call("base64encode", print_expression(body, indent), indent);
    case Encoded::Format::Yaml:
      return text_expression(yaml_text(body), indent);
  }
  return {};
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
  return '"' + json_escape(template_escape(text)) + '"';
}

std::string print_expression(const Tree& value, int indent) {
  return std::visit(overloaded{
                        [](std::monostate) { return std::string("null"); },
                        [](bool flag) { return std::string(flag ? "true" : "false"); },
                        [](std::int64_t number) { return std::to_string(number); },
                        [](double number) { return number_text(number); },
                        [&](const std::string&) { return text_expression(value, indent); },
                        [](const Reference& reference) { return reference_expression(reference); },
                        [](const Zone& zone) {
                          return fmt::format("{}", zone.index);
                        },  // names.cpp makes them references
                        [&](const Concat&) { return text_expression(value, indent); },
                        [&](const Expression& expression) { return code(expression, indent); },
                        [&](const List& list) { return list_expression(list, indent); },
                        [&](const Object& object) { return object_expression(object, indent); },
                        [&](const Encoded& encoded) { return encoded_expression(encoded, indent); },
                    },
                    value.data);
}

std::string print_block(std::string_view header, const Object& body, int indent) {
  const std::string inside = print_body(body, indent + 2);
  if (inside.empty()) return fmt::format("{}{} {{}}\n", spaces(indent), header);
  return fmt::format("{}{} {{\n{}{}}}\n", spaces(indent), header, inside, spaces(indent));
}

std::string print_body(const Object& body, int indent) {
  std::vector<Line> lines;
  std::vector<std::string> blocks;
  for (const Member& member : body.members) {
    if (!member.block) {
      lines.push_back({member.name, print_expression(member.value, indent)});
      continue;
    }
    const auto* one_block = member.value.get<Object>();
    // Without a name: arguments that stand after the blocks.
    if (one_block != nullptr)
      blocks.push_back(member.name.empty() ? print_body(*one_block, indent)
                                           : print_block(member.name, *one_block, indent));
    const auto* several = member.value.get<List>();
    if (several == nullptr) continue;
    for (const Tree& item : several->items) {
      if (const auto* one = item.get<Object>())
        blocks.push_back(print_block(member.name, *one, indent));
    }
  }
  std::string out = aligned(lines, indent, true);
  for (const std::string& block : blocks) out += (out.empty() ? "" : "\n") + block;
  return out;
}

}  // namespace svc::emit::terraform
