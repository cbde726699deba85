#include "ide/outline.h"

namespace svc::ide {

namespace {

constexpr std::size_t kLongestDetail = 60;

// The text on one line, cut if it is long.
std::string short_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
    if (out.size() >= kLongestDetail && (static_cast<unsigned char>(c) & 0x80U) == 0)
      return out + "…";
  }
  return out;
}

class Outliner {
 public:
  explicit Outliner(const SourceFile& file) : file_(file) {}

  std::vector<OutlineItem> items(const std::vector<const ast::Member*>& members, bool top) const {
    std::vector<OutlineItem> out;
    for (const ast::Member* member : members) {
      if (member != nullptr) add(*member, top, out);
    }
    return out;
  }

 private:
  void add(const ast::Member& member, bool top, std::vector<OutlineItem>& out) const {
    OutlineItem item;
    item.span = member.doc.span.valid() ? join(member.doc.span, member.span) : member.span;
    item.name_span = member.span;
    std::visit([&](const auto& node) { fill(node, top, item); }, member.node);
    if (item.name.empty()) return;
    if (item.name_span.begin < item.span.begin || item.name_span.end > item.span.end)
      item.name_span = member.span;  // a word that was put in for a missing one
    out.push_back(std::move(item));
  }

  std::string text(Span span) const {
    return span.valid() ? short_text(file_.text(span)) : std::string();
  }
  std::string text(const ast::Expr* expr) const {
    return expr == nullptr ? std::string() : text(expr->span);
  }
  std::string text(const ast::TypeExpr* type) const {
    return type == nullptr ? std::string() : text(type->span);
  }

  static void name(OutlineItem& item, const ast::Ident& ident, OutlineKind kind,
                   std::string detail = {}) {
    item.name = ident.text.empty() ? "?" : std::string(ident.text);
    if (ident.span.valid() && !ident.text.empty()) item.name_span = ident.span;
    item.kind = kind;
    item.detail = std::move(detail);
  }

  void fill(const ast::Block& block, bool top, OutlineItem& item) const {
    item.children = items(block.members, false);
    const std::string kind = (block.existing ? "existing "
                              : block.remove ? "remove "
                                             : "") +
                             std::string(block.kind.text);
    if (top && !block.labels.empty()) {
      const ast::Label& label = block.labels.back();
      const bool word = label.kind != ast::Label::Kind::String;
      item.name = word ? std::string(label.name.text) : text(label.span);
      item.name_span = label.span;
      item.detail = kind;
      item.kind = block.kind.text == "app" ? OutlineKind::App : OutlineKind::Block;
      return;
    }
    item.name = kind;
    for (const ast::Label& label : block.labels) item.name += " " + text(label.span);
    item.name_span = block.header.valid() ? block.header : block.kind.span;
    item.kind = OutlineKind::Nested;
  }

  void fill(const ast::Field& field, bool, OutlineItem& item) const {
    name(item, field.name, OutlineKind::Field, text(field.value));
  }
  void fill(const ast::Allow& allow, bool, OutlineItem& item) const {
    item.name = (allow.effect == ast::Effect::Allow ? "allow " : "deny ") + text(allow.actions) +
                " on " + text(allow.resources);
    item.kind = OutlineKind::Permission;
  }
  void fill(const ast::Import& import, bool, OutlineItem& item) const {
    item.name = text(import.path);
    if (import.path != nullptr) item.name_span = import.path->span;
    item.kind = OutlineKind::Import;
    if (!import.alias.text.empty()) item.detail = "as " + std::string(import.alias.text);
  }
  void fill(const ast::Param& param, bool, OutlineItem& item) const {
    name(item, param.name, OutlineKind::Param, text(param.type));
  }
  void fill(const ast::Let& let, bool, OutlineItem& item) const {
    name(item, let.name, OutlineKind::Let, text(let.value));
  }
  void fill(const ast::Output& output, bool, OutlineItem& item) const {
    name(item, output.name, OutlineKind::Output, text(output.value));
  }
  void fill(const ast::Assert& assertion, bool, OutlineItem& item) const {
    item.name = "assert " + text(assertion.condition);
    item.kind = OutlineKind::Assert;
  }
  void fill(const ast::Component& component, bool, OutlineItem& item) const {
    name(item, component.name, OutlineKind::Component,
         component.clause_name.text.empty() ? "component"
                                            : "component in " + text(component.clause_type));
    item.children = items(component.members, true);
  }
  void fill(const ast::Environment& environment, bool, OutlineItem& item) const {
    name(item, environment.name, OutlineKind::Environment, "environment");
    item.children = items(environment.members, true);
  }
  void fill(const ast::If& condition, bool top, OutlineItem& item) const {
    item.name = "if " + text(condition.condition);
    item.kind = OutlineKind::Condition;
    item.children = items(condition.then, top);
    for (OutlineItem& other : items(condition.otherwise, top))
      item.children.push_back(std::move(other));
  }
  void fill(const ast::For& loop, bool top, OutlineItem& item) const {
    item.name = "for " + std::string(loop.variable.text) + " in " + text(loop.list);
    item.kind = OutlineKind::Loop;
    item.children = items(loop.members, top);
  }
  void fill(const ast::Kind& kind, bool, OutlineItem& item) const {
    name(item, kind.name, OutlineKind::Kind, kind.existing ? "existing kind" : "kind");
    item.children = items(kind.members, false);
  }
  void fill(const ast::FieldDecl& field, bool, OutlineItem& item) const {
    name(item, field.name, OutlineKind::Field, text(field.type));
  }
  void fill(const ast::BlockDecl& block, bool, OutlineItem& item) const {
    name(item, block.name, OutlineKind::Nested, block.many ? "blocks" : "block");
    item.children = items(block.members, false);
  }
  void fill(const ast::AttributeDecl& attribute, bool, OutlineItem& item) const {
    name(item, attribute.name, OutlineKind::Attribute, text(attribute.type));
  }
  void fill(const ast::MethodDecl& method, bool, OutlineItem& item) const {
    name(item, method.name, OutlineKind::Method, text(method.result));
  }
  void fill(const ast::VerbDecl& verb, bool, OutlineItem& item) const {
    name(item, verb.name, OutlineKind::Verb);
  }

  const SourceFile& file_;
};

}  // namespace

std::vector<OutlineItem> outline(const ast::Ast& tree, const SourceFile& file) {
  return Outliner(file).items(tree.items, true);
}

}  // namespace svc::ide
