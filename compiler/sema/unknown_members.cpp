// The diagnostics for unknown kinds, and for fields and blocks that a kind does not have.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/suggest.h"
#include "sema/components.h"
#include "sema/conversions.h"
#include "sema/convert.h"
#include "sema/declarations.h"
#include "sema/evaluate.h"
#include "sema/foreign.h"
#include "sema/meant_fields.h"
#include "sema/meant_values.h"
#include "sema/member_places.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

// A member that is not known, as it is written.
struct Written {
  ast::Ident name;
  std::string_view rest;  // after the name: the value of a field, if it is short and on one line;
                          // the labels of a block
  bool block = false;
  bool labelled = false;
  const ast::Expr* value = nullptr;  // of a field
  std::string_view inner = {};       // the value of the only member of a block; of its only text or
                                     // number, if there are several
  Span whole = {};                   // the block with its members
  std::vector<Edit> inside = {};     // what its members mean in the block of the other name
};

Written written(const Session& session, const ast::Field& m) {
  const std::string_view text = session.sources[m.value->span.file].text(m.value->span);
  const bool short_enough =
      text.size() <= kLongestExample && text.find('\n') == std::string_view::npos;
  return {m.name, short_enough ? text : std::string_view{}, false, false, m.value};
}

Written written(const Session& session, const ast::Block& m) {
  const Span rest{m.header.file, m.kind.span.end, std::max(m.kind.span.end, m.header.end)};
  Written made{m.kind, session.sources[rest.file].text(rest), true, !m.labels.empty(), nullptr};
  std::size_t values = 0;
  for (const ast::Member* member : m.members) {
    const auto* field = std::get_if<ast::Field>(&member->node);
    if (field == nullptr) return made;
    const bool flag = std::holds_alternative<ast::BoolExpr>(field->value->node);
    if (flag && m.members.size() > 1) continue;
    made.inner = session.sources[field->value->span.file].text(field->value->span);
    ++values;
  }
  if (values != 1 || !m.close.valid()) made.inner = {};
  made.whole = Span{m.kind.span.file, m.kind.span.begin, m.close.end};
  return made;
}

// The block under another name: `network main { … }`.
std::string renamed(std::string_view name, std::string_view labels) {
  return fmt::format("{}{} {{ … }}", name, labels);
}

bool needs_label(const BlockDecl& block) {
  return std::any_of(block.labels.begin(), block.labels.end(),
                     [](const LabelDecl& l) { return l.fixed || !l.type.optional; });
}

// Whether correcting the name alone makes the member right.
bool renames(const KindDecl& kind, std::string_view name, const Written& m) {
  const FieldDecl* field = kind.field(name);
  const BlockDecl* block = find_block(kind, name);
  if (!m.block)
    return field != nullptr ||
           (block != nullptr && !needs_label(*block) && block->body->primary() != nullptr);
  const bool braces = field != nullptr && (field->is_inline || is_map(*field));
  return (braces && !m.labelled) || (block != nullptr && needs_label(*block) == m.labelled);
}

// `versions = true` of `versioning { enabled = true }`: the field with the value of the block's
// member, if it fits; else empty.
std::string field_of_block(const KindDecl& kind, std::string_view name, const Written& m) {
  const FieldDecl* field = kind.field(name);
  if (field == nullptr || !m.block || m.labelled || m.inner.empty() || m.inner.size() > 60)
    return {};
  const auto takes = [field](Scalar scalar) { return takes_scalar(field->type, scalar); };
  const bool truth = m.inner == "true" || m.inner == "false";
  const bool fits =
      truth ? takes(Scalar::Bool)
      : m.inner.front() == '"'
          ? takes(Scalar::String) || takes(Scalar::Image)
          : takes(Scalar::Int) && m.inner.find_first_not_of("0123456789") == std::string_view::npos;
  return fits ? fmt::format("{} = {}", name, m.inner) : std::string();
}

// Whether the field takes a list, and one item of it is written: `emails = "ops@example.com"`.
bool is_one_of_list(const FieldDecl* field, const Written& m) {
  if (field == nullptr || m.value == nullptr) return false;
  const auto& alternatives = field->type.alternatives;
  const bool lists = std::all_of(alternatives.begin(), alternatives.end(), [](const auto& a) {
    return a.form == TypeAlternative::Form::List;
  });
  const auto& node = m.value->node;
  return lists && (std::holds_alternative<ast::StringExpr>(node) ||
                   std::holds_alternative<ast::NumberExpr>(node) ||
                   std::holds_alternative<ast::CidrExpr>(node));
}

// Offers the name of a member in place of the one that is written, and keeps what follows it.
void advise_name(Report& report, const KindDecl& kind, std::string_view name, const Written& m) {
  // `healthcheck = { path = "/ok" }`: a block has no sign.
  if (m.value != nullptr && kind.field(name) == nullptr &&
      std::holds_alternative<ast::ObjectExpr>(m.value->node)) {
    report.help(fmt::format("write `{} {}`", name, m.rest.empty() ? "{ … }" : m.rest))
        .repair(fmt::format("Write `{} {{ … }}`", name),
                {{Span{m.name.span.file, m.name.span.begin, m.value->span.begin},
                  fmt::format("{} ", name)}});
    return;
  }
  const bool list = is_one_of_list(kind.field(name), m);
  if (m.block)
    report.help(fmt::format("write `{}`", renamed(name, m.rest)));
  else if (m.rest.empty())
    report.help(fmt::format("write `{} = …`", name));
  else
    report.help(fmt::format("write `{} = {}{}{}`", name, list ? "[" : "", m.rest, list ? "]" : ""));
  std::vector<Edit> edits{{m.name.span, std::string(name)}};
  if (list) {
    const Span value = m.value->span;
    edits.push_back({Span{value.file, value.begin, value.begin}, "["});
    edits.push_back({Span{value.file, value.end, value.end}, "]"});
  }
  edits.insert(edits.end(), m.inside.begin(), m.inside.end());
  report.repair(fmt::format("Write `{}`", name), std::move(edits));
}

// The number at the end of the first number or text in a value: 80 of `["8080:80"]` and
// `[{ containerPort = 80, … }]`; empty if there is none.
std::string_view number_in(std::string_view value) {
  const std::size_t begin = value.find_first_of("0123456789");
  if (begin == std::string_view::npos) return {};
  std::string_view text = value.substr(begin);
  text = text.substr(0, text.find_first_not_of("0123456789:."));
  return text.substr(text.find_last_not_of("0123456789") + 1);
}

// Advises the text of a meaning. A number in it is an example: the one that is written is better.
void advise_text(Report report, std::string_view write, const Written& m) {
  const std::size_t number = write.find_last_not_of("0123456789") + 1;
  const std::string_view own =
      m.value == nullptr || !write.starts_with("port = ") ? std::string_view{} : number_in(m.rest);
  if (own.empty()) return (void)report.help(fmt::format("write `{}`", write));
  const std::string text = fmt::format("{}{}", write.substr(0, number), own);
  report.help(fmt::format("write `{}`", text));
  if (m.rest.find(',') == std::string_view::npos || m.rest.starts_with("[{"))
    report.repair(fmt::format("Write `{}`", text), {{join(m.name.span, m.value->span), text}});
}

// A meaning in the kind itself: its name, written as the member is. `in`: the kind, or "any".
bool advise_here(Report& report, const KindDecl& kind, std::string_view in, const Written& m) {
  for (const ForeignMeaning* meaning : foreign(m.name.text, ForeignMeaning::Form::Member)) {
    if (meaning->in != in) continue;
    if (!meaning->say.empty())
      report.help(std::string(meaning->say));
    else if (!meaning->write.empty())
      advise_text(report, meaning->write, m);
    else if (renames(kind, meaning->name, m))
      advise_name(report, kind, meaning->name, m);
    else if (const std::string field = field_of_block(kind, meaning->name, m); !field.empty())
      report.help(fmt::format("write `{}`", field))
          .repair(fmt::format("Write `{}`", field), {{m.whole, field}});
    else
      report.help(fmt::format("write `{}`", member_text(kind, meaning->name)));
    return true;
  }
  return false;
}

void advise(Report report, const KindDecl& kind, const Written& m,
            std::vector<std::string_view> names) {
  if (advise_here(report, kind, kind.name, m) || advise_here(report, kind, "any", m)) return;
  if (const std::string path = path_of_same_name(kind, m.name.text, m.block); !path.empty()) {
    report.help(belongs(m.name.text, path));
    return;
  }
  if (const std::string path = path_in_blocks_around(kind, m.name.text); !path.empty()) {
    report.help(belongs(m.name.text, path));
    return;
  }
  if (advise_property(report, kind, m.name.text, false)) return;
  if (m.block && advise_joined_head(report, kind, m.name)) return;
  std::string elsewhere = place_of_member(m.name.text, m.block);
  const std::string_view meant = closest(m.name.text, names);
  // The name of another kind's member is no slip for a name that begins with another letter. A
  // component's names are its own.
  const bool other = !elsewhere.empty() && find_kind(kind.name) == &kind && !meant.empty() &&
                     meant.front() != m.name.text.front();
  if (!meant.empty() && !other) {
    suggest(report, m.name.span, meant, "");
    return;
  }
  if (const std::string path = path_of_meaning(&kind, m.name.text); !path.empty()) {
    report.help(fmt::format("write `{}`", path));
    return;
  }
  if (!elsewhere.empty()) {
    report.help(std::move(elsewhere));
    return;
  }
  if (advise_property(report, kind, m.name.text, true)) return;
  report.help(names.empty() ? "it has no members"
                            : "it has " + enumerate(likely_first(m.name.text, names), "and", 12));
}

// Whether the member was reported before: in another iteration of a loop.
bool is_reported(const Session& session, const KindDecl& kind, Span span) {
  return session.unknown_members.contains({span, &kind});
}

// A block that is written as a field: its value may be the label that is missing. `route = edge`,
// `deploy = "rolling"`, `capacity = [fargate, fargate_spot]`
struct Labelled {
  std::string text;  // `route edge { … }`
  std::string head;  // `route edge`, if a block without members may be right
};

// The first words of the blocks of that name: `rolling`, `blue_green` … of `deploy`.
std::vector<std::string_view> fixed_words(const KindDecl& kind, std::string_view name) {
  std::vector<std::string_view> words;
  for (const BlockDecl& block : kind.blocks) {
    if (block.name == name && !block.labels.empty() && block.labels.front().fixed)
      words.push_back(block.labels.front().name);
  }
  return words;
}

Labelled with_label(const KindDecl& kind, std::string_view name, std::string_view value) {
  const std::size_t begin = value.find_first_not_of("[\" ");
  if (begin == std::string_view::npos) return {};
  value = value.substr(begin);
  // `subnets = [{ name = "data", … }]`
  constexpr std::string_view kName = "name = \"";
  if (const std::size_t called = value.find(kName);
      value.front() == '{' && called != std::string_view::npos)
    value = value.substr(called + kName.size());
  const std::string_view word = value.substr(0, value.find_first_of("\"], "));
  if (word.empty() || (word.front() >= '0' && word.front() <= '9')) return {};
  const std::string_view meant = meant_symbol(word, fixed_words(kind, name));
  if (meant.empty() && word.find_first_of(".(){}/:") != std::string_view::npos) return {};
  for (const BlockDecl& block : kind.blocks) {
    if (block.name != name || block.labels.empty()) continue;
    const LabelDecl& label = block.labels.front();
    if (label.fixed && label.name != meant) continue;
    std::string head = fmt::format("{} {}", name, label.fixed ? label.name : word);
    const bool bare = block.labels.size() == 1 &&
                      std::none_of(block.body->fields.begin(), block.body->fields.end(),
                                   [](const FieldDecl& field) { return field.required(); });
    return {head + " { … }", bare ? head : std::string()};
  }
  return {};
}

void advise_as_block(const Session& session, Report report, const KindDecl& kind,
                     const BlockDecl& block, const ast::Field& m, const std::string& inner) {
  if (!inner.empty()) {
    const std::string text = fmt::format("{} {{ {} }}", m.name.text, inner);
    report.help(fmt::format("`{}` is a block: write `{}`", m.name.text, text))
        .repair(fmt::format("Write `{}`", text), {{join(m.name.span, m.value->span), text}});
    return;
  }
  const std::string_view value = session.sources[m.value->span.file].text(m.value->span);
  const Labelled labelled = with_label(kind, m.name.text, value);
  report.help(fmt::format("`{}` is a block: write `{}`", m.name.text,
                          labelled.text.empty() ? block_text(block) + " { … }" : labelled.text));
  const bool object = value.starts_with('{') && block.labels.empty();
  if (object)
    report.help(fmt::format("`{0}` is a block: write `{0} {{ … }}`, without `=`", m.name.text))
        .repair("Remove `=`",
                {{Span{m.name.span.file, m.name.span.end, m.value->span.begin}, " "}});
  else if (!labelled.head.empty() && value.find(',') == std::string_view::npos)
    report.repair("Write a block", {{Span{m.name.span.file, m.name.span.begin, m.value->span.end},
                                     labelled.head + " {}"}});
}

// `2..10` of `count { min = 2, max = 10 }`, `"id"` of `key { name = "id", type = "S" }`; else
// empty.
std::string bounds_of(const Session& session, const ast::Block& m) {
  if (!m.close.valid() || !m.labels.empty()) return {};
  const auto source = [&session, &m](std::string_view name) {
    const ast::Field* field = field_named(m.members, name);
    return field == nullptr ? std::string_view{}
                            : session.sources[field->value->span.file].text(field->value->span);
  };
  const std::string_view low = source("min");
  const std::string_view high = source("max");
  if (!low.empty() && !high.empty()) return fmt::format("{}..{}", low, high);
  const std::string_view name = source("name");
  return m.members.size() > 1 && name.starts_with('"') ? std::string(name) : std::string();
}

// Offers the field in place of the block.
void advise_meant(Report report, std::string help, const ast::Block& m, const MeantField& meant) {
  const Span whole{m.kind.span.file, m.kind.span.begin,
                   m.close.valid() ? m.close.end : m.header.end};
  const std::string title = fmt::format("Write `{}`", meant.text);
  report.help(std::move(help));
  if (meant.certain)
    report.repair(title, {{whole, meant.text}});
  else
    report.fix(title, {{whole, meant.text}});
}

// A field that is written as a block: the value of its only member is the one that is meant.
void advise_as_field(const Session& session, Report report, const FieldDecl* field,
                     const ast::Block& m, const MeantField& meant) {
  const auto* inner = m.members.size() == 1 && m.labels.empty()
                          ? std::get_if<ast::Field>(&m.members.front()->node)
                          : nullptr;
  const std::string_view value =
      inner == nullptr ? std::string_view{}
                       : session.sources[inner->value->span.file].text(inner->value->span);
  if (const std::string range = bounds_of(session, m); !range.empty()) {
    const std::string whole = fmt::format("{} = {}", m.kind.text, range);
    report.help(fmt::format("`{}` is a field: write `{}`", m.kind.text, whole))
        .repair("Write a field", {{Span{m.kind.span.file, m.kind.span.begin, m.close.end}, whole}});
    return;
  }
  // `key { id = "S" }`: the name of the attribute, with its type of DynamoDB
  constexpr std::array<std::string_view, 5> kAttributeTypes = {"\"S\"", "\"N\"", "\"B\"",
                                                               "\"string\"", "\"number\""};
  if (inner != nullptr && wants_text(field == nullptr ? nullptr : &field->type) &&
      std::find(kAttributeTypes.begin(), kAttributeTypes.end(), value) != kAttributeTypes.end()) {
    const std::string whole = fmt::format("{} = \"{}\"", m.kind.text, inner->name.text);
    report.help(fmt::format("`{}` is a field: write `{}`", m.kind.text, whole))
        .repair("Write a field", {{Span{m.kind.span.file, m.kind.span.begin, m.close.end}, whole}});
    return;
  }
  if (!meant.text.empty())
    return advise_meant(report, fmt::format("`{}` is a field: write `{}`", m.kind.text, meant.text),
                        m, meant);
  const bool list = field != nullptr && field->type.alternatives.size() == 1 &&
                    field->type.alternatives.front().form == TypeAlternative::Form::List &&
                    !value.empty() && !value.starts_with('[');
  const std::string written = list ? fmt::format("[{}]", value) : std::string(value);
  const std::string text =
      fmt::format("{} = {}", m.kind.text,
                  written.empty() || written.size() > kLongestExample ? std::string("…") : written);
  report.help(fmt::format("`{}` is a field: write `{}`", m.kind.text, text));
  if (text.ends_with("…") && field != nullptr && !is_map(*field))
    report.help(
        fmt::format("`{}` is a field: write `{}`, {}", m.kind.text, text, describe(field->type)));
  // `stickiness { enabled = true }`
  const bool truth = value == "true" || value == "false";
  if (field != nullptr && truth &&
      std::none_of(field->type.alternatives.begin(), field->type.alternatives.end(),
                   [](const TypeAlternative& a) {
                     return a.form == TypeAlternative::Form::Scalar && a.scalar == Scalar::Bool;
                   })) {
    report.help(
        fmt::format("`{0}` is a field: write `{0} = …`, {1}", m.kind.text, describe(field->type)));
    return;
  }
  // A number or a word of another type is no certain value: `nat { count = 1 }`.
  const bool symbol = field != nullptr && !field->type.alternatives.empty() &&
                      field->type.alternatives.front().form == TypeAlternative::Form::Symbol;
  if (symbol && !value.empty() && value.front() >= '0' && value.front() <= '9') {
    report.help(fmt::format("`{}` is a field: write `{} = {}`", m.kind.text, m.kind.text,
                            field->type.alternatives.back().name));
    return;
  }
  if (!text.ends_with("…") && m.close.valid())
    report.repair("Write a field",
                  {{Span{m.kind.span.file, m.kind.span.begin, m.close.end}, text}});
}

// `lifecycle { prevent_destroy = true }` in a kind whose `lifecycle` is something else: the member
// says what is meant.
bool advise_by_member(Report report, const KindDecl& kind, const ast::Block& m) {
  if (m.members.size() != 1) return false;
  const auto* field = std::get_if<ast::Field>(&m.members.front()->node);
  if (field == nullptr || has_member(kind, m.kind.text) || plain_word(field->name.text) == "name")
    return false;
  const auto of_any = [](const ForeignMeaning* meaning) {
    return meaning->in == "any" && !meaning->say.empty();
  };
  const auto outer = foreign(m.kind.text, ForeignMeaning::Form::Member);
  if (std::none_of(outer.begin(), outer.end(), of_any)) return false;
  for (const ForeignMeaning* meaning : foreign(field->name.text, ForeignMeaning::Form::Member)) {
    if (!of_any(meaning)) continue;
    report.help(std::string(meaning->say));
    return true;
  }
  return false;
}

}  // namespace

void report_unknown_field(Session& session, const KindDecl& kind, std::string_view title,
                          const ast::Field& m, const Around& around) {
  std::vector<std::string_view> names;
  for (const FieldDecl& f : kind.fields) names.push_back(f.name);
  for (const BlockDecl& b : kind.blocks) {
    if (std::find(names.begin(), names.end(), b.name) == names.end()) names.push_back(b.name);
  }
  if (is_reported(session, kind, m.name.span)) return;
  session.unknown_members.insert({m.name.span, &kind});
  // What the value becomes is found before the report: only the last report can be completed.
  const std::string other = other_end(m.name.text);
  const bool ends = !other.empty() && field_named(around.members, other) != nullptr &&
                    range_field(kind) != nullptr;
  const FieldDecl* meant = session.sink.full() || ends ? nullptr : meant_field(kind, m);
  if (meant == nullptr && !session.sink.full() && find_block(kind, m.name.text) == nullptr &&
      path_of_same_name(kind, m.name.text, false).empty() && other.empty() &&
      !has_meaning(kind, m.name.text))
    meant = field_with_part(kind, m.name.text);
  const ast::Field* set = meant == nullptr ? nullptr : field_named(around.members, meant->name);
  const bool taken = set != nullptr && set != &m;  // `idleTimeout` is spelled like `idle_timeout`
  Corrected value;
  if (meant != nullptr && !taken) value = corrected(session, *meant, m, around.scope);
  const BlockDecl* block = find_block(kind, m.name.text);
  const std::string inner = block == nullptr || !block->labels.empty() || session.sink.full()
                                ? std::string()
                                : field_that_takes(session, *block->body, *m.value, around.scope);
  mark_same_advice(session, kind, m, around);
  auto report = session.sink.report<diag::UnknownField>(m.name.span, title, "field", m.name.text);
  const Component* component = component_of(session, kind);
  if (component != nullptr)
    report.related(component->syntax->name.span, "the component is declared here");
  if (block != nullptr) {
    advise_as_block(session, report, kind, *block, m, inner);
  } else if (meant != nullptr && !taken) {
    advise_name(report, *meant, m, value);
  } else if (const std::string name = name_in_arn(session, kind, m); !name.empty()) {
    report.help(fmt::format("what exists already is named: write `{}`", name))
        .repair(fmt::format("Write `{}`", name), {{join(m.name.span, m.value->span), name}});
  } else if (!advise_range_of_two(session, report, kind, m, around)) {
    if (taken) std::erase(names, meant->name);
    advise(report, kind, written(session, m), std::move(names));
  }
}

void report_unknown_block(Session& session, const KindDecl& kind, std::string_view title,
                          const ast::Block& m, const Around& around) {
  if (is_reported(session, kind, m.kind.span)) return;
  session.unknown_members.insert({m.kind.span, &kind});
  // What it means is found before the report: only the last report can be completed.
  const MeantField meant =
      session.sink.full() || find_block(kind, m.kind.text) != nullptr
          ? MeantField{}
          : meant_by_block(session, kind, field_by_name(kind, m.kind.text), m, around.scope);
  std::vector<Edit> inside = edits_inside(session, kind, m, around.scope);
  auto report = session.sink.report<diag::UnknownBlock>(m.kind.span, title, m.kind.text);
  if (advise_by_member(report, kind, m)) return;
  if (kind.field(m.kind.text) != nullptr) {
    advise_as_field(session, report, kind.field(m.kind.text), m, meant);
    return;
  }
  if (!meant.text.empty()) {
    advise_meant(report, fmt::format("write `{}`", meant.text), m, meant);
    return;
  }
  std::vector<std::string_view> names;
  for (const BlockDecl& b : kind.blocks) {
    if (std::find(names.begin(), names.end(), b.name) == names.end()) names.push_back(b.name);
  }
  for (const FieldDecl& f : kind.fields) names.push_back(f.name);
  if (find_kind(m.kind.text) != nullptr && path_of_same_name(kind, m.kind.text, true).empty() &&
      !m.labels.empty()) {
    report.help(fmt::format("declare {} at the top level of the file, not inside another block",
                            with_article(m.kind.text)));
    return;
  }
  Written block = written(session, m);
  block.inside = std::move(inside);
  advise(report, kind, block, std::move(names));
}

}  // namespace svc::sema
