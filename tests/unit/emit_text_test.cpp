// YAML, JSON and HCL: the printers' output for texts.
#include <catch2/catch.hpp>

#include "emit/cloudformation/printer.h"
#include "emit/terraform/hcl.h"
#include "emit/text.h"

using namespace svc::emit;

namespace {

Tree reference() {
  return Reference{"Queue", "Arn", Reference::Type::Text};
}

Tree concat(std::vector<Tree> parts) {
  Text text;
  for (Tree& part : parts) text.append(std::move(part));
  return std::move(text).tree();
}

std::string string_of(const Tree& tree) {
  const auto* text = tree.get<std::string>();
  return text == nullptr ? "<deferred>" : *text;
}

Object object(std::string key, Tree value) {
  Object result;
  result.members.push_back({std::move(key), std::move(value), false});
  return result;
}

std::string yaml_of(Tree value) {
  return cloudformation::print_yaml(object("K", std::move(value)));
}

std::string hcl_of(const Tree& value) {
  return terraform::print_expression(value, 0);
}

}  // namespace

TEST_CASE("YAML quotes what YAML 1.1 would not read as the same text", "[emit]") {
  for (const char* text : {"",           "yes", "No",   "on",       "~",   "null", "012345678901",
                           "2012-10-17", "1e5", "0x1F", "12:30:45", "- a", "a: b", "a:",
                           "a #b",       "*a",  "&a",   "!a",       "%a",  "@a",   "{a}",
                           " a",         "a ",  "<<",   "=",        ".5",  "+1"}) {
    CAPTURE(text);
    CHECK(yaml_scalar(text) == '"' + std::string(text) + '"');
  }
  for (const char* text : {"a", "shop-prod", "arn:aws:s3:::b", "10.0.0.0/16", "a#b", "/api/*",
                           "a\"b", "AWS::Region"}) {
    CAPTURE(text);
    CHECK(yaml_scalar(text) == text);
  }
}

TEST_CASE("YAML writes several lines as a block, with the chomping that keeps them", "[emit]") {
  CHECK(yaml_of("a\nb") == "K: |-\n  a\n  b\n");
  CHECK(yaml_of("a\n\nb\n") == "K: |\n  a\n\n  b\n");
  CHECK(yaml_of("a\nb\n\n") == "K: |+\n  a\n  b\n\n");
  CHECK(yaml_of(" a\nb") == "K: \" a\\nb\"\n");
}

TEST_CASE("CloudFormation writes references in their short forms", "[emit]") {
  CHECK(yaml_of(Reference{"Queue", "", Reference::Type::Text}) == "K: !Ref Queue\n");
  CHECK(yaml_of(reference()) == "K: !GetAtt Queue.Arn\n");
  CHECK(yaml_of(Zone{1}) == "K: !Select [1, !GetAZs \"\"]\n");
  CHECK(yaml_of(concat({"a ${b} ", reference()})) == "K: !Sub \"a ${!b} ${Queue.Arn}\"\n");
  CHECK(yaml_of(concat({"a ${b ", reference()})) ==
        "K: !Sub\n  - a ${DollarBrace}b ${Queue.Arn}\n  - DollarBrace: ${\n");
  CHECK(yaml_of(concat({"a ${b ${c} ", reference()})) ==
        "K: !Sub\n  - a ${DollarBrace}b ${!c} ${Queue.Arn}\n  - DollarBrace: ${\n");
  CHECK(yaml_of(concat({"zone ", Zone{0}})) ==
        "K: !Sub\n  - zone ${Zone0}\n  - Zone0: !Select [0, !GetAZs \"\"]\n");
  CHECK(yaml_of(concat({"a\n", reference(), "\n"})) == "K: !Sub |\n  a\n  ${Queue.Arn}\n");
}

TEST_CASE("CloudFormation writes references in JSON in their long forms", "[emit]") {
  List list;
  list.items = {reference(), Tree(Zone{0}), concat({"x", reference()})};
  CHECK(cloudformation::print_json(object("K", Tree(list))) ==
        "{\n  \"K\": [\n    {\n      \"Fn::GetAtt\": [\n        \"Queue\",\n        \"Arn\"\n      "
        "]\n    },\n    {\n      \"Fn::Select\": [\n        0,\n        {\n          "
        "\"Fn::GetAZs\": \"\"\n"
        "        }\n      ]\n    },\n    {\n      \"Fn::Sub\": \"x${Queue.Arn}\"\n    }\n  ]\n}\n");
}

TEST_CASE(
    "a document inside a text inside a document keeps its references and the escapes of each level",
    "[emit]") {
  Encoded inner;
  inner.body = {Tree(object("arn", concat({"\"", reference()})))};
  const Tree text = concat({"cat <<'EOF'\n", Tree(inner), "\nEOF"});
  const Tree outer = json_text(Tree(object("run", text)), false);
  REQUIRE(outer.get<Concat>() != nullptr);
  const auto& parts = outer.get<Concat>()->parts;
  REQUIRE(parts.size() == 3);
  CHECK(string_of(parts[0]) == R"({"run":"cat <<'EOF'\n{\"arn\": \"\\\")");
  CHECK(parts[1].get<Reference>() != nullptr);
  CHECK(string_of(parts[2]) == R"(\"}\nEOF"})");
}

TEST_CASE("numbers and truth values known only at deployment stand in JSON without quotes",
          "[emit]") {
  const Tree text =
      json_text(Tree(object("n", Reference{"Count", "", Reference::Type::Number})), false);
  REQUIRE(text.get<Concat>() != nullptr);
  CHECK(string_of(text.get<Concat>()->parts.front()) == "{\"n\":");
}

TEST_CASE("HCL escapes what would begin a template", "[emit]") {
  CHECK(hcl_of("${a} %{b} \"c\" \\ \t") == R"("$${a} %%{b} \"c\" \\ \t")");
  const Tree ref = Reference{"aws_x.y", "arn", Reference::Type::Text};
  CHECK(hcl_of(concat({"a:", ref})) == "\"a:${aws_x.y.arn}\"");
  CHECK(hcl_of(concat({"a$$", ref})) == "\"a${\"$$\"}${aws_x.y.arn}\"");
  CHECK(hcl_of(Concat{{ref}}) == "aws_x.y.arn");
  CHECK(hcl_of(Concat{{Tree(Reference{"var.n", "", Reference::Type::Number})}}) ==
        "tostring(var.n)");
}

TEST_CASE("HCL writes several lines as a heredoc where that is exact", "[emit]") {
  CHECK(hcl_of("a\n  b\n") == "<<-EOT\n  a\n    b\nEOT");
  CHECK(hcl_of("a\nb") == "chomp(<<-EOT\n  a\n  b\nEOT\n)");
  CHECK(hcl_of("a\nEOT\n") == "<<-EOT_\n  a\n  EOT\nEOT_");
  CHECK(hcl_of(" a\n b\n") == R"(" a\n b\n")");  // <<- would take the indentation away
  CHECK(hcl_of("one line\n") == R"("one line\n")");
  // <<- would take away what joins the blank before it: a combining mark, a joiner, a skin colour
  for (const std::string joins : {"\u0301", "\u200d", "\ufe0f", "\u0e33", "\U0001f3fb"})
    CHECK(hcl_of("a\n" + joins + "b\n").starts_with('"'));
  CHECK(hcl_of("\u00e9\n\u3042\n\U0001f600\n").starts_with("<<-EOT"));
}

TEST_CASE("HCL aligns neighbouring arguments and sets blocks apart", "[emit]") {
  Object inner;
  inner.members.push_back({"a", Tree(true), false});
  List blocks;
  blocks.items = {Tree(inner), Tree(inner)};
  Object body;
  body.members.push_back({"rule", Tree(blocks), true});
  body.members.push_back({"x", Tree(std::int64_t{1}), false});
  body.members.push_back({"long", Tree(1.5), false});
  body.members.push_back({"map", Tree(object("a b", "c")), false});
  CHECK(terraform::print_block("resource \"a\" \"b\"", body, 0) ==
        "resource \"a\" \"b\" {\n  x    = 1\n  long = 1.5\n\n  map = {\n    \"a b\" = \"c\"\n  "
        "}\n\n  rule {\n    a = true\n  }\n\n  rule {\n    a = true\n  }\n}\n");
}
