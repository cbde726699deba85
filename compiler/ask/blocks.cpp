#include "ask/blocks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"

namespace svc::ask {

namespace {

std::string_view name_of(std::string_view owner) {
  return owner.substr(std::min(owner.size(), owner.find(' ') + 1));
}

}  // namespace

Result<std::string> find_block(const graph::Graph& graph, std::string_view word) {
  std::vector<std::string_view> all;
  std::vector<std::string_view> found;
  for (const graph::Node& node : graph.nodes) {
    if (node.owner.empty() || std::find(all.begin(), all.end(), node.owner) != all.end()) continue;
    all.push_back(node.owner);
    std::string whole = node.owner;
    std::replace(whole.begin(), whole.end(), ' ', '.');
    if (name_of(node.owner) == word || whole == word) found.push_back(node.owner);
  }
  if (found.size() == 1) return std::string(found.front());
  if (found.size() > 1)
    return Failure{fmt::format("`{}` is the name of {}; write `{}.{}`", word,
                               enumerate(found, "and"),
                               found.front().substr(0, found.front().find(' ')), word)};
  std::vector<std::string_view> names;
  for (const std::string_view owner : all) names.push_back(name_of(owner));
  const std::string_view meant = closest(word, names);
  return Failure{meant.empty() ? fmt::format("no block with resources is called `{}`", word)
                               : fmt::format("no block with resources is called `{}`; did you "
                                             "mean `{}`?",
                                             word, meant)};
}

std::string place_of(const Step& step, const Sources& sources) {
  if (!step.span.valid()) return {};
  const SourceFile& file = sources[step.span.file];
  return fmt::format("{}:{}", file.path(), file.position(step.span.begin).line);
}

}  // namespace svc::ask
