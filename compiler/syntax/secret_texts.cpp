#include "syntax/secret_texts.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/overloaded.h"
#include "base/secret_words.h"

namespace svc::syntax {

namespace {

bool is_declared_secret(const ast::Param& param) {
  return std::any_of(param.options.begin(), param.options.end(), [](const ast::Member* option) {
    const auto* field = std::get_if<ast::Field>(&option->node);
    if (field == nullptr || field->name.text != "secret" || field->value == nullptr) return false;
    const auto* value = std::get_if<ast::BoolExpr>(&field->value->node);
    return value == nullptr || value->value;
  });
}

bool has_variables(const ast::Block& block) {
  constexpr std::array<std::string_view, 2> kMaps = {"env", "args"};
  return std::find(kMaps.begin(), kMaps.end(), block.kind.text) != kMaps.end();
}

// Says where a secret is, and is none.
bool is_reference(std::string_view text) {
  return text.starts_with("arn:") || text.starts_with("{{resolve:");
}

class Search {
 public:
  explicit Search(const std::vector<const ast::Ast*>& files) {
    for (const ast::Ast* file : files) collect_params(*file);
    for (const ast::Ast* file : files) {
      collect_named(*file);
      collect_keys(*file);
    }
    const auto before = [](const SecretText& a, const SecretText& b) { return a.span < b.span; };
    const auto same = [](const SecretText& a, const SecretText& b) { return a.span == b.span; };
    std::sort(found_.begin(), found_.end(), before);
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
  }
  std::vector<SecretText> found() && { return std::move(found_); }

 private:
  void collect_params(const ast::Ast& file) {
    for (const ast::Member& member : file.members) {
      const auto* param = std::get_if<ast::Param>(&member.node);
      if (param != nullptr && is_declared_secret(*param)) params_.insert(param->name.text);
    }
  }

  // The literals of a value. What a call is given, as in `db.key("password")`, is none. A number is
  // one only where the program says so: `retry_token = 3`.
  void add_literals(const ast::Expr* value, bool declared = false) {
    if (value == nullptr || !value->span.valid()) return;
    std::visit(overloaded{
                   [&](const ast::StringExpr& e) { add_pieces(e, true); },
                   [&](const ast::NumberExpr& e) {
                     if (declared) found_.push_back({value->span, std::string(e.text)});
                   },
                   [&](const ast::BinaryExpr& e) {
                     add_literals(e.left, declared), add_literals(e.right, declared);
                   },
                   [&](const ast::TernaryExpr& e) {
                     add_literals(e.yes, declared), add_literals(e.no, declared);
                   },
                   [&](const ast::ListExpr& e) {
                     for (const ast::Expr* item : e.items) add_literals(item, declared);
                   },
                   [](const auto&) {},
               },
               value->node);
  }
  // `secret`: all of the text is, whatever form it has.
  void add_pieces(const ast::StringExpr& text, bool secret) {
    for (const ast::StringPiece& piece : text.pieces) {
      const bool hidden = secret ? !is_reference(piece.text) : is_a_secret(piece.text);
      if (piece.expr == nullptr && piece.span.valid() && hidden)
        found_.push_back({piece.span, piece.text});
    }
  }

  void add_fields(const std::vector<const ast::Member*>& members, bool variables) {
    for (const ast::Member* member : members) {
      const auto* field = std::get_if<ast::Field>(&member->node);
      if (field == nullptr) continue;
      const bool declared = !variables && params_.contains(field->name.text);
      if (declared || (variables && names_a_secret(field->name.text)))
        add_literals(field->value, declared);
    }
  }

  void collect_named(const ast::Ast& file) {
    for (const ast::Member& member : file.members) {
      if (!member.span.valid()) continue;
      std::visit(overloaded{
                     [this](const ast::Param& m) {
                       const bool declared = params_.contains(m.name.text);
                       if (declared || is_secret_name(m.name.text)) add_literals(m.value, declared);
                     },
                     [this](const ast::Let& m) {
                       if (is_secret_name(m.name.text)) add_literals(m.value);
                     },
                     [this](const ast::Field& m) {  // `secret = true` is an option of a param
                       if (m.name.text != "secret" && is_secret_name(m.name.text))
                         add_literals(m.value);
                     },
                     [this](const ast::Environment& m) { add_fields(m.members, false); },
                     [this](const ast::Block& m) {
                       if (has_variables(m)) add_fields(m.members, true);
                     },
                     [](const auto&) {},
                 },
                 member.node);
    }
  }
  void collect_keys(const ast::Ast& file) {
    ast::each_expr(file, [this](const ast::Expr& expr) {
      if (const auto* text = std::get_if<ast::StringExpr>(&expr.node)) add_pieces(*text, false);
      const auto* object = std::get_if<ast::ObjectExpr>(&expr.node);
      if (object == nullptr) return;
      for (const ast::ObjectEntry& entry : object->entries) {
        if (is_secret_name(entry.key.text)) add_literals(entry.value);
      }
    });
  }

  std::set<std::string_view> params_;  // declared secret
  std::vector<SecretText> found_;
};

}  // namespace

std::vector<SecretText> secret_texts(const std::vector<const ast::Ast*>& files) {
  return Search(files).found();
}

}  // namespace svc::syntax
