// The children of a node of ANTLR's tree, by their exact type. cmake/Antlr.cmake puts these
// functions in place of the runtime's, which ask with dynamic_cast, most often in vain: that was a
// tenth of the time of reading.
#pragma once

#include <antlr4-runtime.h>

#include <cstddef>
#include <typeinfo>
#include <vector>

namespace svc::syntax {

using Children = std::vector<antlr4::tree::ParseTree*>;

// The node if it is a token, also one that could not be used there; else null. Null stays null.
[[nodiscard]] inline antlr4::tree::TerminalNode* as_token(antlr4::tree::ParseTree* node) {
  if (node == nullptr) return nullptr;
  const std::type_info& type = typeid(*node);
  return type == typeid(antlr4::tree::TerminalNodeImpl) ||
                 type == typeid(antlr4::tree::ErrorNodeImpl)
             ? static_cast<antlr4::tree::TerminalNode*>(node)
             : nullptr;
}

// The node if it is of that rule, else null.
template <typename Rule>
[[nodiscard]] Rule* as_rule(antlr4::tree::ParseTree* node) {
  return typeid(*node) == typeid(Rule) ? static_cast<Rule*>(node) : nullptr;
}

// The i-th (from 0) child of a rule; null if there are not so many.
template <typename Rule>
[[nodiscard]] Rule* rule_child(const Children& children, std::size_t i) {
  for (antlr4::tree::ParseTree* child : children) {
    if (Rule* found = as_rule<Rule>(child); found != nullptr && i-- == 0) return found;
  }
  return nullptr;
}

template <typename Rule>
[[nodiscard]] std::vector<Rule*> rule_children(const Children& children) {
  std::vector<Rule*> found;
  for (antlr4::tree::ParseTree* child : children) {
    if (Rule* one = as_rule<Rule>(child)) found.push_back(one);
  }
  return found;
}

// The i-th (from 0) token of a type among the children; null if there are not so many.
[[nodiscard]] inline antlr4::tree::TerminalNode* token_child(const Children& children,
                                                             std::size_t type, std::size_t i) {
  for (antlr4::tree::ParseTree* child : children) {
    antlr4::tree::TerminalNode* token = as_token(child);
    if (token != nullptr && token->getSymbol()->getType() == type && i-- == 0) return token;
  }
  return nullptr;
}

}  // namespace svc::syntax
