#include "syntax/antlr/foreign_notations.h"

#include <SvcParser.h>

#include <algorithm>
#include <array>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_statements.h"
#include "syntax/units.h"

namespace svc::syntax {

std::size_t ForeignNotations::foreign_sign(std::size_t i) {
  std::size_t next = foreign_member(i);
  if (next == i) next = foreign_assign(i);
  if (next == i) next = typed_let(i);
  if (next == i) next = foreign_clause(i);
  if (next == i) next = field_in_head(i);
  if (next == i) next = spaced_unit(i);
  if (next == i) next = dashed_name(i);
  if (next == i) next = pseudo_parameter(i);
  if (next == i) next = unquoted_type(i);
  if (next == i) next = unquoted_value(i);
  if (next == i) next = yaml_list(i);
  if (next == i) next = foreign_grant(i);
  if (next == i) next = foreign_value(i);
  return next;
}

bool ForeignNotations::adjacent(std::size_t i) const {
  return i + 1 < in_.size() && in_[i].end == in_[i + 1].begin;
}

// `const a = 3`, `include "x.svc"`, `function f(x) { … }` (foreign_statements.h)
std::size_t ForeignNotations::foreign_member(std::size_t i) {
  const bool first = in_[i].line_start || before() == 0 || before() == P::LBRACE ||
                     before() == P::RBRACE || before() == P::COMMA;
  if (!first || level().inside != Inside::Members || level().kind) return i;
  const ForeignStatement found = foreign_statement(in_, i, reporter_);
  if (found.expected.empty()) return i;
  const bool begun = reporter_.text(in_[i].begin, in_[i].end) == "import";
  const Lexeme& wrong = in_[begun ? i + 1 : i];
  auto report = reporter_.report<diag::UnexpectedToken>(span(wrong), found.expected,
                                                        describe(wrong, reporter_));
  report.help(found.help);
  head_ = kNoHead;
  if (found.keyword == 0) return behind_function(i);
  std::vector<Edit> edits = {{reporter_.span(in_[i].begin, in_[found.next].begin), found.repair}};
  if (found.end > found.next + 1)
    edits.push_back({reporter_.span(in_[found.next].end, in_[found.end - 1].end), ""});
  report.repair(fmt::format("Write `{}`", found.repair.substr(0, found.repair.size() - 1)),
                std::move(edits));
  stand_in(found.keyword, i, found.next - 1);
  if (found.end == 0) return found.next;
  out_.push_back(in_[found.next]);
  return found.end;
}

// The token behind `function f(x) { … }`, or behind the lines of a `def f(x):`.
std::size_t ForeignNotations::behind_function(std::size_t i) {
  constexpr std::size_t kFar = 8;  // `(x)`, and a type
  std::size_t end = i + 2;
  for (std::size_t at = i + 2; at < in_.size() && at < i + 2 + kFar; ++at) {
    // `f(x):` of Python; `f(x): string {` of TypeScript has its type on the line.
    if (in_[at].type == P::COLON && at + 1 < in_.size() && at == end + 1 &&
        (in_[at + 1].line_start ||
         reporter_.text(in_[at + 1].begin, in_[at + 1].end) == "return")) {
      end = at;
      const std::uint32_t column = column_of(in_[i].begin);
      while (end + 1 < in_.size() &&
             (!in_[end + 1].line_start || column_of(in_[end + 1].begin) > column))
        ++end;
      break;
    }
    if (!is_opener(in_[at].type) || brackets_.partner[at] == Brackets::kOutside) continue;
    const bool body = in_[at].type == P::LBRACE;
    end = at = brackets_.partner[at];
    if (body) break;
  }
  broken_.push_back(reporter_.span(in_[i].begin, in_[end].end));
  return end + 1;
}

// How far a token is from the beginning of its line, in bytes.
std::uint32_t ForeignNotations::column_of(std::uint32_t offset) const {
  const std::size_t line = reporter_.text().substr(0, offset).find_last_of("\r\n");
  return line == std::string_view::npos ? offset : offset - static_cast<std::uint32_t>(line) - 1;
}

// `let a: int = 3`, `output a: string = b`
std::size_t ForeignNotations::typed_let(std::size_t i) {
  const bool output = before(2) == P::OUTPUT;
  if (in_[i].type != P::COLON || (before(2) != P::LET && !output) || !is_word(before())) return i;
  constexpr std::size_t kFar = 6;
  std::size_t assign = i + 1;
  while (assign < in_.size() && assign < i + kFar && !in_[assign].line_start &&
         in_[assign].type != P::ASSIGN)
    ++assign;
  if (assign >= in_.size() || in_[assign].type != P::ASSIGN) return i;
  const Span type = reporter_.span(out_.back().end, in_[assign - 1].end);
  reporter_.report<diag::UnexpectedToken>(span(in_[i]), "`=`", "`:`")
      .help(fmt::format("its type is that of its value: write `{} {} = …`",
                        output ? "output" : "let",
                        reporter_.text(out_.back().begin, out_.back().end)))
      .repair("Leave out the type", {{type, ""}});
  broken_.push_back(type);
  return assign;
}

// `service api on web {`
std::size_t ForeignNotations::foreign_clause(std::size_t i) {
  const bool head = head_ != kNoHead && out_.size() >= head_ + 2;
  if (!head || in_[i].line_start || i + 2 >= in_.size() || !is_word(in_[i + 1].type) ||
      in_[i + 1].line_start || in_[i + 2].type != P::LBRACE)
    return i;
  const std::string_view word = reporter_.text(in_[i].begin, in_[i].end);
  if (word != "on" && word != "at" && word != "within" && word != "inside" && word != "under" &&
      word != "extends" && word != "into")
    return i;
  reporter_.report<diag::UnexpectedToken>(span(in_[i]), "`in`", describe(in_[i], reporter_))
      .help(fmt::format("what a block is in is written `in {}`",
                        reporter_.text(in_[i + 1].begin, in_[i + 1].end)))
      .repair("Write `in`", {{span(in_[i]), "in"}});
  stand_in(P::IN, i, i);
  return i + 1;
}

// `scale cpu target = 60%`: the braces are missing. Read as the field alone.
std::size_t ForeignNotations::field_in_head(std::size_t i) {
  if (in_[i].type != P::ASSIGN || head_ == kNoHead || out_.size() < head_ + 2) return i;
  // A head that was not finished above is another mistake.
  const auto head = out_.begin() + static_cast<std::ptrdiff_t>(head_);
  if (in_[i].line_start || std::any_of(head + 1, out_.end(), [](const Lexeme& lexeme) {
        return lexeme.line_start || lexeme.type == P::DOT;
      }))
    return i;
  const Lexeme first = out_[head_];
  const Lexeme field = out_.back();
  const Lexeme& above = out_[out_.size() - 2];
  const std::string_view name = reporter_.text(field.begin, field.end);
  const std::string_view block = reporter_.text(first.begin, above.end);
  const bool several = out_.size() > head_ + 2;
  if (!first.bad && !field.bad)
    reporter_.report<diag::UnexpectedToken>(span(in_[i]), "`{`", "`=`")
        .help(several ? fmt::format("write `{} {{ {} = … }}`", block, name)
                      : fmt::format("a field has one name, `{} = …`; the fields of a block are "
                                    "in braces, `{} {} {{ NAME = … }}`",
                                    name, block, name));
  broken_.push_back(reporter_.span(first.begin, in_[i].end));
  out_.resize(head_);
  out_.push_back({.type = field.type,
                  .line_start = first.line_start,
                  .bad = true,
                  .begin = field.begin,
                  .end = field.end});
  head_ = kNoHead;
  out_.push_back(in_[i]);
  out_.back().bad = true;
  return i + 1;
}

// `=>`, `:=`, `+=`
std::size_t ForeignNotations::foreign_assign(std::size_t i) {
  if (!adjacent(i) || level().inside == Inside::Other) return i;
  const std::uint16_t first = in_[i].type;
  const std::uint16_t second = in_[i + 1].type;
  const bool arrow = first == P::ASSIGN && second == P::GREATER;
  const bool walrus = first == P::COLON && second == P::ASSIGN;
  const bool plus = first == P::PLUS && second == P::ASSIGN;
  if (!arrow && !walrus && !plus) return i;
  const bool entry = before(2) == P::LBRACE || before(2) == P::COMMA;
  const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
  if (arrow && level().inside != Inside::Members && !(entry && level().inside == Inside::Object)) {
    reporter_.report<diag::UnexpectedToken>(both, "a value", "`=>`")
        .help("a list is made of another one with `[EXPRESSION for NAME in LIST]`");
    stand_in(P::PLUS, i, i + 1);
    return i + 2;
  }
  const bool silent = arrow && level().reported_assign;
  if (!silent) {
    auto report = reporter_.report<diag::UnexpectedToken>(
        both, "`=`", fmt::format("`{}`", reporter_.text(in_[i].begin, in_[i + 1].end)));
    std::vector<Edit> edits = {{both, "="}};
    if (arrow) other_arrows(i, edits);
    if (plus)
      report.help("a field is set once: write the whole list, `name = [a] + [b]`");
    else
      report.help("fields are written `name = value`").repair("Write `=`", std::move(edits));
  }
  level().reported_assign = level().reported_assign || arrow;
  out_.push_back({.type = P::ASSIGN, .bad = true, .begin = in_[i].begin, .end = in_[i + 1].end});
  return i + 2;
}

// The other `=>` of the same bracket: one fix corrects all of them.
void ForeignNotations::other_arrows(std::size_t i, std::vector<Edit>& edits) const {
  const std::uint32_t around = brackets_.parent[i];
  if (around == Brackets::kOutside) return;
  for (std::size_t at = i + 2; at + 1 < in_.size() && at < brackets_.partner[around]; ++at) {
    if (brackets_.parent[at] == around && in_[at].type == P::ASSIGN &&
        in_[at + 1].type == P::GREATER && adjacent(at))
      edits.push_back({reporter_.span(in_[at].begin, in_[at + 1].end), "="});
  }
}

// `1 GiB`, `50 %` before the end of the value
std::size_t ForeignNotations::spaced_unit(std::size_t i) {
  if (i + 1 >= in_.size() || in_[i].type != P::NUMBER || in_[i + 1].line_start ||
      level().inside != Inside::Members)
    return i;
  const bool percent =
      in_[i + 1].type == P::PERCENT && (i + 2 >= in_.size() || in_[i + 2].line_start ||
                                        in_[i + 2].type == P::COMMA || is_closer(in_[i + 2].type));
  if (in_[i + 1].type != P::NAME && !percent) return i;
  const std::string_view number = reporter_.text(in_[i].begin, in_[i].end);
  const std::string_view word = reporter_.text(in_[i + 1].begin, in_[i + 1].end);
  const std::string_view unit = percent ? word : meant_unit(word);
  if (unit.empty() || number.find_first_not_of("0123456789._") != std::string_view::npos ||
      (before() != P::ASSIGN && !(before() >= P::OR && before() <= P::PERCENT)))
    return i;
  const Span both = reporter_.span(in_[i].begin, in_[i + 1].end);
  const std::string text = fmt::format("{}{}", number, unit);
  reporter_.report<diag::SpacedUnit>(both, reporter_.text(in_[i].begin, in_[i + 1].end))
      .help(fmt::format("write `{}`", text))
      .repair(fmt::format("Write `{}`", text), {{both, text}});
  stand_in(P::MISSING, i, i + 1);
  return i + 2;
}

// `service my-web in c {`: the label of a block.
std::size_t ForeignNotations::dashed_name(std::size_t i) {
  if (head_ == kNoHead || level().inside != Inside::Members || in_[i].type != P::MINUS || i == 0 ||
      !is_word(before()) || out_.back().end != in_[i].begin || out_.size() <= head_ + 1)
    return i;
  const std::uint32_t begin = out_.back().begin;
  std::size_t last = i;
  while (adjacent(last) && (is_word(in_[last + 1].type) || in_[last + 1].type == P::NUMBER ||
                            in_[last + 1].type == P::MINUS))
    ++last;
  if (last == i) return i;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWords = {
      {{"blue-green", "blue_green"},
       {"fargate-spot", "fargate_spot"},
       {"member-of", "member_of"},
       {"distinct-instance", "distinct_instance"},
       {"rolling-update", "rolling"}}};
  const std::string_view word = reporter_.text(begin, in_[last].end);
  const auto* known = std::find_if(kWords.begin(), kWords.end(),
                                   [word](const auto& pair) { return pair.first == word; });
  if (known != kWords.end()) {
    const std::string meant(known->second);
    const Span span = reporter_.span(begin, in_[last].end);
    reporter_.report<diag::UnexpectedToken>(span, "a label", fmt::format("`{}`", word))
        .help(fmt::format("write `{}`", meant))
        .repair(fmt::format("Write `{}`", meant), {{span, meant}});
  } else {
    report_unquoted(begin, in_[last].end);
  }
  broken_.push_back(reporter_.span(begin, in_[last].end));
  out_.back().end = in_[last].end;
  out_.back().bad = true;
  return last + 1;
}

// `raw cloudformation AWS::SNS::Topic alerts {`: a type in the head of a block.
std::size_t ForeignNotations::unquoted_type(std::size_t i) {
  if (head_ == kNoHead || in_[i].type != P::NAME || i + 1 >= in_.size() || !adjacent(i) ||
      reporter_.text().substr(in_[i].end, 2) != "::")
    return i;
  const std::string_view text = reporter_.text();
  const auto end = static_cast<std::uint32_t>(
      std::min(text.find_first_of(" \t\r\n{", in_[i].begin), text.size()));
  std::size_t next = i;
  while (next < in_.size() && in_[next].begin < end) ++next;
  report_unquoted(in_[i].begin, end);
  broken_.push_back(reporter_.span(in_[i].begin, end));
  return next;
}

// `image = nginx:1.27`: a value that only quotes make one. A text that reads as an expression,
// such as `eu-west-1`, is judged later, when names are known.
std::size_t ForeignNotations::unquoted_value(std::size_t i) {
  const std::uint16_t last = before();
  const bool operand = last == P::ASSIGN || last == P::LBRACKET ||
                       (last == P::COMMA && level().inside == Inside::Elements);
  // `port 80:8080`, in the head of a block.
  const bool label = head_ != kNoHead && last == P::NAME && in_[i].type == P::NUMBER;
  if ((!operand && !label) || level().inside == Inside::Other ||
      (!is_word(in_[i].type) && in_[i].type != P::NUMBER))
    return i;
  const std::string_view text = reporter_.text();
  const std::size_t stop = text.find_first_of(" \t\r\n,;}])\"'?({[", in_[i].begin);
  const auto end = static_cast<std::uint32_t>(std::min(stop, text.size()));
  const std::string_view run = reporter_.text(in_[i].begin, end);
  const std::size_t colon = run.find_first_of(":@");
  if (colon == std::string_view::npos || colon + 1 == run.size()) return i;
  if (end < text.size() && std::string_view("\"'?({[").find(text[end]) != std::string_view::npos)
    return i;
  std::size_t next = i;
  while (next < in_.size() && in_[next].begin < end) ++next;
  if (next == i + 1 && in_[i].end == end) return i;  // one token: an address
  const std::string_view set =
      out_.size() >= 2 && last == P::ASSIGN
          ? reporter_.text(out_[out_.size() - 2].begin, out_[out_.size() - 2].end)
          : std::string_view{};
  const bool ports = run.find_first_not_of("0123456789:") == std::string_view::npos &&
                     set != "user" && set != "version";
  if (label && !ports) return i;
  if (last == P::LBRACKET && ports) return i;
  if (ports && (set == "count" || set == "size")) {
    std::string range(run);
    range.replace(range.find(':'), 1, "..");
    const Span span = reporter_.span(in_[i].begin, end);
    reporter_.report<diag::UnquotedText>(span, run)
        .help(fmt::format("a range is written with two dots: `{}`", range))
        .repair(fmt::format("Write `{}`", range), {{span, range}});
  } else if (ports && !label && report_clock(run, in_[i].begin)) {
    // reported
  } else if (ports) {
    const std::string_view port = run.substr(run.rfind(':') + 1);
    const std::string meant =
        label ? fmt::format("{} = {}", reporter_.text(out_.back().begin, out_.back().end), port)
              : std::string(port);
    reporter_.report<diag::PortPair>(reporter_.span(in_[i].begin, end), run)
        .help(fmt::format("write the port of the container, `{}`", meant))
        .repair(fmt::format("Write `{}`", meant),
                {{reporter_.span(label ? out_.back().begin : in_[i].begin, end), meant}});
  } else if (const std::string part = part_of_block(run); !part.empty()) {
    const Span span = reporter_.span(in_[i].begin, end);
    reporter_.report<diag::UnquotedText>(span, run)
        .help(fmt::format("write `{}`", part))
        .repair(fmt::format("Write `{}`", part), {{span, part}});
  } else {
    report_unquoted(in_[i].begin, end);
  }
  if (label) {  // read as `port = …`
    head_ = kNoHead;
    out_.push_back({.type = P::ASSIGN,
                    .bad = true,
                    .inserted = true,
                    .begin = in_[i].begin,
                    .end = in_[i].begin});
  }
  stand_in(P::MISSING, i, next - 1);
  out_.back().end = end;
  return next;
}

// `db.key("password")` of `db:password`, `images.tag("latest")` of `images:latest`, if a block of
// that name is declared in the file; else empty.
std::string ForeignNotations::part_of_block(std::string_view run) const {
  const std::string_view name = run.substr(0, run.find(':'));
  const std::string_view part = run.substr(std::min(name.size() + 1, run.size()));
  for (std::size_t at = 0; at + 1 < in_.size(); ++at) {
    if (in_[at].type != P::NAME || reporter_.text(in_[at + 1].begin, in_[at + 1].end) != name)
      continue;
    const std::string_view kind = reporter_.text(in_[at].begin, in_[at].end);
    if (kind == "secret") return fmt::format("{}.key(\"{}\")", name, part);
    if (kind == "repository") return fmt::format("{}.tag(\"{}\")", name, part);
  }
  return {};
}

// `01:30:00` of YAML, `02:30`: a duration, or a time of the day. A port never begins with a zero.
bool ForeignNotations::report_clock(std::string_view run, std::uint32_t begin) {
  std::array<int, 3> parts{};
  std::size_t count = 0;
  for (std::size_t at = 0; at <= run.size();) {
    const std::size_t end = std::min(run.find(':', at), run.size());
    const bool one =
        end - at == 1 && count == 0 && run.find(':', end + 1) != std::string_view::npos;
    if ((end - at != 2 && !one) || count == parts.size()) return false;
    parts.at(count++) = one ? run[at] - '0' : (run[at] - '0') * 10 + (run[at + 1] - '0');
    at = end + 1;
  }
  if (count < 2) return false;
  const bool field = before() == P::ASSIGN && out_.size() >= 2;
  const std::string_view name =
      field ? reporter_.text(out_[out_.size() - 2].begin, out_[out_.size() - 2].end) : "";
  const bool time = name == "at" || name.find("schedule") != std::string_view::npos;
  const int seconds = parts[0] * 3600 + parts[1] * 60 + (count == 3 ? parts[2] : 0);
  const std::string meant = time ? fmt::format("cron(\"{} {} * * ? *\")", parts[1], parts[0])
                            : seconds % 3600 == 0 ? fmt::format("{}h", seconds / 3600)
                            : seconds % 60 == 0   ? fmt::format("{}min", seconds / 60)
                                                  : fmt::format("{}s", seconds);
  const Span span = reporter_.span(begin, begin + static_cast<std::uint32_t>(run.size()));
  reporter_.report<diag::UnquotedText>(span, run)
      .help(fmt::format("a {} is written `{}`", time ? "time of the day" : "duration", meant))
      .repair(fmt::format("Write `{}`", meant), {{span, meant}});
  return true;
}

// `depends_on:` or `ports =`, and lines with `- item` below it.
namespace {

// `LOG = "info", MODE = "x"` of the items `LOG=info` and `MODE=x`; empty if one is another.
std::string entries_of(const std::vector<std::string_view>& items) {
  std::string entries;
  for (std::string_view item : items) {
    if (item.size() > 2 && item.front() == '"' && item.back() == '"')
      item = item.substr(1, item.size() - 2);
    const std::size_t sign = item.find('=');
    if (sign == 0 || sign == std::string_view::npos ||
        item.substr(0, sign).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789abcdefghijkl"
                                               "mnopqrstuvwxyz") != std::string_view::npos ||
        item.find('"') != std::string_view::npos)
      return {};
    entries += fmt::format("{}{} = \"{}\"", entries.empty() ? "" : ", ", item.substr(0, sign),
                           item.substr(sign + 1));
  }
  return entries;
}

// `["a", 80]` of items of one word each; `[…]` of others.
std::string list_of(const std::vector<std::string_view>& items) {
  std::string list;
  for (const std::string_view item : items) {
    const bool quoted = item.size() > 1 && item.front() == '"' && item.back() == '"' &&
                        item.find('"', 1) == item.size() - 1;
    const bool number = item.find_first_not_of("0123456789") == std::string_view::npos;
    if (!quoted && item.find_first_of("\" :={}[]") != std::string_view::npos) return "[…]";
    list += list.empty() ? "" : ", ";
    list += quoted || number ? std::string(item) : fmt::format("\"{}\"", item);
  }
  return items.empty() ? "[…]" : fmt::format("[{}]", list);
}

}  // namespace

std::size_t ForeignNotations::yaml_list(std::size_t i) {
  const std::uint16_t sign = in_[i].type;
  if ((sign != P::COLON && sign != P::ASSIGN) || level().inside != Inside::Members ||
      i + 2 >= in_.size() || in_[i + 1].type != P::MINUS || !in_[i + 1].line_start ||
      in_[i + 2].line_start || (sign == P::COLON && (ternary_ || level().kind)))
    return i;
  const std::string_view name =
      out_.empty() ? "name" : reporter_.text(out_.back().begin, out_.back().end);
  std::vector<std::string_view> items;
  std::size_t next = i + 1;
  while (next < in_.size() && in_[next].type == P::MINUS && in_[next].line_start) {
    const std::size_t first = ++next;
    while (next < in_.size() && !in_[next].line_start) ++next;
    if (next > first) items.push_back(reporter_.text(in_[first].begin, in_[next - 1].end));
  }
  const std::string entries = entries_of(items);
  const std::string meant = entries.empty() ? fmt::format("{} = {}", name, list_of(items))
                                            : fmt::format("{} {{ {} }}", name, entries);
  auto report = reporter_.report<diag::YamlList>(span(in_[i]));
  report.help(fmt::format("write `{}`", meant));
  const std::uint32_t begin = out_.empty() ? in_[i].begin : out_.back().end;
  const Span written = reporter_.span(begin, in_[next - 1].end);
  if (!entries.empty() || list_of(items).find("…") == std::string::npos)
    report.repair(fmt::format("Write `{}`", meant), {{written, meant.substr(name.size())}});
  if (entries.empty())
    out_.push_back({.type = P::ASSIGN, .bad = true, .begin = in_[i].begin, .end = in_[i].end});
  if (entries.empty()) {
    stand_in(P::MISSING, i + 1, next - 1);
    out_.back().line_start = false;
  } else {
    stand_in(P::LBRACE, i, i);
    stand_in(P::RBRACE, i + 1, next - 1);
    out_.back().line_start = false;
  }
  return next;
}

void ForeignNotations::report_unquoted(std::uint32_t begin, std::uint32_t end,
                                       std::string_view meant) {
  const Span span = reporter_.span(begin, end);
  const std::string text =
      fmt::format("\"{}\"", meant.empty() ? reporter_.text(begin, end) : meant);
  reporter_.report<diag::UnquotedText>(span, reporter_.text(begin, end))
      .help(fmt::format("write `{}`", text))
      .repair(fmt::format("Write `{}`", text), {{span, text}});
}

}  // namespace svc::syntax
