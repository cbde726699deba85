#include <fmt/format.h>

#include <algorithm>

#include "base/character_set.h"
#include "base/overloaded.h"
#include "base/printable.h"
#include "emit/text.h"

namespace svc::emit {
namespace {

// The number of bytes of a character that must be escaped in a text, or that would be invisible:
// control characters except line feed and tab, Unicode line separators, marks of the writing
// direction, the byte-order mark. 0 for all others.
std::size_t special(std::string_view text) {
  if (text[0] >= 0x20 && text[0] < 0x7f) return 0;  // nearly always
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(0) == 0x7f || (byte(0) < 0x20 && text[0] != '\n' && text[0] != '\t')) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) return 3;
  const Character one = first_character(text);
  if (one.valid && is_bidi_mark(one.code)) return one.length;
  return byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0;
}

// The characters that need no escape in JSON.
constexpr CharacterSet kPlain([](unsigned char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
});

// The length of the prefix that needs no escape: nearly always the whole text.
std::size_t plain_run(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && kPlain.has(text[length])) ++length;
  return length;
}

unsigned code_point(std::string_view bytes) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
  };
  if (bytes.size() == 1) return byte(0);
  if (bytes.size() == 2) return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
  return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
}

}  // namespace

bool printable(std::string_view text) {
  for (std::size_t i = plain_run(text); i < text.size(); i += plain_run(text.substr(i))) {
    if (special(text.substr(i)) > 0) return false;
    ++i;
  }
  return true;
}

std::string json_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_json_escaped(text, out);
  return out;
}

void append_json_escaped(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t run = plain_run(text.substr(i));
    out += text.substr(i, run);
    i += run;
    if (i == text.size()) break;
    const char c = text[i];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (const std::size_t length = special(text.substr(i)); length > 0) {
      out += c == '\r' ? "\\r" : fmt::format("\\u{:04x}", code_point(text.substr(i, length)));
      i += length - 1;
    } else {
      out += c;
    }
  }
}

namespace {

// Lists and structures that fit into one line are written on one.
constexpr std::size_t kLine = 100;

// The length on one line; what is known only at deployment counts as a name.
std::size_t width(const Tree& tree) {
  constexpr std::size_t kUnknown = 20;
  std::size_t length = 2;
  if (const auto* words = tree.get<std::string>()) return words->size() + 2;
  if (const auto* list = tree.get<List>()) {
    for (const Tree& item : list->items) length += width(item) + 2;
    return length;
  }
  const auto* object = tree.get<Object>();
  if (object == nullptr) return tree.get<Concat>() != nullptr ? 2 * kUnknown : kUnknown;
  for (const Member& member : object->members)
    length += member.name.size() + width(member.value) + 6;
  return length;
}

class JsonWriter {
 public:
  // Folded: what is short is written on one line.
  enum class Layout : std::uint8_t { Compact, Pretty, Folded };
  JsonWriter(Layout layout, Text::Notes notes)
      : layout_(layout), pretty_(layout != Layout::Compact), out_(notes) {}

  void value(const Tree& tree, int depth) {
    std::visit(overloaded{
                   [&](std::monostate) { out_.add("null"); },
                   [&](bool flag) { out_.add(flag ? "true" : "false"); },
                   [&](std::int64_t number) { out_.add(std::to_string(number)); },
                   [&](double number) { out_.add(number_text(number)); },
                   [&](const std::string&) { text(tree); },
                   [&](const Reference& reference) {
                     const bool bare = reference.type == Reference::Type::Number ||
                                       reference.type == Reference::Type::Bool;
                     if (bare) {
                       out_.append(tree);
                     } else if (reference.type == Reference::Type::List) {
                       list_of_texts(tree);
                     } else {
                       text(tree);
                     }
                   },
                   [&](const Zone&) { text(tree); },
                   [&](const Concat&) { text(tree); },
                   [&](const Expression&) { text(tree); },
                   [&](const List& list) { folded(tree, [&] { items(list, depth); }); },
                   [&](const Object& object) { folded(tree, [&] { members(object, depth); }); },
                   [&](const Encoded&) { text(tree); },
                   [&](const Choice&) { text(tree); },
               },
               tree.data);
  }

  Text text() && { return std::move(out_); }

 private:
  // Writes it on one line if it is short.
  template <typename Write>
  void folded(const Tree& tree, const Write& write) {
    const bool on_one_line = layout_ == Layout::Folded && pretty_ && width(tree) <= kLine;
    if (on_one_line) pretty_ = false;
    write();
    if (on_one_line) pretty_ = true;
  }

  // What separates two members.
  void comma() { out_.add(layout_ == Layout::Folded && !pretty_ ? ", " : ","); }

  // A list that is known only at deployment: the join separator puts its items between quotes.
  void list_of_texts(const Tree& tree) {
    Tree quoted = tree;
    Reference reference = *tree.get<Reference>();
    reference.separator = R"(",")";
    quoted.data = std::move(reference);
    out_.add(R"([")");
    out_.append(quoted);
    out_.add(R"("])");
  }

  void text(const Tree& tree) {
    out_.add('"');
    for (const Tree& part : flat_parts(tree)) {
      if (const auto* words = part.get<std::string>()) {
        out_.add(json_escape(*words));
      } else {
        out_.append(part);
      }
    }
    out_.add('"');
  }

  void line(int depth) {
    if (pretty_) out_.add("\n" + std::string(static_cast<std::size_t>(depth) * 2, ' '));
  }

  void items(const List& list, int depth) {
    if (list.items.empty()) return out_.add("[]");
    out_.add('[');
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (i > 0) comma();
      line(depth + 1);
      const Text::Within within(out_, list.items[i].span);
      value(list.items[i], depth + 1);
    }
    line(depth);
    out_.add(']');
  }

  void members(const Object& object, int depth) {
    if (object.members.empty()) return out_.add("{}");
    out_.add('{');
    for (std::size_t i = 0; i < object.members.size(); ++i) {
      if (i > 0) comma();
      line(depth + 1);
      const Text::Within within(out_, object.members[i].value.span);
      out_.add('"' + json_escape(object.members[i].name) +
               (layout_ != Layout::Compact ? "\": " : "\":"));
      value(object.members[i].value, depth + 1);
    }
    line(depth);
    out_.add('}');
  }

  Layout layout_;
  bool pretty_;  // now: not within what is on one line
  Text out_;
};

}  // namespace

Tree json_text(const Tree& value, bool pretty) {
  JsonWriter writer(pretty ? JsonWriter::Layout::Folded : JsonWriter::Layout::Compact,
                    Text::Notes::None);
  writer.value(value, 0);
  Tree text = std::move(writer).text().tree();
  text.span = value.span;
  return text;
}

Printed json_document(const Tree& value, Text::Notes notes) {
  JsonWriter writer(JsonWriter::Layout::Pretty, notes);
  writer.value(value, 0);
  Text text = std::move(writer).text();
  text.add('\n');
  return std::move(text).printed();
}

std::vector<Tree> flat_parts(const Tree& text) {
  Text out;
  const auto add = [&](const Tree& part) {
    const auto* encoded = part.get<Encoded>();
    if (const auto* words = part.get<std::string>()) {
      out.add(*words);
    } else if (encoded == nullptr || encoded->format == Encoded::Format::Base64) {
      out.append(part);
    } else if (encoded->format == Encoded::Format::Json) {
      out.append(json_text(encoded->body.front(), true));
    } else {
      out.append(yaml_text(encoded->body.front()));
    }
  };
  if (const auto* concat = text.get<Concat>()) {
    for (const Tree& part : concat->parts) add(part);
  } else {
    add(text);
  }
  return std::move(out).parts();
}

}  // namespace svc::emit
