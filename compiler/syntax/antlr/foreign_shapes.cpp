#include "syntax/antlr/foreign_shapes.h"

#include <SvcParser.h>

#include <algorithm>

namespace svc::syntax {

bool Reshaper::run() {
  // The declarations of kinds have a grammar of their own; only svcc's library has them.
  const bool kinds = std::any_of(in_.begin(), in_.end(),
                                 [](const Lexeme& lexeme) { return lexeme.type == P::KIND; });
  if (kinds) return false;
  has_spreads_ = any_spread();
  for (std::size_t i = 0; i < in_.size();) {
    if (const std::size_t behind = shape(i); behind != i) {
      i = behind;
      continue;
    }
    if (changed_) out_.push_back(in_[i]);
    ++i;
  }
  return changed_;
}

std::size_t Reshaper::shape(std::size_t i) {
  if (in_[i].type == P::NAME || in_[i].type == P::LET) return member(i);
  if (const std::size_t behind = row(i); behind != i) return behind;
  switch (in_[i].type) {
    case P::ASSIGN:
      return value(i);
    case P::NUMBER:
      return protocol_of_port(i);
    case P::LPAREN:
      return list_in_other_brackets(i);
    case P::LBRACE:
      if (const std::size_t behind = spread(i); behind != i) return behind;
      return list_in_other_brackets(i);
    case P::LBRACKET:
      return spread(i);
    case P::DOT:
      return numbered_item(i);
    case P::ON:
      return keyword_as_name(i);
    case P::COLON:  // `command: npm run start`
      return i > 0 && is_word(type(i - 1)) && begins_member(i - 1) ? command(i) : i;
    case P::QUESTION:
      return choice_without_other(i);
    case P::INTERP_OPEN:
      return default_of_variable(i);
    case P::MINUS:
      if (const std::size_t behind = item_of_yaml(i); behind != i) return behind;
      return option_of_command(i);
    case P::ASSERT:
    case P::IF:
      return condition(i);
    case P::PARAM:
      return param(i);
    case P::COMPONENT:
      return component(i);
    case P::OUTPUT:
      return output(i);
    case P::REMOVE:
      return removed_by_name(i);
    case P::ALLOW:
    case P::DENY:
      return grant(i);
    default:
      return i;
  }
}

// A member that begins with a name.
std::size_t Reshaper::member(std::size_t i) {
  // Most names are followed by `=` or `{`, or are part of a value.
  const std::uint16_t second = next(i + 1);
  if (in_[i].type == P::LET) return condition(i);
  if (second == P::ASSIGN && type(i + 2) != P::LBRACE && next(i + 3) != P::LBRACE &&
      next(i + 3) != P::IN)
    return next(i + 3) == P::GREATER || next(i + 3) == P::LESS || next(i + 3) == P::GREATER_EQUAL ||
                   next(i + 3) == P::LESS_EQUAL
               ? row(i)
               : i;
  if (second == 0 || second == P::COMMA) return i;
  const bool outputs = second == P::LBRACE && type(i + 3) == P::ASSIGN &&
                       is_any_of(i, {"outputs", "return", "returns", "exports"});
  if (second == P::LBRACE && !outputs && next(i + 2) != P::NUMBER && next(i + 2) != P::STRING &&
      !is_any_of(i, {"import"}))
    return i;
  if (!is_fresh(i)) return i;
  if (const std::size_t behind = dashed_field(i); behind != i) return behind;
  if (!begins_member(i)) return i;
  for (const auto part :
       {&Reshaper::grant, &Reshaper::param_by_other_word, &Reshaper::output,
        &Reshaper::component_by_other_word, &Reshaper::row, &Reshaper::block_in_parentheses,
        &Reshaper::block_with_sign, &Reshaper::field_of_block, &Reshaper::method_call,
        &Reshaper::words_behind_label}) {
    if (const std::size_t behind = (this->*part)(i); behind != i) return behind;
  }
  return i;
}

std::string_view Reshaper::content(std::size_t i) const {
  const std::string_view quoted = word(i);
  if (type(i) != P::STRING || quoted.size() < 2 || quoted.starts_with("\"\"\"")) return {};
  return quoted.substr(1, quoted.size() - 2);
}

bool Reshaper::is_any_of(std::size_t i, std::initializer_list<std::string_view> words) const {
  return std::find(words.begin(), words.end(), word(i)) != words.end();
}

const Brackets& Reshaper::brackets() {
  if (!paired_) brackets_ = pair_brackets(in_);
  paired_ = true;
  return brackets_;
}

std::size_t Reshaper::partner(std::size_t i) {
  const std::uint32_t found = i < in_.size() ? brackets().partner[i] : Brackets::kOutside;
  return found == Brackets::kOutside ? i : found;
}

std::size_t Reshaper::last_of_value(std::size_t first) {
  std::size_t last = first;
  while (last < in_.size()) {
    if (is_opener(type(last))) last = std::max(last, partner(last));
    const std::uint16_t behind = next(last + 1);
    if (behind == 0 || behind == P::COMMA || is_closer(behind)) break;
    ++last;
  }
  return last;
}

bool Reshaper::in_members(std::size_t i) {
  const std::uint32_t around = brackets().parent[i];
  if (around == Brackets::kOutside) return true;
  if (in_[around].type != P::LBRACE) return false;
  const std::uint16_t before = around > 0 ? in_[around - 1].type : std::uint16_t{0};
  return is_word(before) || ends_operand(before) || before == P::ELSE;
}

bool Reshaper::begins_member(std::size_t i) {
  if (!is_fresh(i) || !in_members(i)) return false;
  // `a =⏎ b`: the line goes on with a value.
  const std::uint16_t before = i > 0 ? in_[i - 1].type : std::uint16_t{0};
  return before == 0 || before == P::LBRACE || before == P::COMMA || ends_operand(before);
}

bool Reshaper::in_environment(std::size_t i) {
  const std::uint32_t around = brackets().parent[i];
  return around != Brackets::kOutside && around >= 2 && type(around - 2) == P::ENVIRONMENT;
}

bool Reshaper::at_top(std::size_t i) {
  const std::uint32_t around = brackets().parent[i];
  if (around == Brackets::kOutside) return true;
  std::size_t head = around;
  while (head > 0 && !in_[head].line_start && around - head < kFarthest) --head;
  const std::uint16_t first = in_[head].type;
  return first == P::COMPONENT || first == P::ENVIRONMENT || first == P::FOR || first == P::IF ||
         first == P::RBRACE;
}

void Reshaper::begin(std::size_t i) {
  if (!changed_) out_.assign(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(i));
  changed_ = true;
}

void Reshaper::push(Lexeme lexeme) {
  lexeme.bad = true;
  out_.push_back(lexeme);
}

void Reshaper::push(std::size_t i, std::size_t as) {
  Lexeme lexeme = in_[i];
  if (as != 0) lexeme.type = static_cast<std::uint16_t>(as);
  push(lexeme);
}

void Reshaper::push_inserted(std::size_t as, std::uint32_t at) {
  push({.type = static_cast<std::uint16_t>(as), .inserted = true, .begin = at, .end = at});
}

void Reshaper::stand_in(std::size_t as, std::size_t first, std::size_t last) {
  Lexeme lexeme = in_[first];
  lexeme.type = static_cast<std::uint16_t>(as);
  lexeme.end = in_[last].end;
  push(lexeme);
}

void Reshaper::skip(std::size_t first, std::size_t last) {
  broken_.push_back(reporter_.span(in_[first].begin, in_[last].end));
}

std::size_t Reshaper::leave_out_between(std::size_t i) {
  begin(i);
  push(i);
  broken_.push_back(span(i + 1));
  push(i + 2);
  return i + 3;
}

void Reshaper::push_unquoted(std::size_t i) {
  Lexeme plain = in_[i];
  plain.type = P::NAME;
  ++plain.begin;
  --plain.end;
  push(plain);
}

void reshape(Scan& scan, Reporter& reporter, std::vector<Span>& broken) {
  Reshaper reshaper(scan, reporter, broken);
  if (reshaper.run()) scan.lexemes = reshaper.take();
}

}  // namespace svc::syntax
