#include "explain/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "explain/codes.h"
#include "explain/library.h"
#include "explain/values.h"
#include "lint/lint.h"
#include "sema/kinds.h"

namespace svc::explain {

namespace {

using sema::BlockDecl;
using sema::KindDecl;

constexpr std::string_view kGenerated =
    "<!-- Written by `svcc explain --write-reference docs/reference`. Change stdlib/prelude or "
    "tests/diagnostics instead. -->\n\n";

std::string fields_table(std::span<const sema::FieldDecl> fields) {
  if (fields.empty()) return {};
  std::string out = "| field | type | default | |\n| --- | --- | --- | --- |\n";
  for (const sema::FieldDecl& field : fields) {
    std::string text(field.doc);
    for (const std::string& remark : remarks(field)) text += " " + remark;
    out +=
        fmt::format("| `{}` | {} | {} | {} |\n", field.name, code_cell(sema::type_text(field.type)),
                    code_cell(constant_text(field.value)), cell(text));
  }
  return out + "\n";
}

std::string attributes_table(std::span<const sema::AttributeDecl> attributes) {
  if (attributes.empty()) return {};
  std::string out = "| attribute | type | |\n| --- | --- | --- |\n";
  for (const sema::AttributeDecl& a : attributes)
    out += fmt::format("| `{}` | {} | {} |\n", a.name, code_cell(sema::type_text(a.type)),
                       cell(a.doc));
  return out + "\n";
}

std::string block_sections(const KindDecl& kind, const std::string& path) {
  std::string out;
  for (const BlockDecl& block : kind.blocks) {
    std::string inner = path + "." + std::string(block.name);
    for (const sema::LabelDecl& label : block.labels) {
      if (label.fixed) inner += "." + std::string(label.name);
    }
    out += fmt::format("## {}\n\n`{}`, {}. {}\n\n{}", inner, usage(block), how_often(block),
                       block.body->doc, fields_table(block.body->fields));
    out += attributes_table(block.body->attributes);
    if (block.body->grants) out += "It can contain `allow ACTIONS on RESOURCE`.\n\n";
    out += block_sections(*block.body, inner);
  }
  return out;
}

std::string gives(const KindDecl& kind) {
  std::string out;
  if (!kind.attributes.empty()) {
    out += "## Attributes\n\n| attribute | type | |\n| --- | --- | --- |\n";
    for (const auto& a : kind.attributes)
      out += fmt::format("| `{}` | {} | {} |\n", a.name, code_cell(sema::type_text(a.type)),
                         cell(a.doc));
    out += "\n";
  }
  if (!kind.methods.empty()) {
    out += "## Methods\n\n| method | |\n| --- | --- |\n";
    for (const auto& m : kind.methods)
      out += fmt::format("| {} | {} |\n", code_cell(method_head(m)), cell(m.doc));
    out += "\n";
  }
  if (!kind.verbs.empty()) {
    out += fmt::format(
        "## Permissions\n\nWhat `allow VERB on {}` may say:\n\n| verb | | actions |\n| --- | --- | "
        "--- |\n",
        kind.name);
    for (const auto& v : kind.verbs) {
      std::string actions;
      for (const std::string_view action : v.actions)
        actions += fmt::format("{}`{}`", actions.empty() ? "" : ", ", action);
      out += fmt::format("| `{}` | {} | {} |\n", v.name, cell(v.doc), actions);
    }
    out += "\n";
  }
  return out;
}

std::string trimmed(std::string text) {
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

Page kind_page(const KindDecl& kind) {
  std::string out = fmt::format("{}# {}\n\n{}\n\n```svc\n{}\n```\n\n{}", kGenerated, kind.name,
                                kind.doc, usage(kind, false), fields_table(kind.fields));
  if (kind.grants)
    out += "It can contain `allow ACTIONS on RESOURCE` and `deny ACTIONS on RESOURCE`.\n\n";
  out += block_sections(kind, std::string(kind.name));
  if (kind.existing != nullptr)
    out += fmt::format("## existing {}\n\n{}\n\n```svc\n{}\n```\n\n{}", kind.name,
                       kind.existing->doc, usage(kind, true), fields_table(kind.existing->fields));
  return {fmt::format("{}.md", kind.name), trimmed(out + gives(kind))};
}

Page index_page() {
  std::string out = fmt::format(
      "{}# Reference\n\nWhat `svcc explain` says, one page a kind. The language itself: "
      "[language.md](../language.md).\n\n| kind | |\n| --- | --- |\n",
      kGenerated);
  for (const KindDecl* kind : sema::builtin_kinds()) {
    out += fmt::format("| [`{}`]({}.md) | {} |\n", kind->name, kind->name, cell(kind->doc));
  }
  return {"README.md", out +
                           "\nThe components that programs import: [std.md](std.md). What the "
                           "compiler says: [diagnostics.md](diagnostics.md).\n"};
}

std::string fenced(std::string_view language, std::string_view text) {
  return fmt::format("```{}\n{}{}```\n\n", language, text, text.ends_with('\n') ? "" : "\n");
}

std::string examples_markdown(Code code) {
  std::string out;
  for (const CodeExample& example : examples(code)) {
    for (const TextFile& program : example.programs) out += fenced("svc", program.text);
    out += fenced("text", example.said) + "Corrected:\n\n" + fenced("svc", example.fixed);
  }
  return out;
}

std::string about_markdown(Code code) {
  const std::string_view about = lint::about(code);
  return about.empty() ? "" : fmt::format("{}\n\n", about);
}

Page diagnostics_page() {
  std::string out = fmt::format(
      "{}# Diagnostics\n\nEvery code, with the program that shows it, what is said, and the "
      "corrected program. `svcc explain CODE` prints one.\n\n",
      kGenerated);
  for (const CodeInfo& info : all_codes()) {
    out += fmt::format("## {}\n\n{} `{}`: {}\n\n{}", code_text(info.code),
                       severity_text(info.severity), info.name, message_text(info.message),
                       about_markdown(info.code) + examples_markdown(info.code));
  }
  return {"diagnostics.md", trimmed(out)};
}

}  // namespace

std::vector<Rule> rules() {
  std::vector<Rule> out;
  for (const CodeInfo& info : all_codes()) {
    const std::string summary = message_text(info.message);
    out.push_back({info.code, std::string(info.name), info.severity, summary,
                   summary + "\n\n" + examples_markdown(info.code)});
  }
  return out;
}

std::vector<Page> reference() {
  std::vector<Page> pages{index_page(), diagnostics_page()};
  const Page library = library_page();
  pages.push_back({library.name, trimmed(library.text)});
  for (const KindDecl* kind : sema::builtin_kinds()) {
    pages.push_back(kind_page(*kind));
  }
  return pages;
}

}  // namespace svc::explain
