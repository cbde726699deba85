#include "explain/examples.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "syntax/parse.h"

namespace svc::explain {

namespace {

using sema::BlockDecl;
using sema::KindDecl;

// Blocks that show something come first, and short ones among them.
struct Candidate {
  std::size_t members = 0;
  std::string text;

  [[nodiscard]] auto rank() const {
    constexpr std::size_t kEnough = 2;  // members, to show how they are written
    const std::size_t wanting = members < kEnough ? kEnough - members : 0;
    return std::tuple(wanting, text.size());
  }
};

using Candidates = std::map<const KindDecl*, Candidate>;

// The text of a member without the indentation of its first line.
std::string cut(std::string_view file, Span span) {
  const std::size_t line = file.rfind('\n', span.begin) + 1;  // npos + 1 is the first one
  const std::string margin(span.begin - line, ' ');
  std::string text(file.substr(span.begin, span.end - span.begin));
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    if (text.compare(at + 1, margin.size(), margin) == 0) text.erase(at + 1, margin.size());
  }
  return text + "\n";
}

// Reads one program.
class CaseReader {
 public:
  CaseReader(const TextFile& file, Candidates& found) : text_(file.text), found_(found) {
    Sources sources;
    Sink nobody;  // the tests compile it
    const SourceId id = sources.add(SourceFile(std::string(file.path), std::string(file.text)));
    const ast::Ast tree = syntax::parse(sources, id, nobody);
    for (const ast::Member* member : tree.items) top_level(*member);
  }

 private:
  void top_level(const ast::Member& member) {
    const auto* block = std::get_if<ast::Block>(&member.node);
    if (block == nullptr) return;
    const KindDecl* kind = sema::find_kind(block->kind.text);
    if (kind == nullptr || block->remove) return;
    if (!block->existing) offer(*kind, member, block->members.size());
    inside(*kind, block->members);
  }

  void inside(const KindDecl& kind, const std::vector<const ast::Member*>& members) {
    for (const ast::Member* member : members) {
      if (const auto* block = std::get_if<ast::Block>(&member->node)) nested(kind, *member, *block);
      if (const auto* field = std::get_if<ast::Field>(&member->node))
        short_form(kind, *member, *field);
    }
  }

  void nested(const KindDecl& kind, const ast::Member& member, const ast::Block& block) {
    if (const sema::FieldDecl* field = kind.field(block.kind.text); field && field->is_inline) {
      if (const KindDecl* other = sema::find_kind(block.kind.text)) inside(*other, block.members);
      return;
    }
    for (const BlockDecl& decl : kind.blocks) {
      if (decl.name != block.kind.text || !is_form(decl, block)) continue;
      offer(*decl.body, member, block.members.size());
      return inside(*decl.body, block.members);
    }
  }

  // `health = "/healthz"`
  void short_form(const KindDecl& kind, const ast::Member& member, const ast::Field& field) {
    for (const BlockDecl& decl : kind.blocks) {
      if (decl.name == field.name.text && decl.body->primary() != nullptr)
        offer(*decl.body, member, 1);
    }
  }

  static bool is_form(const BlockDecl& decl, const ast::Block& block) {
    for (std::size_t i = 0; i < decl.labels.size(); ++i) {
      const bool same = i < block.labels.size() && block.labels[i].name.text == decl.labels[i].name;
      if (decl.labels[i].fixed && !same) return false;
    }
    return true;
  }

  void offer(const KindDecl& kind, const ast::Member& member, std::size_t members) {
    Candidate candidate{members, cut(text_, member.span)};
    const auto [best, added] = found_.try_emplace(&kind, candidate);
    if (!added && candidate.rank() < best->second.rank()) best->second = std::move(candidate);
  }

  std::string_view text_;
  Candidates& found_;
};

const Candidates& all_candidates() {
  static const Candidates found = [] {
    Candidates read;
    for (const TextFile& file : case_files()) {
      if (!file.path.starts_with("diagnostics/")) CaseReader(file, read);
    }
    return read;
  }();
  return found;
}

}  // namespace

std::string example_of(const KindDecl& kind) {
  const auto found = all_candidates().find(&kind);
  return found == all_candidates().end() ? std::string() : found->second.text;
}

}  // namespace svc::explain
