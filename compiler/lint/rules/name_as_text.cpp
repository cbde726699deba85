// `"orders.url"`, `"api-$tag"`: a declared name in a text that is not interpolated.
#include <algorithm>
#include <array>
#include <map>

#include "base/characters.h"
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"
#include "sema/kinds.h"

namespace svc::lint::rules {

namespace {

class Texts {
 public:
  Texts(const Files& files, Sink& sink) : files_(files), sink_(sink) {
    for (const sema::Module& module : files.modules) {
      if (!module.standard) each_member(module.ast->items, [&](const ast::Member& m) { learn(m); });
    }
  }

  void look(const ast::Expr& e) const {
    const auto* string = std::get_if<ast::StringExpr>(&e.node);
    if (string == nullptr || string->block) return;
    const bool plain = string->pieces.size() == 1 && string->pieces.front().expr == nullptr;
    if (plain && is_attribute(string->pieces.front().text)) {
      const std::string& name = string->pieces.front().text;
      sink_.report<diag::NameAsText>(e.span, name)
          .help(fmt::format("write `{}`, without quotes", name))
          .repair("Remove the quotes", {{e.span, name}});
      return;
    }
    for (const ast::StringPiece& piece : string->pieces) {
      if (piece.expr == nullptr && piece.span.valid()) variables(piece.span);
    }
  }

 private:
  // Lets and params, blocks with their kinds, and the names of entries: a container's own variable
  // may have the name of a param.
  void learn(const ast::Member& member) {
    if (const auto* let = std::get_if<ast::Let>(&member.node)) values_.insert(let->name.text);
    if (const auto* param = std::get_if<ast::Param>(&member.node)) values_.insert(param->name.text);
    if (const auto* field = std::get_if<ast::Field>(&member.node)) fields_.insert(field->name.text);
    const auto* block = std::get_if<ast::Block>(&member.node);
    if (block != nullptr && block->labels.size() == 1 && !block->remove &&
        block->labels.front().kind == ast::Label::Kind::Name)
      blocks_.try_emplace(block->labels.front().name.text, sema::find_kind(block->kind.text));
  }

  // `orders.url`
  [[nodiscard]] bool is_attribute(std::string_view text) const {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return false;
    constexpr std::array<std::string_view, 3> kBuiltins = {"environment.name", "environment.region",
                                                           "app.name"};
    if (std::find(kBuiltins.begin(), kBuiltins.end(), text) != kBuiltins.end()) return true;
    const auto block = blocks_.find(text.substr(0, dot));
    return block != blocks_.end() && block->second != nullptr &&
           block->second->attribute(text.substr(dot + 1)) != nullptr;
  }

  // `$tag`, `$(tag)`, `{{tag}}`, `#{tag}`, `%{tag}` and `{edge.dns_name}` in the source text of a
  // string.
  void variables(Span piece) const {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kForms = {
        {{"$(", ")"}, {"{{", "}}"}, {"#{", "}"}, {"%{", "}"}}};
    const std::string_view source = files_.sources[piece.file].text(piece);
    for (std::size_t at = 0; at < source.size(); ++at) {
      if (source[at] == '\\') {
        ++at;
        continue;
      }
      if (source[at] != '$' && source[at] != '{' && source[at] != '#' && source[at] != '%')
        continue;
      std::string_view open = source.substr(at, 1);
      std::string_view close;
      for (const auto& [before, behind] : kForms) {
        if (source.substr(at).starts_with(before)) open = before, close = behind;
      }
      const bool braces = open == "{";
      if (braces) close = "}";
      if (close.empty() && open != "$") continue;
      std::size_t begin = at + open.size();
      while (!close.empty() && begin < source.size() && source[begin] == ' ') ++begin;
      std::size_t end = begin;
      while (end < source.size() && (is_word(source[end]) || source[end] == '.')) ++end;
      while (end > begin && source[end - 1] == '.') --end;  // `$tag.`
      std::string_view name = source.substr(begin, end - begin);
      const bool attribute = is_attribute(name);
      if (!attribute && close.empty()) {
        name = name.substr(0, name.find('.'));
        end = begin + name.size();
      }
      while (!close.empty() && end < source.size() && source[end] == ' ') ++end;
      const bool value = values_.contains(name) && !fields_.contains(name) && !braces;
      if ((!value && !attribute) || !source.substr(end).starts_with(close)) continue;
      end += close.size();
      report({piece.file, piece.begin + static_cast<std::uint32_t>(at),
              piece.begin + static_cast<std::uint32_t>(end)},
             name);
    }
  }

  void report(Span span, std::string_view name) const {
    const std::string meant = fmt::format("${{{}}}", name);
    sink_.report<diag::NameAsText>(span, files_.sources[span.file].text(span))
        .help(fmt::format("write `{}`", meant))
        .repair(fmt::format("Write `{}`", meant), {{span, meant}});
  }

  const Files& files_;
  Sink& sink_;
  Words values_;
  Words fields_;
  std::map<std::string_view, const sema::KindDecl*> blocks_;
};

void check_name_as_text(const Files& files, Sink& sink) {
  const Texts texts(files, sink);
  for (const sema::Module& module : files.modules) {
    if (module.standard) continue;
    each_member(module.ast->items, [&](const ast::Member& member) {
      each_expression(member, [&](const ast::Expr& e) { texts.look(e); });
    });
  }
}

}  // namespace

constinit const Rule name_as_text = {
    .code = diag::NameAsText::code,
    .about =
        "A name in quotes is a text. A value is named without quotes, and within a text it is "
        "written `${NAME}`.",
    .files = check_name_as_text,
};

}  // namespace svc::lint::rules
