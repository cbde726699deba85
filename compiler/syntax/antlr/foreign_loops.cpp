// Loops, conditions and assertions in the shape of another language.
#include <SvcParser.h>

#include <algorithm>

#include "syntax/antlr/describe.h"
#include "syntax/antlr/foreign_shapes.h"

namespace svc::syntax {

// `if a = b {`, `let same = a = b`, `assert a = b else "…"`
std::size_t Reshaper::condition(std::size_t i) {
  if (!begins_member(i) && !(i > 0 && type(i - 1) == P::ELSE)) return i;
  const bool let = in_[i].type == P::LET;
  std::size_t wrong = i;
  for (std::size_t at = i + (let ? 3 : 1); at < i + kFarthest && next(at) != 0; ++at) {
    if (type(at) == P::LBRACE || type(at) == P::ELSE) break;
    if (is_opener(type(at))) at = partner(at);
    if (type(at) == P::ASSIGN && type(at + 1) == P::GREATER && adjacent(at) && !let) {
      const Span both = reporter_.span(in_[at].begin, in_[at + 1].end);
      reporter_.report<diag::UnexpectedToken>(both, "`>=`", "`=>`")
          .help("at least is written `>=`")
          .repair("Write `>=`", {{both, ">="}});
      begin(i);
      for (std::size_t k = i; k < at; ++k) out_.push_back(in_[k]);
      stand_in(P::GREATER_EQUAL, at, at + 1);
      return at + 2;
    }
    if (type(at) != P::ASSIGN) continue;
    // `let a = 1 b = 2` lacks a comma; `b` then follows a whole value.
    const bool whole = let && type(at - 2) != P::DOT && type(at - 2) != P::ASSIGN;
    const bool arrow = at + 1 < in_.size() && adjacent(at) &&
                       (type(at + 1) == P::GREATER || type(at + 1) == P::ASSIGN);
    if (!whole && !arrow && begins_operand(next(at + 1))) wrong = at;
    break;
  }
  if (wrong == i) return i;
  reporter_.report<diag::UnexpectedToken>(span(wrong), "`==`", "`=`")
      .help("two values are compared with `==`")
      .repair("Write `==`", {{span(wrong), "=="}});
  begin(i);
  for (std::size_t at = i; at < wrong; ++at) out_.push_back(in_[at]);
  push(wrong, P::EQUAL);
  return wrong + 1;
}

}  // namespace svc::syntax
