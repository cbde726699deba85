#include "ide/hover.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "emit/registry.h"
#include "explain/values.h"
#include "ide/costs.h"
#include "ide/describe.h"
#include "ide/index.h"
#include "ide/preview.h"
#include "ide/remarks.h"
#include "ide/target_words.h"
#include "plan/facts.h"
#include "sema/builtins.h"
#include "sema/literals.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

using Values = std::vector<Index::EnvironmentValues>;

// The value in each environment; one line if all are equal.
std::string values_text(const Values& values) {
  if (values.empty()) return {};
  const bool same = std::all_of(
      values.begin(), values.end(),
      [&](const Index::EnvironmentValues& v) { return v.values == values.front().values; });
  std::string out;
  const auto line = [&](std::string_view name, const std::vector<std::string>& all) {
    constexpr std::size_t kMost = 4;  // of something that is made many times
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), kMost); ++i)
      text += fmt::format("{}`{}`", i == 0 ? "" : ", ", all[i]);
    out += fmt::format("{}{}{}\n", name, text, all.size() > kMost ? ", …" : "");
  };
  if (same)
    line("\nValue: ", values.front().values);
  else
    out += "\n";
  if (!same) {
    for (const Index::EnvironmentValues& v : values)
      line(fmt::format("- {}: ", v.environment), v.values);
  }
  return out;
}

// The value of a field that is written at this span, in each environment.
Values field_values(const LiveProgram& program, Span name) {
  Values all;
  for (const auto& environment : program.environments()) {
    Index::EnvironmentValues one{environment->name, {}};
    for (const sema::Block& block : environment->checked.program.block_store) {
      for (const sema::FieldValue& field : block.fields) {
        if (field.name_span != name || !field.value.present() || field.value.is_error() ||
            field.value.get<const sema::Block*>() != nullptr)
          continue;
        std::string text = sema::value_text(field.value);
        if (std::find(one.values.begin(), one.values.end(), text) == one.values.end())
          one.values.push_back(std::move(text));
      }
    }
    if (!one.values.empty()) all.push_back(std::move(one));
  }
  return all;
}

// The value of a declared name in each environment: a let's value, a param's default.
Values declared_values(const LiveProgram& program, const Declaration& declared, Span use) {
  if (declared.form != Declaration::Form::Param) {
    const bool block = declared.form == Declaration::Form::Block ||
                       declared.form == Declaration::Form::Component ||
                       declared.form == Declaration::Form::Alias;
    if (block) return {};
    const Index& index = program.index();
    Values values = index.values_of(use);
    if (values.empty()) values = index.values_of(declared.span);
    const auto* let =
        declared.member == nullptr ? nullptr : std::get_if<ast::Let>(&declared.member->node);
    const auto* output =
        declared.member == nullptr ? nullptr : std::get_if<ast::Output>(&declared.member->node);
    if (values.empty() && let != nullptr) values = index.values_of(let->value->span);
    if (values.empty() && output != nullptr) values = index.values_of(output->value->span);
    if (values.empty() &&
        declared.form ==
            Declaration::Form::ComponentParam) {  // take the values that instances give
      for (const Span one : index.uses_of(declared.span)) {
        if (values.empty() && one.file == declared.span.file) values = index.values_of(one);
      }
    }
    return values;
  }
  Values all;
  for (const auto& environment : program.environments()) {
    for (const sema::Parameter* parameter : environment->checked.program.parameters) {
      if (parameter->span == declared.span && parameter->value.present())
        all.push_back({environment->name, {sema::value_text(parameter->value)}});
    }
  }
  return all;
}

// The properties that a member of a block becomes.
std::string becomes_text(const LiveProgram& program, Span name) {
  const ast::Ast* tree = program.tree(name.file);
  const std::vector<const ast::Member*> path =
      tree == nullptr ? std::vector<const ast::Member*>() : path_to(*tree, name.begin);
  if (path.empty() || is_std_document(location_of(program.sources(), name).path)) return {};
  std::string out;
  for (const Becomes& one : becomes(program, path.back()->span)) {
    constexpr std::size_t kMost = 4;
    out += fmt::format("\n{}: ", info(*find_target(one.target)).title);
    for (std::size_t i = 0; i < std::min(one.properties.size(), kMost); ++i)
      out += fmt::format("{}`{}`", i == 0 ? "" : ", ", one.properties[i]);
    out += one.properties.size() > kMost ? ", …\n" : "\n";
  }
  return out;
}

// The resources of a declared block, and what they cost.
std::string resources_text(const LiveProgram& program, const Declaration& declared) {
  if (declared.form != Declaration::Form::Block) return {};
  constexpr std::size_t kMost = 6;
  const std::vector<std::string> all = resources_of(program, declared.member->span);
  if (all.empty()) return {};
  std::string out =
      fmt::format("\nBecomes {} resource{}: ", all.size(), all.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < std::min(kMost, all.size()); ++i)
    out += fmt::format("{}`{}`", i == 0 ? "" : ", ", all[i]);
  out += all.size() > kMost ? ", …\n" : "\n";
  return out + cost_text(program, declared.member->span);
}

// The facts of an instance type, where its name is written.
std::optional<Hover> instance_type(const LiveProgram& program, Point point) {
  const ast::Ast* tree = program.tree(point.file);
  const std::vector<const ast::Member*> path =
      tree == nullptr ? std::vector<const ast::Member*>() : path_to(*tree, point.offset);
  const auto* field = path.empty() ? nullptr : std::get_if<ast::Field>(&path.back()->node);
  if (field == nullptr || field->name.text != "instance" ||
      point.offset < field->value->span.begin || point.offset > field->value->span.end)
    return std::nullopt;
  const std::string_view text = program.sources()[point.file].text(field->value->span);
  const plan::InstanceType* type =
      text.size() < 2 ? nullptr : plan::find_instance_type(text.substr(1, text.size() - 2));
  if (type == nullptr) return std::nullopt;
  std::string out = fmt::format("**{}**: {} vCPU, {} of memory, {}", type->name, type->vcpu,
                                sema::size_text(type->memory_mib * 1024 * 1024),
                                type->arm64 ? "arm64" : "x86_64");
  if (type->gpus > 0) out += fmt::format(", {} GPU{}", type->gpus, type->gpus == 1 ? "" : "s");
  out += fmt::format("\n\nIt holds {} tasks with a network interface of their own",
                     type->interfaces - 1);  // one is the instance's
  if (type->trunked_tasks > 0)
    out += fmt::format(", {} with `trunking = true`", type->trunked_tasks);
  return Hover{field->value->span, out + ".\n"};
}

// The value of `environment.name` in each environment.
Values builtin_values(const LiveProgram& program, Span name) {
  Values values;
  for (const ast::Expr& expr : program.tree(name.file)->exprs) {
    const auto* member = std::get_if<ast::MemberExpr>(&expr.node);
    if (member != nullptr && member->name.span == name)
      values = program.index().values_of(expr.span);
  }
  return values;
}

// The options of a param: `{ min = 1, secret = true }`.
std::optional<Hover> param_option(const std::vector<const ast::Member*>& path,
                                  std::uint32_t offset) {
  if (path.size() < 2 || !std::holds_alternative<ast::Param>(path[path.size() - 2]->node))
    return std::nullopt;
  const auto* field = std::get_if<ast::Field>(&path.back()->node);
  if (field == nullptr || offset > field->name.span.end) return std::nullopt;
  for (const sema::OptionInfo& option : sema::param_options()) {
    if (option.name == field->name.text)
      return Hover{field->name.span, fmt::format("{}\n{}\n", code(option.name), option.doc)};
  }
  return std::nullopt;
}

Span word_at(const SourceFile& file, Point point) {
  const std::string_view text = file.text();
  std::uint32_t begin = point.offset;
  std::uint32_t end = point.offset;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  while (end < text.size() && is_word(text[end])) ++end;
  return {point.file, begin, end};
}

// A target's own words: the resource that a patch changes, and its properties.
std::optional<Hover> target_word(const LiveProgram& program,
                                 const std::vector<const ast::Member*>& path, Point point) {
  const ast::Block* block = target_block(path);
  if (block == nullptr || !target_of(*block)) return std::nullopt;
  emit::Registry registry(*target_of(*block));
  std::optional<TargetPart> part;
  if (block->kind.text == "raw") {
    part = TargetPart{"", "", text_of_label(*block, 1), registry.find(text_of_label(*block, 1))};
  } else {
    for (const auto& environment : program.environments()) {
      if (!part && environment->graph)
        part = meant_part(parts_of(*environment->graph, *block), *block);
    }
    if (!part) part = meant_part(all_parts(*target_of(*block)), *block);
  }
  if (!part || part->schema == nullptr) return std::nullopt;
  const ast::Label& label = block->labels[1];
  if (label.span.begin <= point.offset && point.offset <= label.span.end)
    return Hover{label.span, code(part->type)};
  const std::vector<std::string_view> steps = steps_to(*block, path, point.offset);
  const emit::Schema* property = steps.empty() ? nullptr : schema_at(part->schema, steps);
  if (property == nullptr) return std::nullopt;
  std::string where;
  for (const std::string_view step : steps)
    where += fmt::format("{}{}", where.empty() ? "" : ".", step);
  const Span span = word_at(program.sources()[point.file], point);
  return Hover{span, fmt::format("{}\n`{} {}`\n", describe_property(*property), part->type, where)};
}

}  // namespace

std::optional<Hover> hover(const LiveProgram& program, Point point) {
  if (std::optional<Hover> found = hover_remark(program.sources()[point.file], point)) return found;
  const Index& index = program.index();
  if (const sema::Use* use = index.at(point)) {
    std::string text = describe_meaning(program, use->meaning);
    if (text.empty()) return std::nullopt;
    if (use->meaning.form == sema::Meaning::Form::Field) {
      text += values_text(field_values(program, use->span));
      text += becomes_text(program, use->span);
    } else if (use->meaning.builtin != nullptr) {
      text += values_text(builtin_values(program, use->span));
    } else if (const Declaration* declared = index.declaration(use->meaning.declaration)) {
      text += values_text(declared_values(program, *declared, use->span)) +
              resources_text(program, *declared);
    }
    return Hover{use->span, std::move(text)};
  }
  const ast::Ast* tree = program.tree(point.file);
  const std::vector<const ast::Member*> path =
      tree == nullptr ? std::vector<const ast::Member*>() : path_to(*tree, point.offset);
  if (std::optional<Hover> found = target_word(program, path, point)) return found;
  for (const Declaration& declared : index.declarations()) {
    if (declared.span.file != point.file || point.offset < declared.span.begin ||
        point.offset > declared.span.end)
      continue;
    return Hover{declared.span, describe_declaration(program, declared) +
                                    values_text(declared_values(program, declared, declared.span)) +
                                    resources_text(program, declared)};
  }
  if (std::optional<Hover> found = instance_type(program, point)) return found;
  return param_option(path, point.offset);
}

// ---- Signatures ----

namespace {

// The call with its parentheses around an offset, from its tokens alone.
struct OpenCall {
  Span callee;                // the word before the parenthesis
  bool method = false;        // behind a dot
  std::size_t arguments = 0;  // commas before the offset
};

std::optional<OpenCall> open_call(SourceId file, std::string_view text, std::uint32_t offset) {
  struct Open {
    char bracket;
    std::size_t token;
    std::size_t commas = 0;
  };
  const std::vector<syntax::Token> tokens = syntax::tokenize(text.substr(0, offset)).tokens;
  std::vector<Open> open;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != syntax::Token::Kind::Mark) continue;
    const char c = text[tokens[i].begin];
    if (c == '(' || c == '[' || c == '{')
      open.push_back({c, i});
    else if ((c == ')' || c == ']' || c == '}') && !open.empty())
      open.pop_back();
    else if (c == ',' && !open.empty())
      ++open.back().commas;
  }
  while (!open.empty() && open.back().bracket == '[') open.pop_back();
  if (open.empty() || open.back().bracket != '(' || open.back().token == 0) return std::nullopt;
  const syntax::Token& callee = tokens[open.back().token - 1];
  if (callee.kind != syntax::Token::Kind::Word && callee.kind != syntax::Token::Kind::Keyword)
    return std::nullopt;
  const bool method =
      open.back().token >= 2 && text.substr(tokens[open.back().token - 2].begin, 1) == ".";
  return OpenCall{{file, callee.begin, callee.end}, method, open.back().commas};
}

Signature made(std::string label, std::string documentation, std::size_t active) {
  Signature signature{std::move(label), {}, std::move(documentation), active};
  const std::size_t open = signature.label.find('(');
  const std::size_t close = signature.label.find(')', open);
  if (open == std::string::npos || close == std::string::npos) return signature;
  for (std::size_t begin = open + 1; begin < close;) {
    const std::size_t end = std::min(signature.label.find(", ", begin), close);
    signature.params.emplace_back(begin, end);
    begin = end + 2;
  }
  // `value…` takes all that follow.
  if (!signature.params.empty() && signature.label.substr(0, close).ends_with("…"))
    signature.active = std::min(active, signature.params.size() - 1);
  return signature;
}

}  // namespace

std::optional<Signature> signature(const LiveProgram& program, Point point) {
  const std::string_view text = program.sources()[point.file].text();
  const std::optional<OpenCall> call = open_call(point.file, text, point.offset);
  if (!call) return std::nullopt;
  const std::string_view name = text.substr(call->callee.begin, call->callee.size());
  if (!call->method) {
    const sema::FunctionInfo* function = sema::find_function(name);
    return function == nullptr ? std::nullopt
                               : std::optional(made(std::string(function->signature),
                                                    std::string(function->doc), call->arguments));
  }
  // The object may be part of a line that cannot be read. Any kind with such a method will do; the
  // probable one comes first.
  const sema::MethodDecl* found = nullptr;
  const sema::Use* use = program.index().at({point.file, call->callee.begin});
  if (use != nullptr) found = use->meaning.method;
  for (const sema::KindDecl* kind : sema::builtin_kinds()) {
    if (found == nullptr) found = kind->method(name);
  }
  if (found == nullptr) return std::nullopt;
  return made(explain::method_head(*found), std::string(found->doc), call->arguments);
}

}  // namespace svc::ide
