// The diagnostics for parts that a value does not have: entries of objects, names of files,
// attributes of blocks.
#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/values.h"
#include "diagnostics/suggest.h"
#include "sema/builtins.h"
#include "sema/components.h"
#include "sema/foreign.h"
#include "sema/meant_fields.h"
#include "sema/unknown.h"

namespace svc::sema {

void report_unknown_entry(Session& session, const Object& object, std::string_view key,
                          Span key_span) {
  if (session.sink.full())
    return (void)session.sink.report<diag::NoSuchItem>(key_span, fmt::format("`{}`", key),
                                                       "this object");
  std::vector<std::string_view> keys;
  for (const auto& [name, value] : object.entries) keys.push_back(name);
  const bool quoted = session.sources[key_span.file].text(key_span).starts_with('"');
  suggest(session.sink.report<diag::NoSuchItem>(key_span, fmt::format("`{}`", key), "this object"),
          key_span, closest(key, keys), "it has " + enumerate(keys, "and"), quoted);
}

void report_unknown_export(Session& session, const Scope& file, ast::Ident name) {
  if (file.incomplete) return;
  if (session.sink.full())
    return (void)session.sink.report<diag::UnknownName>(name.span, name.text);
  std::vector<std::string_view> names;
  for (const auto& [known, binding] : file.names) names.push_back(known);
  suggest(session.sink.report<diag::UnknownName>(name.span, name.text), name.span,
          closest(name.text, names),
          names.empty() ? "that file declares nothing"
                        : "that file has " + enumerate(names, "and", 20));
}

namespace {

// `url` of `queue_url`, `arn` of `topicArn`; empty for none.
std::string_view attribute_at_end(std::string_view word,
                                  const std::vector<std::string_view>& names) {
  const std::string plain = plain_word(word);
  std::string_view longest;
  for (const std::string_view name : names) {
    if (name.size() > longest.size() && plain.ends_with(plain_word(name))) longest = name;
  }
  return longest;
}

// The first method of a kind that gives a part of it by its name, as `key("password")` of a secret;
// null if there is none.
const MethodDecl* method_of_parts(const KindDecl& kind) {
  for (const MethodDecl& method : kind.methods) {
    const bool by_name =
        method.params.size() == 1 && method.params.front().type.alternatives.size() == 1 &&
        method.params.front().type.alternatives.front().form == TypeAlternative::Form::Scalar &&
        method.params.front().type.alternatives.front().scalar == Scalar::String;
    if (by_name) return &method;
  }
  return nullptr;
}

}  // namespace

std::string_view part_method(const KindDecl& kind) {
  const MethodDecl* found = method_of_parts(kind);
  return found == nullptr ? std::string_view{} : found->name;
}

std::string part_by_name(const Block& block, std::string_view name) {
  if (block.kind->attribute(name) != nullptr) return fmt::format("{}.{}", block.name, name);
  const MethodDecl* part = method_of_parts(*block.kind);
  return part == nullptr ? std::string{}
                         : fmt::format("{}.{}(\"{}\")", block.name, part->name, name);
}

void report_unknown_attribute(Session& session, const Block& block, ast::Ident name) {
  if (session.sink.full())
    return (void)session.sink.report<diag::UnknownAttribute>(name.span, block.kind->name,
                                                             block.name, name.text);
  std::vector<std::string_view> names;
  for (const AttributeDecl& a : block.kind->attributes) names.push_back(a.name);
  for (const MethodDecl& m : block.kind->methods) names.push_back(m.name);
  for (const Block* nested : block.blocks) {
    if (nested->decl->name == "subnets" || !nested->kind->attributes.empty())
      names.push_back(nested->name);
  }
  if (const Instance* instance = instance_of(session, &block)) {
    for (const auto& [output, binding] : instance->outputs->names) names.push_back(output);
  }
  auto report = session.sink.report<diag::UnknownAttribute>(name.span, block.kind->name, block.name,
                                                            name.text);
  if (session.policy != nullptr) {
    advise_policy_field(report, block, name);
    return;
  }
  // `users.outputs.queue_url`
  if (instance_of(session, &block) != nullptr &&
      (name.text == "outputs" || name.text == "output")) {
    report.help(fmt::format("an output is named alone: `{}.NAME`", block.name))
        .repair("Leave it out", {{Span{name.span.file, name.span.begin - 1, name.span.end}, ""}});
    return;
  }
  if (const MethodDecl* method = block.kind->method(name.text)) {
    std::vector<std::string_view> params;
    for (const MethodParamDecl& param : method->params) params.push_back(param.name);
    report.help(fmt::format("it takes values: `{}.{}({})`", block.name, name.text,
                            fmt::join(params, ", ")));
    return;
  }
  // `files.shared`: a block within it, which a field of its own names.
  for (const Block* nested : block.blocks) {
    if (nested->name != name.text || nested->decl == nullptr || nested->labels.empty()) continue;
    report.help(fmt::format("`{0}` is `{1} {0}` of it: name `{2}`, and write `{1} = {0}` beside it",
                            name.text, nested->decl->name, block.name));
    return;
  }
  std::string_view meant = closest(name.text, names);
  if (meant.empty()) meant = attribute_at_end(name.text, names);
  const bool reference = name.text == "id" || name.text == "ref";
  if (meant.empty() && reference && block.kind->attribute("arn") != nullptr) meant = "arn";
  if (const MethodDecl* part = method_of_parts(*block.kind); meant.empty() && part != nullptr) {
    const std::string text = fmt::format("{}(\"{}\")", part->name, name.text);
    report.help(fmt::format("write `{}.{}`", block.name, text))
        .repair(fmt::format("Write `{}`", text), {{name.span, text}});
    return;
  }
  suggest(report, name.span, meant,
          names.empty() ? "it has no attributes" : "it has " + enumerate(names, "and"));
}

}  // namespace svc::sema
