#include "ide/describe.h"

#include <fmt/format.h>

#include "base/lines.h"
#include "explain/values.h"
#include "ide/index.h"
#include "sema/builtins.h"

namespace svc::ide {

namespace {

// The first line of a declaration, as far as its body.
std::string head_text(const LiveProgram& program, const Declaration& declared) {
  if (declared.member == nullptr) return fmt::format("for {}", declared.name);
  const SourceFile& file = program.sources()[declared.span.file];
  if (const auto* block = std::get_if<ast::Block>(&declared.member->node))
    return std::string(file.text(block->header));
  if (const auto* environment = std::get_if<ast::Environment>(&declared.member->node))
    return std::string(file.text(environment->header));
  std::string_view text = file.text(declared.member->span);
  const std::size_t line = line_end(text, 0);
  const bool whole = line == text.size();
  text = text.substr(0, line);
  if (std::holds_alternative<ast::Component>(declared.member->node) ||
      std::holds_alternative<ast::For>(declared.member->node))
    text = text.substr(0, text.find('{'));
  while (text.ends_with(' ') || text.ends_with('{')) text.remove_suffix(1);
  constexpr std::size_t kLongest = 160;
  return text.size() > kLongest
             ? std::string(text.substr(0, kLongest)) + "…"
             : std::string(text) +
                   (whole || !std::holds_alternative<ast::Let>(declared.member->node) ? "" : " …");
}

std::string sentences(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : " ") + one;
  return out;
}

std::string joined(std::string head, std::initializer_list<std::string_view> paragraphs) {
  for (const std::string_view paragraph : paragraphs) {
    if (!paragraph.empty()) head += fmt::format("\n{}\n", paragraph);
  }
  return head;
}

}  // namespace

std::string code(std::string_view text) {
  return fmt::format("```svc\n{}\n```\n", text);
}

std::string describe_kind(const sema::KindDecl& kind, bool existing) {
  return joined(code(explain::usage(kind, existing || !kind.creatable)), {kind.doc});
}

std::string describe_field(const sema::FieldDecl& field) {
  return joined(code(explain::field_head(field)), {field.doc, sentences(explain::remarks(field))});
}

std::string describe_block(const sema::BlockDecl& block) {
  return joined(code(explain::usage(block)),
                {block.body->doc, block.many ? "Any number of them." : "At most one."});
}

std::string describe_attribute(const sema::KindDecl& kind, const sema::AttributeDecl& attribute) {
  return joined(
      code(fmt::format("{}: {}", attribute.name, sema::type_text(attribute.type))),
      {attribute.doc,
       fmt::format("An attribute of `{}`, known when the program is deployed.", kind.name)});
}

std::string describe_method(const sema::MethodDecl& method) {
  return joined(code(explain::method_head(method)), {method.doc});
}

std::string describe_verb(const sema::KindDecl& kind, const sema::VerbDecl& verb) {
  std::string actions;
  for (const std::string_view action : verb.actions)
    actions += fmt::format("{}`{}`", actions.empty() ? "Allows " : ", ", action);
  return joined(code(fmt::format("allow {} on {}", verb.name, kind.name)), {verb.doc, actions});
}

std::string describe_function(std::string_view name) {
  const sema::FunctionInfo* function = sema::find_function(name);
  return function == nullptr ? std::string() : joined(code(function->signature), {function->doc});
}

namespace {

// The params of a component, a line each.
std::string params_text(const SourceFile& file, const ast::Component& component) {
  std::string out;
  for (const ast::Member* member : component.members) {
    const auto* param = std::get_if<ast::Param>(&member->node);
    if (param == nullptr) continue;
    std::string_view text = file.text(member->span);
    text = text.substr(
        std::min<std::size_t>(text.size(), param->name.span.begin - member->span.begin));
    text = text.substr(0, line_end(text, 0));
    out +=
        fmt::format("- `{}`{}{}\n", text, member->doc.text.empty() ? "" : ": ", member->doc.text);
  }
  return out;
}

}  // namespace

std::string describe_declaration(const LiveProgram& program, const Declaration& declared) {
  if (declared.member == nullptr) return code(head_text(program, declared));
  const auto* component = std::get_if<ast::Component>(&declared.member->node);
  const std::string params = component == nullptr || declared.form != Declaration::Form::Component
                                 ? std::string()
                                 : params_text(program.sources()[declared.span.file], *component);
  return joined(code(head_text(program, declared)), {declared.member->doc.text, params});
}

std::string describe_meaning(const LiveProgram& program, const sema::Meaning& meaning) {
  using Form = sema::Meaning::Form;
  switch (meaning.form) {
    case Form::Field:
      if (meaning.declaration.valid()) break;
      return describe_field(*meaning.field);
    case Form::Block:
      return describe_block(*meaning.block);
    case Form::Attribute:
      return describe_attribute(*meaning.kind, *meaning.attribute);
    case Form::Method:
      return describe_method(*meaning.method);
    case Form::Verb:
      return describe_verb(*meaning.kind, *meaning.verb);
    case Form::Function:
      return describe_function(meaning.name);
    case Form::Symbol:
      return code(
          fmt::format("{}: {}", meaning.name,
                      meaning.type == nullptr ? std::string() : sema::type_text(*meaning.type)));
    case Form::Builtin: {
      if (meaning.builtin != nullptr) {
        return joined(
            code(fmt::format("{}.{}: string", meaning.builtin->object, meaning.builtin->name)),
            {meaning.builtin->doc,
             meaning.builtin->deferred ? "Known when the program is deployed." : ""});
      }
      std::string out;
      for (const sema::BuiltinInfo& builtin : sema::builtins()) {
        if (builtin.object == meaning.name)
          out += fmt::format("- `{}.{}`: {}\n", builtin.object, builtin.name, builtin.doc);
      }
      return code(meaning.name) + "\n" + out;
    }
    case Form::Kind:
      if (!meaning.declaration.valid()) return describe_kind(*meaning.kind, false);
      break;
    case Form::Clause:
    case Form::Declared:
      break;
  }
  const Declaration* declared = program.declarations().at(meaning.declaration);
  return declared == nullptr ? std::string() : describe_declaration(program, *declared);
}

}  // namespace svc::ide
