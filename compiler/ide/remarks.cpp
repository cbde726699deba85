#include "ide/remarks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/consequences.h"
#include "base/lines.h"
#include "diagnostics/codes.h"
#include "explain/codes.h"
#include "source/remark.h"
#include "syntax/tokens.h"

namespace svc::ide {

namespace {

// The line comment around a place, up to the end of its line.
std::optional<Span> comment_at(const SourceFile& file, Point point) {
  const std::string_view text = file.text();
  const std::size_t end = line_end(text, point.offset);
  const std::vector<syntax::Token> tokens = syntax::tokenize(text.substr(0, end)).tokens;
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    if (token->end < point.offset) break;
    if (token->kind == syntax::Token::Kind::LineComment && token->begin < point.offset)
      return Span{point.file, token->begin, token->end};
  }
  return std::nullopt;
}

void add_word(Completion& found, CompletionItem::Form form, std::string_view label,
              std::string detail, std::string documentation = {}) {
  CompletionItem& item = found.items.emplace_back();
  item.form = form;
  item.label = label;
  item.insert = label;
  item.detail = std::move(detail);
  item.documentation = std::move(documentation);
  item.order = fmt::format("{:03}", found.items.size());
}

void add_verbs(Completion& found) {
  add_word(found, CompletionItem::Form::Keyword, "allow", "allow CODE reason",
           "Silences a lint on the next line.");
  add_word(found, CompletionItem::Form::Keyword, "accept", "accept CLASS reason",
           "Accepts a consequence that `svcc diff` tells of the next line.");
}

void add_lints(Completion& found) {
  for (const CodeInfo& one : all_codes()) {
    if (one.severity == Severity::Error) continue;
    add_word(found, CompletionItem::Form::Value, code_text(one.code),
             explain::message_text(one.message));
  }
}

void add_classes(Completion& found) {
  for (const ConsequenceInfo& one : consequence_classes())
    add_word(found, CompletionItem::Form::Value, one.name, std::string(one.meaning));
}

}  // namespace

std::optional<Completion> complete_remark(const SourceFile& file, Point point) {
  const std::optional<Span> comment = comment_at(file, point);
  if (!comment) return std::nullopt;
  const std::string_view text = file.text().substr(comment->begin, point.offset - comment->begin);
  const std::optional<Remark> remark = read_remark(text);
  if (!remark) return std::nullopt;
  const std::size_t blank = text.find_last_of(" \t:");
  const std::size_t begin = blank == std::string_view::npos ? text.size() : blank + 1;
  const std::string_view typed = text.substr(begin);
  Completion found;
  found.replace = {point.file, comment->begin + static_cast<std::uint32_t>(begin), point.offset};
  if (remark->verb == typed)
    add_verbs(found);
  else if (remark->word == typed && remark->verb == "allow")
    add_lints(found);
  else if (remark->word == typed && remark->verb == "accept")
    add_classes(found);
  return found;
}

std::optional<Hover> hover_remark(const SourceFile& file, Point point) {
  const std::optional<Span> comment = comment_at(file, point);
  if (!comment) return std::nullopt;
  const std::string_view text = file.text(*comment);
  const std::optional<Remark> remark = read_remark(text);
  if (!remark || remark->word.empty()) return std::nullopt;
  const Span word = span_in(*comment, text, remark->word);
  if (point.offset < word.begin || point.offset > word.end) return std::nullopt;
  const ConsequenceInfo* known =
      remark->verb == "accept" ? find_consequence(remark->word) : nullptr;
  if (known != nullptr)
    return Hover{word,
                 fmt::format("**{}**: {}\n\n`svcc diff` lists such a consequence of this line "
                             "as accepted, and `--fail-on` does not count it.\n",
                             known->name, known->meaning)};
  const CodeInfo* code = remark->verb == "allow" ? find_code(remark->word) : nullptr;
  if (code == nullptr) return std::nullopt;
  return Hover{word, fmt::format("**{}**: {}\n\n`svcc explain {}` says more.\n", remark->word,
                                 explain::message_text(code->message), remark->word)};
}

}  // namespace svc::ide
