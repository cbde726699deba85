#include "sema/foreign_expressions.h"

#include <fmt/format.h>

#include "base/address.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/networks.h"
#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/types.h"
#include "sema/unknown.h"

namespace svc::sema {

// `names.length`, `ports.first`: properties of other languages.
void report_foreign_member(Session& session, const ast::MemberExpr& e, const Value& object,
                           Span span) {
  auto report = session.sink.report<diag::TypeMismatch>(
      e.object->span, fmt::format("the value before `.{}`", e.name.text), "a block or an object",
      describe(object));
  const std::string_view source = session.sources[e.object->span.file].text(e.object->span);
  const std::string_view name = e.name.text;
  std::string meant;
  if (object.get<List>() != nullptr && (name == "first" || name == "head"))
    meant = fmt::format("{}[0]", source);
  if (name == "length" || name == "size" || name == "count" || name == "len")
    meant = fmt::format("length({})", source);
  if (name == "upper" || name == "lower" || name == "keys" || name == "values" || name == "trim")
    meant = fmt::format("{}({})", name, source);
  // `c.image.registry` in a policy
  const auto* inner = std::get_if<ast::MemberExpr>(&e.object->node);
  if (session.policy != nullptr && inner != nullptr && inner->name.text == "image" &&
      (name == "registry" || name == "host" || name == "domain"))
    meant = fmt::format("{}.registry",
                        session.sources[inner->object->span.file].text(inner->object->span));
  if (object.get<AttributeRef>() != nullptr) {
    const std::string_view block = source.substr(0, source.rfind('.'));
    report.help(
        fmt::format("`{}` is a text; an attribute of the block is `{}.{}`", source, block, name));
  }
  if (meant.empty()) return;
  report.help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{span, meant}});
}

// `db["password"]`, `images["web"]`, `images("web")`, `images.tag["web"]`: a part of a block.
bool report_part_in_brackets(Session& session, const Scope& scope, const ast::Expr& of,
                             const ast::Expr& name, Span span) {
  const auto* method = std::get_if<ast::MemberExpr>(&of.node);
  const auto* named =
      std::get_if<ast::NameExpr>(method == nullptr ? &of.node : &method->object->node);
  const auto* key = std::get_if<ast::StringExpr>(&name.node);
  const auto* word = std::get_if<ast::NameExpr>(&name.node);
  const Binding* binding = named == nullptr ? nullptr : scope.find(named->name);
  const bool called = session.sources[span.file].text(span).ends_with(')');
  if (binding != nullptr && binding->form == Binding::Form::Let && called && method == nullptr) {
    const std::string item =
        fmt::format("{}[{}]", named->name, session.sources[name.span.file].text(name.span));
    session.sink
        .report<diag::TypeMismatch>(of.span, "the name before `(…)`", "a function",
                                    fmt::format("the `let` `{}`", named->name))
        .help(fmt::format("an item of a list is written `{}`", item))
        .repair(fmt::format("Write `{}`", item), {{span, item}});
    return true;
  }
  if (binding == nullptr || binding->form != Binding::Form::Block) return false;
  const Block& block = *binding->block;
  std::string meant;
  const std::string_view source = session.sources[name.span.file].text(name.span);
  if (method != nullptr) {
    if (block.kind->method(method->name.text) == nullptr) return false;
    meant = fmt::format("{}.{}({})", named->name, method->name.text, source);
  } else if (word != nullptr && scope.find(word->name) == nullptr) {
    meant = part_by_name(block, word->name);
  } else if (key != nullptr && key->pieces.size() == 1 && key->pieces.front().expr == nullptr) {
    meant = part_by_name(block, key->pieces.front().text);
  } else if (key != nullptr && !part_method(*block.kind).empty()) {  // `images["api-${tag}"]`
    meant = fmt::format("{}.{}({})", named->name, part_method(*block.kind), source);
  }
  if (meant.empty()) return false;
  session.sink
      .report<diag::TypeMismatch>(
          of.span, "the value before the bracket", "a list, an object or a function",
          fmt::format("{} `{}`",
                      method == nullptr ? fmt::format("the {}", block.kind->name) : "the method",
                      session.sources[of.span.file].text(of.span)))
      .help(fmt::format("write `{}`", meant))
      .repair(fmt::format("Write `{}`", meant), {{span, meant}});
  return true;
}

namespace {

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string in_small_letters(std::string_view word) {
  std::string small(word);
  for (char& c : small) c = is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

// `c7g.2xlarge` of `InstanceType.of(InstanceClass.C7G, InstanceSize.XLARGE2)`; empty for others.
std::string instance_type_of(const ast::CallExpr& call) {
  std::string parts;
  for (const ast::Expr* argument : call.arguments) {
    const auto* constant = std::get_if<ast::MemberExpr>(&argument->node);
    if (constant == nullptr || call.arguments.size() != 2) return {};
    std::string word = in_small_letters(constant->name.text);
    const std::size_t digits = word.find_last_not_of("0123456789") + 1;
    if (!parts.empty()) word = word.substr(digits) + word.substr(0, digits);
    parts += (parts.empty() ? "" : ".") + word;
  }
  return parts;
}

}  // namespace

bool report_foreign_class(Session& session, const Scope& scope, const ast::CallExpr& call,
                          Span span) {
  const ast::Expr* root = call.callee;
  bool is_class = false;
  for (const auto* path = std::get_if<ast::MemberExpr>(&root->node); path != nullptr;
       path = std::get_if<ast::MemberExpr>(&root->node)) {
    root = path->object;
    const auto* inner = std::get_if<ast::MemberExpr>(&root->node);
    is_class = is_class || (inner != nullptr && is_capital(inner->name.text.front()));
  }
  const auto* first = std::get_if<ast::NameExpr>(&root->node);
  if (!is_class || first == nullptr || scope.is_incomplete() || scope.find(first->name) != nullptr)
    return false;
  const std::string_view called = session.sources[span.file].text(call.callee->span);
  auto report = session.sink.report<diag::UnknownName>(call.callee->span, called);
  const std::string type = called.ends_with("InstanceType.of") ? instance_type_of(call) : "";
  if (type.empty())
    report.help(
        "a program has no classes: write the value itself, such as `\"t3.large\"` or `30s`");
  else
    report.help(fmt::format("write `\"{}\"`", type))
        .repair(fmt::format("Write \"{}\"", type), {{span, fmt::format("\"{}\"", type)}});
  return true;
}

// `[mail, print]`: several words that mean nothing are texts without quotes.
bool report_unquoted_items(Session& session, const Scope& scope, const ast::ListExpr& e,
                           const Type* element) {
  if (e.items.size() < 2 || scope.is_incomplete()) return false;
  // Where only symbols or ranges fit, each word has an answer of its own.
  if (element != nullptr && !wants_text(element) && !takes_anything(element)) return false;
  std::vector<Edit> edits;
  std::string list;
  for (const ast::Expr* item : e.items) {
    const ast::Expr* root = item;
    while (const auto* path = std::get_if<ast::MemberExpr>(&root->node)) root = path->object;
    const auto* word = std::get_if<ast::NameExpr>(&root->node);
    if (word == nullptr || scope.find(word->name) != nullptr ||
        (element != nullptr && has_symbol(*element, word->name)) || word->name == "environment" ||
        word->name == "app" || word->name == "aws" || !kind_wanted(element).empty())
      return false;
    const std::string_view source = session.sources[item->span.file].text(item->span);
    edits.push_back({item->span, fmt::format("\"{}\"", source)});
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", source);
  }
  const Span first = e.items.front()->span;
  session.sink.report<diag::UnknownName>(first, session.sources[first.file].text(first))
      .help(fmt::format("write texts in quotes: `[{}]`", list))
      .repair("Put them in quotes", std::move(edits));
  return true;
}

bool report_function_object(Session& session, const ast::ObjectExpr& e, Span span,
                            const Type* expected) {
  if (e.entries.size() != 1 || takes_anything(expected)) return false;
  const ast::ObjectEntry& entry = e.entries.front();
  const std::string_view key = entry.key.text;
  if (key != "Ref" && !key.starts_with("Fn::")) return false;
  auto report = session.sink.report<diag::UnknownFunction>(entry.key.span, key);
  const std::string plain = key == "Ref" ? "ref" : fmt::format("fn_{}", key.substr(4));
  for (const ForeignMeaning* meaning : foreign(plain, ForeignMeaning::Form::Function)) {
    report.help(meaning->say.empty() ? fmt::format("write `{}(…)`", meaning->name)
                                     : std::string(meaning->say));
  }
  const auto* name = std::get_if<ast::StringExpr>(&entry.value->node);
  if (key != "Ref" || name == nullptr || name->pieces.size() != 1) return true;
  const std::string& block = name->pieces.front().text;
  report.help(fmt::format("name the block itself: `{}`", block))
      .repair(fmt::format("Write `{}`", block), {{span, block}});
  return true;
}

// An address within a range is not a range: Terraform's provider refuses it, and EC2 rounds it
// silently. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html (CidrBlock)
void report_host_bits(Session& session, std::string_view text, Span span) {
  const auto range = parse_ipv4(text);
  if (!range || text.find('/') == std::string_view::npos || range_text(*range) == text) return;
  session.sink.report<diag::HostBits>(span, text, range_text(*range))
      .help(fmt::format("write {}, or {}/32 for the address alone", range_text(*range),
                        text.substr(0, text.find('/'))))
      .repair(fmt::format("Write {}", range_text(*range)), {{span, range_text(*range)}});
}

void report_index(Session& session, const ast::Expr& index, const Value& object, const Value& at) {
  auto report = session.sink.report<diag::TypeMismatch>(
      index.span, "the value in `[…]`",
      object.get<Object>() != nullptr ? "a string" : "a whole number", describe(at));
  if (session.sources[index.span.file].text(index.span) == "environment")
    report.help("write `environment.name`")
        .repair("Write `environment.name`", {{index.span, "environment.name"}});
}

}  // namespace svc::sema
