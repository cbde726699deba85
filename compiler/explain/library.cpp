#include "explain/library.h"

#include <fmt/format.h>

#include <algorithm>

#include "explain/text.h"
#include "explain/values.h"
#include "sema/library.h"
#include "syntax/parse.h"

namespace svc::explain {

namespace {

// A param, or an output.
struct Part {
  std::string name;
  std::string head;   // `port: int = 8080`, `url`
  std::string type;   // of a param
  std::string value;  // for a param its default; empty if it has none
  std::string doc;    // with the text of the options
  bool output = false;
};

struct Component {
  std::string name;
  std::string usage;  // `web_service NAME in CLUSTER { … }`
  std::string doc;
  std::vector<Part> parts;
};

struct File {
  std::string name;   // `std/web`
  std::string about;  // its first comment
  std::vector<Component> components;
};

// One file, read with the compiler's own front end.
class Reader {
 public:
  explicit Reader(const TextFile& file)
      : id_(sources_.add(SourceFile(std::string(file.path), std::string(file.text)))) {
    read_.name = fmt::format(
        "std/{}", file.path.substr(0, file.path.size() - std::string_view(".svc").size()));
  }

  File run() {
    Sink nobody;  // the tests compile it
    const ast::Ast tree = syntax::parse(sources_, id_, nobody);
    if (!tree.comments.empty() && tree.comments.front().kind == ast::Comment::Kind::Line)
      read_.about = text(tree.comments.front().span).substr(std::string_view("// ").size());
    for (const ast::Member* member : tree.items) {
      if (const auto* component = std::get_if<ast::Component>(&member->node))
        read_.components.push_back(described(*component, member->doc.text));
    }
    return std::move(read_);
  }

 private:
  [[nodiscard]] std::string text(Span span) const { return std::string(sources_[id_].text(span)); }

  [[nodiscard]] Component described(const ast::Component& component, const std::string& doc) const {
    Component out{.name = std::string(component.name.text), .usage = {}, .doc = doc, .parts = {}};
    out.usage =
        component.clause_type == nullptr
            ? out.name
            : fmt::format("{} NAME in {}", out.name, capitals(text(component.clause_type->span)));
    out.usage += " { … }";
    for (const ast::Member* member : component.members) {
      if (const auto* param = std::get_if<ast::Param>(&member->node))
        out.parts.push_back(param_part(*param, member->doc.text));
      if (const auto* output = std::get_if<ast::Output>(&member->node))
        out.parts.push_back({.name = std::string(output->name.text),
                             .head = std::string(output->name.text),
                             .type = {},
                             .value = {},
                             .doc = member->doc.text,
                             .output = true});
    }
    return out;
  }

  [[nodiscard]] Part param_part(const ast::Param& param, std::string doc) const {
    Part out{.name = std::string(param.name.text),
             .head = {},
             .type = text(param.type->span),
             .value = param.value == nullptr ? std::string() : text(param.value->span),
             .doc = std::move(doc)};
    out.head =
        fmt::format("{}: {}{}", out.name, out.type, out.value.empty() ? "" : " = " + out.value);
    std::string low;
    std::string high;
    bool known_early = false;
    for (const ast::Member* option : param.options) {
      const auto* field = std::get_if<ast::Field>(&option->node);
      if (field == nullptr) continue;
      if (field->name.text == "min") low = text(field->value->span);
      if (field->name.text == "max") high = text(field->value->span);
      known_early =
          known_early || (field->name.text == "static" && text(field->value->span) == "true");
    }
    if (param.value == nullptr && !std::holds_alternative<ast::OptionalType>(param.type->node))
      out.doc += " Required.";
    if (!low.empty() && !high.empty())
      out.doc += fmt::format(" From {} to {}.", low, high);
    else if (!low.empty())
      out.doc += fmt::format(" At least {}.", low);
    else if (!high.empty())
      out.doc += fmt::format(" At most {}.", high);
    if (known_early) out.doc += " Known when the program is compiled.";
    return out;
  }

  Sources sources_;
  SourceId id_;
  File read_;
};

std::vector<File> files() {
  std::vector<File> out;
  for (const TextFile& file : sema::std_files()) out.push_back(Reader(file).run());
  return out;
}

std::string entries(std::string_view title, const Component& component, bool outputs) {
  std::string out;
  for (const Part& part : component.parts) {
    if (part.output != outputs) continue;
    if (out.empty()) out = fmt::format("\n{}\n", title);
    out += fmt::format("  {}\n{}", part.head, paragraph(part.doc, 6));
  }
  return out;
}

std::string component_text(const File& file, const Component& component) {
  return fmt::format("{}   (import \"{}\")\n\n{}{}{}", component.usage, file.name,
                     paragraph(component.doc, 0), entries("Params", component, false),
                     entries("Outputs", component, true));
}

std::string rows(const File& file) {
  std::string out;
  for (const Component& component : file.components) out += row(component.name, component.doc, 23);
  return out;
}

std::string file_text(const File& file) {
  std::string out = fmt::format("import \"{}\"\n\n{}\nComponents: `svcc explain COMPONENT`\n",
                                file.name, paragraph(file.about, 0));
  for (const Component& component : file.components)
    out += fmt::format("  {}\n{}", component.usage,
                       paragraph(fmt::format("{}.", first_sentence(component.doc)), 6));
  return out;
}

std::string component_section(const File& file, const Component& component) {
  std::string out = fmt::format(
      "## {}\n\n`{}`, of `{}`. {}\n\n| param | type | default | |\n| --- | --- | --- | --- |\n",
      component.name, component.usage, file.name, component.doc);
  std::string outputs;
  for (const Part& part : component.parts) {
    if (part.output)
      outputs += fmt::format("`{}.{}`: {}\n\n", "NAME", part.name, part.doc);
    else
      out += fmt::format("| `{}` | {} | {} | {} |\n", part.name, code_cell(part.type),
                         code_cell(part.value), cell(part.doc));
  }
  return out + "\n" + outputs;
}

}  // namespace

std::optional<std::string> library_topic(std::string_view path) {
  const std::size_t dot = path.find('.');
  for (const File& file : files()) {
    if (path == file.name || path == file.name + ".svc") return file_text(file);
    for (const Component& component : file.components) {
      if (path.substr(0, dot) != component.name) continue;
      if (dot == std::string_view::npos) return component_text(file, component);
      const auto part = std::find_if(component.parts.begin(), component.parts.end(),
                                     [&](const Part& p) { return p.name == path.substr(dot + 1); });
      if (part != component.parts.end())
        return fmt::format("{}\n\n  {}\n{}", path, part->head, paragraph(part->doc, 6));
    }
  }
  return std::nullopt;
}

std::vector<std::string> library_topics() {
  std::vector<std::string> out;
  for (const File& file : files()) {
    out.push_back(file.name);
    for (const Component& component : file.components) {
      out.push_back(component.name);
      for (const Part& part : component.parts)
        out.push_back(fmt::format("{}.{}", component.name, part.name));
    }
  }
  return out;
}

std::string library_list() {
  std::string out;
  for (const File& file : files()) out += fmt::format("  import \"{}\"\n{}", file.name, rows(file));
  return out;
}

Page library_page() {
  std::string out =
      "<!-- Written by `svcc explain --write-reference docs/reference`. Change stdlib/std instead. "
      "-->\n\n# The standard library\n\nComponents of `stdlib/std`, written in the language "
      "itself. A program imports the file and uses them like kinds; `svcc explain COMPONENT` shows "
      "one.\n\n";
  for (const File& file : files()) {
    for (const Component& component : file.components) out += component_section(file, component);
  }
  return {"std.md", out};
}

}  // namespace svc::explain
