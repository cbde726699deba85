// format(): the one format, which loses nothing.
#include <catch2/catch.hpp>

#include "syntax/tokens.h"
#include "syntax_support.h"

using namespace svc;
using namespace svc::test;

namespace {

// The tree without the list of unparsed parts.
[[nodiscard]] std::string meaning(const Parsed& parsed) {
  std::string result;
  for (const std::string& line : split_lines(shape(parsed.ast, parsed.source()))) {
    if (!line.starts_with("broken")) result += line + "\n";
  }
  return result;
}

[[nodiscard]] Lines comments(const Parsed& parsed) {
  Lines result;
  for (const ast::Comment& comment : parsed.ast.comments)
    result.emplace_back(parsed.source().text(comment.span));
  return result;
}

void check_format(const std::string& text) {
  const Parsed before(text);
  const Parsed after(before.formatted());
  CHECK(meaning(after) == meaning(before));
  CHECK(comments(after) == comments(before));
  CHECK(after.formatted() == after.source().text());
}

[[nodiscard]] std::string formatted(const std::string& text) {
  return Parsed(text).formatted();
}

}  // namespace

TEST_CASE("the programs of the project keep their meaning when formatted", "[format]") {
  for (const auto& path : program_files()) {
    CAPTURE(path.string());
    check_format(read_file(path));
  }
}

TEST_CASE("the shop is in its formatted form", "[format]") {
  const std::string shop = read_file(project_root() / "examples/shop/shop.svc");
  CHECK(formatted(shop) == shop);
}

TEST_CASE("indentation, spaces and commas", "[format]") {
  CHECK(formatted("app   shop{tags={team=\"x\"}}") == "app shop { tags = { team = \"x\" } }\n");
  CHECK(formatted("app shop {\nx=1, y   =2\n   queue q {}}\n\n\n\nlet a=-b+ - c*(d - "
                  "!e)..[1,2,][0].f(g,h)\n") ==
        "app shop {\n  x = 1\n  y = 2\n  queue q {}\n}\n\nlet a = -b + -c * (d - !e)..[1, "
        "2][0].f(g, h)\n");
  CHECK(formatted("app a {\n}\n") == "app a {}\n");
  CHECK(formatted("kind k in c :cluster{a :int|\"b\"?={ min=1 }\n m: { string }}\n") ==
        "kind k in c: cluster {\n  a: int | \"b\"? = { min = 1 }\n  m: {string}\n}\n");
}

TEST_CASE("what has a syntax error keeps its spaces, so that it stays the same mistake",
          "[format]") {
  CHECK(formatted("queue my-api {}\nlet a=1\n") == "queue my-api {}\nlet a = 1\n");
}

TEST_CASE("fields in a run have their signs below each other", "[format]") {
  CHECK(formatted("a b {\nx = 1\nlong_name = 2\n\ny = 3\n// c\nlonger = 4\n}\n") ==
        "a b {\n  x         = 1\n  long_name = 2\n\n  y = 3\n  // c\n  longer = 4\n}\n");
}

TEST_CASE("blocks of one kind in a run have their braces below each other", "[format]") {
  CHECK(formatted("c d {\ncapacity fargate {a=1}\ncapacity fargate_spot {}\nroute x {b=1}\n}\n") ==
        "c d {\n  capacity fargate      { a = 1 }\n  capacity fargate_spot {}\n  route x { b = 1 "
        "}\n}\n");
}

TEST_CASE("comments stay where they are", "[format]") {
  CHECK(formatted("// top\napp a { // open\n x = 1 // one\n long = 22 /* two */ // three\n\n\n // "
                  "own\n /* block */ y = [ // in\n 1, // "
                  "first\n 2 // last\n // end\n ]\n // close\n} // done\n// bottom") ==
        "// top\napp a {  // open\n  x    = 1   // one\n  long = 22  /* two */ // three\n\n  // "
        "own\n  /* block */\n  y = [  // in\n    1, "
        " // first\n    2,  // last\n"
        "    // end\n  ]\n  // close\n}  // done\n// bottom\n");
}

TEST_CASE("comments in odd places are kept", "[format]") {
  for (const char* text :
       {"app /* a */ b /* c */ { /* d */ }", "app a {\n x // b\n = // c\n 1 // d\n}",
        "let a = b // c\n + d", "let a = f(/* x */)", "let a = f(// x\n)", "let a = [ // x\n]",
        "let a = { // x\n b // y\n = // z\n 1 // w\n , // v\n}",
        "if a /* b */ { } /* c */ else /* d */ { /* e */ }", "app a { x = 1, /* y */ z = 2 }",
        "app a { x = 1 /* y */, z = 2 }", "param a /* b */ : /* c */ int /* d */ = 1 // e",
        "let a = [\n // x\n\n // y\n b // z\n for /* w */ b in c // v\n]",
        "let a = \"${ /* x */ b }\" // c", "app a { // b\n// c\n}", "app a // b\n{ }",
        "/* a */ /* b */ app /* c */ d {} /* e */ // f"}) {
    CAPTURE(text);
    check_format(text);
    const Parsed parsed(text);
    CHECK(comments(Parsed(parsed.formatted())) == comments(parsed));
  }
}

TEST_CASE("what is too long is broken, and what was broken stays so", "[format]") {
  const std::string word(30, 'w');
  CHECK(formatted("app a {\n x = [" + word + ", " + word + ", " + word + "]\n}\n") ==
        "app a {\n  x = [\n    " + word + ",\n    " + word + ",\n    " + word + ",\n  ]\n}\n");
  CHECK(formatted("app a {\n x = " + word + " ? " + word + " : " + word + " + 1000\n}\n") ==
        "app a {\n  x = " + word + "\n      ? " + word + "\n      : " + word + " + 1000\n}\n");
  CHECK(formatted("let a = f(\n1, g(2,3))\n") == "let a = f(\n  1,\n  g(2, 3),\n)\n");
  CHECK(formatted("app a { x = " + word + ", y = " + word + ", z = " + word + " }\n") ==
        "app a {\n  x = " + word + "\n  y = " + word + "\n  z = " + word + "\n}\n");
}

TEST_CASE("text blocks are kept to the byte", "[format]") {
  const std::string block = "\"\"\"\n   one,   two\n \t ${ three   }\n\"\"\"";
  const std::string result = formatted("app a {\nx=" + block + "\n}\n");
  CHECK(result == "app a {\n  x = " + block + "\n}\n");
}

TEST_CASE("what could not be read is left alone", "[format]") {
  CHECK(formatted("queue a {x=1}\nqueue  b   {\n  x   =   ,\n  y=2\n}\n") ==
        "queue a { x = 1 }\nqueue b {\n  x   =   ,\n  y = 2\n}\n");
  const std::string unbalanced = "queue   a {\n";
  CHECK(formatted(unbalanced) == unbalanced);
}

TEST_CASE("items whose own brackets match are formatted beside one that is broken", "[format]") {
  CHECK(formatted("queue   a {x=1}\n\nqueue   b {\n  x   = 1\n\n// about c\nqueue c {x=1}\nqueue  "
                  "cc {x=1}\n\n\n\nlet a=(1\n") ==
        "queue a { x = 1 }\n\nqueue   b {\n  x   = 1\n\n// about c\nqueue c  { x = 1 }\nqueue cc { "
        "x = 1 }\n\nlet a=(1\n");
  CHECK(formatted("queue a {x=1}}\nqueue b {x=1}\n") == "queue a {x=1}}\nqueue b { x = 1 }\n");
}

TEST_CASE("aligning pushes nothing over the edge", "[format]") {
  const std::string value = "\"" + std::string(86, 'v') + "\"";
  const std::string long_row = "  a = " + value + "\n";
  CHECK(formatted("queue q {\n" + long_row + "  longer_name = 1\n}\n") ==
        "queue q {\n" + long_row + "  longer_name = 1\n}\n");
  CHECK(formatted("queue q {\n  a = 1\n  longer_name = 1\n}\n") ==
        "queue q {\n  a           = 1\n  longer_name = 1\n}\n");
  const std::string comment = "// " + std::string(80, 'c');
  CHECK(formatted("let a = 1 " + comment + "\nlet bbbbbbbbbbbbbbb = 2 // b\n") ==
        "let a = 1  " + comment + "\nlet bbbbbbbbbbbbbbb = 2  // b\n");
}

TEST_CASE("nothing is lost from damaged programs", "[format][fuzz]") {
  const std::string text = read_file(project_root() / "examples/shop/shop.svc");
  const Parsed whole(text);
  std::vector<syntax::Token> tokens;
  for (const syntax::Token& token : syntax::tokenize(text).tokens) {
    if (!token.is_comment()) tokens.push_back(token);
  }
  REQUIRE(tokens.size() > 300);
  int silent = 0;
  int total = 0;
  int cascades = 0;
  const auto damaged = [&](const std::string& program) {
    const Parsed before(program);
    const Parsed after(before.formatted());
    ++total;
    silent += before.problems().empty() ? 1 : 0;
    cascades += before.problems().size() > 1 ? 1 : 0;
    CHECK(meaning(after) == meaning(before));
    CHECK(comments(after) == comments(before));
    CHECK(after.formatted() == after.source().text());
    // The members that the damage does not touch are all there.
    CHECK(before.ast.items.size() + 2 >= whole.ast.items.size());
  };
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    CAPTURE(i);
    const auto& a = tokens[i];
    const auto& b = tokens[i + 1];
    damaged(text.substr(0, a.begin) + text.substr(a.end));
    damaged(text.substr(0, a.end) + " " + text.substr(a.begin));
    damaged(text.substr(0, a.begin) + text.substr(b.begin, b.end - b.begin) + " " +
            text.substr(a.end, b.begin - a.end) + text.substr(a.begin, a.end - a.begin) + " " +
            text.substr(b.end));
  }
  CHECK(total > 1000);
  CHECK(cascades * 50 < total);  // one mistake is one diagnostic, at least 49 times in 50
}
