// The cluster query language of placement constraints.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace svc::check {

struct Query {
  enum class Form : std::uint8_t { Compare, Not, And, Or };
  Form form{};
  std::string subject;              // of Compare: `attribute:ecs.instance-type`
  std::string operation;            // `==`, also of words such as `equals`
  std::vector<std::string> values;  // the operands; none for `exists`
  std::vector<Query> parts;         // of the others
};

struct ParsedQuery {
  std::optional<Query> query;
  std::string fault;  // the fault of the text, if it is not a query
};

[[nodiscard]] ParsedQuery parse_query(std::string_view text);

}  // namespace svc::check
