#include <catch2/catch.hpp>
#include <random>
#include <sstream>
#include <string>

#include "base/diff.h"

using svc::unified_diff;

TEST_CASE("the same texts have no difference") {
  CHECK(unified_diff("", "", "x").empty());
  CHECK(unified_diff("a\nb\n", "a\nb\n", "x").empty());
}

TEST_CASE("a change is shown with three lines around it") {
  CHECK(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "x.svc") ==
        "--- a/x.svc\n+++ b/x.svc\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes far apart make hunks of their own") {
  std::string before;
  for (int i = 1; i <= 20; ++i) before += std::to_string(i) + "\n";
  const std::string after = "0\n" + before + "21\n";
  CHECK(
      unified_diff(before, after, "x") ==
      "--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -18,3 +19,4 @@\n 18\n 19\n 20\n+21\n");
}

TEST_CASE("empty texts and missing line ends") {
  CHECK(unified_diff("", "a\n", "x") == "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("a", "a\n", "x") ==
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

// With so few lines that one hunk shows everything, the lines of each side are the texts.
TEST_CASE("whatever changes, both sides stand in the difference") {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    const auto text = [&] {
      std::string out;
      for (std::size_t i = random() % 7; i > 0; --i)
        out += std::string(1, static_cast<char>('a' + random() % 3)) + "\n";
      return out;
    };
    const std::string before = text();
    const std::string after = text();
    if (before == after) continue;
    std::istringstream lines(unified_diff(before, after, "x"));
    std::string left, right, line;
    for (int i = 0; std::getline(lines, line); ++i) {
      if (i < 3) continue;
      if (line[0] != '+') left += line.substr(1) + "\n";
      if (line[0] != '-') right += line.substr(1) + "\n";
    }
    // Only unchanged lines can be left out, at the beginning and the end.
    CHECK(before.find(left) != std::string::npos);
    CHECK(after.find(right) != std::string::npos);
    CHECK(before.size() - left.size() == after.size() - right.size());
  }
}
