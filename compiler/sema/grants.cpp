// `allow VERB on x`: verbs of the target's kind, or AWS actions in quotes.
#include <algorithm>

#include "base/closest.h"
#include "base/pattern.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "sema/convert.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/instantiate.h"
#include "sema/secrets.h"

namespace svc::sema {

namespace {

class GrantReader {
 public:
  GrantReader(Session& session, const Scope& scope) : session_(session), scope_(scope) {}

  std::optional<Grant> read(const ast::Allow& allow, Span span) {
    Grant grant{.allow = allow.effect == ast::Effect::Allow,
                .actions = {},
                .resources = {},
                .when = {},
                .span = span};
    resources(*allow.resources, grant);
    if (faulty_) return std::nullopt;
    actions(*allow.actions, grant);
    if (allow.when != nullptr) {
      grant.when = paid(evaluate(session_, scope_, *allow.when));
      faulty_ = faulty_ || grant.when.is_error() || shows_secret(grant.when);
    }
    return faulty_ ? std::nullopt : std::optional(std::move(grant));
  }

 private:
  // Each permission is written out, so a long text that many of them name counts many times.
  Value paid(Value value) {
    return session_.work.whole(value, value.span) ? std::move(value) : error_value(value.span);
  }

  void resources(const ast::Expr& expr, Grant& grant) {
    const Value value = paid(evaluate(session_, scope_, expr));
    if (const auto* list = value.get<List>()) {
      for (const Value& item : list->items) resource(item, grant);
    } else {
      resource(value, grant);
    }
  }

  void resource(const Value& value, Grant& grant) {
    const bool text = value.get<std::string>() != nullptr ||
                      (value.deferred() && value.get<List>() == nullptr &&
                       value.get<Object>() == nullptr && open_list(value) == nullptr);
    if (value.is_error() || shows_secret(value)) {
      faulty_ = true;
    } else if (value.get<const Block*>() != nullptr || text) {
      grant.resources.push_back(value);
    } else if (open_list(value) != nullptr) {
      report_open_list(session_, value, "this permission");
      faulty_ = true;
    } else {
      session_.sink.report<diag::TypeMismatch>(value.span, "the value after `on`",
                                               "a block or an ARN", describe(value));
      faulty_ = true;
    }
  }

  // Everyone can read policies, and both targets write them.
  bool shows_secret(const Value& value) {
    const Parameter* secret = secret_in(value);
    if (secret != nullptr) report_shown_secret(session_, value, *secret);
    return secret != nullptr || !check_dynamic_references(session_, value);
  }

  void actions(const ast::Expr& expr, Grant& grant) {
    if (const auto* list = std::get_if<ast::ListExpr>(&expr.node)) {
      for (const ast::Expr* item : list->items) action(*item, grant);
    } else {
      action(expr, grant);
    }
  }

  void action(const ast::Expr& expr, Grant& grant) {
    if (const auto* name = std::get_if<ast::NameExpr>(&expr.node)) {
      verb(name->name, expr.span, grant);
      return;
    }
    const std::optional<std::string> text = evaluate_text(session_, scope_, expr, "an action");
    faulty_ = faulty_ || !text;
    if (!text) return;
    if (matches(*text, "[a-z0-9-]+:[A-Za-z0-9*?]+|\\*")) {
      grant.actions.push_back({*text, expr.span, false});
      return;
    }
    auto report = session_.sink.report<diag::InvalidAction>(expr.span, *text);
    report.help("actions are written \"service:Action\", such as \"s3:GetObject\"");
    if (is_verb(*text, grant))
      report.help(fmt::format("a permission of svcc has no quotes: write `{}`", *text))
          .repair("Remove the quotes", {{expr.span, *text}});
    faulty_ = true;
  }

  // Whether a block that the grant is about has such a permission.
  static bool is_verb(std::string_view word, const Grant& grant) {
    return std::any_of(grant.resources.begin(), grant.resources.end(), [word](const Value& target) {
      const auto* block = target.get<const Block*>();
      return block != nullptr &&
             std::any_of((*block)->kind->verbs.begin(), (*block)->kind->verbs.end(),
                         [word](const auto& verb) { return verb.name == word; });
    });
  }

  void verb(std::string_view name, Span span, Grant& grant) {
    for (const Value& target : grant.resources) {
      const auto* block = target.get<const Block*>();
      if (session_.recorder() != nullptr && block != nullptr &&
          (*block)->kind->verb(name) != nullptr) {
        session_.recorder()->use(span, {.form = Meaning::Form::Verb,
                                        .kind = (*block)->kind,
                                        .verb = (*block)->kind->verb(name)});
      }
      if (block == nullptr) {
        auto report = session_.sink.report<diag::TypeMismatch>(
            span, "an action on an ARN", "an AWS action in quotes such as \"s3:GetObject\"",
            fmt::format("`{}`", name));
        if (std::string actions = actions_of(name, target); !actions.empty())
          report.help(fmt::format("name the AWS actions of `{}`: {}", name, actions));
        else if (const std::string_view owner = owner_of(target); !owner.empty())
          report.help(fmt::format("name the block itself: `{}`", owner))
              .repair(fmt::format("Write `{}`", owner), {{target.span, std::string(owner)}});
        faulty_ = true;
      } else if ((*block)->kind->verb(name) == nullptr) {
        unknown_verb(**block, name, span);
      }
    }
    grant.actions.push_back({Symbol{name}, span, false});
  }

  // The block that is meant by `"orders"` or `orders.arn`; empty for none.
  std::string_view owner_of(const Value& target) const {
    if (!target.span.valid()) return {};
    std::string_view source = session_.sources[target.span.file].text(target.span);
    if (source.size() > 2 && source.front() == '"') source = source.substr(1, source.size() - 2);
    source = source.substr(0, source.find('.'));
    const Binding* binding = scope_.find(source);
    return binding != nullptr && binding->form == Binding::Form::Block ? source
                                                                       : std::string_view();
  }

  // The AWS actions of a verb for an ARN that is known, in quotes; empty if no kind of that service
  // has the verb.
  static std::string actions_of(std::string_view name, const Value& arn) {
    const auto* text = arn.get<std::string>();
    if (text == nullptr || !text->starts_with("arn:aws:")) return {};
    const std::string service = text->substr(8, text->find(':', 8) - 8) + ":";
    for (const KindDecl* kind : builtin_kinds()) {
      const VerbDecl* verb = kind->verb(name);
      if (verb == nullptr || verb->actions.empty() || !verb->actions.front().starts_with(service))
        continue;
      std::string list;
      for (const std::string_view action : verb->actions)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", action);
      return list;
    }
    return {};
  }

  void unknown_verb(const Block& block, std::string_view name, Span span) {
    std::vector<std::string_view> names;
    for (const VerbDecl& v : block.kind->verbs) names.push_back(v.name);
    std::string_view meant = closest(name, names);
    if (meant.empty()) meant = foreign_symbol(name, names);
    auto report = session_.sink.report<diag::UnknownVerb>(span, block.kind->name, block.name, name);
    if (name == "on" && !names.empty()) {  // `allow on pictures`
      report.help(fmt::format("say what is allowed: `allow {} on {}`{}", names.front(), block.name,
                              names.size() > 1 ? "; it has " + enumerate(names, "and") : ""));
    } else if (!meant.empty()) {
      report.help(fmt::format("did you mean `{}`?", meant))
          .repair(fmt::format("Write `{}`", meant), {{span, std::string(meant)}});
    } else if (names.empty()) {
      report.help("name AWS actions in quotes, such as \"s3:GetObject\"");
    } else {
      report.help("it has " + enumerate(names, "and") + "; write other AWS actions in quotes");
    }
    faulty_ = true;
  }

  Session& session_;
  const Scope& scope_;
  bool faulty_ = false;
};

}  // namespace

std::optional<Grant> make_grant(Session& session, const ast::Allow& allow, const Scope& scope,
                                Span span) {
  return GrantReader(session, scope).read(allow, span);
}

}  // namespace svc::sema
