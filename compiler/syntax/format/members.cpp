#include "syntax/format/members.h"

#include <algorithm>

#include "base/lines.h"
#include "base/overloaded.h"
#include "syntax/format.h"

namespace svc::syntax {

namespace {

[[nodiscard]] bool overlap(Span a, Span b) {
  return a.begin < b.end && b.begin < a.end;
}

// The kind of a block, which aligns it with its neighbors; empty for blocks that are never aligned.
[[nodiscard]] std::string group_of(const ast::Member& member) {
  if (const auto* block = std::get_if<ast::Block>(&member.node))
    return std::string(block->existing ? "existing " : "") + std::string(block->kind.text);
  return std::holds_alternative<ast::Environment>(member.node) ? "environment" : "";
}

}  // namespace

// ---- Places

std::vector<MemberPrinter::Body> MemberPrinter::bodies(const ast::Member& member) const {
  const Run run = run_of(member.span);
  // Braces with members at the very end. `value_end` is the end of a value or type, which may also
  // contain braces.
  const auto last = [&](const std::vector<const ast::Member*>& list,
                        std::uint32_t value_end) -> std::vector<Body> {
    const std::size_t close = run.end - 1;
    if (run.empty() || !flow_.is(close, "}") || flow_.partner(close) == Flow::kNone ||
        value_end >= member.span.end)
      return {};
    return {{flow_.partner(close), close, &list}};
  };
  const auto end_of = [](const ast::Expr* value, const ast::TypeExpr* type) {
    return value != nullptr ? value->span.end : type != nullptr ? type->span.end : 0;
  };
  return std::visit(
      overloaded{
          [&](const ast::Block& m) { return last(m.members, 0); },
          [&](const ast::Environment& m) { return last(m.members, 0); },
          [&](const ast::Component& m) { return last(m.members, 0); },
          [&](const ast::Kind& m) { return last(m.members, 0); },
          [&](const ast::BlockDecl& m) { return last(m.members, 0); },
          [&](const ast::VerbDecl& m) { return last(m.options, 0); },
          [&](const ast::For& m) { return last(m.members, 0); },
          [&](const ast::Param& m) { return last(m.options, end_of(m.value, m.type)); },
          [&](const ast::FieldDecl& m) { return last(m.options, end_of(m.value, m.type)); },
          [&](const ast::If& m) {
            std::vector<Body> result;
            std::size_t open =
                m.condition == nullptr ? run.end : flow_.at_offset(m.condition->span.end);
            while (open < run.end && !flow_.is(open, "{")) ++open;
            if (open >= run.end || flow_.partner(open) == Flow::kNone) return result;
            result.push_back({open, flow_.partner(open), &m.then});
            if (result[0].close + 1 >= run.end) return result;
            if (m.otherwise.size() == 1 &&
                m.otherwise[0]->span.end == member.span.end) {  // else if
              for (const Body& body : bodies(*m.otherwise[0])) result.push_back(body);
            } else {
              for (const Body& body : last(m.otherwise, 0)) result.push_back(body);
            }
            return result;
          },
          [](const ast::Field&) { return std::vector<Body>{}; },
          [](const ast::Allow&) { return std::vector<Body>{}; },
          [](const ast::Import&) { return std::vector<Body>{}; },
          [](const ast::Let&) { return std::vector<Body>{}; },
          [](const ast::Output&) { return std::vector<Body>{}; },
          [](const ast::Assert&) { return std::vector<Body>{}; },
          [](const ast::AttributeDecl&) { return std::vector<Body>{}; },
          [](const ast::MethodDecl&) { return std::vector<Body>{}; },
      },
      member.node);
}

// Whether an unparsed part belongs to the member itself, or to a body on the same line, and not to
// a nested member.
bool MemberPrinter::is_damaged(const ast::Member& member, Span broken) const {
  if (!overlap(member.span, broken)) return false;
  for (const Body& body : bodies(member)) {
    const bool inside =
        flow_.token(body.open).end <= broken.begin && broken.end <= flow_.token(body.close).begin;
    const std::size_t first = flow_.at_offset(broken.begin);
    if (inside) return one_line(body) || (first == body.open + 1 && flow_.token(first).lines == 0);
  }
  return true;
}

std::vector<MemberPrinter::Entry> MemberPrinter::entries(
    const std::vector<const ast::Member*>& list, Run run) const {
  std::vector<Entry> result;
  for (const ast::Member* member : list) result.push_back({member, run_of(member->span)});
  for (const Span& broken : ast_.broken) {
    const Run stretch = run_of(broken);
    if (stretch.empty() || stretch.begin < run.begin || stretch.end > run.end) continue;
    const bool below = std::any_of(list.begin(), list.end(), [&](const ast::Member* m) {
      return overlap(m->span, broken) && !is_damaged(*m, broken);
    });
    if (!below) result.push_back({nullptr, stretch});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Entry& a, const Entry& b) { return a.run.begin < b.run.begin; });
  std::vector<Entry> merged;
  for (const Entry& entry : result) {
    // An unparsed part and its neighbours on the same line belong together: a line has one report,
    // and two lines would have two.
    const bool unparsed =
        entry.member == nullptr || (!merged.empty() && merged.back().member == nullptr);
    const bool beside = unparsed && flow_.token(entry.run.begin).lines == 0;
    if (!merged.empty() && (beside || entry.run.begin < merged.back().run.end)) {
      merged.back().run.end = std::max(merged.back().run.end, entry.run.end);
      merged.back().member = nullptr;
    } else {
      merged.push_back(entry);
    }
  }
  return merged;
}

// ---- Layout

std::string MemberPrinter::members(const std::vector<const ast::Member*>& list, Run run,
                                   std::size_t indent) const {
  std::vector<Row> rows;
  std::size_t i = run.begin;
  // Takes one comment: at the end of the previous row if it is on the same line, else as a separate
  // row.
  const auto comment = [&] {
    const Token& token = flow_.token(i);
    if (token.lines == 0 && !rows.empty() && !flow_.ends_with_line_comment(i)) {
      std::string& line = rows.back().only_comment ? rows.back().head : rows.back().comment;
      line += (line.empty() ? "" : " ") + std::string(flow_.text(i));
    } else {
      Row alone;
      alone.blank_before = token.lines > 1;
      alone.only_comment = true;
      alone.head = flow_.text(i);
      rows.push_back(std::move(alone));
    }
    ++i;
  };
  for (const Entry& entry : entries(list, run)) {
    while (i < entry.run.begin) {
      if (flow_.token(i).is_comment()) {
        comment();
      } else {
        ++i;  // a comma between members
      }
    }
    Row next = row(entry, indent);
    next.blank_before = flow_.token(entry.run.begin).lines > 1;
    rows.push_back(std::move(next));
    i = entry.run.end;
  }
  while (i < run.end) {
    if (flow_.token(i).is_comment()) {
      comment();
    } else {
      ++i;
    }
  }
  return write_rows(std::move(rows), indent);
}

Row MemberPrinter::row(const Entry& entry, std::size_t indent) const {
  Row result;
  if (entry.member == nullptr) {
    const std::uint32_t begin = flow_.token(entry.run.begin).begin;
    result.head = text_.substr(begin, flow_.token(entry.run.end - 1).end - begin);
    return result;
  }
  if (std::holds_alternative<ast::Field>(entry.member->node)) return field(entry.run, indent);
  if (const auto inner = bodies(*entry.member); !inner.empty())
    return with_bodies(*entry.member, entry.run, inner, indent);
  result.head = flow_.lay_out(entry.run, indent, indent);
  return result;
}

Row MemberPrinter::field(Run run, std::size_t indent) const {
  const Run name{run.begin, run.begin + 1};
  Row result;
  result.align = Row::Align::Field;
  result.head = flow_.text(name.begin);
  if (!flow_.is(name.end, "=")) {  // a comment in between
    result.align = Row::Align::None;
    result.head = flow_.lay_out(run, indent, indent);
    return result;
  }
  const std::size_t column = indent + width(result.head) + 3;
  result.tail = "= " + flow_.lay_out({name.end + 1, run.end}, indent, column);
  if (has_line_end(result.tail)) result.align = Row::Align::None;
  return result;
}

bool MemberPrinter::one_line(const Body& body) const {
  for (std::size_t i = body.open + 1; i <= body.close; ++i) {
    if (flow_.token(i).lines > 0 || flow_.token(i).is_comment()) return false;
    if (flow_.token(i).kind == Token::Kind::TextBlock && has_line_end(flow_.text(i))) return false;
  }
  return true;
}

std::string MemberPrinter::flat_body(const Body& body) const {
  if (body.members->empty()) return "{}";
  std::string out = "{ ";
  for (const ast::Member* member : *body.members) {
    if (member != body.members->front()) out += ", ";
    out += flat_member(*member);
  }
  return out + " }";
}

std::string MemberPrinter::flat_member(const ast::Member& member) const {
  const Run run = run_of(member.span);
  std::string out;
  std::size_t i = run.begin;
  for (const Body& body : bodies(member)) {
    out += (out.empty() ? "" : " ") + flow_.flat({i, body.open}) + " " + flat_body(body);
    i = body.close + 1;
  }
  if (i < run.end) out += (out.empty() ? "" : " ") + flow_.flat({i, run.end});
  return out;
}

// `head { members } else { members }`.
Row MemberPrinter::with_bodies(const ast::Member& member, Run run, const std::vector<Body>& inner,
                               std::size_t indent) const {
  Row result;
  const bool lines_wanted = !std::all_of(inner.begin(), inner.end(), [this](const Body& body) {
    return one_line(body) || body.close == body.open + 1;
  });
  const Run head{run.begin, inner.front().open};
  if (!lines_wanted && !flow_.holds_comment(run)) {
    if (const std::string line = flat_member(member); indent + width(line) <= kLineWidth) {
      result.head = line;
      if (inner.size() != 1 || group_of(member).empty()) return result;
      result.align = Row::Align::Block;
      result.group = group_of(member);
      result.head = flow_.flat(head);
      result.tail = flat_body(inner.front());
      return result;
    }
  }
  std::size_t i = run.begin;
  for (const Body& body : inner) {
    if (i > run.begin) result.head += ' ';
    result.head += flow_.lay_out({i, body.open}, indent, indent + 2);  // and the ` {`
    result.head += flow_.token(body.open - 1).kind == Token::Kind::LineComment
                       ? "\n" + std::string(indent, ' ') + "{"
                       : " {";
    std::size_t first = body.open + 1;
    // A comment behind the `{` stays there.
    for (; first < body.close && flow_.token(first).is_comment() && flow_.token(first).lines == 0;
         ++first) {
      result.head += "  " + std::string(flow_.text(first));
    }
    const std::string rows = members(*body.members, {first, body.close}, indent + kIndent);
    if (rows.empty() && first == body.open + 1) {
      result.head += '}';
    } else {
      result.head += "\n" + rows + std::string(indent, ' ') + "}";
    }
    i = body.close + 1;
  }
  return result;
}

}  // namespace svc::syntax
