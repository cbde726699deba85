// stdlib/foreign.yaml names only what there is.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "sema/foreign.h"

namespace svc::sema {

TEST_CASE("words of other tools lead to kinds and members that there are") {
  for (const ForeignMeaning& meaning : foreign_meanings()) {
    CAPTURE(meaning.in, meaning.name, meaning.write);
    if (meaning.form == ForeignMeaning::Form::Kind && !meaning.name.empty())
      CHECK((find_kind(meaning.name) != nullptr || meaning.name == "environment"));
    if (meaning.form != ForeignMeaning::Form::Member || meaning.in == "any") continue;
    if (meaning.in == "param") {  // an option
      constexpr std::array kOptions = {"min", "max", "pattern", "allowed", "secret", "description"};
      CHECK(std::find(kOptions.begin(), kOptions.end(), meaning.name) != kOptions.end());
      continue;
    }
    const KindDecl* kind = find_any_kind(meaning.in);
    REQUIRE(kind != nullptr);
    // What is to be written begins with a member too.
    const std::string_view text = meaning.name.empty() ? meaning.write : meaning.name;
    const std::string_view member = text.substr(0, text.find_first_of(" ="));
    if (!member.empty() && member != "allow") CHECK_FALSE(member_text(*kind, member).empty());
  }
}

TEST_CASE("a word is found however a tool spells it") {
  for (const std::string_view word :
       {"desired_count", "DesiredCount", "desiredCount", "desired-count"}) {
    CAPTURE(word);
    const auto found = foreign(word, ForeignMeaning::Form::Member);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front()->in == "service");
    CHECK(found.front()->name == "count");
  }
  CHECK(foreign("aws_sqs_queue", ForeignMeaning::Form::Kind).front()->name == "queue");
}

TEST_CASE("a word means the symbol that the type has") {
  CHECK(foreign_symbol("internet-facing", {"public", "internal"}) == "public");
  CHECK(foreign_symbol("true", {"none", "single", "per_zone"}) == "single");
  CHECK(foreign_symbol("true", {"off", "standard"}) == "standard");
  CHECK(foreign_symbol("aarch64", {"fargate", "ec2"}).empty());
}

TEST_CASE("the way to a member is written as a program would have it") {
  CHECK(path_to(find_kind("service"), "task.container", "image") ==
        "task { container NAME { image = … } }");
  CHECK(path_to(nullptr, "task", "cpu") == "service NAME { task { cpu = … } }");
  CHECK(path_to(find_kind("task"), "service", "count") == "service NAME { count = … }");
}

}  // namespace svc::sema
