// parse(): what programs mean.
#include <catch2/catch.hpp>

#include "syntax_support.h"

using namespace svc;
using namespace svc::test;

namespace {

[[nodiscard]] const ast::NumberExpr& number(const Parsed& parsed) {
  return std::get<ast::NumberExpr>(first_value(parsed).node);
}

[[nodiscard]] Parsed field(const std::string& value) {
  return Parsed("app a { x = " + value + " }");
}

// The resolved text of a string without interpolation.
[[nodiscard]] std::string text_of(const Parsed& parsed) {
  std::string text;
  for (const ast::StringPiece& piece : std::get<ast::StringExpr>(first_value(parsed).node).pieces)
    text += piece.text;
  return text;
}

}  // namespace

TEST_CASE("numbers keep their digits, value and unit", "[syntax]") {
  const struct {
    const char* text;
    const char* digits;
    double value;
    ast::Unit unit;
  } cases[] = {
      {"42", "42", 42, ast::Unit::None},      {"1_000", "1_000", 1000, ast::Unit::None},
      {"0.5", "0.5", 0.5, ast::Unit::None},   {"500ms", "500", 500, ast::Unit::Milliseconds},
      {"30s", "30", 30, ast::Unit::Seconds},  {"5min", "5", 5, ast::Unit::Minutes},
      {"2h", "2", 2, ast::Unit::Hours},       {"7d", "7", 7, ast::Unit::Days},
      {"512KiB", "512", 512, ast::Unit::KiB}, {"512MiB", "512", 512, ast::Unit::MiB},
      {"20GiB", "20", 20, ast::Unit::GiB},    {"1TiB", "1", 1, ast::Unit::TiB},
      {"60%", "60", 60, ast::Unit::Percent},  {"0.25vcpu", "0.25", 0.25, ast::Unit::Vcpu},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const Parsed parsed = field(c.text);
    CHECK(parsed.problems().empty());
    CHECK(number(parsed).text == c.digits);
    CHECK(number(parsed).value == c.value);
    CHECK(number(parsed).unit == c.unit);
  }
  CHECK(number(field("42")).integral);
  CHECK_FALSE(number(field("0.5")).integral);
}

TEST_CASE("a percent sign is a unit or an operator", "[syntax]") {
  CHECK(value_shape("60 % 7") == "binary %\n  number 60\n  number 7\n");
  CHECK(value_shape("60%7") == "binary %\n  number 60\n  number 7\n");
  CHECK(value_shape("60%n") == "binary %\n  number 60\n  name n\n");
  CHECK(value_shape("60%(n)") == "binary %\n  number 60\n  name n\n");
  CHECK(value_shape("a%b") == "binary %\n  name a\n  name b\n");
  CHECK(value_shape("60% - 5%") == "binary -\n  number 60%\n  number 5%\n");
}

TEST_CASE("ranges are not numbers with a point", "[syntax]") {
  CHECK(value_shape("1..4") == "binary ..\n  number 1\n  number 4\n");
  CHECK(value_shape("a.b..c + 1") ==
        "binary ..\n  member b\n    name a\n  binary +\n    name c\n    number 1\n");
}

TEST_CASE("addresses are checked", "[syntax]") {
  for (const char* good :
       {"10.0.0.0/16", "10.0.0.1", "::/0", "2001:db8::/32", "fe80::1", "0:0:0:0:0:0:0:1/128"}) {
    CAPTURE(good);
    const Parsed parsed = field(good);
    CHECK(parsed.problems().empty());
    CHECK(std::get<ast::CidrExpr>(first_value(parsed).node).text == good);
  }
  for (const char* bad : {"300.0.0.0/8", "10.0.0.0/33", "2001:db8::/129", "10.0.0.01", "12345::/8",
                          "1:2:3:4:5:6:7::8"}) {
    CAPTURE(bad);
    CHECK(field(bad).problems() == Lines{"1:13 SVC0012"});
  }
}

TEST_CASE("a number that nobody can read is an error", "[syntax]") {
  CHECK(field("5foo").problems() == Lines{"1:14 SVC0011"});
  CHECK(field("99999999999999999999").problems() == Lines{"1:13 SVC0010"});
  const Parsed gigabytes = field("5GB");
  CHECK(gigabytes.sink.diagnostics().at(0).help == "did you mean `5GiB`?");
}

TEST_CASE("operators bind as everywhere", "[syntax]") {
  CHECK(value_shape("a || b && c == d + e * -f") ==
        "binary ||\n  name a\n  binary &&\n    name b\n    binary ==\n      name c\n      binary "
        "+\n        name d\n"
        "        binary *\n          name e\n          unary -\n            name f\n");
  CHECK(value_shape("a - b - c") == "binary -\n  binary -\n    name a\n    name b\n  name c\n");
  CHECK(value_shape("(a - b) * c") == "binary *\n  binary -\n    name a\n    name b\n  name c\n");
  CHECK(value_shape("a ? b : c ? d : e") ==
        "ternary\n  name a\n  name b\n  ternary\n    name c\n    name d\n    name e\n");
  CHECK(value_shape("!a.b[0](1, x,)") ==
        "unary !\n  call\n    index\n      member b\n        name a\n      number 0\n    number "
        "1\n    name x\n");
}

TEST_CASE("brackets count for the span", "[syntax]") {
  const Parsed parsed = field("(a - b) * c");
  CHECK(parsed.source().text(first_value(parsed).span) == "(a - b) * c");
}

TEST_CASE("lists, objects and comprehensions", "[syntax]") {
  CHECK(value_shape("[1, [], {},]") == "list\n  number 1\n  list\n  object\n");
  CHECK(value_shape("{ a = 1, \"b-c\" = x, }") ==
        "object\n  key a\n    number 1\n  key b-c\n    name x\n");
  CHECK(value_shape("[x + 1 for x in list if x > 2]") ==
        "comprehension\n  variable x\n  element\n    binary +\n      name x\n      number 1\n  "
        "list\n    name list\n  condition\n    "
        "binary >\n"
        "      name x\n      number 2\n");
}

TEST_CASE("strings have escapes", "[syntax]") {
  CHECK(text_of(field(R"("a\n\t\r\"\\\$\u{1F600}é")")) == "a\n\t\r\"\\$\U0001F600é");
  CHECK(text_of(field(R"("")")).empty());
  CHECK(text_of(field(R"("$5 and $")")) == "$5 and $");
  CHECK(field(R"("a\qb")").problems() == Lines{"1:15 SVC0009"});
  CHECK(field(R"("\u{110000}")").problems() == Lines{"1:14 SVC0009"});
  CHECK(field(R"("\u{d800}")").problems() == Lines{"1:14 SVC0009"});
}

TEST_CASE("strings hold expressions that hold strings", "[syntax]") {
  CHECK(value_shape(R"("a${b}c${ f("}", { k = "x${y}" }) }")") ==
        "string\n  piece \"a\"\n  name b\n  piece \"c\"\n  call\n    name f\n    string \"}\"\n    "
        "object\n      key k\n        string\n   "
        "       piece \"x\"\n"
        "          name y\n");
  const Parsed parsed = field(R"("é${name}")");
  const auto& pieces = std::get<ast::StringExpr>(first_value(parsed).node).pieces;
  REQUIRE(pieces.size() == 2);
  CHECK(parsed.source().text(pieces[1].expr->span) == "name");
}

TEST_CASE("text blocks lose their indentation", "[syntax]") {
  const Parsed parsed(
      "app a {\n  x = \"\"\"\n    one\n      two \"quoted\"\n\n    ${three}\n    \"\"\"\n}\n");
  REQUIRE(parsed.problems().empty());
  const auto& text = std::get<ast::StringExpr>(first_value(parsed).node);
  CHECK(text.block);
  REQUIRE(text.pieces.size() == 3);
  CHECK(text.pieces[0].text == "one\n  two \"quoted\"\n\n");
  CHECK(text.pieces[1].expr != nullptr);
  CHECK(text.pieces[2].text == "\n");
  CHECK(text_of(Parsed("app a { x = \"\"\"one\"\"\" }")) == "one");
  CHECK(text_of(Parsed("app a {\n  x = \"\"\"\n      one\n     two\n  \"\"\"\n}")) ==
        " one\ntwo\n");
  CHECK(text_of(Parsed("app a {\n  x = \"\"\"\n  one\n        \"\"\"\n}")) == "one\n");
  CHECK(text_of(Parsed("app a {\r\n  x = \"\"\"\r\n  one\r\n  two\"\"\"\r\n}\r\n")) == "one\ntwo");
}

TEST_CASE("keywords are names wherever they can be", "[syntax]") {
  const Parsed parsed(R"(pipeline p {
  allow = [environment.name, x.for, x.in]
  environment = prod
  block: string
  deploy stack { environment = x, template = t }
  let = 1, param = 2, output = 3, existing = 4, remove = 5, import = 6, as = 7, when = 8, kind = 9, verb = 10, assert = 11
  deny { x = 1 }
  container environment { component = param }
}
)");
  // Only `block: string` is wrong here, and outside a kind it is a field with the wrong sign.
  CHECK(parsed.problems() == Lines{"4:8 SVC0008"});
  CHECK(std::get<ast::Block>(parsed.ast.items.at(0)->node).members.size() == 17);
}

TEST_CASE("permissions", "[syntax]") {
  const Parsed parsed(
      "task t {\n  allow send on orders\n  deny [read, \"s3:Get\"] on a.b when { x = 1 }\n}\n");
  REQUIRE(parsed.problems().empty());
  CHECK(shape(parsed.ast, parsed.source()) ==
        "block task\n  label t\n  allow\n    actions\n      name send\n    on\n      name orders\n "
        " deny\n    actions\n      list\n        "
        "name read\n"
        "        string \"s3:Get\"\n    on\n      member b\n        name a\n    when\n      "
        "object\n        key x\n          number 1\n");
}

TEST_CASE("every construct of a file", "[syntax]") {
  const Parsed parsed(R"(import "std/web" as web
param size: int? = 3 { min = 1 }
let a = 1
output b = a
assert a > 0 else "must be"
component c in d: cluster { param e: [string] }
environment prod { remove route edge {}, x = 1 }
existing queue q { name = "q" }
raw cloudformation "AWS::SNS::Topic" f in g.h { "X-Trace" = "1" }
if a == 1 { queue i {} } else if b { queue j {} } else { queue k {} }
for l, m in { n = 1 } { queue "${l}_o" {} }
listener https 443 {}
)");
  CHECK(parsed.problems().empty());
  CHECK(shape(parsed.ast, parsed.source()) == R"(import
  path
    string "std/web"
  as web
param size
  type
    optional type
      type int
  default
    number 3
  options
    field min
      number 1
let a
  number 1
output b
  name a
assert
  condition
    binary >
      name a
      number 0
  message
    string "must be"
component c
  in d
  type
    type cluster
  param e
    type
      list type
        type string
environment prod
  remove block route
    label edge
  field x
    number 1
existing block queue
  label q
  field name
    string "q"
block raw
  label cloudformation
  label
    string "AWS::SNS::Topic"
  label f
  in
    member h
      name g
  field X-Trace
    string "1"
if
  condition
    binary ==
      name a
      number 1
  then
    block queue
      label i
  else
    if
      condition
        name b
      then
        block queue
          label j
      else
        block queue
          label k
for
  variable l
  second m
  list
    object
      key n
        number 1
  members
    block queue
      label
        string
          name l
          piece "_o"
block listener
  label https
  label 443
)");
}

TEST_CASE("kind declarations", "[syntax]") {
  const Parsed parsed(R"(/// A network.
/// Of yours.
kind network in c: cluster for p: "task" | execution {
  zones: int = 2 { min = 1 }
  tags: {string}? = {}
  allow: none | single
  blocks capacity ec2 name: string {
    size: range?
  }
  attribute id: string
  method tag(name: string, n: int): image
  verb read { actions = ["x"] }
}
existing kind zone { name: string }
)");
  REQUIRE(parsed.problems().empty());
  CHECK(parsed.ast.items.at(0)->doc.text == "A network.\nOf yours.");
  CHECK(shape(parsed.ast, parsed.source()).find("    label name\n    type\n      type string\n") !=
        std::string::npos);
  CHECK(std::get<ast::Kind>(parsed.ast.items.at(0)->node).members.size() == 7);
  CHECK(std::get<ast::Kind>(parsed.ast.items.at(1)->node).existing);
}

TEST_CASE("documentation belongs to the declaration below it", "[syntax]") {
  const Parsed parsed(
      "/// far\n\n/// near\nqueue a {} /// behind\nqueue b {}\n//// rule\nqueue c {}\n");
  CHECK(parsed.ast.items.at(0)->doc.text == "near");
  CHECK(parsed.ast.items.at(1)->doc.text.empty());
  CHECK(parsed.ast.items.at(2)->doc.text.empty());
  CHECK(parsed.ast.comments.size() == 4);
}

TEST_CASE("a byte-order mark and CRLF change nothing", "[syntax]") {
  const Parsed parsed("\xEF\xBB\xBFqueue a {\r\n  x = 1 // one\r\n}\r\n");
  CHECK(parsed.problems().empty());
  CHECK(parsed.ast.items.at(0)->span.begin == 3);
  CHECK(parsed.source().text(parsed.ast.comments.at(0).span) == "// one");
}

TEST_CASE("a lone carriage return ends a line", "[syntax]") {
  const Parsed parsed("/// Said.\rqueue a {\r  x = 1 // one\r  y = 2\r}\r");
  CHECK(parsed.problems().empty());
  CHECK(parsed.ast.items.at(0)->doc.text == "Said.");
  CHECK(parsed.source().text(parsed.ast.comments.at(1).span) == "// one");
  CHECK(std::get<ast::Block>(parsed.ast.items.at(0)->node).members.size() == 2);
  CHECK(parsed.source().position(parsed.ast.items.at(0)->span.begin).line == 2);
  CHECK(text_of(Parsed("app a {\r  x = \"\"\"\r  one\r  two\"\"\"\r}\r")) == "one\ntwo");
  CHECK_FALSE(Parsed("app a { x = \"one\rtwo\" }").problems().empty());
}

TEST_CASE("the programs of the project are read without complaint", "[syntax]") {
  REQUIRE_FALSE(program_files().empty());
  for (const auto& path : program_files()) {
    CAPTURE(path.string());
    const Parsed parsed(read_file(path));
    CHECK(parsed.problems().empty());
    CHECK_FALSE(parsed.ast.items.empty());
  }
}
