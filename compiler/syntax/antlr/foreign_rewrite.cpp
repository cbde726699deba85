// Reads the rows of foreign_rows.cpp: compares their patterns with the tokens, and writes what they
// mean.
#include <SvcParser.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"
#include "syntax/units.h"

namespace svc::syntax {

namespace {

// Whether a text could be a name.
bool could_be_name(std::string_view text) {
  return !text.empty() && (text.front() < '0' || text.front() > '9') &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") ==
             std::string_view::npos;
}

bool is_one_of(std::string_view alternatives, std::string_view word) {
  for (;;) {
    const std::size_t end = std::min(alternatives.find('|'), alternatives.size());
    if (alternatives.substr(0, end) == word) return true;
    if (end == alternatives.size()) return false;
    alternatives.remove_prefix(end + 1);
  }
}

// Words that begin a statement elsewhere. They are no kinds of blocks.
constexpr std::string_view kFunctionWords =
    "function|func|fn|def|fun|macro|switch|while|match|until|repeat|loop";

// `queue` of `Queue`, `service` of `FargateService`: the kind that a construct of the CDK is.
std::string kind_of_construct(std::string_view construct) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kKinds = {
      {{"Vpc", "network"},
       {"FargateService", "service"},
       {"Ec2Service", "service"},
       {"ApplicationLoadBalancedFargateService", "service"},
       {"QueueProcessingFargateService", "service"},
       {"ScheduledFargateTask", "job"},
       {"FargateTaskDefinition", "task"},
       {"Ec2TaskDefinition", "task"},
       {"TaskDefinition", "task"},
       {"ApplicationLoadBalancer", "balancer"},
       {"NetworkLoadBalancer", "balancer"},
       {"FileSystem", "filesystem"},
       {"StringParameter", "parameter"},
       {"HostedZone", "zone"},
       {"ARecord", "record"},
       {"SecurityGroup", "security_group"}}};
  for (const auto& [name, kind] : kKinds) {
    if (name == construct) return std::string(kind);
  }
  std::string small(construct);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

// The next name or sign of a replacement.
std::string_view next_sign(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (text.front() == '$') return text.substr(0, 2);
  std::size_t end = 1;
  if (letter(text.front())) {
    while (end < text.size() && letter(text[end])) ++end;
    return text.substr(0, end);
  }
  if (text.size() > 1 && token_of(text.substr(0, 2)) != 0) end = 2;
  return text.substr(0, end);
}

// What of a replacement is different, so that the fix changes no more. Names are kept whole.
std::pair<std::size_t, std::size_t> same_ends(std::string_view before, std::string_view after) {
  const auto part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '"' || c == '.';
  };
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < most && before[head] == after[head]) ++head;
  while (head > 0 && part(before[head - 1])) --head;
  std::size_t tail = 0;
  while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  while (tail > 0 && part(before[before.size() - tail])) --tail;
  return {head, tail};
}

}  // namespace

// A pattern that fits: the tokens of each piece, up to the one before `end`.
struct Reshaper::Found {
  std::array<std::size_t, ShapeRow::kMost> begin{};
  std::array<std::size_t, ShapeRow::kMost> end{};
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t wrong = 0;
  std::string written;  // the row's `write` with its tokens
};

std::size_t Reshaper::row(std::size_t i) {
  const std::uint16_t second = next(i + 1);
  const std::uint16_t third = second == 0 ? std::uint16_t{0} : next(i + 2);
  const std::string_view first = word(i);
  const std::uint64_t beginning = ShapeRow::bit(first.empty() ? '\0' : first.front());
  for (const ShapeRow* one : shape_rows(in_[i].type)) {
    if (!one->second[second] || !one->third[third] || (one->beginnings & beginning) == 0) continue;
    const bool member = one->place != ShapeRow::Place::Anywhere;
    Found found;
    if ((member && !is_fresh(i)) || !matches(*one, i, found)) continue;
    if (member && !begins_member(i)) continue;
    if (one->pieces[0].form == ShapePiece::Form::Word && is_one_of(kFunctionWords, first)) continue;
    if (one->place == ShapeRow::Place::Environment && !in_environment(i)) continue;
    if (one->place == ShapeRow::Place::Top && !at_top(i)) continue;
    if (one->place == ShapeRow::Place::Nested && at_top(i)) continue;
    found.written = expand(one->write, *one, found);
    report_row(*one, found);
    rewrite(*one, found);
    const std::size_t last = last_of_open(*one, found);
    if (last > found.last) skip(found.last, last);
    return last + 1;
  }
  return i;
}

bool Reshaper::matches(const ShapeRow& row, std::size_t i, Found& found) {
  std::size_t at = i;
  found.first = found.wrong = i;
  for (std::size_t k = 0; k < row.count; ++k) {
    const ShapePiece& piece = row.pieces.at(k);
    const bool touches = at > 0 && at < in_.size() && in_[at - 1].end == in_[at].begin;
    if (k > 0 && piece.form != ShapePiece::Form::End && next(at) == 0) return false;
    if ((piece.touches && !touches) || (piece.spaced && touches)) return false;
    const ShapePiece* next_piece = k + 1 < row.count ? &row.pieces.at(k + 1) : nullptr;
    const std::size_t after = behind(piece, next_piece, at);
    if (after == at && piece.form != ShapePiece::Form::End) return false;
    if (piece.form == ShapePiece::Form::End && next(at) != 0 && next(at) != P::COMMA &&
        !is_closer(next(at)))
      return false;
    found.begin.at(k) = at;
    found.end.at(k) = after;
    if (piece.wrong) found.wrong = at;
    at = after;
  }
  found.last = at - 1;
  return true;
}

// Whether token `at` alone is what the piece wants.
bool Reshaper::is(const ShapePiece& piece, std::size_t at) const {
  using Form = ShapePiece::Form;
  switch (piece.form) {
    case Form::Exactly:
      return is_one_of(piece.text, word(at));
    case Form::Word:
      return is_word(type(at));
    case Form::Name:
      return could_be_name(content(at));
    case Form::Label:
      return is_word(type(at)) || type(at) == P::STRING;
    case Form::String:
      return !content(at).empty();
    case Form::Arn:
      return content(at).starts_with("arn:");
    case Form::Number:
      return type(at) == P::NUMBER;
    case Form::Literal:
      return type(at) == P::NUMBER || type(at) == P::STRING || type(at) == P::CIDR ||
             type(at) == P::TRUE || type(at) == P::FALSE;
    case Form::Operand:
      return begins_operand(type(at));
    default:
      return false;
  }
}

// The token behind those of the piece, which begin at `at`; `at` itself if it does not fit.
std::size_t Reshaper::behind(const ShapePiece& piece, const ShapePiece* next_piece,
                             std::size_t at) {
  using Form = ShapePiece::Form;
  switch (piece.form) {
    case Form::Value:
      return at < in_.size() && !is_closer(type(at)) ? last_of_value(at) + 1 : at;
    case Form::Plain: {
      if (at >= in_.size() || is_closer(type(at))) return at;
      const std::size_t last = last_of_value(at);
      for (std::size_t k = at + 1; k <= last; ++k) {
        if (type(k) == P::LBRACE && ends_operand(type(k - 1))) return at;
      }
      return last + 1;
    }
    case Form::Rest: {
      std::size_t end = at;
      while (next(end) != 0 && !is_closer(type(end)))
        end = (is_opener(type(end)) ? partner(end) : end) + 1;
      return end;
    }
    case Form::Until:
      return behind_until(next_piece, at);
    case Form::Quoted: {
      if (type(at) == P::STRING) return at + 1;
      if (type(at) != P::STRING_OPEN) return at;
      std::size_t end = at + 1;
      while (end < in_.size() && type(end) != P::STRING_CLOSE)
        end = (is_opener(type(end)) ? partner(end) : end) + 1;
      return end + 1;
    }
    case Form::End:
      return at;
    default:
      return is(piece, at) ? at + 1 : at;
  }
}

std::size_t Reshaper::behind_until(const ShapePiece* next_piece, std::size_t at) {
  std::size_t end = at;
  while (end < at + kFarthest && next(end) != 0 && !is(*next_piece, end)) {
    const bool body = type(end) == P::LBRACE && end > at && ends_operand(type(end - 1));
    if (is_closer(type(end)) || body) return at;
    end = (is_opener(type(end)) ? partner(end) : end) + 1;
  }
  return next(end) != 0 && is(*next_piece, end) ? end : at;
}

// A text of a row with the user's tokens in place of `$x`.
std::string Reshaper::expand(std::string_view text, const ShapeRow& row, const Found& found) const {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '$') {
      out += text[at];
      continue;
    }
    char name = text[++at];
    if (name == '$') out += found.written;
    if (name == '#') out += '$';
    const char how = name == '-' || name == '%' || name == '\'' || name == '^' ? name : ' ';
    if (how != ' ') name = text[++at];
    for (std::size_t k = 0; k < row.count; ++k) {
      const ShapePiece& piece = row.pieces.at(k);
      if (piece.name != name || found.end.at(k) == found.begin.at(k)) continue;
      const std::string_view tokens = this->text(found.begin.at(k), found.end.at(k) - 1);
      if (piece.form == ShapePiece::Form::Name || how == '\'')
        out += content(found.begin.at(k));
      else if (how == '%')
        out += meant_unit(tokens);
      else if (how == '^')
        out += kind_of_construct(tokens);
      else if (how == '-')
        std::transform(tokens.begin(), tokens.end(), std::back_inserter(out), [](char c) {
          return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
      else
        out += tokens;
    }
  }
  return out;
}

// The last token of the brackets that a row without a fix leaves open: `new Queue(this, "jobs", {`.
// They are part of the same mistake.
std::size_t Reshaper::last_of_open(const ShapeRow& row, const Found& found) {
  std::size_t close = found.last;
  if (!row.write.empty() || row.read != "_") return close;
  for (std::size_t at = found.first; at <= found.last; ++at) {
    if (is_opener(type(at))) close = std::max(close, partner(at));
  }
  return close;
}

void Reshaper::report_row(const ShapeRow& row, const Found& found) {
  auto report = reporter_.report<diag::UnexpectedToken>(span(found.wrong), row.expected,
                                                        describe(in_[found.wrong], reporter_));
  Found shown = found;
  if (shown.written.ends_with('{')) shown.written += " … }";
  report.help(expand(row.help.empty() ? "write `$$`" : row.help, row, shown));
  if (row.write.empty()) return;
  const std::uint32_t begin = in_[found.first].begin;
  const std::uint32_t end = in_[found.last].end;
  const auto [head, tail] = same_ends(reporter_.text(begin, end), found.written);
  const std::string title = found.written.substr(0, found.written.find_last_not_of(" {}") + 1);
  report.repair(fmt::format("Write `{}`", found.written.ends_with('{') ? title : found.written),
                {{reporter_.span(begin + static_cast<std::uint32_t>(head),
                                 end - static_cast<std::uint32_t>(tail)),
                  found.written.substr(head, found.written.size() - head - tail)}});
}

void Reshaper::rewrite(const ShapeRow& row, const Found& found) {
  begin(found.first);
  const std::size_t start = out_.size();
  std::string_view left = row.read.empty() ? row.write : row.read;
  const auto place = [&] { return out_.size() > start ? out_.back().end : in_[found.first].begin; };
  while (!left.empty()) {
    const std::string_view sign = next_sign(left);
    left.remove_prefix(sign.size());
    if (sign.front() != '$') {
      if (sign != " ") push_inserted(token_of(sign), place());
      continue;
    }
    for (std::size_t k = 0; k < row.count; ++k) {
      const ShapePiece& piece = row.pieces.at(k);
      if (piece.name != sign[1]) continue;
      for (std::size_t at = found.begin.at(k); at < found.end.at(k); ++at) {
        if (piece.form == ShapePiece::Form::Name) {
          push_unquoted(at);
        } else {
          push(at);
          out_.back().bad = in_[at].bad || type(at) != P::STRING;  // a string's quotes are right
        }
        if (at == found.first) out_.back().line_start = false;
      }
    }
  }
  if (out_.size() > start) out_[start].line_start = in_[found.first].line_start;
  broken_.push_back(reporter_.span(in_[found.first].begin, in_[found.last].end));
}

}  // namespace svc::syntax
