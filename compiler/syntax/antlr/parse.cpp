// parse(): the steps from text to tree, in order.
#include "syntax/parse.h"

#include <SvcParser.h>

#include "diagnostics/codes/syntax.h"
#include "syntax/antlr/brackets.h"
#include "syntax/antlr/build.h"
#include "syntax/antlr/characters.h"
#include "syntax/antlr/colons.h"
#include "syntax/antlr/errors.h"
#include "syntax/antlr/foreign_shapes.h"
#include "syntax/antlr/keywords.h"
#include "syntax/antlr/reading.h"
#include "syntax/antlr/repair.h"
#include "syntax/antlr/scan.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

// Whether the bytes from `from` on are text at all.
[[nodiscard]] bool is_readable(Reporter& reporter, std::uint32_t from) {
  const std::string_view text = reporter.text();
  if (text.size() > kMaxFileBytes) {
    reporter.report<diag::FileTooLarge>(reporter.span(0, 0), text.size(), kMaxFileBytes)
        .help("split it up and `import` the parts");
    return false;
  }
  if (const auto bad = find_invalid_utf8(text.substr(from))) {
    const auto offset = from + static_cast<std::uint32_t>(*bad);
    reporter
        .report<diag::InvalidUtf8>(reporter.span(offset, offset + 1),
                                   static_cast<unsigned char>(text[offset]), offset)
        .help("save the file as UTF-8");
    return false;
  }
  if (const std::size_t nul = text.find('\0', from); nul != std::string_view::npos) {
    const auto offset = static_cast<std::uint32_t>(nul);
    reporter.report<diag::UnexpectedCharacter>(reporter.span(offset, offset + 1), "U+0000")
        .help("this is a binary file, or saved as UTF-16");
    return false;
  }
  return true;
}

// The loop of rule `file`. ANTLR's tree is many times larger than ours, so each member's part of it
// is dropped before the next one is read.
class Items {
 public:
  Items(Reading& reading, ast::Ast& ast, Reporter& reporter)
      : reading_(reading),
        ast_(ast),
        reporter_(reporter),
        brackets_(pair_brackets(reading.lexemes)),
        stream_(reading.lexemes),
        parser_(&stream_),
        errors_(std::make_shared<Errors>(reporter, stream_, brackets_, ast.broken)),
        builder_(ast, reporter) {
    parser_.removeErrorListeners();
    parser_.setErrorHandler(errors_);
  }

  void run(const Earlier* earlier) {
    while (errors_->skip_to_member(), reading_.lexemes[stream_.here()].type != 0) {
      if (earlier == nullptr || !keep(*earlier)) parse();
    }
  }

 private:
  void parse() {
    const std::size_t first = stream_.here();
    const int mistakes = reporter_.count();
    const std::size_t broken = ast_.broken.size();
    const Fill before = Fill::of(ast_);
    ast::Member* member = builder_.member(parser_.member());
    if (member != nullptr) ast_.items.push_back(member);
    parser_.setContext(nullptr);
    parser_.getTreeTracker().reset();
    const bool sound = member != nullptr && reporter_.count() == mistakes &&
                       ast_.broken.size() == broken && stream_.here() != first;
    if (sound) reading_.items.push_back({first, stream_.here(), member, before, Fill::of(ast_)});
    if (stream_.here() == first) stream_.consume();
  }

  bool keep(const Earlier& earlier) {
    const SoundItem* item = earlier.find(reading_.lexemes, stream_.here());
    if (item == nullptr) return false;
    const std::size_t first = stream_.here();
    const std::size_t end = first + item->end - item->first;
    item->member->doc =
        builder_.doc_before(item->member->span.begin);  // it is outside the item's tokens
    ast_.items.push_back(item->member);
    reading_.items.push_back({first, end, item->member, item->from, item->to});
    stream_.seek(end);
    return true;
  }

  Reading& reading_;
  ast::Ast& ast_;
  Reporter& reporter_;
  Brackets brackets_;
  LexemeStream stream_;
  P parser_;
  std::shared_ptr<Errors> errors_;
  Builder builder_;
};

void read_text(ast::Ast& ast, Reporter& reporter, std::uint32_t from, const Earlier* earlier,
               Reading& reading) {
  if (!is_readable(reporter, from)) return;
  Scan tokens = scan(reporter, from);
  ast.comments = std::move(tokens.comments);
  settle_keywords(tokens, reporter);
  if (nested_too_deeply(tokens, reporter)) return;
  brace_indented_blocks(tokens, reporter);
  ast.balanced = balance_brackets(tokens, reporter);
  reshape(tokens, reporter, ast.broken);
  for (const Lexeme& lexeme : tokens.lexemes) {
    if (lexeme.bad) ast.broken.push_back(reporter.span(lexeme.begin, lexeme.end));
  }
  repair(tokens, reporter, ast.broken);
  const auto size = static_cast<std::uint32_t>(reporter.text().size());
  tokens.lexemes.push_back({.type = 0, .line_start = true, .begin = size, .end = size});
  reading.lexemes = std::move(tokens.lexemes);
  Items(reading, ast, reporter).run(earlier);
  if (ast.items.empty() && reporter.count() == 0) {
    reporter.report<diag::EmptyProgram>(reporter.span(0, 0))
        .help("a program begins with `app name {}`");
  }
  reading.clean = reporter.count() == 0 && ast.broken.empty() && ast.balanced &&
                  reading.items.size() == ast.items.size();
}

}  // namespace

Reading read(ast::Ast& ast, Reporter& reporter, const Earlier* earlier, std::uint32_t from) {
  Reading reading;
  try {
    read_text(ast, reporter, from, earlier, reading);
  } catch (const TooManyErrors&) {  // reported; keep what was read before
    ast.broken.push_back(reporter.span(0, static_cast<std::uint32_t>(reporter.text().size())));
  }
  return reading;
}

ast::Ast parse(const Sources& sources, SourceId file, Sink& sink) {
  ast::Ast ast;
  ast.file = file;
  Reporter reporter(sources[file], file, sink);
  static_cast<void>(read(ast, reporter, nullptr));
  return ast;
}

}  // namespace svc::syntax
