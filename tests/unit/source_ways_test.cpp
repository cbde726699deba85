// Ways: the steps that led to a span.
#include <catch2/catch.hpp>

#include "sema_support.h"
#include "source/ways.h"

using svc::Span;
using svc::Way;
using svc::Ways;

namespace {

Span span(std::uint32_t begin, std::uint32_t way = 0) {
  return {svc::SourceId{0}, begin, begin + 1, way};
}

// The texts that led to the value of an output, the nearest first, each with the form of its step.
std::vector<std::string> steps_to(const svc::test::Analyzed& program, std::size_t output) {
  std::vector<std::string> result;
  for (const Way& way : program.program.ways.steps(program.program.outputs.at(output).value.span)) {
    constexpr std::array<const char*, 5> kForms = {"iteration ", "instance ", "given ",
                                                   "environment ", "over "};
    result.push_back(kForms.at(static_cast<std::size_t>(way.step)) +
                     std::string(program.engine.sources()[way.from.file].text(way.from)));
  }
  return result;
}

}  // namespace

TEST_CASE("spans with different ways are one place") {
  CHECK(span(1, 0) == span(1, 7));
  CHECK_FALSE(span(1, 0) < span(1, 7));
  CHECK(span(1) < span(2));
  CHECK_FALSE(svc::same_way(span(1, 0), span(1, 7)));
}

TEST_CASE("the same step has one number, and steps come in the order in which they led") {
  Ways ways;
  const std::uint32_t instance = ways.add(Way::Step::Instance, span(10));
  CHECK(instance != 0);
  CHECK(ways.add(Way::Step::Instance, span(10)) == instance);
  const std::uint32_t inner = ways.add(Way::Step::Given, span(20, instance), instance);
  const std::vector<Way> steps = ways.steps(span(30, inner));
  REQUIRE(steps.size() == 2);  // the instance once, though both lead to it
  CHECK(steps[0].from == span(20));
  CHECK(steps[1].from == span(10));
  CHECK(ways.steps(span(1)).empty());
  // For a computed value, the names of its operands count, not the instance whose body contains it.
  CHECK(ways.steps(span(40, ways.given(span(30, inner), 0))).size() == 2);
  CHECK(ways.given(span(30, instance), 0) == 0);
}

TEST_CASE("names, loops and operators leave their steps") {
  const svc::test::Analyzed program(
      "app shop {}\nlet a = 1\nlet b = a + 2\noutput x = b * 3\noutput y = [n + a for n in "
      "[5]][0]\noutput z = \"v${b}\"\n");
  CHECK(program.codes().empty());
  CHECK(steps_to(program, 0) == std::vector<std::string>{"given a + 2", "given 1"});
  CHECK(steps_to(program, 1) ==
        std::vector<std::string>{"given n + a", "given 5", "given 1", "iteration 5"});
  CHECK(steps_to(program, 2) == std::vector<std::string>{"given a + 2", "given 1"});
}
