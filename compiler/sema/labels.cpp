// Labels of blocks: finds the declaration that a head means, and reads its labels.
#include "sema/labels.h"

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/meant_fields.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

bool is_reference(const LabelDecl& label) {
  return !label.fixed && label.type.alternatives.size() == 1 &&
         label.type.alternatives.front().form == TypeAlternative::Form::Kind;
}

// The number of labels that a block must have.
std::size_t required_labels(const BlockDecl& decl) {
  return static_cast<std::size_t>(
      std::count_if(decl.labels.begin(), decl.labels.end(),
                    [](const LabelDecl& l) { return l.fixed || !l.type.optional; }));
}

bool fixed_words_match(const BlockDecl& decl, const std::vector<ast::Label>& labels) {
  for (std::size_t i = 0; i < decl.labels.size(); ++i) {
    if (decl.labels[i].fixed && (i >= labels.size() || labels[i].kind != ast::Label::Kind::Name ||
                                 labels[i].name.text != decl.labels[i].name))
      return false;
  }
  return true;
}

// `deploy { replicas = 2 }`, `deploy { maximum_percent = 150 }`: the members say what is meant, a
// field of the block around or one of these heads.
void advise_by_members(const Session& session, Report report, const ast::Block& block,
                       const KindDecl& kind) {
  for (const ast::Member* member : block.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field == nullptr) continue;
    const std::string_view value =
        session.sources[field->value->span.file].text(field->value->span);
    for (const BlockDecl& decl : kind.blocks) {
      if (decl.name != block.kind.text || decl.body == nullptr) continue;
      if (decl.body->field(field->name.text) == nullptr &&
          !has_meaning(*decl.body, field->name.text))
        continue;
      report.help(fmt::format("write `{} {{ … }}`", block_text(decl)));
      return;
    }
    for (const ForeignMeaning* meaning : foreign(field->name.text, ForeignMeaning::Form::Member)) {
      if (meaning->in != kind.name || kind.field(meaning->name) == nullptr) continue;
      report.help(fmt::format("write `{} = {}`", meaning->name, value));
      return;
    }
  }
}

// `scale { cpu = 60% }`, `scale { type = "cpu" }`: the word that says which one it is.
void advise_word_inside(const Session& session, Report report, const ast::Block& block,
                        const KindDecl& kind) {
  for (const BlockDecl& decl : kind.blocks) {
    if (decl.name != block.kind.text || decl.labels.empty() || decl.labels.size() > 2 ||
        !decl.labels.front().fixed)
      continue;
    const std::string_view word = decl.labels.front().name;
    // `listener { protocol = "HTTP", port = 80 }`: the second label is a member, too.
    const ast::Member* second = nullptr;
    std::string behind;
    for (const ast::Member* member : block.members) {
      const auto* written = std::get_if<ast::Field>(&member->node);
      if (decl.labels.size() == 1 || written == nullptr ||
          plain_word(written->name.text) != plain_word(decl.labels[1].name))
        continue;
      second = member;
      behind =
          fmt::format(" {}", session.sources[written->value->span.file].text(written->value->span));
    }
    if (decl.labels.size() == 2 && second == nullptr) continue;
    const auto only = [&decl](const FieldDecl& field) {
      return field.required() || &field == decl.body->primary();
    };
    const auto field = std::find_if(decl.body->fields.begin(), decl.body->fields.end(), only);
    for (const ast::Member* member : block.members) {
      const auto* written = std::get_if<ast::Field>(&member->node);
      if (written == nullptr) continue;
      const std::string_view value =
          session.sources[written->value->span.file].text(written->value->span);
      const std::string_view text =
          value.starts_with('"') && value.size() > 2 ? value.substr(1, value.size() - 2) : value;
      const std::string head = fmt::format("{} {}{}", block.kind.text, word, behind);
      if (member == second) continue;
      if (plain_word(written->name.text) == plain_word(word) && field != decl.body->fields.end()) {
        const std::string meant = fmt::format("{} {{ {} = {} }}", head, field->name, value);
        report.help(fmt::format("write `{}`", meant));
        if (block.members.size() == 1 && block.close.valid())
          report.repair(
              fmt::format("Write `{}`", meant),
              {{Span{block.kind.span.file, block.kind.span.begin, block.close.end}, meant}});
        return;
      }
      if (plain_word(text) != plain_word(word) ||
          (field != decl.body->fields.end() && field->name == written->name.text))
        continue;
      std::vector<Edit> edits = {{block.kind.span, head}, {member->span, "", true}};
      if (second != nullptr) edits.push_back({second->span, "", true});
      report.help(fmt::format("the word follows `{}`: `{} {{ … }}`", block.kind.text, head))
          .repair(fmt::format("Write `{}`", head), std::move(edits));
      return;
    }
  }
}

void report_heads(Session& session, const ast::Block& block, const KindDecl& kind) {
  std::vector<std::string> heads;
  std::vector<std::string_view> words;
  for (const BlockDecl& decl : kind.blocks) {
    if (decl.name != block.kind.text) continue;
    heads.push_back(block_text(decl));
    if (!decl.labels.empty() && decl.labels.front().fixed)
      words.push_back(decl.labels.front().name);
  }
  const std::vector<std::string_view> views(heads.begin(), heads.end());
  if (block.labels.empty()) {
    auto report = session.sink.report<diag::MissingLabel>(block.kind.span, block.kind.text,
                                                          "a word that says which one it is");
    report.help("write " + enumerate(views, "or", 20));
    advise_by_members(session, report, block, kind);
    advise_word_inside(session, report, block, kind);
    return;
  }
  const ast::Label& first = block.labels.front();
  const std::string_view text = session.sources[first.span.file].text(first.span);
  const std::string_view word = first.kind == ast::Label::Kind::String && text.size() > 2
                                    ? text.substr(1, text.size() - 2)
                                    : text;
  const std::string_view meant = meant_symbol(word, words);
  auto report = session.sink.report<diag::UnknownLabel>(first.span, block.kind.text, text);
  // `listener 80 http {}`
  const bool swapped =
      block.labels.size() == 2 && block.labels[1].kind == ast::Label::Kind::Name &&
      std::find(words.begin(), words.end(), block.labels[1].name.text) != words.end();
  if (swapped) {
    const std::string labels = fmt::format("{} {}", block.labels[1].name.text, text);
    report.help(fmt::format("write `{} {} {{ … }}`", block.kind.text, labels))
        .repair(fmt::format("Write `{} {}`", block.kind.text, labels),
                {{join(first.span, block.labels[1].span), labels}});
  } else if (meant.empty()) {
    report.help("there is " + enumerate(views, "and", 20));
  } else {
    report.help(fmt::format("did you mean `{}`?", meant))
        .repair(fmt::format("Write `{}`", meant), {{first.span, std::string(meant)}});
  }
}

// A member that says what a block is called, and its value as a label.
struct NameInside {
  const ast::Member* member = nullptr;
  std::string label;     // empty if there is none
  bool is_word = false;  // the label is the value itself
};

bool is_word_text(std::string_view text) {
  return !text.empty() && (text.front() < '0' || text.front() > '9') &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") ==
             std::string_view::npos;
}

// `shop_db` of "shop/db", `example` of "example.com": a label for a name that cannot be one.
std::string label_for(std::string_view name) {
  std::string label(name.substr(0, name.find('.')));
  std::replace_if(
      label.begin(), label.end(),
      [](char c) {
        return !is_word_text({&c, 1});
      },
      '_');
  return is_word_text(name) ? std::string(name) : is_word_text(label) ? label : std::string();
}

// `label`: what the label means, such as `path`.
NameInside name_inside(const Session& session, const ast::Block& block, std::string_view label) {
  for (const ast::Member* member : block.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field == nullptr) continue;
    const std::string plain = plain_word(field->name.text);
    if (plain != "name" && plain != "service" && plain != plain_word(block.kind.text) + "name" &&
        field->name.text != label)
      continue;
    const std::string_view written =
        session.sources[field->value->span.file].text(field->value->span);
    const bool quoted = written.size() > 2 && written.front() == '"';
    const std::string_view name = quoted ? written.substr(1, written.size() - 2) : written;
    if (is_word_text(name)) return {member, std::string(name), true};
    // A path is a text: `mount "/data"`.
    if (field->name.text == label) return {member, std::string(written), true};
    if (quoted) return {member, label_for(name), false};
  }
  return {};
}

// `volume { name = "data" }`: the name follows the word. `own`: the block has a field `name`, too.
void advise_name_inside(const Session& session, Report report, const ast::Block& block,
                        std::string_view label, bool own) {
  const NameInside inside = name_inside(session, block, label);
  if (inside.label.empty()) return;
  const auto& field = std::get<ast::Field>(inside.member->node);
  const Span behind{block.header.file, block.header.end, block.header.end};
  const std::string head =
      fmt::format("{} {}", session.sources[block.header.file].text(block.header), inside.label);
  const bool stays = own && plain_word(field.name.text) == "name";
  report.help(fmt::format("the {} follows the word: `{} {{ … }}`",
                          field.name.text == label ? label : std::string_view("name"), head));
  std::vector<Edit> edits = {{behind, fmt::format(" {}", inside.label)}};
  if (!stays) edits.push_back({inside.member->span, "", true});
  const std::string title = fmt::format("Write `{}`", head);
  if (inside.is_word)
    report.repair(title, std::move(edits));
  else
    report.fix(title, std::move(edits));
}

// `deploy service web {}`, `capacity ec2 nodes {}`: the first word is no name.
void advise_last_label(const Session& session, Report report, const ast::Block& block,
                       const BlockDecl& decl) {
  const ast::Label& first = block.labels.front();
  // `mount data "/data"`: the text is the label, and the word belongs to a field.
  const auto required = std::find_if(decl.body->fields.begin(), decl.body->fields.end(),
                                     [](const FieldDecl& field) { return field.required(); });
  if (decl.labels.size() == 1 && block.labels.size() == 2 && first.kind == ast::Label::Kind::Name &&
      block.labels[1].kind == ast::Label::Kind::String && required != decl.body->fields.end()) {
    const Span path = block.labels[1].span;
    report.help(fmt::format("write `{} {} {{ {} = {} }}`", block.kind.text,
                            session.sources[path.file].text(path), required->name,
                            first.name.text));
    return;
  }
  if (decl.labels.size() != 1 || decl.labels.front().fixed || block.labels.size() != 2 ||
      first.kind != ast::Label::Kind::Name)
    return;
  const std::string_view word = first.name.text;
  if (find_kind(word) == nullptr && word != "ec2" && word != "managed") return;
  const Span second = block.labels[1].span;
  report
      .help(fmt::format("write `{} {} {{ … }}`", block.kind.text,
                        session.sources[second.file].text(second)))
      .repair(fmt::format("Remove `{}`", word),
              {{Span{first.span.file, first.span.begin, second.begin}, ""}});
}

bool sets(const ast::Block& block, std::string_view field) {
  return std::any_of(block.members.begin(), block.members.end(), [field](const ast::Member* m) {
    const auto* written = std::get_if<ast::Field>(&m->node);
    return written != nullptr && written->name.text == field;
  });
}

// In `scale queue orders { … }`: the only field, not yet set, that can take the block `orders`.
// Empty if no field or more than one can.
std::string_view field_for(const Scope& scope, const ast::Block& block, const ast::Label& label,
                           const BlockDecl& decl) {
  if (label.kind != ast::Label::Kind::Name || !block.close.valid()) return {};
  const Binding* named = scope.find(label.name.text);
  if (named == nullptr || named->block == nullptr) return {};
  std::string_view found;
  for (const FieldDecl& field : decl.body->fields) {
    if (kind_wanted(&field.type) != named->block->kind->name || sets(block, field.name)) continue;
    if (!found.empty()) return {};
    found = field.name;
  }
  return found;
}

}  // namespace

bool advise_symbol_label(const Session& session, Report report, const ast::Block& block,
                         std::size_t at, const KindDecl& kind) {
  const ast::Label& label = block.labels[at];
  if (label.kind != ast::Label::Kind::Name || block.labels.size() < 2) return false;
  for (const FieldDecl& field : kind.fields) {
    const bool symbol =
        std::any_of(field.type.alternatives.begin(), field.type.alternatives.end(),
                    [&label](const TypeAlternative& a) {
                      return a.form == TypeAlternative::Form::Symbol && a.name == label.name.text;
                    });
    if (!symbol || sets(block, field.name)) continue;
    const std::string member = fmt::format("{} = {}", field.name, label.name.text);
    const ast::Label& name = block.labels[at == 0 ? 1 : at - 1];
    report.help(fmt::format("it is a field: `{} {} {{ {} }}`", block.kind.text,
                            session.sources[name.span.file].text(name.span), member));
    if (!block.close.valid()) return true;
    const Span removed = at == 0 ? Span{label.span.file, label.span.begin, name.span.begin}
                                 : Span{label.span.file, name.span.end, label.span.end};
    const Span end{block.close.file, block.close.begin, block.close.begin};
    report.repair(
        fmt::format("Write `{}` in the block", member),
        {{removed, ""}, {end, fmt::format("{}{} ", block.members.empty() ? " " : ", ", member)}});
    return true;
  }
  return false;
}

namespace {

void report_surplus(Session& session, const Scope& scope, const ast::Block& block,
                    const BlockDecl& decl) {
  const ast::Label& first = block.labels[decl.labels.size()];
  const Span surplus = join(first.span, block.labels.back().span);
  auto report = session.sink.report<diag::WrongLabels>(surplus, block.kind.text);
  if (block.labels.size() == decl.labels.size() + 1 &&
      advise_symbol_label(session, report, block, decl.labels.size(), *decl.body))
    return;
  const bool one = block.labels.size() == decl.labels.size() + 1;
  const std::string_view field = one ? field_for(scope, block, first, decl) : std::string_view();
  if (field.empty()) {
    report.help(fmt::format("write `{} {{ … }}`", block_text(decl)));
    advise_last_label(session, report, block, decl);
    return;
  }
  const std::string member = fmt::format("{} = {}", field, first.name.text);
  const std::uint32_t before =
      decl.labels.empty() ? block.kind.span.end : block.labels[decl.labels.size() - 1].span.end;
  report.help(fmt::format("it is a field: `{} {{ {} }}`", block_text(decl), member))
      .repair(fmt::format("Write `{}` in the block", member),
              {{Span{surplus.file, before, surplus.end}, ""},
               {Span{block.close.file, block.close.begin, block.close.begin}, " " + member + " "}});
}

// `route { path = "/" }`, where the program has one balancer: the label that is missing.
void advise_only_block(const Session& session, Report report, const ast::Block& block,
                       const BlockDecl& decl) {
  if (decl.labels.size() != 1 || !block.labels.empty() || !is_reference(decl.labels.front()))
    return;
  const std::string_view kind = decl.labels.front().type.alternatives.front().name;
  std::string_view only;
  for (const Block* other : session.program.blocks) {
    if (other->kind->name != kind || other->name.empty()) continue;
    if (!only.empty()) return;
    only = other->name;
  }
  if (only.empty()) return;
  const std::string head = fmt::format("{} {}", block.kind.text, only);
  report.help(fmt::format("the {} follows the word: `{} {{ … }}`", kind, head))
      .repair(fmt::format("Write `{}`", head), {{block.kind.span, head}});
}

void report_count(Session& session, const Scope& scope, const ast::Block& block,
                  const BlockDecl& decl) {
  if (block.labels.size() > decl.labels.size()) return report_surplus(session, scope, block, decl);
  auto report = session.sink.report<diag::MissingLabel>(block.header, block.kind.text, "a name");
  BlockDecl shortest = decl;
  while (!shortest.labels.empty() && !shortest.labels.back().fixed &&
         shortest.labels.back().type.optional)
    shortest.labels = shortest.labels.first(shortest.labels.size() - 1);
  report.help(fmt::format("write `{} {{ … }}`", block_text(shortest)));
  advise_only_block(session, report, block, shortest);
  advise_name_inside(session, report, block,
                     shortest.labels.empty() ? std::string_view{} : shortest.labels.back().name,
                     decl.body->field("name") != nullptr);
}

std::optional<LabelValue> reference_label(Session& session, const Scope& scope,
                                          const ast::Block& of, const ast::Label& label,
                                          const LabelDecl& decl) {
  const std::string_view kind = decl.type.alternatives.front().name;
  if (label.kind != ast::Label::Kind::Name) {
    auto report = session.sink.report<diag::LabelType>(
        label.span, fmt::format("the name of {}", with_article(kind)));
    const std::string_view text = session.sources[label.span.file].text(label.span);
    const std::string_view word = text.size() > 2 ? text.substr(1, text.size() - 2) : text;
    const std::string_view field = word.starts_with('/') ? "path" : "host";
    const KindDecl* body = find_any_kind(fmt::format("service.{}", of.kind.text));
    if (label.kind == ast::Label::Kind::String && word.find_first_of("/.*") != std::string::npos &&
        body != nullptr && body->field(field) != nullptr)
      report.help(fmt::format("the {} follows `{}`, and this is a field: `{} NAME {{ {} = {} }}`",
                              kind, of.kind.text, of.kind.text, field, text));
    else if (label.kind == ast::Label::Kind::String && scope.find(word) != nullptr)
      report.help(fmt::format("a block is named without quotes: `{}`", word))
          .repair("Remove the quotes", {{label.span, std::string(word)}});
    else
      advise_blocks_of(session, report, kind);
    return std::nullopt;
  }
  const ast::Expr name{label.span, ast::NameExpr{label.name.text}};
  const Value value = evaluate(session, scope, name, &decl.type);
  if (value.is_error()) return std::nullopt;
  const auto* block = value.get<const Block*>();
  if (block == nullptr || (*block)->kind->name != kind) {
    advise_blocks_of(session,
                     session.sink.report<diag::TypeMismatch>(
                         label.span, fmt::format("this label of `{}`", of.kind.text),
                         with_article(kind), describe(value)),
                     kind);
    return std::nullopt;
  }
  return LabelValue{(*block)->name, *block, label.span};
}

}  // namespace

std::string name_in_block(const Session& session, const ast::Block& block) {
  return name_inside(session, block, "").label;
}

void advise_name_of_block(const Session& session, Report report, const ast::Block& block,
                          const KindDecl& kind) {
  advise_name_inside(session, report, block, "", kind.field("name") != nullptr);
}

std::optional<LabelValue> label_value(Session& session, const Scope& scope,
                                      const ast::Label& label) {
  if (label.kind != ast::Label::Kind::String)
    return LabelValue{std::string(label.name.text), nullptr, label.span};
  std::optional<std::string> text = evaluate_text(session, scope, *label.string, "a label");
  if (!text) return std::nullopt;
  return LabelValue{std::move(*text), nullptr, label.span};
}

const BlockDecl* match_head(Session& session, const Scope& scope, const ast::Block& block,
                            const KindDecl& kind) {
  const auto found =
      std::find_if(kind.blocks.begin(), kind.blocks.end(), [&](const BlockDecl& decl) {
        return decl.name == block.kind.text && fixed_words_match(decl, block.labels);
      });
  if (found == kind.blocks.end()) {
    report_heads(session, block, kind);
    return nullptr;
  }
  if (block.labels.size() < required_labels(*found) || block.labels.size() > found->labels.size()) {
    report_count(session, scope, block, *found);
    return nullptr;
  }
  return &*found;
}

std::optional<std::vector<LabelValue>> read_labels(Session& session, const Scope& scope,
                                                   const ast::Block& block, const BlockDecl& decl) {
  std::vector<LabelValue> values;
  values.reserve(block.labels.size());
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    const ast::Label& label = block.labels[i];
    const LabelDecl& wanted = decl.labels[i];
    std::optional<LabelValue> value = is_reference(wanted)
                                          ? reference_label(session, scope, block, label, wanted)
                                          : label_value(session, scope, label);
    if (!value) return std::nullopt;
    const bool number = !wanted.fixed && !is_reference(wanted) &&
                        wanted.type.alternatives.front().scalar == Scalar::Int;
    if (number && label.kind != ast::Label::Kind::Number) {
      session.sink.report<diag::LabelType>(
          label.span, fmt::format("a number, the {} of `{}`", wanted.name, block.kind.text));
      return std::nullopt;
    }
    values.push_back(std::move(*value));
  }
  return values;
}

void report_clause_inside(Session& session, const ast::Block& block) {
  const ast::Clause& first = block.clauses.front();
  session.sink
      .report<diag::WrongClause>(first.keyword_span, "a block inside another one",
                                 first.keyword == ast::ClauseKeyword::In ? "in" : "for")
      .help("it belongs to the block around it: leave the clause out")
      .repair("Remove the clause",
              {{join(first.keyword_span, block.clauses.back().reference->span), ""}});
}

}  // namespace svc::sema
