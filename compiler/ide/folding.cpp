#include "ide/folding.h"

#include <algorithm>

#include "base/lines.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

using syntax::Token;

bool spans_lines(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return has_line_end(text.substr(begin, end - begin));
}

void add_brackets(const std::vector<Token>& tokens, std::string_view text, std::vector<Fold>& out) {
  std::vector<const Token*> open;
  for (const Token& token : tokens) {
    const char first = text[token.begin];
    if (token.kind == Token::Kind::TextBlock && spans_lines(text, token.begin, token.end))
      out.push_back({Fold::Kind::Code, token.begin + 3, token.end, true});
    if (token.kind != Token::Kind::Mark) continue;
    if (first == '{' || first == '[' || first == '(') open.push_back(&token);
    const char partner = first == '}' ? '{' : first == ']' ? '[' : first == ')' ? '(' : '\0';
    if (partner == '\0') continue;
    // A closing bracket without a partner is skipped. An opening one without a partner is dropped
    // when the surrounding bracket closes.
    const auto found = std::find_if(open.rbegin(), open.rend(),
                                    [&](const Token* t) { return text[t->begin] == partner; });
    if (found == open.rend()) continue;
    const Token* opener = *found;
    open.erase(found.base() - 1, open.end());
    if (spans_lines(text, opener->end, token.begin))
      out.push_back({Fold::Kind::Code, opener->end, token.begin, true});
  }
}

// The words of a line comment, for those that mark regions.
std::string_view words(std::string_view comment) {
  comment.remove_prefix(std::min(comment.find_first_not_of("/# \t"), comment.size()));
  return comment;
}

void add_comments(const std::vector<ast::Comment>& comments, std::string_view text,
                  std::vector<Fold>& out) {
  std::vector<std::uint32_t> regions;
  for (std::size_t i = 0; i < comments.size(); ++i) {
    const ast::Comment& first = comments[i];
    const std::string_view said = words(text.substr(first.span.begin, first.span.size()));
    if (first.kind == ast::Comment::Kind::Line && said.starts_with("endregion") &&
        !regions.empty()) {
      out.push_back({Fold::Kind::Region, regions.back(), first.span.end});
      regions.pop_back();
    } else if (first.kind == ast::Comment::Kind::Line && said.starts_with("region")) {
      regions.push_back(first.span.begin);
      continue;
    }
    std::size_t last = i;
    while (last + 1 < comments.size() && first.kind != ast::Comment::Kind::Block &&
           comments[last + 1].kind == first.kind) {
      const std::string_view gap = text.substr(
          comments[last].span.end, comments[last + 1].span.begin - comments[last].span.end);
      if (gap.find_first_not_of(" \t\r\n") != std::string_view::npos || count_line_ends(gap) != 1)
        break;
      ++last;
    }
    const std::uint32_t end = comments[last].span.end;
    if (spans_lines(text, first.span.begin, end))
      out.push_back({Fold::Kind::Comment, first.span.begin, end});
    i = last;
  }
}

void add_imports(const std::vector<const ast::Member*>& items, std::string_view text,
                 std::vector<Fold>& out) {
  const auto is_import = [](const ast::Member* member) {
    return std::holds_alternative<ast::Import>(member->node);
  };
  for (auto at = items.begin(); at != items.end();) {
    at = std::find_if(at, items.end(), is_import);
    const auto end = std::find_if_not(at, items.end(), is_import);
    if (end - at > 1 && spans_lines(text, (*at)->span.begin, end[-1]->span.end))
      out.push_back({Fold::Kind::Imports, (*at)->span.begin, end[-1]->span.end});
    at = end;
  }
}

}  // namespace

std::vector<Fold> folds(const ast::Ast& tree, const SourceFile& file) {
  std::vector<Fold> out;
  add_brackets(syntax::tokenize(file.text()).tokens, file.text(), out);
  add_comments(tree.comments, file.text(), out);
  add_imports(tree.items, file.text(), out);
  std::sort(out.begin(), out.end(), [](const Fold& a, const Fold& b) {
    return std::pair(a.begin, b.end) < std::pair(b.begin, a.end);
  });
  return out;
}

}  // namespace svc::ide
