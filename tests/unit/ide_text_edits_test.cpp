#include <catch2/catch.hpp>

#include "ide/text_edits.h"

using svc::ide::LineEdit;

namespace {

std::string applied(std::string text, const std::vector<LineEdit>& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->begin, edit->end - edit->begin, edit->text);
  return text;
}

}  // namespace

TEST_CASE("the edits from one text to another give it, and leave equal lines alone") {
  const std::pair<std::string, std::string> texts[] = {{"", ""},
                                                       {"a", ""},
                                                       {"", "a\n"},
                                                       {"a\nb\nc\n", "a\nb\nc\n"},
                                                       {"a\n\n\n\nb\n", "a\n\nb\n"},
                                                       {"é=1\nx\n", "è = 1\nx\n"},
                                                       {"a\r\nb\r\n", "a\nb\n"},
                                                       {"q{a=1}\n", "q {\n  a = 1\n}\n"},
                                                       {"one\ntwo\nthree\n", "three\ntwo\none\n"},
                                                       {"x", "x\n"}};
  for (const auto& [before, after] : texts) {
    const std::vector<LineEdit> edits = svc::ide::line_edits(before, after);
    CHECK(applied(before, edits) == after);
    CHECK((before != after || edits.empty()));
  }
  CHECK(svc::ide::line_edits("keep\na=1\nkeep\n", "keep\na = 1\nkeep\n").front().begin == 6);
}

TEST_CASE("a range takes only the edits of its lines") {
  const std::string before = "a=1\nb=2\nc=3\n";
  const std::vector<LineEdit> all = svc::ide::line_edits(before, "a = 1\nb = 2\nc = 3\n");
  CHECK(applied(before, svc::ide::edits_within(all, before, 5, 6)) == "a=1\nb = 2\nc=3\n");
}

TEST_CASE("indentation follows the brackets, not the text in strings and comments") {
  const std::string text = "a {\n  b = [ // {\n\"{\"\n]\n}\n";
  CHECK(svc::ide::depth_at(text, 4) == 1);
  CHECK(svc::ide::depth_at(text, static_cast<std::uint32_t>(text.find("\"{"))) == 2);
  CHECK(svc::ide::depth_at(text, static_cast<std::uint32_t>(text.find("]\n"))) == 1);
  CHECK(svc::ide::depth_at(text, static_cast<std::uint32_t>(text.find("}\n"))) == 0);
  CHECK(svc::ide::opener_of(text, static_cast<std::uint32_t>(text.find("}\n"))) == 2);
}
