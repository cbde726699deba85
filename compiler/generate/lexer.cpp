// Build-time tool: the lexer rules of grammar/Svc.g4 → a table of states, as C++ (the tables of
// syntax/antlr/automaton.h).
//
//   svcc-generate-lexer OUT.cpp
//
// ANTLR's lexer reads its rules from a serialised automaton at every start, and works out the
// states that it needs while it reads a text. For a small program both take longer than the rest of
// the reading. Here the same automaton is made deterministic once, by the subset construction. As
// in ANTLR, the longest match counts, and of rules that match as much the first one.
#include <SvcLexer.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using antlr4::atn::ATNState;
using antlr4::atn::RuleTransition;
using antlr4::atn::Transition;

constexpr std::size_t kCharacters = 128;  // the rules use only ASCII characters
constexpr std::size_t kMostStates = 256;  // the table has a byte for each

// A state of ANTLR's automaton, and where each of the fragments around it continues, the innermost
// last.
struct Place {
  ATNState* state = nullptr;
  std::vector<ATNState*> after;
  std::size_t rule = 0;  // of the token

  [[nodiscard]] auto key() const {
    std::vector<std::size_t> numbers;
    for (ATNState* one : after) numbers.push_back(one->stateNumber);
    return std::tuple(state->stateNumber, numbers, rule);
  }
  friend bool operator<(const Place& a, const Place& b) { return a.key() < b.key(); }
};

using Places = std::set<Place>;

[[nodiscard]] bool ends_rule(ATNState& state) {  // the runtime has no const in this
  return state.getStateType() == ATNState::RULE_STOP;
}

// Adds the places that are reached from one without reading a character.
void close(const Place& place, Places& places) {
  if (!places.insert(place).second) return;
  if (ends_rule(*place.state)) {
    if (place.after.empty()) return;
    Place next{place.after.back(), place.after, place.rule};
    next.after.pop_back();
    return close(next, places);
  }
  for (const Transition* transition : place.state->transitions) {
    if (!transition->isEpsilon()) continue;
    if (transition->getSerializationType() == Transition::PREDICATE ||
        transition->getSerializationType() == Transition::ACTION)
      throw std::runtime_error("a lexer rule has an action or a predicate");
    Place next{transition->target, place.after, place.rule};
    if (transition->getSerializationType() == Transition::RULE)
      next.after.push_back(static_cast<const RuleTransition*>(transition)->followState);
    close(next, places);
  }
}

[[nodiscard]] Places beginning(const antlr4::atn::ATN& automaton) {
  Places places;
  for (const Transition* transition : automaton.modeToStartState.front()->transitions)
    close({transition->target, {}, transition->target->ruleIndex}, places);
  return places;
}

[[nodiscard]] Places after(const Places& places, std::size_t character) {
  Places next;
  for (const Place& place : places) {
    for (const Transition* transition : place.state->transitions) {
      if (!transition->isEpsilon() && transition->matches(character, 0, kCharacters - 1))
        close({transition->target, place.after, place.rule}, next);
    }
  }
  return next;
}

// The type of the token that ends here; 0 if none does.
[[nodiscard]] std::size_t token_at(const antlr4::atn::ATN& automaton, const Places& places) {
  std::optional<std::size_t> rule;
  for (const Place& place : places) {
    if (ends_rule(*place.state) && place.after.empty())
      rule = std::min(rule.value_or(place.rule), place.rule);
  }
  return rule ? automaton.ruleToTokenType[*rule] : 0;
}

struct State {
  std::size_t token = 0;
  std::vector<std::size_t> next;  // by character
};

// State 0 has no way out and 1 is the beginning.
[[nodiscard]] std::vector<State> states_of(const antlr4::atn::ATN& automaton) {
  std::map<Places, std::size_t> numbers = {{Places{}, 0}};
  std::vector<Places> waiting = {Places{}, beginning(automaton)};
  numbers[waiting.back()] = 1;
  std::vector<State> states;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const Places places = waiting[i];
    State& state = states.emplace_back();
    state.token = token_at(automaton, places);
    for (std::size_t c = 0; c < kCharacters; ++c) {
      Places next = after(places, c);
      const auto [known, fresh] = numbers.try_emplace(next, waiting.size());
      if (fresh) waiting.push_back(std::move(next));
      state.next.push_back(known->second);
    }
  }
  if (states.size() > kMostStates) throw std::runtime_error("the lexer has too many states");
  return states;
}

void write(const std::vector<State>& states, const std::string& to) {
  std::string out =
      "// Written by svcc-generate-lexer from grammar/Svc.g4.\n"
      "#include \"syntax/antlr/automaton.h\"\n\nnamespace svc::syntax::tables {\n\n"
      "const std::uint8_t next_state[][kCharacters] = {\n";
  for (const State& state : states) out += fmt::format("    {{{}}},\n", fmt::join(state.next, ","));
  out += "};\n\nconst std::uint16_t tokens[] = {";
  for (const State& state : states) out += fmt::format("{}, ", state.token);
  out += "};\n\n}  // namespace svc::syntax::tables\n";
  std::ofstream(to, std::ios::binary) << out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: svcc-generate-lexer OUT.cpp\n";
    return 2;
  }
  try {
    antlr4::ANTLRInputStream nothing;
    const svc::antlr::SvcLexer lexer(&nothing);
    write(states_of(lexer.getATN()), argv[1]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
