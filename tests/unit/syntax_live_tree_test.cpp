// The living tree is the tree of a fresh parse of the same text, whatever was typed before.
#include <catch2/catch.hpp>
#include <random>

#include "diagnostics/render.h"
#include "syntax/live_tree.h"
#include "syntax_support.h"

using namespace svc;
using namespace svc::test;

namespace {

// A text with edits, and its diagnostics.
class Typed {
 public:
  explicit Typed(std::string text) : file_(sources_.add(SourceFile("test.svc", std::move(text)))) {}

  [[nodiscard]] std::string text() const { return std::string(sources_[file_].text()); }
  void become(std::string text) { sources_[file_] = SourceFile("test.svc", std::move(text)); }

  [[nodiscard]] std::string live() {
    Sink sink;
    tree_.read(sources_, file_, sink);
    return all(tree_.tree(), sink);
  }
  [[nodiscard]] std::string fresh() const {
    Sink sink;
    const ast::Ast tree = syntax::parse(sources_, file_, sink);
    return all(tree, sink);
  }
  [[nodiscard]] const ast::Ast& tree() const { return tree_.tree(); }

 private:
  [[nodiscard]] std::string all(const ast::Ast& tree, const Sink& sink) const {
    std::string text = ast::dump(tree, sources_[file_]) + render_json(sink.sorted(), sources_);
    for (const ast::Comment& comment : tree.comments)
      text += "comment " + std::to_string(comment.span.begin) + "\n";
    for (const Span broken : tree.broken)
      text += "broken " + std::to_string(broken.begin) + "-" + std::to_string(broken.end) + "\n";
    return text + (tree.balanced ? "balanced" : "not balanced");
  }

  Sources sources_;
  SourceId file_;
  syntax::LiveTree tree_;
};

class Hand {
 public:
  explicit Hand(unsigned seed) : random_(seed) {}

  [[nodiscard]] std::string edit(std::string text) {
    static const std::vector<std::string> words = {
        "{", "}",  "\"", "(",   ")",        "=",         "service ", "queue q {}\n", "x",   "1",
        "%", "\n", "//", "/* ", "*/",       "/// doc\n", "\"\"\"",   "${",           "cpu", ",",
        "[", "]",  " ",  "\t",  "\xC3\xA9", "$"};
    const std::size_t at = below(text.size() + 1);
    switch (below(4)) {
      case 0:
        text.erase(at, below(12));
        break;
      case 1:
        text.insert(at, text.substr(below(text.size() + 1), below(60)));
        break;
      default:
        text.insert(at, words[below(words.size())]);
        break;
    }
    return text;
  }
  [[nodiscard]] std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

 private:
  std::mt19937 random_;
};

std::vector<std::string> programs() {
  std::vector<std::string> texts;
  for (const char* folder : {"examples", "stdlib"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(project_root() / folder)) {
      if (entry.path().extension() == ".svc") texts.push_back(read_file(entry.path()));
    }
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace

TEST_CASE("a living tree is what a fresh parse gives", "[syntax]") {
  const std::vector<std::string> texts = programs();
  REQUIRE(texts.size() > 10);
  unsigned seed = 0;
  for (const std::string& text : texts) {
    Typed typed(text);
    Hand hand(++seed);
    for (int step = 0; step < 40; ++step) {
      CAPTURE(seed, step, typed.text());
      REQUIRE(typed.live() == typed.fresh());
      typed.become(hand.below(6) == 0
                       ? text
                       : hand.edit(typed.text()));  // now and then all of it is put right
    }
  }
}

TEST_CASE("an edit inside one item reads that item alone", "[syntax]") {
  const std::vector<std::string> texts = programs();
  unsigned seed = 0;
  for (const std::string& text : texts) {
    Typed typed(text);
    Hand hand(++seed);
    // Every edit is taken back, so that the text before it has no mistakes.
    for (int step = 0; step < 60; ++step) {
      typed.become(text);
      CAPTURE(seed, step, typed.text());
      REQUIRE(typed.live() == typed.fresh());
      typed.become(hand.edit(text));
      CAPTURE(typed.text());
      REQUIRE(typed.live() == typed.fresh());
    }
  }
}

TEST_CASE("what an edit joins to an item is read with it", "[syntax]") {
  const std::string text =
      "app shop {}\n\n/// jobs\nqueue a {\n  retries = 1  // one\n}  // a\nqueue b {}\n"
      "let sizes = { small = 1 }\nqueue c { retries = sizes.small }\n";
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"= 1  // one", "= 2  // one"},
           {"= 1  // one", "= 1  /* one"},
           {"= 1  // one", "= \"\"\"  // one"},
           {"= 1  // one", "= 1  // one\n  // two\n"},
           {"queue a {", "queue ab {"},
           {"queue a {", "queue a { }\nqueue d {"},
           {"// one\n}", "// one }"},
           {"queue b {}", "queue b { // }"},
           {"small = 1 }", "small = 1 // }"},
           {"small = 1 }", "small = 1, large = 2 }"},
           {"queue b {}", "queue b { tags { a = \"${\" } }"}}) {
    Typed typed(text);
    REQUIRE(typed.live() == typed.fresh());
    std::string now = text;
    now.replace(now.find(from), from.size(), to);
    CAPTURE(now);
    typed.become(now);
    REQUIRE(typed.live() == typed.fresh());
    typed.become(text);
    REQUIRE(typed.live() == typed.fresh());
  }
}

TEST_CASE("items that an edit leaves alone keep their nodes", "[syntax]") {
  Typed typed(
      "queue a { retries = 1 }\n\nqueue b { retries = 2 }\n\n/// third\nqueue c { retries = 3 }\n");
  static_cast<void>(typed.live());
  const std::vector<const ast::Member*> before = typed.tree().items;
  typed.become(
      "queue a { retries = 1 }\n\nqueue b { retries = 21 }\n\n/// the third\nqueue c { retries = 3 "
      "}\n");
  REQUIRE(typed.live() == typed.fresh());
  const std::vector<const ast::Member*> after = typed.tree().items;
  REQUIRE(after.size() == 3);
  CHECK(after[0] == before[0]);
  CHECK(after[1] != before[1]);
  CHECK(after[2]->doc.text == "the third");
}

TEST_CASE("a living tree does not grow with the edits", "[syntax]") {
  Typed typed("queue a { retries = 1 }\n");
  for (int step = 0; step < 5000; ++step) {
    typed.become("queue a { retries = " + std::to_string(step) + " }\n");
    static_cast<void>(typed.live());
    REQUIRE(typed.tree().exprs.size() < 1000);
  }
}

TEST_CASE("an item that is edited again and again takes the place of its last text", "[syntax]") {
  Typed typed("app shop {}\nqueue a { retries = 1 }\nqueue b {}\n");
  static_cast<void>(typed.live());
  for (int step = 0; step < 100; ++step) {
    typed.become("app shop {}\nqueue a { retries = " + std::to_string(step) + " }\nqueue b {}\n");
    REQUIRE(typed.live() == typed.fresh());
    REQUIRE(typed.tree().exprs.size() < 4);
  }
}
