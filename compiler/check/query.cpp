#include "check/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "check/fact_lists.h"

namespace svc::check {
namespace {

struct Operator {
  std::string_view written;
  std::string_view meaning;
};

constexpr std::array kOperators = {Operator{"==", "=="},
                                   Operator{"equals", "=="},
                                   Operator{"!=", "!="},
                                   Operator{"not_equals", "!="},
                                   Operator{">", ">"},
                                   Operator{"greater_than", ">"},
                                   Operator{">=", ">="},
                                   Operator{"greater_than_equal", ">="},
                                   Operator{"<", "<"},
                                   Operator{"less_than", "<"},
                                   Operator{"<=", "<="},
                                   Operator{"less_than_equal", "<="},
                                   Operator{"exists", "exists"},
                                   Operator{"!exists", "!exists"},
                                   Operator{"not_exists", "!exists"},
                                   Operator{"in", "in"},
                                   Operator{"not_in", "not_in"},
                                   Operator{"!in", "not_in"},
                                   Operator{"=~", "=~"},
                                   Operator{"matches", "=~"},
                                   Operator{"!~", "!~"},
                                   Operator{"not_matches", "!~"}};

constexpr std::array<std::string_view, 6> kSubjects = {"agentConnected",    "agentVersion",
                                                       "ec2InstanceId",     "registeredAt",
                                                       "runningTasksCount", "task:group"};

// The attribute that ECS gives to instances and that a slip of its name means; empty for others,
// which the instances may have been given.
std::string_view meant_attribute(std::string_view subject) {
  constexpr std::string_view kOfEcs = "attribute:ecs.";
  if (!subject.starts_with(kOfEcs)) return {};
  const std::string_view name = subject.substr(subject.find(':') + 1);
  const FactList known("instance-attributes");
  if (known.has(name)) return {};
  return closest(name, known.names());
}

std::vector<std::string> tokens_of(std::string_view text, std::string& fault) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n') {
      ++i;
    } else if (std::string_view("()[],").find(c) != std::string_view::npos) {
      tokens.emplace_back(1, c);
      ++i;
    } else if (c == '\'' || c == '"') {
      const std::size_t end = text.find(c, i + 1);
      if (end == std::string_view::npos) {
        fault = fmt::format("the text after {} has no end", c);
        return {};
      }
      tokens.emplace_back(text.substr(i + 1, end - i - 1));
      i = end + 1;
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t\n()[],'\"", i), text.size());
      tokens.emplace_back(text.substr(i, end - i));
      i = end;
    }
  }
  return tokens;
}

class Parser {
 public:
  explicit Parser(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}

  std::optional<Query> parse(std::string& fault) {
    auto query = alternatives();
    if (query && at_ < tokens_.size()) {
      fault_ = fmt::format("`{}` does not belong there", tokens_[at_]);
      query.reset();
    }
    fault = fault_;
    return query;
  }

 private:
  [[nodiscard]] std::string_view next() const {
    return at_ < tokens_.size() ? std::string_view(tokens_[at_]) : std::string_view();
  }
  bool take(std::string_view one, std::string_view other = {}) {
    if (next().empty() || (next() != one && next() != other)) return false;
    ++at_;
    return true;
  }

  std::optional<Query> alternatives() {
    return joined(Query::Form::Or, "or", "||", [this] { return all(); });
  }
  std::optional<Query> all() {
    return joined(Query::Form::And, "and", "&&", [this] { return term(); });
  }

  template <typename Part>
  std::optional<Query> joined(Query::Form form, std::string_view word, std::string_view sign,
                              const Part& part) {
    auto first = part();
    if (!first) return std::nullopt;
    if (next() != word && next() != sign) return first;
    Query query{form, {}, {}, {}, {std::move(*first)}};
    while (take(word, sign)) {
      auto other = part();
      if (!other) return std::nullopt;
      query.parts.push_back(std::move(*other));
    }
    return query;
  }

  std::optional<Query> term() {
    if (take("not", "!")) {
      auto inner = term();
      if (!inner) return std::nullopt;
      return Query{Query::Form::Not, {}, {}, {}, {std::move(*inner)}};
    }
    if (take("(")) {
      auto inner = alternatives();
      if (inner && !take(")")) {
        fault_ = "a `(` has no `)`";
        return std::nullopt;
      }
      return inner;
    }
    return comparison();
  }

  std::optional<Query> comparison() {
    if (next().empty()) {
      fault_ = "it ends too early";
      return std::nullopt;
    }
    Query query;
    query.subject = tokens_[at_++];
    const bool known =
        (query.subject.starts_with("attribute:") && query.subject.size() > 10) ||
        std::find(kSubjects.begin(), kSubjects.end(), query.subject) != kSubjects.end();
    if (!known) {
      fault_ = fmt::format("`{}` is nothing that an instance has", query.subject);
      return std::nullopt;
    }
    if (const std::string_view meant = meant_attribute(query.subject); !meant.empty()) {
      fault_ = fmt::format("ECS gives instances no `{}`: did you mean `{}`?", query.subject, meant);
      return std::nullopt;
    }
    const auto* found = std::find_if(kOperators.begin(), kOperators.end(),
                                     [&](const Operator& o) { return o.written == next(); });
    if (found == kOperators.end()) {
      fault_ = next().empty() ? fmt::format("`{}` is compared with nothing", query.subject)
                              : fmt::format("`{}` is no operator", next());
      return std::nullopt;
    }
    ++at_;
    query.operation = found->meaning;
    if (query.operation == "exists" || query.operation == "!exists") return query;
    return take("[") ? list(std::move(query)) : single(std::move(query));
  }

  std::optional<Query> single(Query query) {
    if (next().empty() || next() == ")" || next() == "]" || next() == ",") {
      fault_ = fmt::format("nothing follows `{}`", query.operation);
      return std::nullopt;
    }
    query.values.push_back(tokens_[at_++]);
    return query;
  }

  std::optional<Query> list(Query query) {
    while (!next().empty() && next() != "]") {
      if (!take(",")) query.values.push_back(tokens_[at_++]);
    }
    if (!take("]")) {
      fault_ = "a `[` has no `]`";
      return std::nullopt;
    }
    return query;
  }

  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
  std::string fault_;
};

}  // namespace

ParsedQuery parse_query(std::string_view text) {
  ParsedQuery parsed;
  std::vector<std::string> tokens = tokens_of(text, parsed.fault);
  if (parsed.fault.empty()) parsed.query = Parser(std::move(tokens)).parse(parsed.fault);
  return parsed;
}

}  // namespace svc::check
