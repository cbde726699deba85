// The template as text.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "base/overloaded.h"
#include "emit/cloudformation/printer.h"
#include "emit/text.h"

namespace svc::emit::cloudformation {
namespace {

// The piece that is taken of a reference's value: its subnet, or that of the last brackets of
// `DnsEntries[0][:1]`.
struct Taken {
  Reference from;         // without the taken piece
  std::string separator;  // a text is split there first; empty: it is a list
  bool range = false;     // a range of addresses is divided first
  std::int64_t index = 0;
};
// Fn::Cidr takes how many parts it is to list, which must fit. All 256 of a /56 do.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
std::int64_t listed_parts(const Taken& part) {
  constexpr std::int64_t kMostSubnets = 256;
  constexpr int kHostBits = 64;
  return part.from.subnet_bits == kHostBits ? kMostSubnets : part.index + 1;
}
std::optional<Taken> taken(const Reference& reference) {
  if (reference.subnet) {
    Taken result{reference, "", true, *reference.subnet};
    result.from.subnet.reset();
    return result;
  }
  const std::size_t open = reference.attribute.rfind('[');
  if (open == std::string::npos) return std::nullopt;
  Taken result{reference, "", false, 0};
  result.from.attribute.resize(open);
  std::string_view inside = std::string_view(reference.attribute).substr(open + 1);
  inside.remove_suffix(1);
  const std::size_t digits = inside.find_last_not_of("0123456789") + 1;
  result.separator = inside.substr(0, digits);
  std::from_chars(inside.data() + digits, inside.data() + inside.size(), result.index);
  return result;
}

std::string placeholder(const Reference& reference) {
  return "${" + reference.subject + (reference.attribute.empty() ? "" : "." + reference.attribute) +
         "}";
}

Object function(Word name, Tree argument) {
  Object object;
  object.members.push_back({std::move(name), std::move(argument), false});
  return object;
}

std::string as_string(const Tree& tree) {
  const auto* words = tree.get<std::string>();
  return words == nullptr ? std::string() : *words;
}

// ---- JSON: every function in its long form ----

// The long form with the place of the short one.
Tree long_form(const Tree& tree);
Tree long_form_of(const Tree& tree);

Tree long_selection(const Taken& part) {
  Tree list = long_form(Tree(part.from));
  if (part.range) {
    List range;
    range.items = {std::move(list), Tree(listed_parts(part)),
                   Tree(std::int64_t{part.from.subnet_bits})};
    list = function("Fn::Cidr", std::move(range));
  } else if (!part.separator.empty()) {
    List pieces;
    pieces.items = {Tree(part.separator), std::move(list)};
    list = function("Fn::Split", std::move(pieces));
  }
  List arguments;
  arguments.items = {Tree(part.index), std::move(list)};
  return function("Fn::Select", std::move(arguments));
}

Tree long_substitution(const Concat& concat) {
  Substitution sub = substitution(concat);
  if (sub.variables.members.empty()) return function("Fn::Sub", std::move(sub.text));
  List arguments;
  arguments.items.push_back(std::move(sub.text));
  arguments.items.push_back(long_form(Tree(std::move(sub.variables))));
  return function("Fn::Sub", std::move(arguments));
}

// `!Join [",", !Ref Subnets]` in the form of an object.
Tree long_join(const Reference& reference) {
  Reference list = reference;
  list.type = Reference::Type::List;
  List arguments;
  arguments.items = {Tree(reference.separator), long_form(Tree(std::move(list)))};
  return function("Fn::Join", std::move(arguments));
}

Tree long_form(const Tree& tree) {
  Tree written = long_form_of(tree);
  written.span = tree.span;
  return written;
}

// A list is exported as one text.
Object long_import(const Reference& reference) {
  Object import = function("Fn::ImportValue", reference.subject);
  if (reference.type != Reference::Type::List) return import;
  List arguments;
  arguments.items = {Tree(","), Tree(std::move(import))};
  return function("Fn::Split", std::move(arguments));
}

Tree long_form_of(const Tree& tree) {
  if (const auto* reference = tree.get<Reference>()) {
    if (reference->type == Reference::Type::Joined) return long_join(*reference);
    if (reference->imported) return long_import(*reference);
    if (reference->attribute.empty()) return function("Ref", reference->subject);
    if (const std::optional<Taken> part = taken(*reference)) return long_selection(*part);
    List path;
    path.items = {Tree(reference->subject), Tree(reference->attribute)};
    return function("Fn::GetAtt", std::move(path));
  }
  if (const auto* zone = tree.get<Zone>()) {
    List arguments;
    arguments.items = {Tree(static_cast<std::int64_t>(zone->index)),
                       Tree(function("Fn::GetAZs", ""))};
    return function("Fn::Select", std::move(arguments));
  }
  if (const auto* concat = tree.get<Concat>()) return long_substitution(*concat);
  if (const auto* choice = tree.get<Choice>()) {
    List arguments;
    arguments.items.emplace_back(condition_name(choice->flag));
    for (const Tree& one : choice->of) arguments.items.push_back(long_form(one));
    return function("Fn::If", std::move(arguments));
  }
  if (const auto* list = tree.get<List>()) {
    List items;
    for (const Tree& item : list->items) items.items.push_back(long_form(item));
    return items;
  }
  const auto* object = tree.get<Object>();
  if (object == nullptr) return tree;
  Object members;
  for (const Member& member : object->members)
    members.members.push_back({member.name, long_form(member.value), false});
  return members;
}

// ---- YAML: functions as tags ----

// In the form for use inside another function.
std::string short_form(const Reference& reference) {
  if (reference.type == Reference::Type::Joined) {
    Reference list = reference;
    list.type = Reference::Type::List;
    return fmt::format("!Join [{}, {}]", yaml_quoted(reference.separator), short_form(list));
  }
  if (reference.imported) {
    const std::string import = "!ImportValue " + reference.subject;
    return reference.type == Reference::Type::List ? fmt::format("!Split [\",\", {}]", import)
                                                   : import;
  }
  if (reference.attribute.empty()) return "!Ref " + reference.subject;
  const std::optional<Taken> part = taken(reference);
  if (!part) return fmt::format("!GetAtt {}.{}", reference.subject, reference.attribute);
  if (part->range)
    return fmt::format("!Select [{}, !Cidr [{}, {}, {}]]", part->index, short_form(part->from),
                       listed_parts(*part), part->from.subnet_bits);
  if (part->separator.empty())
    return fmt::format("!Select [{}, {}]", part->index, short_form(part->from));
  return fmt::format("!Select [{}, !Split [{}, {}]]", part->index, yaml_quoted(part->separator),
                     short_form(part->from));
}

// Choices are between scalars and references.
std::string short_choice(const Choice& choice) {
  std::string out = "!If [" + condition_name(choice.flag);
  for (const Tree& one : choice.of) {
    const auto* reference = one.get<Reference>();
    const auto* words = one.get<std::string>();
    const bool* flag = one.get<bool>();
    const auto* number = one.get<std::int64_t>();
    out += ", " + (reference != nullptr ? short_form(*reference)
                   : words != nullptr   ? yaml_quoted(*words)
                   : flag != nullptr    ? std::string(*flag ? "true" : "false")
                   : number != nullptr  ? std::to_string(*number)
                                        : throw std::logic_error("a choice between structures"));
  }
  return out + "]";
}

void write_function(const Tree& tree, int indent, Text& out) {
  if (const auto* reference = tree.get<Reference>()) {
    return out.add(" " + short_form(*reference) + "\n");
  }
  if (const auto* zone = tree.get<Zone>())
    return out.add(fmt::format(" !Select [{}, !GetAZs \"\"]\n", zone->index));
  if (const auto* choice = tree.get<Choice>()) return out.add(" " + short_choice(*choice) + "\n");
  const auto* concat = tree.get<Concat>();
  if (concat == nullptr) return out.add(" \"\"\n");  // the template holds no other kinds
  const Substitution sub = substitution(*concat);
  out.add(" !Sub");
  if (sub.variables.members.empty()) {
    if (yaml_block_fits({sub.text})) return write_yaml_block({sub.text}, indent, out);
    return out.add(" " + yaml_quoted(as_string(sub.text)) + "\n");
  }
  List arguments;
  arguments.items = {sub.text, Tree(sub.variables)};
  write_yaml_value(Tree(std::move(arguments)), indent, out, write_function);
}

}  // namespace

namespace {

// Words as Fn::Sub reads them: a literal `${…}` is written `${!…}`. An unclosed `${` would extend
// to the brace of a later reference or keep its `!`, so it becomes a variable.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
template <typename Variable>
void add_words(std::string_view words, Text& text, const Variable& variable) {
  constexpr std::string_view kOpen = "${";
  for (std::size_t open = words.find(kOpen); open != std::string_view::npos;
       open = words.find(kOpen)) {
    text.add(words.substr(0, open));
    words.remove_prefix(open + kOpen.size());
    const bool closed = words.find('}') < words.find(kOpen);
    if (closed)
      text.add("${!");
    else
      variable("DollarBrace", Tree(kOpen));
  }
  text.add(words);
}

}  // namespace

namespace {

// A name for an import in a text. Two imports of one text may have the same short name.
std::string import_variable(const Object& variables, const Reference& import) {
  const Member* known = variables.find(import.attribute);
  const auto* other = known == nullptr ? nullptr : known->value.get<Reference>();
  return known == nullptr || (other != nullptr && other->subject == import.subject)
             ? import.attribute
             : fmt::format("{}{}", import.attribute, variables.members.size());
}

}  // namespace

std::string condition_name(const Reference& parameter) {
  return "Is" + parameter.subject;
}

Substitution substitution(const Concat& concat) {
  Substitution result;
  Text text;
  const auto variable = [&](std::string name, Tree value) {
    text.add("${" + name + "}");
    result.variables.at(name).value = std::move(value);
  };
  for (const Tree& part : concat.parts) {
    if (const auto* words = part.get<std::string>()) {
      add_words(*words, text, variable);
    } else if (const auto* zone = part.get<Zone>()) {
      variable(fmt::format("Zone{}", zone->index), part);
    } else if (const auto* reference = part.get<Reference>()) {
      if (reference->type == Reference::Type::Joined) {
        variable(fmt::format("Joined{}", result.variables.members.size()), part);
        continue;
      }
      if (taken(*reference)) {
        variable(fmt::format("{}Part{}", reference->subject, result.variables.members.size()),
                 part);
        continue;
      }
      if (reference->imported && reference->type != Reference::Type::List) {
        variable(import_variable(result.variables, *reference), part);
        continue;
      }
      if (reference->type != Reference::Type::List) {
        text.add(placeholder(*reference));
        continue;
      }
      List arguments;
      arguments.items = {Tree(reference->separator), part};
      variable((reference->separator == "," ? "Joined" : "Quoted") +
                   (reference->imported ? reference->attribute : reference->subject),
               Tree(function("Fn::Join", std::move(arguments))));
    } else {
      variable(fmt::format("Part{}", result.variables.members.size()), part);
    }
  }
  result.text = std::move(text).tree();
  return result;
}

namespace {

// Sections one behind the other.
void write_sections(const Object& sections, Text& out) {
  for (const Member& section : sections.members) {
    if (section.value.get<Object>() != nullptr) out.add('\n');
    write_yaml_member(section.name, section.value, 0, out, write_function);
  }
}

}  // namespace

namespace {

// Before the properties, with what a patch may have put there.
void put_metadata(Object& resource, const Object& metadata) {
  if (const Member* own = resource.find("Metadata"); own != nullptr) {
    resource.at("Metadata").value.get<Object>()->at("svcc").value = metadata;
    return;
  }
  Object whole;
  whole.at("svcc").value = metadata;
  const auto properties =
      std::find_if(resource.members.begin(), resource.members.end(),
                   [](const Member& member) { return member.name == "Properties"; });
  resource.members.insert(properties, {"Metadata", Tree(std::move(whole)), false});
}

}  // namespace

std::string print_yaml(const Object& sections) {
  Text out;
  write_sections(sections, out);
  return std::move(out).printed().text;
}

std::string print_json(const Object& document) {
  return json_document(long_form(Tree(document)), Text::Notes::None).text;
}

namespace {

class YamlPrinter final : public Printer {
 public:
  explicit YamlPrinter(Text::Notes notes) : notes_(notes), resources_(notes) {}

  void add(const Template& whole, graph::NodeId node, std::vector<Member> resources) override {
    const std::string comment = whole.comment(node);
    for (const Member& resource : resources) {
      resources_.add(empty_ ? "\nResources:\n" : "\n");
      if (comment != above_ && !comment.empty()) resources_.add("  # " + comment + "\n");
      above_ = comment;
      write_yaml_member(resource.name, resource.value, 2, resources_, write_function);
      empty_ = false;
    }
  }

  [[nodiscard]] Printed finish(std::string_view first_line, Object head, Object outputs) override {
    Printed before = sections(first_line, head);
    Object last;
    if (!outputs.members.empty())
      last.members.push_back({"Outputs", Tree(std::move(outputs)), false});
    const Printed after = sections({}, last);
    if (empty_) resources_.add("\nResources: {}\n");
    const Printed resources = std::move(resources_).printed();
    before.text.reserve(before.text.size() + resources.text.size() + after.text.size());
    before.add(resources);
    before.add(after);
    return before;
  }

 private:
  [[nodiscard]] Printed sections(std::string_view first_line, const Object& all) const {
    Text out(notes_);
    out.add(first_line);
    write_sections(all, out);
    return std::move(out).printed();
  }

  Text::Notes notes_;
  Text resources_;
  bool empty_ = true;
  std::string above_;  // the last comment: it stays true until the next one
};

// JSON has no comments, so what they say is written as metadata.
class JsonPrinter final : public Printer {
 public:
  explicit JsonPrinter(Text::Notes notes) : notes_(notes) {}

  void add(const Template& whole, graph::NodeId node, std::vector<Member> resources) override {
    const Object metadata = whole.metadata(node);
    for (Member& resource : resources) {
      if (!metadata.members.empty()) put_metadata(*resource.value.get<Object>(), metadata);
      resources_.members.push_back(std::move(resource));
    }
  }

  [[nodiscard]] Printed finish(std::string_view /*comment*/, Object head, Object outputs) override {
    Object whole = std::move(head);
    whole.members.push_back({"Resources", Tree(std::move(resources_)), false});
    if (!outputs.members.empty())
      whole.members.push_back({"Outputs", Tree(std::move(outputs)), false});
    return json_document(long_form(Tree(std::move(whole))), notes_);
  }

 private:
  Text::Notes notes_;
  Object resources_;
};

}  // namespace

std::unique_ptr<Printer> make_printer(EmitOptions::Format format, Text::Notes notes) {
  if (format == EmitOptions::Format::Json) return std::make_unique<JsonPrinter>(notes);
  return std::make_unique<YamlPrinter>(notes);
}

}  // namespace svc::emit::cloudformation
