// Labels of blocks: finds the declaration that a head means, and reads its labels.
#include "sema/labels.h"

#include <algorithm>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
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
    session.sink
        .report<diag::MissingLabel>(block.kind.span, block.kind.text,
                                    "a word that says which one it is")
        .help("write " + enumerate(views, "or", 20));
    return;
  }
  const ast::Label& first = block.labels.front();
  const std::string_view text = session.sources[first.span.file].text(first.span);
  const std::string_view word = first.kind == ast::Label::Kind::String && text.size() > 2
                                    ? text.substr(1, text.size() - 2)
                                    : text;
  const std::string_view meant = meant_symbol(word, words);
  auto report = session.sink.report<diag::UnknownLabel>(first.span, block.kind.text, text);
  if (meant.empty()) {
    report.help("there is " + enumerate(views, "and", 20));
  } else {
    report.help(fmt::format("did you mean `{}`?", meant))
        .repair(fmt::format("Write `{}`", meant), {{first.span, std::string(meant)}});
  }
}

// `volume { name = "data" }`: the name follows the word.
void advise_name_inside(const Session& session, Report report, const ast::Block& block,
                        std::string_view label) {
  for (const ast::Member* member : block.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field == nullptr ||
        (field->name.text != "name" && field->name.text != "service" && field->name.text != label))
      continue;
    std::string_view name = session.sources[field->value->span.file].text(field->value->span);
    if (name.size() > 2 && name.front() == '"') name = name.substr(1, name.size() - 2);
    const bool word =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") ==
        std::string_view::npos;
    // A path is a text: `mount "/data"`.
    if (!word && field->name.text == label)
      name = session.sources[field->value->span.file].text(field->value->span);
    else if (!word)
      return;
    if (name.empty()) return;
    const Span behind{block.header.file, block.header.end, block.header.end};
    const std::string head =
        fmt::format("{} {}", session.sources[block.header.file].text(block.header), name);
    report
        .help(fmt::format("the {} follows the word: `{} {{ … }}`",
                          field->name.text == label ? label : std::string_view("name"), head))
        .repair(fmt::format("Write `{}`", head),
                {{behind, fmt::format(" {}", name)}, {member->span, "", true}});
    return;
  }
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

// `scale queue orders { … }`: the field that takes the block of this name, unless it is set. Empty
// if no field or more than one does.
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

void report_surplus(Session& session, const Scope& scope, const ast::Block& block,
                    const BlockDecl& decl) {
  const ast::Label& first = block.labels[decl.labels.size()];
  const Span surplus = join(first.span, block.labels.back().span);
  auto report = session.sink.report<diag::WrongLabels>(surplus, block.kind.text);
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

void report_count(Session& session, const Scope& scope, const ast::Block& block,
                  const BlockDecl& decl) {
  if (block.labels.size() > decl.labels.size()) return report_surplus(session, scope, block, decl);
  auto report = session.sink.report<diag::MissingLabel>(block.header, block.kind.text, "a name");
  report.help(fmt::format("write `{} {{ … }}`", block_text(decl)));
  advise_name_inside(session, report, block,
                     decl.labels.empty() ? std::string_view{} : decl.labels.back().name);
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
    if (label.kind == ast::Label::Kind::String && scope.find(word) != nullptr)
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
