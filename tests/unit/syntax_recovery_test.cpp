// parse(): what mistakes do. One mistake is one diagnostic, at its place, and the rest of the file
// is still there.
#include <catch2/catch.hpp>

#include "syntax_support.h"

using namespace svc;
using namespace svc::test;

namespace {

// A program around one faulty line: the members before and after it must survive.
[[nodiscard]] Parsed with_line(const std::string& line) {
  return Parsed("queue first {}\nservice s in c {\n  before = 1\n  " + line +
                "\n  after = 2\n}\nqueue last {}\n");
}

[[nodiscard]] bool has_field(const Parsed& parsed, std::string_view name) {
  for (const ast::Member* item : parsed.ast.items) {
    const auto* block = std::get_if<ast::Block>(&item->node);
    if (block == nullptr) continue;
    for (const ast::Member* member : block->members) {
      const auto* field = std::get_if<ast::Field>(&member->node);
      if (field != nullptr && field->name.text == name) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("one mistake in a line is one diagnostic", "[syntax]") {
  const struct {
    const char* line;
    Lines problems;
  } cases[] = {
      {"x = ", {"4:5 SVC0008"}},
      {"x: 1", {"4:4 SVC0008"}},
      {"x == 1", {"4:5 SVC0008"}},
      {"x = 1 2", {"4:9 SVC0008"}},
      {"x = 1 +", {"4:9 SVC0008"}},
      {"x = a.", {"4:8 SVC0008"}},
      {"x = [1 2, 3 4]", {"4:10 SVC0008"}},
      {"x = [1,, 2]", {"4:10 SVC0008"}},
      {"x = { a: 1, b: 2 }", {"4:10 SVC0008"}},
      {"x = { a = 1 b = 2 }", {"4:15 SVC0008"}},
      {"x = f(1 \"b\")", {"4:11 SVC0008"}},
      {"x = f(1]", {"4:10 SVC0008"}},
      {"x = (1", {"4:7 SVC0015"}},
      {"x = [1, 2", {"4:7 SVC0015"}},
      {"x = )", {"4:7 SVC0016"}},
      {"x = a ? b", {"4:11 SVC0008"}},
      {"x = \"abc", {"4:7 SVC0004"}},
      {"x = \"a${b\"", {"4:9 SVC0023"}},
      {"x = 'abc'", {"4:7 SVC0007"}},
      {"x = \u201Cabc\u201D", {"4:7 SVC0007"}},
      {"x = 1;", {"4:8 SVC0007"}},
      {"x = a & b", {"4:9 SVC0007"}},
      {"x = 5foo", {"4:8 SVC0011"}},
      {"# comment", {"4:3 SVC0007"}},
      {"in = 3", {"4:3 SVC0008"}},
      {"= 3", {"4:3 SVC0008"}},
      {"block", {"4:3 SVC0008"}},
      {"route edge", {"4:9 SVC0008"}},
      {"route { {} }", {"4:11 SVC0008"}},
      {"route edge { x = 1", {"4:14 SVC0015"}},
      {"route edge x = 1 }", {"4:9 SVC0008"}},
      {"route in { x = 1 }", {"4:12 SVC0008"}},
      {"allow read orders", {"4:14 SVC0008"}},
      {"else { x = 1 }", {"4:3 SVC0008"}},
      {"if { x = 1 }", {"5:3 SVC0008"}},
      {"if a == { y = 1 }", {"5:3 SVC0008"}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.line);
    const Parsed parsed = with_line(c.line);
    CHECK(parsed.problems() == c.problems);
    CHECK(parsed.ast.items.size() == 3);
    CHECK(has_field(parsed, "before"));
    CHECK(has_field(parsed, "after"));
  }
}

TEST_CASE("a field whose name is a string ends what is broken before it", "[syntax]") {
  for (const std::string name :
       {"\"plain\"", "\"with_${a.b[\"c\"]}_and_${d}\"", "\"esc\\\"aped\""}) {
    CAPTURE(name);
    const Parsed parsed("service s {\n  env {\n    x.y 5\n    " + name +
                        " = 1\n    y = 2\n  }\n}\nqueue last {}\n");
    CHECK(parsed.problems().size() == 1);
    REQUIRE(parsed.ast.items.size() == 2);
    const auto& env =
        std::get<ast::Block>(std::get<ast::Block>(parsed.ast.items[0]->node).members[0]->node);
    REQUIRE(env.members.size() == 2);
    CHECK("\"" + std::string(std::get<ast::Field>(env.members[0]->node).name.text) + "\"" == name);
  }
}

TEST_CASE("a field with a broken value stays a field", "[syntax]") {
  const Parsed parsed("service s {\n  x = ,\n}\n");
  CHECK(parsed.problems() == Lines{"2:7 SVC0008"});
  REQUIRE(has_field(parsed, "x"));
  REQUIRE(parsed.ast.broken.size() == 1);
  CHECK(parsed.source().text(parsed.ast.broken[0]) == "x = ,");
  CHECK(std::holds_alternative<ast::ErrorExpr>(first_value(parsed).node));
}

TEST_CASE("the body of a block with a broken head is read", "[syntax]") {
  const Parsed parsed("service s in {\n  x = 1\n  y = [1 2]\n}\n");
  CHECK(parsed.problems() == Lines{"1:14 SVC0008", "3:10 SVC0008"});
  CHECK(has_field(parsed, "x"));
}

TEST_CASE("the block that is not closed is the one to blame", "[syntax]") {
  const Parsed parsed("service s {\n  task {\n    cpu = 1\n\n  count = 2\n}\nqueue q {}\n");
  CHECK(parsed.problems() == Lines{"2:8 SVC0015"});
  CHECK(has_field(parsed, "count"));
  CHECK(parsed.ast.items.size() == 2);
  CHECK(Parsed("queue a {\n  x = 1\nqueue b {}\n").problems() == Lines{"1:9 SVC0015"});
  CHECK(Parsed("queue a {").problems() == Lines{"1:9 SVC0015"});
}

TEST_CASE("a brace too many, a brace too few", "[syntax]") {
  CHECK(Parsed("queue a {}\n}\nqueue b {}\n").problems() == Lines{"2:1 SVC0016"});
  const Parsed headless("service s in c\n  x = 1\n  scale cpu { y = 1 }\n}\nqueue b {}\n");
  CHECK(headless.problems() == Lines{"1:14 SVC0008"});
  CHECK(headless.ast.items.size() == 2);
  CHECK(has_field(headless, "x"));
}

TEST_CASE("unclosed strings, text blocks and comments end the trouble where it began", "[syntax]") {
  CHECK(Parsed("queue a { x = \"b }\nqueue c {}\n").problems() == Lines{"1:15 SVC0004"});
  CHECK(Parsed("queue a { x = \"\"\"b }\nqueue c {}\n").problems() == Lines{"1:15 SVC0005"});
  CHECK(Parsed("queue a {}\n/* never\nqueue c {}\n").problems() == Lines{"2:1 SVC0006"});
  CHECK(Parsed("queue a { x = \"${\"${\"${\n }\nqueue c {}\n").problems() == Lines{"1:16 SVC0023"});
}

TEST_CASE("a file without declarations says so", "[syntax]") {
  CHECK(Parsed("").problems() == Lines{"1:1 SVC0013"});
  CHECK(Parsed("// nothing\n\n").problems() == Lines{"1:1 SVC0013"});
  CHECK(Parsed("\xEF\xBB\xBF").problems() == Lines{"1:1 SVC0013"});
}

TEST_CASE("what is not text is refused with its place", "[syntax]") {
  const Parsed latin("queue a { x = \"\xE9\" }");
  CHECK(latin.problems() == Lines{"1:16 SVC0001"});
  CHECK(latin.sink.diagnostics().at(0).message ==
        "this file is not valid UTF-8 (byte 0xE9 at offset 15)");
  CHECK(Parsed(std::string("queue a {}\0\0\0", 13)).problems() == Lines{"1:11 SVC0007"});
  CHECK(Parsed("\xFF\xFE").problems() == Lines{"1:1 SVC0001"});
  CHECK(Parsed("queue a { x = \"\xED\xA0\x80\" }").problems() == Lines{"1:16 SVC0001"});
  CHECK(Parsed(std::string(syntax::kMaxFileBytes + 1, ' ')).problems() == Lines{"1:1 SVC0002"});
}

TEST_CASE("depth is bounded in every direction", "[syntax]") {
  const auto repeat = [](const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
  };
  constexpr int kMany = 100'000;
  const Lines deep{"SVC0003"};
  const auto codes = [](const Parsed& parsed) {
    Lines result;
    for (const Diagnostic& d : parsed.sink.diagnostics()) result.push_back(code_text(d.code));
    return result;
  };
  for (const char* opener : {"[", "(", "{ a = ", "a { ", "f(", "a[", "\"${"}) {
    CAPTURE(opener);
    CHECK(codes(Parsed("app a { x = " + repeat(opener, kMany))) == deep);
  }
  CHECK(codes(Parsed("app a { x = " + repeat("[", kMany) + repeat("]", kMany) + " }")) == deep);
  for (const char* chain : {"!", "-", "a + ", "a ? b : ", "a.", "a ? "}) {
    CAPTURE(chain);
    CHECK(codes(Parsed("app a { x = " + repeat(chain, kMany) + "b }")) == Lines{"SVC0017"});
  }
  CHECK(codes(Parsed("app a { x = f" + repeat("()", kMany) + " }")) == Lines{"SVC0017"});
  CHECK(codes(Parsed("if a {}" + repeat(" else if a {}", kMany))) == Lines{"SVC0017"});
  CHECK(Parsed("app a { x = " + repeat("[", 150) + repeat("]", 150) + " }").problems().empty());
}

TEST_CASE("ten megabytes in one line are no trouble", "[syntax]") {
  const std::string ten(10'000'000, 'a');
  CHECK(Parsed("app a { x = \"" + ten + "\" }").problems().empty());
  CHECK(Parsed(ten).problems() == Lines{"1:1 SVC0032"});
  CHECK(Parsed("\"" + ten + "\"").problems() == Lines{"1:1 SVC0008"});
  CHECK(Parsed("// " + ten).problems() == Lines{"1:1 SVC0013"});
}

TEST_CASE("a file of nothing but mistakes ends early", "[syntax]") {
  const auto many = [](const char* mistake) {
    std::string text;
    for (int i = 0; i < 150; ++i) text += mistake;
    return Parsed(text).problems();
  };
  struct Case {
    const char* mistake;
    const char* first;
    const char* last;
  };
  for (const Case& each :
       {Case{"x = = 1\n", "1:5 SVC0008", "51:5 SVC0014"},
        Case{"}\n", "1:1 SVC0016", "51:1 SVC0014"}, Case{"§\n", "1:1 SVC0007", "51:1 SVC0014"},
        Case{"a [\n", "1:3 SVC0015", "51:3 SVC0014"}, Case{"\"a\n", "1:1 SVC0004", "51:1 SVC0014"},
        Case{"x = 5foo\n", "1:6 SVC0011", "51:6 SVC0014"},
        Case{"a {\n", "1:3 SVC0015", "51:3 SVC0014"}}) {
    CAPTURE(each.mistake);
    const Lines problems = many(each.mistake);
    CHECK(problems.size() == 51);
    CHECK(problems.front() == each.first);
    CHECK(problems.back() == each.last);
  }
  CHECK(many("{\n}\n") == Lines{"1:1 SVC0024"});
}
